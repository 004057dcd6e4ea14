"""Which process owns what we create: a name that cannot be taken over by a later process with the same pid."""

import os
from pathlib import Path

MAX_NAME = 100
"""Characters of a name; a label that somebody else wrote may hold anything."""


def process_name(pid: int) -> str:
    """`PID-STARTTICKS` of a living process, `PID-0` where its start time cannot be read."""
    return f"{pid}-{_start_ticks(pid) or 0}"


def this_process() -> str:
    """The name of the calling process."""
    return process_name(os.getpid())


def is_alive(name: str) -> bool:
    """Whether the very process that `process_name` named still runs (a zombie does not count)."""
    pid, _, ticks = name.partition("-")
    if not (pid.isdecimal() and ticks.isdecimal() and len(name) < MAX_NAME):
        return False
    return _start_ticks(int(pid)) == int(ticks)


def _start_ticks(pid: int) -> int | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])
