"""meltbench tasks mutate: does a task's hidden behaviour notice when its reference solution is broken?"""

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from harness.cli.leaving import leave, listen
from harness.cli.progress import Watch
from harness.cli.show import show
from harness.dataset import Dataset, tasks_root
from harness.host import Host
from harness.mutation.measure import measure
from harness.mutation.report import Judged, MutationReport
from sandboxes import cache
from sandboxes.reaper import sweep

LOWER_BOUND = 0.05
"""The lower 95 % bound may be this far below the floor."""


def mutate(name: str, *, count: int, seed: int, jobs: int, out: Path | None, json: bool, floor: float) -> None:
    """Measure one task, print the report, and exit 1 if it is below the floor; on Ctrl-C, exit 130 and keep the
    journal."""
    task = Dataset(tasks_root()).select([name])[0]
    record = out or cache.cache_dir("mutation") / f"{task.name.replace('/', '-')}.jsonl"
    listen()
    with _Mutants(count) as watch:
        host = Host(watch.say)
        try:
            sweep(host.client, cache.installation_id())
            report = measure(
                task, host, count=count, seed=seed, jobs=jobs, record=record, said=watch.say, judged=watch.judged
            )
        except KeyboardInterrupt:
            leave(host, f"The same command goes on from {record}")
    show(report, print_report, json=json, width=120)
    if not report.admits(floor, floor - LOWER_BOUND):
        raise typer.Exit(1)


class _Mutants(Watch):
    """Progress over mutants."""

    killed = 0

    def judged(self, line: Judged) -> None:
        """A mutant more."""
        with self.lock:
            self.done += 1
            self.killed += bool(line.layer)
            share = f"{self.killed} of {self.done} killed"
            if not self.console.is_terminal:
                end = line.layer or "SURVIVED"
                self.say(f"[{self.done}/{self.total}] {share}  {line.seconds:5.1f} s  {end}  {line.id}")
            self.show(share)


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
