"""What a person sees while trials run: a live bar on a terminal, plain lines elsewhere. Always on standard error."""

import threading
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from harness.records import TrialRecord


class Live:
    """Progress over a known number of trials."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._console = Console(stderr=True, quiet=quiet, highlight=False)
        self._total = total
        self._done = 0
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._bar: Progress | None = None
        if self._console.is_terminal and not quiet:
            columns = (
                SpinnerColumn(),
                BarColumn(30),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.description}"),
            )
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._task = self._bar.add_task("starting", total=total)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def say(self, text: str) -> None:
        """Something that takes long has begun or ended."""
        self._console.print(f"{time.monotonic() - self._began:6.1f} s  {text}", markup=False, soft_wrap=True)
        if self._bar:
            self._bar.update(self._task, description=text[:60])

    def finished(self, record: TrialRecord) -> None:
        """A trial has ended."""
        with self._lock:
            self._done += 1
            main = record.main
            value = f"{main.value:.2f}" if main and main.value is not None else "-"
            text = f"{record.spec.task}  {record.spec.agent}  #{record.spec.attempt}"
            note = "" if record.outcome == "completed" else f"  {record.outcome}"
            self._console.print(
                f"{time.monotonic() - self._began:6.1f} s  [{self._done}/{self._total}]  {value}  {text}{note}",
                markup=False,
                soft_wrap=True,
            )
            if self._bar:
                self._bar.update(self._task, completed=self._done, description=text[:60])
