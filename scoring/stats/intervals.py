"""Intervals for a proportion and for a mean of independent values in [0, 1].

None of these knows of clusters: the values are the attempts of one agent on one task, which are independent. A figure
over several tasks needs an interval over tasks instead."""

from collections.abc import Sequence
from math import comb, sqrt
from statistics import fmean, stdev
from typing import Literal, NamedTuple

from sandboxes.spec import Frozen

Method = Literal["wilson", "clopper-pearson", "t", "agreement", "none"]
"""How an interval was found; `none` where one value says nothing of its spread."""

LEVEL = 0.95


class Interval(NamedTuple):
    """Two bounds and how they were found."""

    low: float
    high: float
    method: Method


class Estimate(Frozen):
    """A figure with its interval at 95 %."""

    value: float
    low: float | None = None
    """None where there is no interval."""
    high: float | None = None
    n: int
    """How many independent observations it rests on."""
    k: int | None = None
    """Of a proportion: how many of the n."""
    method: Method = "none"


def wilson(k: int, n: int, level: float = LEVEL) -> Interval:
    """Wilson score interval for k of n; (0, 1) where n is 0. Raises ValueError unless 0 <= k <= n.

    Source: Wilson, JASA 22 (1927) 209; advised for small n by Brown, Cai and DasGupta, Statist. Sci. 16 (2001) 101."""
    from scipy.special import ndtri

    _check_count(k, n, level)
    if n == 0:
        return Interval(0.0, 1.0, "wilson")
    z = float(ndtri(0.5 + level / 2))
    share, weight = k / n, z * z / n
    centre = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / n + weight / (4 * n)) / (1 + weight)
    # At the ends the formula gives 0 and 1 exactly; floating point does not.
    low = 0.0 if k == 0 else max(0.0, centre - half)
    high = 1.0 if k == n else min(1.0, centre + half)
    return Interval(low, high, "wilson")


def clopper_pearson(k: int, n: int, level: float = LEVEL) -> Interval:
    """Exact interval for k of n, never below its level; (0, 1) where n is 0. Raises ValueError unless 0 <= k <= n.

    Source: Clopper and Pearson, Biometrika 26 (1934) 404, in its beta form."""
    from scipy.special import betaincinv

    _check_count(k, n, level)
    tail = (1 - level) / 2
    low = float(betaincinv(k, n - k + 1, tail)) if k else 0.0
    high = float(betaincinv(k + 1, n - k, 1 - tail)) if k < n else 1.0
    return Interval(low, high, "clopper-pearson")


def agreement(value: float, n: int, level: float = LEVEL) -> Interval:
    """Interval for the mean of a variable in [0, 1] of which n draws were all equal to `value`; n >= 1.

    A t interval would have no width here and claim certainty. If the variable takes `value` with probability q, the
    n - 1 draws after the first all repeat it with probability q^(n-1), so q >= (1 - level)^(1/(n-1)) at the level
    wanted: Clopper and Pearson's bound for no event among n - 1. What is left of the probability may lie anywhere in
    [0, 1], which bounds the mean without any assumption on its distribution. Narrower than Hoeffding's bound
    (JASA 58 (1963) 13), which does not use that the draws agree."""
    if n < 1 or not 0 <= value <= 1:
        raise ValueError(f"needs n >= 1 and a value in [0, 1], not n = {n} and {value}")
    repeats = (1 - level) ** (1 / (n - 1)) if n > 1 else 0.0
    return Interval(value * repeats, value * repeats + 1 - repeats, "agreement")


def mean_interval(values: Sequence[float], level: float = LEVEL) -> Interval | None:
    """Interval for the mean of values in [0, 1]; None for a single value between. Raises ValueError for one outside.

    All values 0 or 1: the interval of a proportion. All equal: `agreement`. Else Student's t on n - 1 degrees of
    freedom, clipped to [0, 1]; for so few values it assumes a mean near normal, as every t interval does."""
    if any(not 0 <= value <= 1 for value in values):
        raise ValueError("values must lie in [0, 1]")
    n = len(values)
    if n and set(values) <= {0.0, 1.0}:
        return _proportion_interval(round(sum(values)), n, level)
    if n < 2:
        return None
    if min(values) == max(values):
        return agreement(values[0], n, level)
    return _student(values, level)


def _student(values: Sequence[float], level: float) -> Interval:
    from scipy.special import stdtrit

    n, centre = len(values), fmean(values)
    half = float(stdtrit(n - 1, 0.5 + level / 2)) * stdev(values) / sqrt(n)
    return Interval(max(0.0, centre - half), min(1.0, centre + half), "t")


def proportion(k: int, n: int) -> Estimate:
    """k of n with its 95 % interval: Wilson, but Clopper-Pearson where k is 0 or n ("never" is a claim that wants the
    exact bound). Raises ValueError where n is 0."""
    if n < 1:
        raise ValueError("a proportion of nothing has no value")
    low, high, method = _proportion_interval(k, n, LEVEL)
    return Estimate(value=k / n, low=low, high=high, n=n, k=k, method=method)


def mean(values: Sequence[float]) -> Estimate | None:
    """The mean of values in [0, 1] with its 95 % interval; None where there are none."""
    if not values:
        return None
    interval = mean_interval(values)
    # Rounding in a sum must not put the mean of equal values beside them.
    centre = min(max(fmean(values), min(values)), max(values))
    if interval is None:
        return Estimate(value=centre, n=1)
    return Estimate(value=centre, low=interval.low, high=interval.high, n=len(values), method=interval.method)


def _proportion_interval(k: int, n: int, level: float) -> Interval:
    return clopper_pearson(k, n, level) if k in (0, n) else wilson(k, n, level)


def _check_count(k: int, n: int, level: float) -> None:
    if not 0 <= k <= n or not 0 < level < 1:
        raise ValueError(f"needs 0 <= k <= n and 0 < level < 1, not k = {k}, n = {n}, level = {level}")


def median_interval(values: Sequence[float], level: float = LEVEL) -> tuple[float, float]:
    """Exact interval for the median of independent values: two order statistics, the r-th from either end, with the
    largest r for which 2 P(Binomial(n, 1/2) < r) <= 1 - level. Raises ValueError below 6 values at 95 %, where none is
    wide enough. Source: Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2."""
    n = len(values)
    below, rank = 0.0, 0
    while (below := below + comb(n, rank) / 2**n) <= (1 - level) / 2:
        rank += 1
    if rank == 0:
        raise ValueError(f"{n} values give no {level:.0%} interval for the median")
    ordered = sorted(values)
    return ordered[rank - 1], ordered[n - rank]
