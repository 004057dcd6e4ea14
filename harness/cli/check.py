"""meltbench tasks check: is a task fit to be scored by?"""

import json as jsonlib
import os
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from harness.admission.check import Admissions
from harness.admission.mutants import ENOUGH
from harness.admission.record import Admission, Step, write_record
from harness.admission.steps import STEPS, chosen
from harness.admission.subject import Settings
from harness.dataset import Dataset, tasks_root
from harness.host import Host
from sandboxes import cache
from sandboxes.reaper import sweep

INTERRUPTED = 130
SHOWN_FAILURES = 8


def check(
    what: Sequence[str], *, only: list[str], settings: Settings, sample: float | None, record: bool, json: bool
) -> None:
    """Check tasks one after the other and print what came of it; exit 1 if one is not admitted, 130 on Ctrl-C."""
    tasks = Dataset(tasks_root()).select(what)
    steps = chosen(only)
    found: list[Admission] = []
    signal.signal(signal.SIGTERM, _interrupt)
    with _Watch(len(tasks) * len(steps)) as watch:
        host = Host(watch.say)
        admissions = Admissions(host, settings, watch.say)
        try:
            sweep(host.client, cache.installation_id())
            cache.sweep_scratch()
            for task in tasks:
                if sample is None:
                    found.append(admissions.check(task, steps, watch.finished))
                    if record and len(steps) == len(STEPS) and settings.mutants >= ENOUGH:
                        watch.say(f"{task.name}: recorded in {write_record(task, found[-1]).name}")
                else:
                    found.append(admissions.sample(task, sample, watch.finished))
        except KeyboardInterrupt:
            _leave(admissions, host)
    if json:
        typer.echo(
            jsonlib.dumps([{**one.model_dump(mode="json"), "admitted": one.admitted} for one in found], indent=2)
        )
    else:
        show(found, Console(width=None if sys.stdout.isatty() else 120))
    if not all(one.admitted for one in found):
        raise typer.Exit(1)


def show(found: Sequence[Admission], console: Console) -> None:
    """A table of the steps of each task, and below it what failed and why."""
    for one in found:
        table = Table("step", "", "items", "time", "why not", box=None, title=one.task, title_justify="left")
        for step in one.steps:
            passed = sum(item.passed for item in step.items)
            why = "; ".join(item.id for item in step.failures[:3])
            table.add_row(step.name, "pass" if step.passed else "FAIL", f"{passed}/{len(step.items)}", _took(step), why)
        console.print(table)
        for step in one.steps:
            for item in step.failures[:SHOWN_FAILURES]:
                console.print(f"  {step.name} {item.id}: {item.message}", markup=False, highlight=False, soft_wrap=True)
        passes = "is admitted" if len(one.steps) == len(STEPS) else "passes every step asked for"
        verdict = passes if one.admitted else "is not admitted"
        console.print(f"{one.task} {verdict}\n", markup=False, highlight=False)


class _Watch:
    """What a person sees meanwhile: a bar over the steps on a terminal, plain lines elsewhere; on standard error."""

    def __init__(self, steps: int) -> None:
        self._console = Console(stderr=True, highlight=False)
        columns = (BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
        self._bar = Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._task = self._bar.add_task("starting", total=steps)
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def say(self, text: str) -> None:
        """Something that takes long has begun or ended."""
        self._bar.update(self._task, description=text[:60])
        self._console.print(f"{time.monotonic() - self._began:6.1f} s  {text}", markup=False, soft_wrap=True)

    def finished(self, step: Step) -> None:
        """A step is done."""
        failed = f", {len(step.failures)} failed" if step.failures else ""
        self._bar.advance(self._task)
        self.say(f"    {step.name}: {len(step.items)} items{failed} ({_took(step)})")


def _took(step: Step) -> str:
    return f"{step.seconds:.1f} s" if step.seconds else "kept"


def _leave(admissions: Admissions, host: Host) -> NoReturn:
    """Stop at once. Nothing can be finished any more, so what the torn sandboxes look like counts for nothing."""
    admissions.seal()
    sweep(host.client, cache.installation_id(), own=True)
    print("meltbench: stopped. Go on with the same command", file=sys.stderr, flush=True)
    os._exit(INTERRUPTED)


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt
