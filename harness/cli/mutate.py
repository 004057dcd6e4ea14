"""meltbench tasks mutate: does a task's hidden behaviour notice when its reference solution is broken?"""

import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from harness.dataset import Dataset, tasks_root
from harness.host import Host
from harness.mutation.measure import measure
from harness.mutation.report import Judged, MutationReport
from sandboxes import cache
from sandboxes.reaper import sweep

INTERRUPTED = 130
LOWER_BOUND = 0.05
"""The lower 95 % bound may be this far below the floor."""


def mutate(name: str, *, count: int, seed: int, jobs: int, out: Path | None, json: bool, floor: float) -> None:
    """Measure one task, print the report, and exit 1 if it is below the floor; on Ctrl-C, exit 130 and keep the
    journal."""
    task = Dataset(tasks_root()).select([name])[0]
    record = out or cache.cache_dir("mutation") / f"{task.name.replace('/', '-')}.jsonl"
    signal.signal(signal.SIGTERM, _interrupt)
    with _Watch(count) as watch:
        host = Host(watch.say)
        try:
            sweep(host.client, cache.installation_id())
            report = measure(
                task, host, count=count, seed=seed, jobs=jobs, record=record, said=watch.say, judged=watch.judged
            )
        except KeyboardInterrupt:
            sweep(host.client, cache.installation_id(), own=True)
            print(f"meltbench: stopped. The same command goes on from {record}", file=sys.stderr, flush=True)
            os._exit(INTERRUPTED)
    if json:
        print(report.model_dump_json(indent=2))
    else:
        print_report(report, Console(width=None if sys.stdout.isatty() else 120))
    if not report.admits(floor, floor - LOWER_BOUND):
        raise typer.Exit(1)


class _Watch:
    """What a person sees meanwhile: a bar on a terminal, plain lines elsewhere; on standard error."""

    def __init__(self, total: int) -> None:
        self._console = Console(stderr=True, highlight=False)
        columns = (BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
        self._bar = Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._task = self._bar.add_task("starting", total=total)
        self._lock = threading.Lock()
        self._total = total
        self._done = 0
        self._killed = 0

    def __enter__(self) -> "_Watch":
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def say(self, text: str) -> None:
        """Something that takes long has begun or ended."""
        self._console.print(text, markup=False, soft_wrap=True)

    def judged(self, line: Judged) -> None:
        """A mutant more."""
        with self._lock:
            self._done += 1
            self._killed += bool(line.layer)
            share = f"{self._killed} of {self._done} killed"
            self._bar.update(self._task, completed=self._done, description=share)
            if not self._console.is_terminal:
                end = line.layer or "SURVIVED"
                self.say(f"[{self._done}/{self._total}] {share}  {line.seconds:5.1f} s  {end}  {line.id}")


def print_report(report: MutationReport, console: Console) -> None:
    """The report as tables."""
    layers = Table("layer", "seconds", "asked", "killed", box=None)
    for layer in report.layers:
        layers.add_row(layer.name, f"{layer.seconds:.1f}", str(layer.asked), str(layer.killed))
    console.print(layers)
    unfailed = [check for check, times in report.checks.items() if not times]
    console.print(f"Checks that no mutant failed: {', '.join(unfailed) or 'none'}", markup=False, highlight=False)
    survivors = Table("survivor", "operator", "before", "after", box=None)
    for line in report.survivors:
        survivors.add_row(f"{line.file}:{line.line}", line.operator, *map(_shown, (line.before, line.after)))
    console.print(survivors)
    console.print(
        f"{report.task}: {report.killed} of {report.n} mutants killed, {report.rate:.3f} "
        f"({report.low:.3f} to {report.high:.3f}, Wilson 95 %), {report.seconds / report.n:.1f} s each, "
        f"seed {report.seed}",
        highlight=False,
    )


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")[1:-1].replace("[", r"\[")


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt
