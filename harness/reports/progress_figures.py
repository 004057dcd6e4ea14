"""Figures of attempts over time: of one task they speak of further attempts at it, over tasks of further tasks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from harness.progress import Progress
from sandboxes.spec import Frozen
from scoring.stats import intervals
from scoring.stats.bootstrap import PLAIN, cluster_mean, share
from scoring.stats.measured import Measured, undefined
from scoring.stats.progress import area, last_part, median_time, regressions, time_to

LEVELS = (0.5, 0.8, 1.0)
"""Rewards until which time and cost are told."""
LAST = 0.25
"""The part of the time whose worth is told."""


class Reached(Frozen):
    """How long it took until a reward was first seen."""

    level: float
    share: Measured
    """Of attempts that got there."""
    seconds: Measured
    """Median over all attempts; those that never got there count as later than any."""
    usd: Measured
    """The same of what was spent by then, over attempts whose cost is known."""


class Figures(Frozen):
    """What some attempts came to over time."""

    begin: Measured
    """Mean reward at the first look."""
    end: Measured
    area: Measured
    """Mean reward over the time."""
    reached: tuple[Reached, ...]
    """For each of `LEVELS`."""
    falls: Measured
    """Of steps at which the work changed: the share at which reward was lost."""
    fell: int
    steps: int
    lost: Measured
    """Reward lost at falls, per attempt."""
    below_best: Measured
    """How much less than the best that was seen of it an attempt ended with."""
    last_quarter: Measured
    """What the last quarter of the time brought; below 0 where it took away."""


def figures_of(found: Sequence[Progress], labels: Sequence[str] | None = None) -> Figures:
    """The figures of attempts: with `labels`, an interval over these clusters of tasks, else over attempts at one."""
    curves = [one.curve for one in found]
    lost = [regressions(one.curve, one.changed) for one in found]
    hits = [float(at < one.falls) for one in lost for at in range(one.steps)]
    of = None if labels is None else [name for name, one in zip(labels, lost, strict=True) for _ in range(one.steps)]
    return Figures(
        begin=_mean([one.value[0] for one in curves], labels),
        end=_mean([one.value[-1] for one in curves], labels),
        area=_mean([area(one) for one in curves], labels),
        reached=tuple(_reached(found, level, labels) for level in LEVELS),
        falls=_called(share(hits, of), labels) if hits else undefined("the work never changed"),
        fell=sum(one.falls for one in lost),
        steps=len(hits),
        lost=_mean([one.lost for one in lost], labels, high=np.inf),
        below_best=_mean([one.below_best for one in lost], labels),
        last_quarter=_mean([last_part(one, LAST) for one in curves], labels, low=-1),
    )


def _reached(found: Sequence[Progress], level: float, labels: ArrayLike | None) -> Reached:
    times = [time_to(one.curve, level) for one in found]
    spent = [one.cost_until(at) for one, at in zip(found, times, strict=True)]
    usd = [
        np.nan if cost is None else cost if np.isfinite(at) else np.inf for cost, at in zip(spent, times, strict=True)
    ]
    return Reached(
        level=level,
        share=_called(share([float(np.isfinite(at)) for at in times], labels), labels),
        seconds=_called(median_time(times, labels), labels),
        usd=_called(median_time(usd, labels), labels),
    )


def _mean(values: Sequence[float], labels: ArrayLike | None, low: float = 0.0, high: float = 1.0) -> Measured:
    """The mean of what lies between two bounds, nan left out. Over attempts at one task: as of any independent values
    in [0, 1], or without an upper bound Student's t from 6 attempts up."""
    if labels is not None or np.isinf(high):
        found = cluster_mean(values, labels, scale=PLAIN._replace(low=low, high=high))
        return _called(found, labels)
    wide = high - low
    mean = intervals.mean([min(1.0, max(0.0, (value - low) / wide)) for value in values if np.isfinite(value)])
    if mean is None:
        return undefined("no time went by")
    ends = [end if end is None else low + wide * end for end in (mean.low, mean.high)]
    note = "no interval (one attempt)" if ends[0] is None else ""
    at = low + wide * mean.value
    return Measured(value=at, low=ends[0], high=ends[1], n=mean.n, clusters=mean.n, method=mean.method, note=note)


def _called(found: Measured, labels: ArrayLike | None) -> Measured:
    """Clusters are called what they are: attempts where there are no labels, else tasks."""
    called = "attempt" if labels is None else "task"
    return found.model_copy(update={"note": found.note.replace("cluster", called)})
