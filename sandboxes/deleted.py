"""Files that are deleted but still open: they fill the disk, and no walk over a directory finds them.

Read from the host's /proc, as root on the engine's own machine; elsewhere nothing is found."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")


def deleted_bytes(init: int) -> int:
    """Bytes on disk of deleted files on the root filesystem of the container whose first process is `init`.

    Memory files and tmpfs do not count: they lie on other devices, and memory has a limit of its own."""
    try:
        device = Path(f"/proc/{init}/root").stat().st_dev
    except OSError:
        return 0
    found = {(s.st_dev, s.st_ino): s.st_blocks * 512 for pid in _processes(init) for s in _open_files(pid)}
    return sum(size for (where, _), size in found.items() if where == device)


def _open_files(pid: int) -> Iterator[os.stat_result]:
    """Status of every deleted regular file that a process has open."""
    try:
        entries = list(os.scandir(f"/proc/{pid}/fd"))
    except OSError:  # it has ended
        return
    for entry in entries:
        try:
            status = entry.stat()
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
            yield status


def _processes(init: int) -> list[int]:
    """Every process in the control group of `init`."""
    try:
        lines = Path(f"/proc/{init}/cgroup").read_text(encoding="ascii").splitlines()
    except OSError:
        return []
    for line in lines:
        _, controller, path = line.split(":", 2)
        listing = CGROUPS / controller / path.lstrip("/") / "cgroup.procs"
        if path != "/" and listing.is_file():
            return [int(pid) for pid in listing.read_text(encoding="ascii").split()]
    return []
