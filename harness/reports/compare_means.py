"""Means of attempts over units: attempts within tasks, tasks within what they belong together by."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import fmean

from harness.attempts import Attempt
from scoring.stats.bootstrap import Scale, cluster_mean, share
from scoring.stats.measured import Measured


def mean_over(rows: Sequence[Attempt], worth: Callable[[Attempt], float], scale: Scale | None = None) -> Measured:
    """The mean over units of what attempts are worth, its interval over units; `n` counts attempts. In [0, 1] unless a
    scale is named: then where none or all are worth anything there is still an exact bound."""
    units = units_of(rows, worth)
    found = share(units) if scale is None else cluster_mean(units, scale=scale)
    return found.model_copy(update={"n": len(rows)})


def units_of(rows: Sequence[Attempt], worth: Callable[[Attempt], float]) -> list[float]:
    """The mean of each unit."""
    units: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        units[row.cluster][row.task].append(worth(row))
    return [fmean(fmean(tries) for tries in tasks.values()) for tasks in units.values()]


def by_task(rows: Sequence[Attempt]) -> dict[str, list[Attempt]]:
    """Attempts in their order, by task."""
    found: dict[str, list[Attempt]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: one.attempt):
        found[row.task].append(row)
    return found
