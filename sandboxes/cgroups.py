"""The control group of a container, by which the kernel knows everything that runs in it.

Read from the host's own files, as root on the engine's own machine; elsewhere nothing is found."""

import os
import signal
from contextlib import suppress
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
USUAL = ("docker/{}", "system.slice/docker-{}.scope")
"""Where Docker puts a container if it is not told otherwise: by cgroupfs and by systemd."""


def group_of(container: str, init: int) -> Path | None:
    """The control group of the container whose first process is `init`; None where it is not to be seen from here.

    Its path names the container: a process that has the number of one that ended is in no such group."""
    try:
        lines = Path(f"/proc/{init}/cgroup").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    for line in lines:
        _, controller, path = line.split(":", 2)
        group = CGROUPS / controller / path.lstrip("/")
        if container in path and (group / "cgroup.procs").is_file():
            return group
    return None


def usual_group(container: str, controller: str = "pids") -> Path | None:
    """The control group of a container at its usual place, for which no engine need be asked; None where it is not.

    Version 1 has one for each controller, version 2 one for all."""
    groups = (CGROUPS / above / place.format(container) for above in (controller, "") for place in USUAL)
    return next((group for group in groups if (group / "cgroup.procs").is_file()), None)


def members(group: Path) -> list[int]:
    """Every process of a control group; none where it has ended."""
    try:
        return [int(pid) for pid in (group / "cgroup.procs").read_text(encoding="ascii").split()]
    except OSError:
        return []


def kill_members(group: Path) -> None:
    """Send KILL to every process of a control group.

    The kernel ends a container with its first process, but it is that process which has to act on the signal: one that
    never gets the processor, for a crowd that runs before it, does not die before the crowd does."""
    with suppress(OSError):
        (group / "cgroup.kill").write_text("1", encoding="ascii")  # version 2: all of them at once, also what is forked
        return
    for pid in members(group):
        with suppress(OSError):
            _kill(pid, group.name)


def _kill(pid: int, name: str) -> None:
    """Kill a process if it is in the group: another one may have its number by now, but not its descriptor."""
    process = os.pidfd_open(pid)
    try:
        if name in Path(f"/proc/{pid}/cgroup").read_text(encoding="ascii"):
            signal.pidfd_send_signal(process, signal.SIGKILL)
    finally:
        os.close(process)
