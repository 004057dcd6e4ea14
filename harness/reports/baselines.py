"""What people took for tasks, as recorded baselines."""

from collections.abc import Iterable
from math import exp, log
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from harness.agents.person.agent import PREFIX
from harness.attempts import Attempt, Attempts
from sandboxes.spec import Frozen

if TYPE_CHECKING:
    from rich.console import Console

BAND = 1.645
"""Standard deviations from the middle to either end of the range that holds 90 %."""
SPREAD = log(3) / BAND
"""Of the logarithm of people's times, where fewer than three people were timed: a band from a third to three times the
middle, as baselines of one task vary by about that (METR, arXiv 2503.17354)."""
FEWEST = 3


class Baseline(Frozen):
    """What people took for one task."""

    task: str
    minutes: tuple[float, ...]
    """Of those who solved it, the quickest first."""
    failed: tuple[float, ...]
    """Of those who handed in something else: they are no part of the figure, which is therefore too low."""
    low: float | None = None
    mid: float | None = None
    """The geometric mean; None where nobody solved it."""
    high: float | None = None

    @property
    def line(self) -> str:
        """For the task's file; empty where nobody solved it."""
        if self.mid is None:
            return ""
        figures = f"low = {self.low:.4g}, mid = {self.mid:.4g}, high = {self.high:.4g}"
        return f'human_minutes = {{ {figures}, source = "baseline", n = {len(self.minutes)} }}'


def baselines(found: Attempts) -> list[Baseline]:
    """By task, of people only."""
    people = [row for row in found.rows if row.agent.startswith(PREFIX)]
    tasks = dict.fromkeys(row.task for row in people)
    return [_baseline(task, [row for row in people if row.task == task]) for task in tasks]


def _baseline(task: str, rows: list[Attempt]) -> Baseline:
    minutes, failed = _minutes(r for r in rows if r.passed), _minutes(r for r in rows if not r.passed)
    if not minutes:
        return Baseline(task=task, minutes=(), failed=failed)
    logs = [log(one) for one in minutes]
    spread = BAND * (stdev(logs) if len(logs) >= FEWEST else SPREAD)
    middle = fmean(logs)
    ends = {"low": exp(middle - spread), "mid": exp(middle), "high": exp(middle + spread)}
    return Baseline(task=task, minutes=minutes, failed=failed, **ends)


def _minutes(rows: Iterable[Attempt]) -> tuple[float, ...]:
    return tuple(sorted(max(row.wall_s, 1.0) / 60 for row in rows))


def print_baselines(found: list[Baseline], console: "Console") -> None:
    """A table, and the lines to put into task.toml."""
    from rich.table import Table

    table = Table("task", "solved", "failed", "low", "mid", "high", box=None, title="minutes that people took")
    for one in found:
        ends = [f"{end:.4g}" if end is not None else "-" for end in (one.low, one.mid, one.high)]
        table.add_row(one.task, str(len(one.minutes)), str(len(one.failed)), *ends)
    console.print(table)
    for one in found:
        console.print(f"\n{one.task}: {one.line or 'nobody has solved it'}", markup=False, soft_wrap=True)
    console.print(
        f"\nmid: geometric mean of those who solved it; low to high holds 90 % of people by a log-normal, with fewer "
        f"than {FEWEST} people from a third to three times. Who failed is left out, which makes tasks look shorter.",
        soft_wrap=True,
    )
