"""Tells an agent that works from one that has stalled: no model traffic, and no change in the workspace.

What it goes by is given from outside; it asks nothing of the sandbox itself."""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from sandboxes.spec import Frozen

TICKS = 10
"""How often it looks within the time after which an agent has stalled."""


class Stall(Frozen):
    """A time in which nothing happened."""

    elapsed_s: float
    """When it began, from the start of the watch: with the last traffic or the last change."""
    duration_s: float
    """Until the workspace was last looked at before something happened again, or at all."""


class StallWatch:
    """Notes every stall of one agent, from `with` until its end, in a thread of its own; `tick` looks once."""

    def __init__(
        self,
        after_s: float,
        last_traffic: Callable[[], float],
        last_look: Callable[[], tuple[float, object] | None],
        *,
        end: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """An agent has stalled where for `after_s` seconds there was no traffic with its model and no change.

        `last_traffic` tells when the last traffic was; `last_look` when the workspace was last looked at, and anything
        that differs where the workspace does. Both times are of `clock`. As long as nobody looks, nothing is known and
        nothing is said. With `end`, `over` is set at the first stall."""
        self._after_s = after_s
        self._last_traffic = last_traffic
        self._last_look = last_look
        self._end = end
        self._started = self._changed = clock()
        self._state: object = None
        self._stalls: tuple[Stall, ...] = ()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="meltbench-stall-watch", daemon=True)
        self.over = threading.Event()
        """The agent is to be ended."""

    @property
    def stalls(self) -> tuple[Stall, ...]:
        """What there was by now, the one that goes on included."""
        return self._stalls

    def tick(self) -> None:
        """Look once."""
        look = self._last_look()
        if look is None:
            return
        at, state = look
        if state != self._state:
            self._changed, self._state = at, state
        since = max(self._changed, self._last_traffic())
        if at - since < self._after_s:
            return
        stall = Stall(elapsed_s=since - self._started, duration_s=at - since)
        goes_on = self._stalls and self._stalls[-1].elapsed_s == stall.elapsed_s
        self._stalls = (*(self._stalls[:-1] if goes_on else self._stalls), stall)
        if self._end:
            self.over.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.wait(self._after_s / TICKS):
            self.tick()
