"""What work costs: processor time of everything in the box but this process, as the kernel counts it.

Counted by the box's control group, which no thread, fork or daemon leaves: an answer that is given early while the
work goes on, or by a process of its own, costs what it costs. Standard library only: this file runs inside the box."""

import math
import os
import time
from collections.abc import Iterator

V1 = "/sys/fs/cgroup/cpuacct/cpuacct.usage"
V2 = "/sys/fs/cgroup/cpu.stat"
LOOK_S = 0.005
LOOKS = 3
"""So many looks in a row must find nobody at work."""


class Meter:
    """Notes what sized pieces of work cost: `costs` is a list of [size, seconds], those of the present case."""

    def __init__(self) -> None:
        self.costs: list[list[float]] = []

    def begin(self) -> float:
        """The reading before a piece of work, once the box is quiet."""
        settle(time.monotonic() + 1.0)
        return spent()

    def end(self, size: float, before: float, deadline: float) -> None:
        """Note a piece of work: all that was spent until nobody works any more, or until the deadline."""
        settle(deadline)
        self.costs.append([size, spent() - before])


def spent() -> float:
    """Seconds of processor time used in this box so far, without this process; not a number where nothing tells."""
    own = time.process_time()
    if os.path.exists(V1):
        with open(V1) as handle:
            return int(handle.read()) / 1e9 - own
    if os.path.exists(V2):
        with open(V2) as handle:
            counted = dict(line.split() for line in handle)
        return int(counted["usage_usec"]) / 1e6 - own
    return math.nan


def settle(deadline: float) -> None:
    """Wait until no other process of the box wants the processor: on a busy machine one that wants it may wait."""
    quiet = 0
    while quiet < LOOKS and time.monotonic() < deadline:
        quiet = 0 if any(state == "R" for state in states()) else quiet + 1
        time.sleep(LOOK_S)


def states() -> Iterator[str]:
    """The state of each thread of every other process."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        if int(pid) == os.getpid():
            continue
        try:
            threads = os.listdir(f"/proc/{pid}/task")
        except OSError:
            continue
        for thread in threads:
            try:
                with open(f"/proc/{pid}/task/{thread}/stat", "rb") as handle:
                    yield handle.read().rpartition(b") ")[2][:1].decode()
            except OSError:  # it ended
                continue
