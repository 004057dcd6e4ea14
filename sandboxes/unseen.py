"""A container's files as an archive that leaves no trace in it.

What an engine reads can be seen from inside: directories have been looked at since, and whoever watches files (inotify)
is told that they were opened. So the same layers are mounted once more, read-only and apart: the kernel puts them
together as it does for the container, but through nodes of its own. As root on the engine's machine, while the
container is held still."""

import ctypes
import errno
import os
import stat
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from sandboxes.archive import DEFAULT_LIMITS
from sandboxes.cache import scratch
from sandboxes.tar_stream import BLOCK, TreeRefused

FLAGS: Final = os.ST_RDONLY | os.ST_NOSUID | os.ST_NODEV | os.ST_NOEXEC | os.ST_NOATIME  # the bits of mount(2)
DETACH: Final = 2
MOST_OPTIONS: Final = 4000
"""Bytes: mount(2) takes a page."""
PIECE: Final = 1 << 20
KINDS: Final = {stat.S_IFDIR: tarfile.DIRTYPE, stat.S_IFLNK: tarfile.SYMTYPE, stat.S_IFREG: tarfile.REGTYPE}


@contextmanager
def unseen(layers: Iterable[str], path: str) -> Iterator[Iterator[bytes]]:
    """The archive of a directory (absolute, by no link), in the order in which an engine has it. `layers` are
    directories, the uppermost first. Raises OSError where this is not the way to have it, before any of it is read;
    TreeRefused afterwards for what cannot be read."""
    top = _mounted(list(layers))
    try:
        parts = PurePosixPath(path).parts[1:]
        for part in parts:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
            os.close(top)
            top = inner
        yield _archive(f"/proc/self/fd/{top}", parts[-1] if parts else "root")
    finally:
        os.close(top)


def _mounted(layers: list[str]) -> int:
    """A descriptor of layers put together; the mount is gone when it is closed."""
    options = f"index=off,lowerdir={':'.join(layers)}".encode()
    if len(layers) < 2 or any(set(layer) & set(",:\\") for layer in layers) or len(options) > MOST_OPTIONS:
        raise OSError(errno.EINVAL, "no layers that can be mounted", "overlay")
    libc = ctypes.CDLL(None, use_errno=True)
    with scratch() as place:
        target = os.fsencode(place)
        if libc.mount(b"overlay", target, b"overlay", ctypes.c_ulong(FLAGS), options):
            raise OSError(ctypes.get_errno(), "the layers cannot be mounted", "overlay")
        try:
            return os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        finally:
            libc.umount2(target, DETACH)


def _archive(top: str, name: str) -> Iterator[bytes]:
    try:
        yield from _folder(top, name, 0, set())
    except OSError as error:
        raise TreeRefused(f"it cannot be read: {error.strerror}") from error
    yield bytes(2 * BLOCK)


def _folder(folder: str, name: str, depth: int, seen: set[int]) -> Iterator[bytes]:
    """The members of a folder, and what lies below as deep as a tree may be. `seen` are files with several names."""
    yield _header(name, Path(folder).stat())
    with os.scandir(folder) as entries:
        inside = sorted(islice(entries, DEFAULT_LIMITS.entries + 1), key=lambda entry: os.fsencode(entry.name))
    for entry in inside:
        status, within = entry.stat(follow_symlinks=False), f"{name}/{entry.name}"
        if stat.S_ISDIR(status.st_mode) and depth <= DEFAULT_LIMITS.depth:
            yield from _folder(entry.path, within, depth + 1, seen)
        elif stat.S_ISREG(status.st_mode) and status.st_ino not in seen:
            if status.st_nlink > 1:
                seen.add(status.st_ino)
            yield _header(within, status)
            yield from _content(entry.path, status.st_size)
        elif not stat.S_ISSOCK(status.st_mode):
            yield _header(within, status, again=status.st_ino in seen)


def _header(name: str, status: os.stat_result, *, again: bool = False) -> bytes:
    """What nobody follows has no target: links and devices are in no tree."""
    member = tarfile.TarInfo(name)
    member.mode = stat.S_IMODE(status.st_mode)
    member.type = tarfile.LNKTYPE if again else KINDS.get(stat.S_IFMT(status.st_mode), tarfile.FIFOTYPE)
    member.size = status.st_size if member.type == tarfile.REGTYPE else 0
    return member.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def _content(path: str, size: int) -> Iterator[bytes]:
    with Path(path).open("rb", buffering=0) as file:
        left = size
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
    if left:
        raise TreeRefused("it changes while it is read")
    if size % BLOCK:  # nothing at all would pass for the end
        yield bytes(-size % BLOCK)
