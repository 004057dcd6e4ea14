"""What is watched from outside while an agent works: snapshots of its workspace, and whether it still gets on."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from harness.records import AgentResult, RunSettings
from harness.snapshots.taking import Snapshots
from harness.stall import StallWatch
from sandboxes.archive import Tree
from sandboxes.base import Sandbox

REPOSITORY: Final = "snapshots.git"
"""In a trial's directory."""


class Watching:
    """From `with` until its end; how much is watched is for the run's settings to say."""

    def __init__(
        self,
        settings: RunSettings,
        sandbox: Sandbox,
        workdir: str,
        directory: Path,
        base: Tree,
        last_traffic: Callable[[], float] | None,
    ) -> None:
        """`directory` is the trial's; `base` is the workspace as it was; `last_traffic` tells when something last
        passed between agent and model."""
        self._stack = ExitStack()
        self._snapshots = self._stalls = None
        if settings.snapshots_s:
            self._snapshots = Snapshots(sandbox, workdir, directory / REPOSITORY, settings.snapshots_s, base)
        if settings.stall_s:
            began = time.monotonic()
            look = self._snapshots.last_look if self._snapshots else lambda: (time.monotonic(), sandbox.written)
            traffic = last_traffic or (lambda: began)
            self._stalls = StallWatch(settings.stall_s, traffic, look, end=settings.end_stalled)
        self.over = self._stalls.over if self._stalls else threading.Event()
        """Set where the agent's work is to be ended."""

    def account(self, result: AgentResult) -> AgentResult:
        """The agent's result with what was seen."""
        return result.model_copy(
            update={
                "snapshots": self._snapshots.report if self._snapshots else None,
                "stalls": self._stalls.stalls if self._stalls else (),
                "stalled": self.over.is_set(),
            }
        )

    def __enter__(self) -> Self:
        if self._snapshots:
            self._stack.enter_context(self._snapshots)
        if self._stalls:
            self._stack.enter_context(self._stalls)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
