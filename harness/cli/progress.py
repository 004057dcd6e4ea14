"""What a person sees while something takes long: a live bar on a terminal, plain lines elsewhere; on standard error."""

import threading
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from harness.records import TrialRecord

SHOWN_CHARS = 60
"""Of a line, beside the bar."""


class Watch:
    """Progress over a known number of things. Thread-safe."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.console = Console(stderr=True, highlight=False)
        columns = (SpinnerColumn(), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn())
        described = TextColumn("{task.description}")
        self._bar = Progress(
            *columns, described, console=self.console, transient=True, disable=not self.console.is_terminal
        )
        self._task = self._bar.add_task("starting", total=total)
        self._began = time.monotonic()
        self.lock = threading.RLock()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def say(self, text: str) -> None:
        """Something that takes long has begun or ended."""
        self.console.print(f"{time.monotonic() - self._began:6.1f} s  {text}", markup=False, soft_wrap=True)
        self.show(text)

    def show(self, text: str) -> None:
        """What stands beside the bar from now on."""
        self._bar.update(self._task, completed=self.done, description=text[:SHOWN_CHARS])


class Live(Watch):
    """Progress over trials."""

    def finished(self, record: TrialRecord) -> None:
        """A trial has ended."""
        main = record.main
        value = f"{main.value:.2f}" if main and main.value is not None else "-"
        text = f"{record.spec.task}  {record.spec.agent}  #{record.spec.attempt}"
        note = "" if record.outcome == "completed" else f"  {record.outcome}"
        with self.lock:
            self.done += 1
            self.say(f"[{self.done}/{self.total}]  {value}  {text}{note}")
            self.show(text)
