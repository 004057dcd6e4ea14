"""The kernel's own switch that holds everything still in a container: no engine need be asked, which takes longer.

As root on the engine's own machine, where Docker puts its containers if it is not told otherwise; elsewhere there is
none. A container whose owner dies while it is held is removed by the reaper like any other: an engine that kills lets
go."""

import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, Self

from sandboxes import cgroups

FREEZE_S: Final = 0.5
"""How long a container may take to stand still; nearly all do at once."""
POLL_S: Final = 0.001


class Switch(NamedTuple):
    """Of one version of control groups."""

    places: tuple[str, ...]
    """Where Docker's containers are, below the control groups."""
    name: str
    on: str
    off: str
    state: str
    """The file that tells whether all of it stands still, by the line `frozen`."""
    frozen: str


SWITCHES: Final = (
    Switch(
        ("freezer/docker/{}", "freezer/system.slice/docker-{}.scope"),
        "freezer.state",
        "FROZEN",
        "THAWED",
        "freezer.state",
        "FROZEN",
    ),
    Switch(("docker/{}", "system.slice/docker-{}.scope"), "cgroup.freeze", "1", "0", "cgroup.events", "frozen 1"),
)


class Freezer(NamedTuple):
    """Of one container."""

    group: Path
    switch: Switch

    @classmethod
    def of(cls, container: str) -> Self | None:
        """The one of a container; None where it is not to be seen from here."""
        for switch in SWITCHES:
            for place in switch.places:
                group = cgroups.CGROUPS / place.format(container)
                if (group / switch.name).is_file():
                    return cls(group, switch)
        return None

    def freeze(self) -> bool:
        """Hold everything still. False where that cannot be, or takes too long: it goes on then."""
        deadline = time.monotonic() + FREEZE_S
        try:
            self._turn(self.switch.on)
            while not self.frozen:
                if time.monotonic() > deadline:
                    self.thaw()
                    return False
                time.sleep(POLL_S)
                self._turn(self.switch.on)
        except OSError:
            with suppress(OSError):
                self.thaw()
            return False
        return True

    def thaw(self) -> None:
        """Let everything go on; one that has ended may be gone. Raises OSError where the kernel refuses."""
        with suppress(FileNotFoundError):
            self._turn(self.switch.off)

    def _turn(self, value: str) -> None:
        (self.group / self.switch.name).write_text(value, encoding="ascii")

    @property
    def frozen(self) -> bool:
        """Whether all of it stands still. Raises OSError where it is gone."""
        return self.switch.frozen in (self.group / self.switch.state).read_text(encoding="ascii").splitlines()
