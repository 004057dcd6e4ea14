"""Files that are deleted but still open: they fill the disk, and no walk over a directory finds them.

Read from the host's /proc, as root on the engine's own machine; elsewhere nothing is found."""

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sandboxes.cgroups import members

MAX_DESCRIPTORS = 50_000
"""Looked at for one container, in about a quarter of a second. Real work has some dozens in each process."""


class Deleted(NamedTuple):
    """What deleted files take up."""

    block_bytes: int
    crowded: bool
    """There were more descriptors than are looked at, so that there may be more bytes."""


def deleted_files(init: int, group: Path, *, at_most: int = MAX_DESCRIPTORS) -> Deleted:
    """Deleted files on the root filesystem of the container whose first process is `init`, in its control group.

    Memory files and tmpfs do not count: they lie on other devices, and memory has a limit of its own."""
    try:
        device = Path(f"/proc/{init}/root").stat().st_dev
    except OSError:
        return Deleted(0, crowded=False)
    found: dict[tuple[int, int], int] = {}
    seen = 0
    for entry in islice(_descriptors(group), at_most + 1):
        seen += 1
        try:
            status = entry.stat()
        except OSError:  # closed meanwhile
            continue
        if status.st_dev == device and stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
            found[status.st_dev, status.st_ino] = status.st_blocks * 512
    return Deleted(sum(found.values()), crowded=seen > at_most)


def _descriptors(group: Path) -> Iterator["os.DirEntry[str]"]:
    """Every open descriptor of every process."""
    for pid in members(group):
        try:
            with os.scandir(f"/proc/{pid}/fd") as entries:
                yield from entries
        except OSError:  # it has ended
            continue
