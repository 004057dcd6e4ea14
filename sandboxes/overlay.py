"""What a sandbox has written above its image, below one directory: from the engine's own files, where they are seen.

A workspace leaves a sandbox as an archive, which reads all of it. Where only a few files have changed, this tells
which: the kernel keeps what was written in a directory of its own, with a mark for each file of the image's that is
gone. As root on the engine's machine, on an overlay without redirections; and only where there are plain files, plain
directories and such marks. Everything else is for the archive to judge: the answer is then None.

Only to be asked while the sandbox is held still."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from sandboxes.archive import Standing, standing
from sandboxes.cgroups import members

PARAMETERS: Final = Path("/sys/module/overlay/parameters")
REDIRECTIONS: Final = ("redirect_dir", "metacopy")
OPAQUE: Final = "trusted.overlay.opaque"
HARMLESS: Final = frozenset({OPAQUE, "trusted.overlay.origin", "trusted.overlay.impure", "trusted.overlay.uuid"})
MOST: Final = 20_000
"""Files and directories that are looked at; the archive is then no slower."""
PIECE: Final = 1 << 20
_UNSEEN: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NOATIME
"""What is read keeps its time of last access: who works inside could tell by it."""
_FOLDER: Final = _UNSEEN | os.O_DIRECTORY
_PLACE: Final = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW
"""That it is there: what is seen inside is not opened, for who watches it would be told."""

Stamp = tuple[int, int, int, int]
"""Inode, size, and the times of the last change of content and of anything: a file with another content has another,
unless it is mapped, or was changed in the very instant in which it was looked at."""


Content = TypeVar("Content")


class Found(NamedTuple):
    """A file that was written."""

    size: int
    executable: bool
    stamp: Stamp


class Above(NamedTuple):
    """What lies above the image."""

    files: dict[str, Found]
    """By path below the directory."""
    folders: set[str]
    gone: set[str]
    """Paths of the image's that are hidden, with all beneath."""
    stamped: bool = True
    """Whether stamps tell changes: no process has a file mapped."""

    def shown(self, beneath: Mapping[str, Content]) -> list[Content]:
        """Of the image's files, which are given by path, those that are still what is seen there."""
        hiding = self.gone | self.files.keys()
        seen = beneath.keys() - hiding - self.folders
        within = {path.rpartition("/")[0] for path in seen}
        hidden = {
            folder for folder in within if folder in hiding or any(above in hiding for above in _ancestors(folder))
        }
        if hidden:
            seen = {path for path in seen if path.rpartition("/")[0] not in hidden}
        return [content for path, content in beneath.items() if path in seen]


class Layers(NamedTuple):
    """Where the engine keeps a container's files."""

    upper: str
    """What was written."""
    merged: str
    """All of it, as it is seen inside."""
    lower: str
    """What the image has: directories, the uppermost first, with colons between."""

    def above(self, folder: str) -> Above | None:
        """What was written below a folder (absolute, inside); None where this is not the way to know it."""
        if _redirects():
            return None
        found = Above({}, set(), set())
        with ExitStack() as stack:
            parts = [part for part in folder.split("/") if part]
            try:
                if _descend(stack, self.merged, parts, _PLACE) is None:
                    return None
                top = _descend(stack, self.upper, parts)
                return found if top is None or _walk(top, "", found) else None
            except (OSError, ValueError):
                return None

    def content(self, folder: str, path: str) -> Iterator[bytes]:
        """Of a file that was found. Raises OSError."""
        *parts, name = [part for part in f"{folder}/{path}".split("/") if part]
        with ExitStack() as stack:
            inside = _descend(stack, self.upper, parts)
            if inside is None:
                raise FileNotFoundError(path)
            descriptor = os.open(name, _UNSEEN | os.O_NONBLOCK, dir_fd=inside)
            with os.fdopen(descriptor, "rb", buffering=0) as file:
                while piece := file.read(PIECE):
                    yield piece


def mapped(group: Path, folder: str) -> bool:
    """Whether a process of a control group may write to a file below a folder by memory, which leaves no stamp."""
    shared = re.compile(rb"(?m)^[0-9a-f]+-[0-9a-f]+ .w.s [^\n]* " + re.escape(os.fsencode(folder.rstrip("/"))) + rb"/")
    for pid in members(group):
        try:
            if shared.search(Path(f"/proc/{pid}/maps").read_bytes()):
                return True
        except OSError:  # it has ended
            continue
    return False


def _redirects() -> bool:
    """Whether a name above can mean another one beneath, or that cannot be told."""
    try:
        return any((PARAMETERS / name).read_text().strip() != "N" for name in REDIRECTIONS)
    except OSError:
        return True


def _descend(stack: ExitStack, top: str, parts: list[str], how: int = _FOLDER) -> int | None:
    """A descriptor of a folder below `top`, by no link; None where there is none. Raises OSError for anything else."""
    descriptor = os.open(top, how)
    stack.callback(os.close, descriptor)
    for part in parts:
        try:
            descriptor = os.open(part, how, dir_fd=descriptor)
        except FileNotFoundError:
            return None
        stack.callback(os.close, descriptor)
    return descriptor


def _walk(descriptor: int, prefix: str, found: Above) -> bool:
    """Note what lies in a folder; False where something is not plain."""
    with os.scandir(descriptor) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            kept = standing(path)
            if kept is Standing.LEFT_OUT:
                continue
            if kept is Standing.UNUSABLE or len(found.files) + len(found.folders) + len(found.gone) > MOST:
                return False
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
                stamp = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
                found.files[path] = Found(status.st_size, bool(status.st_mode & 0o100), stamp)
            elif stat.S_ISDIR(status.st_mode):
                if not _walk_into(descriptor, entry.name, path, found):
                    return False
            elif stat.S_ISCHR(status.st_mode) and status.st_rdev == 0:
                found.gone.add(path)
            else:
                return False
    return True


def _walk_into(parent: int, name: str, path: str, found: Above) -> bool:
    inner = os.open(name, _FOLDER, dir_fd=parent)
    try:
        marks = {mark for mark in os.listxattr(inner) if mark.startswith("trusted.overlay.")}
        found.folders.add(path)
        if OPAQUE in marks:
            found.gone.add(path)
        return marks <= HARMLESS and _walk(inner, f"{path}/", found)
    finally:
        os.close(inner)


def _ancestors(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
