"""The only code that copies trees in and out of sandboxes: regular files only, under caps, with a content hash.

A tree that leaves a sandbox is hostile. Nothing but plain files is taken: links, devices, FIFOs and unusable names are
dropped and listed, anything under `.git`, `__pycache__` or a tool's cache is dropped; a tree over a cap is refused as a
whole (TreeRefused), which is the doing of whoever wrote it."""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sandboxes.spec import Frozen
from sandboxes.tar_stream import REMEMBERED, Header, members
from sandboxes.tar_stream import TreeRefused as TreeRefused

MAX_NAME_BYTES = 255
MAX_PATH_BYTES = 2048
"""Half of what the kernel takes: the rest is for the directory that a tree is copied to."""
MAX_DROPPED_LISTED = 100
TOOL_CACHES = frozenset({".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"})
LEFT_OUT = frozenset({".git", "__pycache__"}) | TOOL_CACHES
"""Directories that no tree keeps: a repository runs commands, bytecode is not what was read of a module, and what tools
leave behind that an agent was told to run is no part of its work."""
REMEMBERED_NAME = 256
"""Characters of the longest name whose path is remembered: snapshots of one workspace have the same names."""
SILENTLY = "in a directory that is left out"
DIRECTORY = 0o755


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
    lines = [f"{path}\0{executable:d}\0{size}\0{sha256}\n" for path, size, executable, sha256 in sorted(entries)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


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


class Incoming(NamedTuple):
    """One regular file of a tree that is coming in."""

    path: str
    """POSIX path relative to the root."""
    size: int
    executable: bool
    content: Iterator[bytes]
    """To be read before the next file is asked for, or not at all."""


def incoming(
    chunks: Iterable[bytes], dropped: list[str], *, strip: int = 1, limits: TreeLimits = DEFAULT_LIMITS
) -> Iterator[Incoming]:
    """The regular files of a hostile tar stream, less their first `strip` names; what is left out goes to `dropped`.

    Raises TreeRefused over a cap, and at the end where the archive is not complete: what came until then is no tree."""
    taken: set[str] = set()
    folders = {""}
    seen = total = 0
    for member, content in members(chunks):
        seen += 1
        if seen > limits.entries:
            raise TreeRefused(f"more than {limits.entries:,} entries")
        if member.directory:
            continue
        known = len(member.name) <= REMEMBERED_NAME
        place = (_remembered_place if known else _place)(member.name, strip, limits.depth)
        reason = _why_dropped(member, place, taken, folders)
        if place is None or reason:
            if reason != SILENTLY and len(dropped) < MAX_DROPPED_LISTED:
                dropped.append(f"{_printable(member.name)}: {reason}")
            continue
        total += member.size
        _check_caps(member, len(taken) + 1, total, limits)
        taken.add(place.path)
        if place.folder not in folders:
            folders.update(_above(place.path))
        yield Incoming(place.path, member.size, member.executable, content)


def extract(chunks: Iterable[bytes], dest: Path, *, strip: int = 1, limits: TreeLimits = DEFAULT_LIMITS) -> Tree:
    """Write the regular files of a hostile tar stream under the new directory `dest`, less their first `strip` names.

    Raises TreeRefused over a cap. The stream may be abandoned halfway: `dest` is then incomplete."""
    dropped: list[str] = []
    return write_tree(incoming(chunks, dropped, strip=strip, limits=limits), dest)._replace(dropped=tuple(dropped))


def write_tree(files: Iterable[Incoming], dest: Path) -> Tree:
    """Write files whose paths are safe and go together under the new directory `dest`."""
    dest.mkdir(parents=True)
    dest.chmod(DIRECTORY)
    made = {dest}
    entries = []
    for file in files:
        _make_parents(dest / file.path, made)
        entries.append(_write(file, dest / file.path))
    entries.sort()
    return Tree(dest, tree_digest(entries), tuple(entries))


def _check_caps(member: Header, count: int, total: int, limits: TreeLimits) -> None:
    if member.size > limits.file_bytes:
        raise TreeRefused(f"{_printable(member.name)} has {member.size:,} bytes, more than {limits.file_bytes:,}")
    if count > limits.files:
        raise TreeRefused(f"more than {limits.files:,} files")
    if total > limits.total_bytes:
        raise TreeRefused(f"more than {limits.total_bytes:,} bytes in all")


class _Place(NamedTuple):
    """Where a file of a tree lies."""

    path: str
    folder: str
    """The directory that it lies in; empty for the root."""
    left_out: bool


def _why_dropped(member: Header, place: _Place | None, taken: set[str], folders: set[str]) -> str:
    if place is None:
        return "unusable name"
    if place.left_out:
        return SILENTLY
    if not member.regular:
        return "not a regular file"
    if place.path in taken or place.path in folders:
        return "name taken twice"
    if place.folder not in folders and not taken.isdisjoint(_above(place.path)):
        return "name taken twice"
    return ""


def _above(path: str) -> list[str]:
    """Every directory between the root and `path`."""
    parts = path.split("/")
    return ["/".join(parts[:i]) for i in range(1, len(parts))]


class Standing(Enum):
    """Whether a file of that path would be taken."""

    TAKEN = auto()
    LEFT_OUT = auto()
    """Silently, with all beneath."""
    UNUSABLE = auto()


def standing(path: str) -> Standing:
    """Of a POSIX path relative to the root, as far as its name decides."""
    place = _remembered_place(path, 0, DEFAULT_LIMITS.depth)
    if place is None:
        return Standing.UNUSABLE
    return Standing.LEFT_OUT if place.left_out else Standing.TAKEN


def _place(name: str, strip: int, depth: int) -> _Place | None:
    """The place of a member, or None where it has no usable name (escapes, is too deep, not UTF-8)."""
    parts = [p for p in name.split("/") if p not in ("", ".")][strip:]
    if not parts or len(parts) > depth or (name.startswith("/") and not strip):
        return None
    for part in parts:
        if part == ".." or "\0" in part or "\\" in part or len(part.encode("utf-8", "replace")) > MAX_NAME_BYTES:
            return None
        if not part.isprintable():
            return None
    path = "/".join(parts)
    if len(path.encode()) > MAX_PATH_BYTES:
        return None
    return _Place(path, "/".join(parts[:-1]), not LEFT_OUT.isdisjoint(parts))


_remembered_place = lru_cache(REMEMBERED)(_place)


def _write(file: Incoming, target: Path) -> Entry:
    """Write one file to a path where nothing but our own directories and files can lie."""
    digest = hashlib.sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(target, flags, 0o600), "wb") as sink:
        # Whatever the umask: other boxes read this tree as another user.
        os.fchmod(sink.fileno(), 0o755 if file.executable else 0o644)
        for piece in file.content:
            digest.update(piece)
            sink.write(piece)
    return Entry(file.path, file.size, file.executable, digest.hexdigest())


def _make_parents(target: Path, made: set[Path]) -> None:
    if target.parent not in made:
        _make_parents(target.parent, made)
        target.parent.mkdir()
        target.parent.chmod(DIRECTORY)
        made.add(target.parent)


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
