"""How a reward grows while an agent works: a step function of time, known at the moments at which it was looked at.

Between two looks the earlier one counts, so that a level is reached no sooner than it was seen."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import FEWEST, Floats, by_rows, clusters_of, drawn_interval, resample
from scoring.stats.intervals import median_interval
from scoring.stats.measured import Measured, undefined

TIE = 1e-9
"""Rewards closer than this are the same."""


class Curve(NamedTuple):
    """What one attempt was worth at each moment."""

    at: Floats
    """(looks,): seconds from the beginning, rising."""
    value: Floats
    """(looks,): the reward seen then, in [0, 1]."""
    end: float
    """Seconds after which the agent was done; the last value counts from the last look to here and beyond."""

    def reward(self, at: ArrayLike) -> Floats:
        """The reward at moments (m,) of any order: (m,). nan before the first look."""
        place = np.searchsorted(self.at, np.asarray(at, dtype=float), side="right")
        return np.concatenate([[np.nan], self.value])[place]


def curve(at: ArrayLike, value: ArrayLike, end: float) -> Curve:
    """From looks (looks,) in any order; of several at one moment the last counts. Raises ValueError for none, for a
    value that is not known, and for looks that do not lie in [0, end]."""
    moments, values = np.asarray(at, dtype=float), np.asarray(value, dtype=float)
    if not len(moments) or not np.isfinite(values).all():
        raise ValueError("needs a look, and a value at each")
    if moments.min() < 0 or moments.max() > end:
        raise ValueError(f"looks must lie in [0, {end}]")
    order = np.argsort(moments, kind="stable")
    moments, values = moments[order], values[order]
    last = np.append(moments[1:] > moments[:-1], True)
    return Curve(moments[last], values[last], end)


def time_to(one: Curve, level: float) -> float:
    """Seconds until the reward was first seen to reach `level`; infinite where it never did."""
    reached = one.value >= level - TIE
    return float(one.at[reached.argmax()]) if reached.any() else np.inf


def area(one: Curve) -> float:
    """The mean reward over the time from the first look to the end, in [0, 1]; nan where no time went by."""
    spans = np.diff(np.append(one.at, one.end))
    return float(spans @ one.value / spans.sum()) if spans.sum() > 0 else np.nan


class Regressions(NamedTuple):
    """How often what was there got lost again."""

    falls: int
    """Steps at which the reward is lower than at the look before."""
    steps: int
    """Steps between two looks of different works."""
    lost: float
    """The reward that was lost at falls, in all."""
    below_best: float
    """How much less than the best that was seen the last one is."""


def regressions(one: Curve, changed: ArrayLike | None = None) -> Regressions:
    """Falls between successive looks. `changed` (looks - 1,) says between which the work has changed at all; if it is
    not given, each step counts."""
    change = np.diff(one.value)
    counted = np.ones(len(change), dtype=bool) if changed is None else np.asarray(changed, dtype=bool)
    fell = counted & (change < -TIE)
    return Regressions(
        falls=int(fell.sum()),
        steps=int(counted.sum()),
        lost=float(-change[fell].sum()),
        below_best=float(one.value.max() - one.value[-1]),
    )


def last_part(one: Curve, share: float = 0.25) -> float:
    """What the last part of the time has brought: the last reward less the one that counted when it began, which can be
    less than 0. nan where nobody had looked by then."""
    return float(one.value[-1] - one.reward([(1 - share) * one.end])[0])


def on_grid(curves: list[Curve], points: int = 101, end: float | None = None) -> tuple[Floats, Floats]:
    """All curves at the same moments, for drawing their mean: (points,) seconds, and (curves, points) rewards. An
    attempt that was done sooner keeps its last reward; `end` is the longest attempt's if not given."""
    longest = max((one.end for one in curves), default=0.0) if end is None else end
    grid = np.linspace(0.0, longest, points)
    rewards = [one.reward(grid) for one in curves]
    return grid, np.stack(rewards) if rewards else np.zeros((0, points))


def median_time(times: ArrayLike, labels: ArrayLike | None = None) -> Measured:
    """The median of times (n,) until something happened: infinite where it never did, nan (left out) where that is not
    known. No value where half or more never got there; no upper bound where it may be that half never do.

    Without labels the times are independent: two of them in order bound the median (`median_interval`), from 6 up. With
    labels (n,): percentiles of a bootstrap over clusters (Field and Welsh, JRSS B 69 (2007) 369)."""
    given = np.asarray(times, dtype=float)
    known = ~np.isnan(given)
    values, clusters = given[known], clusters_of(labels, len(given), known)
    if not len(values):
        return undefined("not known")
    value = float(np.median(values))
    if np.isinf(value):
        return undefined("not reached by more than half", len(values), clusters.size)
    if labels is not None:
        sample = resample(by_rows(lambda rows: float(np.median(values[rows])), clusters), clusters.size)
        most = float(values[np.isfinite(values)].max()) + 1
        return drawn_interval(value, sample, len(values), clusters.size, most=most)
    none = Measured(value=value, n=len(values), clusters=len(values))
    if len(values) < FEWEST:
        return none.model_copy(update={"note": f"cannot decide ({len(values)} of {FEWEST} clusters)"})
    low, high = median_interval(values.tolist())
    found = {"low": low, "high": high} if np.isfinite(high) else {"low": low, "note": "no upper bound"}
    return none.model_copy(update={**found, "method": "order statistics"})
