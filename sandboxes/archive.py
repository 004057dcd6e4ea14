"""The only code that copies trees in and out of sandboxes: regular files only, under caps, with a content hash.

A tree that leaves a sandbox is hostile. Nothing but plain files is taken: links, devices, FIFOs and unusable names are
dropped and listed, anything under `.git` or `__pycache__` is dropped; a tree over a cap is refused as a whole
(TreeRefused), which is the doing of whoever wrote it."""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple, cast

from sandboxes.spec import Frozen

CHUNK = 1 << 20
MAX_NAME_BYTES = 255
MAX_PATH_BYTES = 2048
"""Half of what the kernel takes: the rest is for the directory that a tree is copied to."""
MAX_DROPPED_LISTED = 100
LEFT_OUT = frozenset({".git", "__pycache__"})
"""Directories that no tree keeps: a repository runs commands, and bytecode is not what was read of a module."""
SILENTLY = "in a directory that is left out"
DIRECTORY = 0o755


class TreeRefused(Exception):
    """A tree is over a cap (files, bytes, depth) or unreadable: an agent_error, never an infrastructure failure."""


class TreeLimits(Frozen):
    """Caps on a tree that is copied out of a sandbox."""

    files: int = 50_000
    total_bytes: int = 512 << 20
    file_bytes: int = 128 << 20
    depth: int = 40
    entries: int = 400_000
    """Archive members looked at, dropped ones included."""


class Entry(NamedTuple):
    """One regular file of a tree."""

    path: str
    """POSIX path relative to the root."""
    size: int
    executable: bool
    sha256: str


class Tree(NamedTuple):
    """A directory on the host that holds regular files only."""

    root: Path
    digest: str
    """sha256 over the sorted entries: equal trees have equal digests."""
    entries: tuple[Entry, ...]
    """Sorted by path."""
    dropped: tuple[str, ...] = ()
    """What was left out and why, at most 100 lines."""


def tree_digest(entries: Iterable[Entry]) -> str:
    """sha256 over (path, executable, size, content hash) of the entries, sorted by path."""
    digest = hashlib.sha256()
    for entry in sorted(entries):
        digest.update(f"{entry.path}\0{int(entry.executable)}\0{entry.size}\0{entry.sha256}\n".encode())
    return digest.hexdigest()


def scan(root: Path) -> Tree:
    """Read a host directory of our own as a tree; anything but regular files is left out silently."""
    entries = []
    for path in _regular_files(root):
        content = path.read_bytes()
        relative = path.relative_to(root).as_posix()
        executable = bool(path.stat().st_mode & 0o100)
        entries.append(Entry(relative, len(content), executable, hashlib.sha256(content).hexdigest()))
    entries.sort()
    return Tree(root, tree_digest(entries), tuple(entries))


def pack(files: Mapping[str, bytes] | Path, *, prefix: str = "", owner: tuple[int, int] = (0, 0)) -> bytes:
    """A tar of a mapping (path -> content; a `.sh` is executable) or of a host directory: reproducible.

    With a `prefix` ("app/src") that directory is created too, with the same owner; those above it are left alone."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        made = {".", "/", *(str(parent) for parent in PurePosixPath(prefix).parents)}
        for name, content, executable in _sources(files):
            target = PurePosixPath(prefix, name)
            for parent in reversed(target.parents):
                if str(parent) not in made:
                    made.add(str(parent))
                    tar.addfile(_member(str(parent), owner, directory=True))
            member = _member(str(target), owner, executable=executable)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


DEFAULT_LIMITS = TreeLimits()


def extract(chunks: Iterable[bytes], dest: Path, *, strip: int = 1, limits: TreeLimits = DEFAULT_LIMITS) -> Tree:
    """Write the regular files of a hostile tar stream under the new directory `dest`, less their first `strip` names.

    Raises TreeRefused over a cap. The stream may be abandoned halfway: `dest` is then incomplete."""
    dest.mkdir(parents=True)
    dest.chmod(DIRECTORY)
    taken: dict[str, Entry] = {}
    folders: set[str] = set()
    dropped: list[str] = []
    seen = total = 0
    reader = _Reader(chunks)
    try:
        with tarfile.open(fileobj=cast("BinaryIO", reader), mode="r|", errorlevel=0) as tar:
            for member in tar:
                seen += 1
                if seen > limits.entries:
                    raise TreeRefused(f"more than {limits.entries:,} entries")
                if member.isdir():
                    continue
                path = _safe_path(member.name, strip, limits.depth)
                reason = _why_dropped(member, path, taken, folders)
                if path is None or reason:
                    if reason != SILENTLY and len(dropped) < MAX_DROPPED_LISTED:
                        dropped.append(f"{_printable(member.name)}: {reason}")
                    continue
                total += member.size
                _check_caps(member, len(taken) + 1, total, limits)
                taken[path] = _write(tar, member, dest / path, path)
                folders.update(_above(path))
            reader.finish(tar.offset)
    except (tarfile.TarError, EOFError) as error:
        raise TreeRefused(f"unreadable archive: {error}") from error
    entries = tuple(sorted(taken.values()))
    return Tree(dest, tree_digest(entries), entries, tuple(dropped))


def _check_caps(member: tarfile.TarInfo, count: int, total: int, limits: TreeLimits) -> None:
    name = _printable(member.name)
    if not 0 <= member.size <= limits.file_bytes:
        raise TreeRefused(f"{name} has {member.size:,} bytes, more than {limits.file_bytes:,}")
    if count > limits.files:
        raise TreeRefused(f"more than {limits.files:,} files")
    if total > limits.total_bytes:
        raise TreeRefused(f"more than {limits.total_bytes:,} bytes in all")


def _why_dropped(member: tarfile.TarInfo, path: str | None, taken: Mapping[str, Entry], folders: set[str]) -> str:
    if path is None:
        return "unusable name"
    if LEFT_OUT & set(path.split("/")):
        return SILENTLY
    if not member.isreg() or member.sparse is not None:
        return "not a regular file"
    if path in taken or path in folders or any(folder in taken for folder in _above(path)):
        return "name taken twice"
    return ""


def _above(path: str) -> list[str]:
    """Every directory between the root and `path`."""
    parts = path.split("/")
    return ["/".join(parts[:i]) for i in range(1, len(parts))]


def _safe_path(name: str, strip: int, depth: int) -> str | None:
    """The relative POSIX path of a member, or None where it is no usable name (escapes, is too deep, not UTF-8)."""
    parts = [p for p in name.split("/") if p not in ("", ".")][strip:]
    if not parts or len(parts) > depth or (name.startswith("/") and not strip):
        return None
    for part in parts:
        if part == ".." or "\0" in part or "\\" in part or len(part.encode("utf-8", "replace")) > MAX_NAME_BYTES:
            return None
        if not part.isprintable():
            return None
    path = "/".join(parts)
    return path if len(path.encode()) <= MAX_PATH_BYTES else None


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path, path: str) -> Entry:
    """Write one member to a path where nothing but our own directories and files can lie."""
    _make_parents(target)
    source = tar.extractfile(member)
    assert source is not None
    executable = bool(member.mode & 0o100)
    digest = hashlib.sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(target, flags, 0o600), "wb") as sink:
        # Whatever the umask: other boxes read this tree as another user.
        os.fchmod(sink.fileno(), 0o755 if executable else 0o644)
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            sink.write(chunk)
    return Entry(path, member.size, executable, digest.hexdigest())


def _make_parents(target: Path) -> None:
    missing = [parent for parent in target.parents if not parent.exists()]
    for directory in reversed(missing):
        directory.mkdir()
        directory.chmod(DIRECTORY)


def open_to_all(root: Path) -> None:
    """Let every user read a tree of our own (and enter its directories), as boxes that mount it need."""
    for path in (root, *root.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def is_open_to_all(root: Path) -> bool:
    """Whether every user can read a tree of our own."""
    paths = (root, *root.rglob("*"))
    return all(path.stat().st_mode & (mask := 0o555 if path.is_dir() else 0o444) == mask for path in paths)


def _sources(files: Mapping[str, bytes] | Path) -> Iterator[tuple[str, bytes, bool]]:
    if isinstance(files, Path):
        for path in _regular_files(files):
            yield path.relative_to(files).as_posix(), path.read_bytes(), bool(path.stat().st_mode & 0o100)
        return
    for name in sorted(files):
        yield name, files[name], name.endswith(".sh")


def _regular_files(root: Path) -> Iterator[Path]:
    for directory, names, files in os.walk(root):
        names[:] = sorted(n for n in names if n != "__pycache__")
        for name in sorted(files):
            path = Path(directory, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _member(name: str, owner: tuple[int, int], *, directory: bool = False, executable: bool = False) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.uid, member.gid = owner
    member.type = tarfile.DIRTYPE if directory else tarfile.REGTYPE
    member.mode = 0o755 if directory or executable else 0o644
    return member


def _printable(name: str) -> str:
    return name.encode("unicode_escape").decode()[:200]


class _Reader:
    """A file-like view of an iterable of chunks, as tarfile's stream mode wants it."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""
        self._total = 0
        self._last = 0  # where the last byte that is not zero ended

    def finish(self, end: int) -> None:
        """Read on to the end. Raises EOFError unless `end`, where parsing stopped, is the mark of a complete archive.

        A broken header, or a stream that ends between two members, would otherwise pass for the end."""
        while self.read(CHUNK):
            pass
        if self._last > end or self._total < end + 2 * tarfile.BLOCKSIZE:
            raise EOFError("it breaks off")

    def read(self, size: int) -> bytes:
        parts = []
        while size > 0:
            if not self._rest:
                self._rest = next(self._chunks, b"")
                if not self._rest:
                    break
                if content := len(self._rest.rstrip(b"\0")):
                    self._last = self._total + content
                self._total += len(self._rest)
            part, self._rest = self._rest[:size], self._rest[size:]
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
