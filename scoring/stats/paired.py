"""Differences: of two agents over the same tasks, of two statistics of the same clusters, of two sets of clusters."""

from math import hypot
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sandboxes.spec import Frozen
from scoring.stats.bootstrap import (
    FEWEST,
    NO_SPREAD,
    Floats,
    Statistic,
    cluster_interval,
    cluster_mean,
    clusters_of,
    divide,
    leave_one_out,
    paired,
)
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured, undefined
from scoring.stats.signs import sign_flip, sign_flip_interval

MOST_FLIPPED = 16
"""Tasks above which there are too many flips for an interval of them all."""


class Difference(Measured):
    """A mean difference of tasks, first minus second."""

    p: float | None = None
    """Two-sided, of "differences are symmetric about 0", by sign flips of tasks, or Student's; None below 6 tasks."""


def paired_difference(
    first: ArrayLike, second: ArrayLike, tasks: ArrayLike, *, level: float = LEVEL, **options: Any
) -> Difference:
    """The mean over tasks of (mean of first - mean of second), each task once however many attempts it has.

    Row by row (rows,): what either side got on a task, nan where it has no such attempt; the two need not have as many
    attempts, only the tasks on which both have one count. `n` is their number. From 6 to 16 tasks the interval is that
    of all sign flips, beyond `bootstrap.cluster_mean`'s; below 6 there is none, for no flip of five comes below .0625.
    """
    apart = _task_differences(first, second, tasks)
    k = len(apart)
    if k == 0:
        return Difference(note="undefined (no common task)")
    p = sign_flip(apart)
    if k < FEWEST:
        return Difference(value=float(apart.mean()), n=k, clusters=k, note=f"cannot decide ({k} of {FEWEST} tasks)")
    if np.ptp(apart) <= 1e-12 * max(1.0, float(np.abs(apart).max())):
        return Difference(value=float(apart.mean()), n=k, clusters=k, p=p, note=NO_SPREAD)
    found = sign_flip_interval(apart, level) if k <= MOST_FLIPPED else cluster_mean(apart, level=level, **options)
    return Difference(**found.model_dump(), p=p)


def paired_t(first: ArrayLike, second: ArrayLike, tasks: ArrayLike, *, level: float = LEVEL) -> Difference:
    """The difference of `paired_difference`, with Student's interval and p over tasks: the two always say the same.

    Sign flips are exact but too cautious of few tasks that pass or fail: of agents that do not differ, with three
    attempts at each of 8 tasks, they told one apart from the other about once in a hundred studies and not five times.
    Student's p did so in 6 of 100 (2.6 to 6.1 from 6 to 9 tasks, for one to five attempts that pass or fail; 4.4 to 5.3
    from 10 tasks up and for graded scores). Below 6 tasks there is neither; where all tasks differ by the same there is
    no interval, and p is that of sign flips.

    Source: Student, Biometrika 6 (1908) 1; for symmetric values Efron, JASA 64 (1969) 1278."""
    from scipy.special import stdtr, stdtrit

    apart = _task_differences(first, second, tasks)
    k = len(apart)
    if k == 0:
        return Difference(note="undefined (no common task)")
    none = Difference(value=float(apart.mean()), n=k, clusters=k)
    if k < FEWEST:
        return none.model_copy(update={"note": f"cannot decide ({k} of {FEWEST} tasks)"})
    if np.ptp(apart) <= 1e-12 * max(1.0, float(np.abs(apart).max())):
        return none.model_copy(update={"p": sign_flip(apart), "note": NO_SPREAD})
    mean, error = float(apart.mean()), float(apart.std(ddof=1)) / k**0.5
    half = float(stdtrit(k - 1, 0.5 + level / 2)) * error
    p = 2 * float(stdtr(k - 1, -abs(mean) / error))
    return none.model_copy(update={"low": mean - half, "high": mean + half, "method": "t", "p": p})


def _task_differences(first: ArrayLike, second: ArrayLike, tasks: ArrayLike) -> Floats:
    """Mean of first minus mean of second on each task both have: (tasks,)."""
    sides = [np.asarray(side, dtype=float) for side in (first, second)]
    if sides[0].ndim != 1 or sides[0].shape != sides[1].shape:
        raise ValueError(f"needs two columns of one length, not {sides[0].shape} and {sides[1].shape}")
    if any(np.isinf(side).any() for side in sides):
        raise ValueError("an infinite score is no score")
    groups = clusters_of(tasks, len(sides[0]))
    means = [divide(groups.total(np.nan_to_num(side)), groups.total(~np.isnan(side))) for side in sides]
    apart: Floats = means[0] - means[1]
    return apart[np.isfinite(apart)]


def mcnemar(b: int, c: int) -> float:
    """Exact two-sided p of "as many items turn one way as the other", from those that only the first passed (b) and
    those that only the second passed (c); 1 where none turned. Items must be independent: attempts at one task are not.
    Raises ValueError for a negative count.

    Source: McNemar, Psychometrika 12 (1947) 153, with the binomial distribution in place of chi-square."""
    from scipy.special import bdtr

    if b < 0 or c < 0:
        raise ValueError(f"needs two counts, not {b} and {c}")
    return min(1.0, 2 * float(bdtr(min(b, c), b + c, 0.5)))


class Clustered(NamedTuple):
    """A statistic of cluster counts (`bootstrap`) together with its clusters."""

    statistic: Statistic
    clusters: int
    n: int = 0
    """How many items it was found from."""

    @property
    def value(self) -> float:
        """Of the data itself; nan where undefined."""
        return float(self.statistic(np.ones((1, self.clusters)))[0]) if self.clusters else float("nan")


def unpaired_difference(first: Clustered, second: Clustered, *, level: float = LEVEL) -> Measured:
    """First minus second, of clusters that have nothing to do with each other (the tasks of two domains).

    Jackknife variances over clusters add, and Student's quantiles have Welch and Satterthwaite's degrees of freedom:
    the side with fewer and noisier clusters decides. Both sides need 6. For smooth statistics only.

    Sources: Efron and Stein, Ann. Statist. 9 (1981) 586; Welch, Biometrika 34 (1947) 28; Satterthwaite, Biometrics
    Bull. 2 (1946) 110."""
    from scipy.special import stdtrit

    value = first.value - second.value
    n, clusters = first.n + second.n, first.clusters + second.clusters
    if not np.isfinite(value):
        return undefined("undefined (one of the two is)", n, clusters)
    none = Measured(value=value, n=n, clusters=clusters)
    fewest = min(first.clusters, second.clusters)
    if fewest < FEWEST:
        return none.model_copy(update={"note": f"cannot decide ({fewest} of {FEWEST} clusters on one side)"})
    parts = [_jackknife_variance(side) for side in (first, second)]
    if not np.isfinite(parts).all():
        return none.model_copy(update={"note": "undefined without one of the clusters"})
    variance = sum(parts)
    if variance <= 1e-24 * max(1.0, value**2):
        return none.model_copy(update={"note": NO_SPREAD})
    squares = sum(part**2 / (side.clusters - 1) for part, side in zip(parts, (first, second), strict=True))
    half = float(stdtrit(variance**2 / squares, 0.5 + level / 2)) * variance**0.5
    return none.model_copy(update={"low": value - half, "high": value + half, "method": "jackknife"})


def difference_of_ends(first: Measured, second: Measured) -> Measured:
    """First minus second of two statistics of items that have nothing to do with each other, from their intervals: to
    either side as far as the squares of the two distances to the ends add up to. Of two proportions with Wilson's
    intervals this is Newcombe's method 10, which holds for none of n and all of n too. None without both intervals.

    Sources: Newcombe, Stat. Med. 17 (1998) 873; Zou and Donner, Stat. Med. 27 (2008) 1693."""
    n, clusters = first.n + second.n, first.clusters + second.clusters
    if first.value is None or second.value is None:
        return undefined("undefined (one of the two is)", n, clusters)
    none = Measured(value=first.value - second.value, n=n, clusters=clusters)
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return none.model_copy(update={"note": "no interval (one of the two has none)"})
    value = first.value - second.value
    low = value - hypot(first.value - first.low, second.high - second.value)
    high = value + hypot(first.high - first.value, second.value - second.low)
    return none.model_copy(update={"low": low, "high": high, "method": "newcombe"})


def _jackknife_variance(side: Clustered) -> float:
    """Nan where the statistic is undefined without one of the clusters."""
    left_out = leave_one_out(side.statistic, side.clusters)
    return float((side.clusters - 1) / side.clusters * np.sum((left_out - left_out.mean()) ** 2))


class Decomposition(Frozen):
    """What it takes from a verified reward on code to a judged one on writing: channel_in_code + domain_of_judge =
    total, exactly. Differences are in units of the statistic."""

    channel_in_code: Measured
    """D1 = S(code, judged) - S(code, verified): another reward, the same artifacts."""
    channel_in_writing: Measured
    """D2 = S(writing, judged) - S(writing, constraints)."""
    domain_of_judge: Measured
    """D3 = S(writing, judged) - S(code, judged): another domain, the same kind of reward."""
    total: Measured
    """S(writing, judged) - S(code, verified) = D1 + D3."""


def decompose(
    *,
    code_verified: Clustered,
    code_judged: Clustered,
    writing_constraint: Clustered,
    writing_judged: Clustered,
    level: float = LEVEL,
    **options: Any,
) -> Decomposition:
    """Split the contrast of a statistic in the four cells of domain and reward.

    The two of a domain are found from the same clusters in the same order (ValueError for another number of them):
    their difference is drawn together, so what makes a task hard for both cancels, and its interval is
    `bootstrap.cluster_interval`'s. Between the domains nothing is shared: `unpaired_difference`."""

    def channel(judged: Clustered, other: Clustered) -> Measured:
        if judged.clusters != other.clusters:
            raise ValueError(f"two rewards of the same tasks have as many, not {judged.clusters} and {other.clusters}")
        both, missing = paired(judged.statistic, other.statistic), "undefined (one of the two is)"
        n = max(judged.n, other.n)
        return cluster_interval(both, judged.clusters, n, level=level, missing=missing, **options)

    return Decomposition(
        channel_in_code=channel(code_judged, code_verified),
        channel_in_writing=channel(writing_judged, writing_constraint),
        domain_of_judge=unpaired_difference(writing_judged, code_judged, level=level),
        total=unpaired_difference(writing_judged, code_verified, level=level),
    )
