"""The kernel's own switch that holds everything still in a container: no engine need be asked, which takes longer.

As root on the engine's own machine, where Docker puts its containers if it is not told otherwise; elsewhere it does
nothing. The engine knows nothing of it: one that looks at a container which has just ended, and finds it held, takes it
for one that is paused, and never clears away what is left. Hence only what lives is held, and what is killed is let go;
nobody can do that in one step, so what may be left all the same is cleared away with the container (remains.py)."""

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from sandboxes.cgroups import members, usual_group

FREEZE_S: Final = 0.5
"""How long a container may take to stand still; nearly all do at once."""
POLL_S: Final = 0.001
EXITING: Final = 0x4
"""The kernel's flag of a process that is about to be no more."""


class _Switch(NamedTuple):
    """Of one version of control groups."""

    name: str
    on: str
    off: str
    state: str
    """The file that has the line `frozen` as soon as all of it stands still."""
    frozen: str


_SWITCHES: Final = (
    _Switch("freezer.state", "FROZEN", "THAWED", "freezer.state", "FROZEN"),
    _Switch("cgroup.freeze", "1", "0", "cgroup.events", "frozen 1"),
)


class Freezer:
    """Of one container. Thread-safe."""

    def __init__(self, container: str, *, on: bool = False) -> None:
        """`on`: somebody who is no more may have held it."""
        self._container = container
        self._lock = threading.Lock()
        self._on = on
        self._over = False

    @property
    def on(self) -> bool:
        """Whether the container is held."""
        return self._on

    def freeze(self) -> bool:
        """Hold everything still. False where that cannot be, takes too long, or the container has ended.

        Raises OSError where the kernel then refuses to let go."""
        with self._lock:
            if self._over or (found := self._find()) is None:
                return False
            group, switch = found
            if not _lives(group):
                return False
            deadline = time.monotonic() + FREEZE_S
            self._on = True
            with suppress(OSError):
                while time.monotonic() < deadline:
                    (group / switch.name).write_text(switch.on, encoding="ascii")
                    if switch.frozen in (group / switch.state).read_text(encoding="ascii").splitlines():
                        if _lives(group):
                            return True
                        break
                    time.sleep(POLL_S)
            self._thaw()
            return False

    def thaw(self) -> None:
        """Let everything go on that is held, if it is still there. Raises OSError where the kernel refuses."""
        with self._lock:
            self._thaw()

    def end(self) -> None:
        """Let it go for good, after it was sent a signal that ends it."""
        with self._lock:
            self._over = True
            with suppress(OSError):
                self._thaw()

    def _thaw(self) -> None:
        if self._on and (found := self._find()):
            group, switch = found
            with suppress(FileNotFoundError):
                (group / switch.name).write_text(switch.off, encoding="ascii")
        self._on = False

    def _find(self) -> tuple[Path, _Switch] | None:
        group = usual_group(self._container, "freezer")
        found = (switch for switch in _SWITCHES if group and (group / switch.name).is_file())
        switch = next(found, None)
        return (group, switch) if group and switch else None


def _lives(group: Path) -> bool:
    """Whether the first process of a container is there: with it, all others end."""
    for pid in sorted(members(group)):
        with suppress(OSError):
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
            numbers = status.partition("\nNSpid:")[2].partition("\n")[0].split()
            if numbers == [str(pid), "1"]:
                state, *rest = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
                return state not in b"ZX" and not int(rest[5]) & EXITING
    return False
