"""How well a channel agrees with itself when it looks at the same artifact again.

Everywhere `scores` is an array (items, repeats), nan where the channel abstained; the numbers of verdicts are only
compared for equality. Reliability is not validity: a judge that is wrong in the same way every time has all of it."""

from math import ceil, log2, log10, sqrt
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import (
    COEFFICIENT,
    SHARE,
    SIZE,
    Clusters,
    Floats,
    cluster_interval,
    cluster_mean,
    clusters_of,
    divide,
    share,
)
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import NO_VARIANCE, Measured, undefined

Model = Literal[1, 2, 3]
"""Shrout and Fleiss's case: 1 each item has raters of its own (or plain repeats); 2 the same raters, drawn from many;
3 the same raters, and no others matter."""


def as_scores(scores: ArrayLike) -> Floats:
    """The array (items, repeats) of floats, to twelve digits of the largest: means of the same points in another order
    are the same. Raises ValueError for another shape, or for an infinite score."""
    numbers = np.asarray(scores, dtype=float)
    if numbers.ndim != 2:
        raise ValueError(f"needs an array (items, repeats), not one of {numbers.ndim} dimensions")
    if np.isinf(numbers).any():
        raise ValueError("an infinite score is no score")
    largest = float(np.nanmax(np.abs(numbers), initial=0.0))
    return np.round(numbers, 12 - ceil(log10(largest))) if largest > 0 else numbers


def flip_rates(verdicts: ArrayLike) -> Floats:
    """Per item the probability that two of its repeats differ: (items,), nan below two repeats.

    The share of differing pairs, 1 - sum_v n_v (n_v - 1) / (R (R - 1)), which is unbiased for every R: a binary verdict
    that passes with probability p has 2 p (1 - p) on average."""
    numbers = as_scores(verdicts)
    seen = np.isfinite(numbers).sum(axis=1)
    equal = np.zeros(len(numbers))
    for first in range(numbers.shape[1]):
        equal += (numbers[:, first + 1 :] == numbers[:, first : first + 1]).sum(axis=1)
    return 1 - divide(2 * equal, seen * (seen - 1)) if len(numbers) else equal


def flip_rate(verdicts: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """The mean of `flip_rates` over items, its interval over clusters (`bootstrap.cluster_interval`).

    Where nothing flipped, the upper bound of `flipping`, which bounds this rate as well: an item's rate is at most 1,
    and 0 unless it flips at all."""
    return _mean_rate(flip_rates(verdicts), labels, **options)


def crossing_rates(verdicts: ArrayLike, others: ArrayLike) -> Floats:
    """Per item the probability that a repeat of `verdicts` differs from one of `others`, looks of another kind at the
    same items: (items,), nan where either has none.

    Where the kind does not matter it is on average the flip rate of either."""
    one, other = as_scores(verdicts), as_scores(others)
    pairs = np.isfinite(one).sum(axis=1) * np.isfinite(other).sum(axis=1)
    equal = (one[:, :, None] == other[:, None, :]).sum(axis=(1, 2))
    return 1 - divide(equal, pairs)


def crossing_rate(verdicts: ArrayLike, others: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """The mean of `crossing_rates` over items, with the interval and the bound of `flip_rate`."""
    return _mean_rate(crossing_rates(verdicts, others), labels, **options)


def flipping(verdicts: ArrayLike, level: float = LEVEL) -> Measured:
    """The share of items with at least one repeat unlike the others, with the items as units: Wilson, and Clopper and
    Pearson where none flipped. It grows with the number of repeats, unlike `flip_rate`."""
    return _any(flip_rates(verdicts), level)


def _mean_rate(rates: Floats, labels: ArrayLike | None, **options: Any) -> Measured:
    found = cluster_mean(rates, labels, scale=SHARE, **options)
    if found.value is None or found.value > 0:
        return found
    bound = _any(rates, options.get("level", LEVEL))
    note = f"nothing flipped; the bound is on the share of {bound.n} independent items that flip at all"
    return bound.model_copy(update={"clusters": bound.n, "note": note})


def _any(rates: Floats, level: float) -> Measured:
    return share(np.where(np.isfinite(rates), rates > 0, np.nan), level=level)


class MeanSquares(NamedTuple):
    """Of complete scores (items, repeats), for each of some draws: (draws,). `residual` is `within` without raters."""

    items: Floats
    within: Floats
    raters: Floats
    residual: Floats
    n: Floats
    """Items of each draw."""


def _mean_squares(numbers: Floats, clusters: Clusters, counts: Floats) -> MeanSquares:
    # Around one of them: sums of squares of scores near 90 would lose the digits that matter, and a mean of equal ones
    # need not equal them.
    numbers = numbers - numbers.flat[0]
    k = numbers.shape[1]
    n = counts @ clusters.total(np.ones(len(numbers)))
    columns = counts @ clusters.total(numbers)
    common = columns.sum(axis=1) ** 2 / (n * k)
    total = counts @ clusters.total((numbers**2).sum(axis=1)) - common
    between = counts @ clusters.total(numbers.sum(axis=1) ** 2 / k) - common
    raters = (columns**2).sum(axis=1) / n - common
    tiny = 1e-12 * np.maximum(total, 1e-300)

    def mean(squares: Floats, degrees: Floats) -> Floats:
        return divide(np.where(squares < tiny, 0.0, squares), degrees)

    within, residual = total - between, total - between - raters
    one = np.ones_like(n)
    return MeanSquares(
        mean(between, n - 1),
        mean(within, n * (k - 1)),
        mean(raters, one * (k - 1)),
        mean(residual, (n - 1) * (k - 1)),
        n,
    )


def icc(
    scores: ArrayLike,
    model: Model = 1,
    *,
    average: bool = False,
    labels: ArrayLike | None = None,
    level: float = LEVEL,
    **options: Any,
) -> Measured:
    """Intraclass correlation ICC(model, 1), or with `average` ICC(model, k) of the mean of the k columns.

    Items with a missing score are left out. The interval is F-based, for independent items with normal effects; with
    cluster `labels` it is `bootstrap.cluster_interval`'s. Undefined, and not 1, where no score differs from another.

    Sources: Shrout and Fleiss, Psychol. Bull. 86 (1979) 420; McGraw and Wong, Psychol. Methods 1 (1996) 30."""
    numbers = as_scores(scores)
    known = np.asarray(np.isfinite(numbers).all(axis=1))
    clusters = clusters_of(labels, len(numbers), known)
    numbers = numbers[known]
    n, k = numbers.shape
    if n < 2 or k < 2:
        return undefined(f"needs two complete items and two columns, not {n} and {k}", n, clusters.size)

    def statistic(counts: Floats) -> Floats:
        single = _icc_single(_mean_squares(numbers, clusters, counts), model, k)
        return spearman_brown(single, k) if average else single

    if labels is not None:
        return cluster_interval(statistic, clusters.size, n, level=level, scale=COEFFICIENT, **options)
    value = float(statistic(np.ones((1, n)))[0])
    if not np.isfinite(value):
        return undefined(NO_VARIANCE, n, n)
    ends = _icc_ends(_mean_squares(numbers, clusters, np.ones((1, n))), model, n, k, level)
    if ends is None:
        return Measured(value=value, n=n, clusters=n, note="no interval (no variance within items, or between them)")
    low, high = (float(end) for end in (spearman_brown(np.array(ends), k) if average else ends))
    return Measured(value=value, low=low, high=high, n=n, clusters=n, method="F")


def _icc_single(squares: MeanSquares, model: Model, k: int) -> Floats:
    noise = squares.within if model == 1 else squares.residual
    raters = k * (squares.raters - noise) / squares.n if model == 2 else 0.0
    return divide(squares.items - noise, squares.items + (k - 1) * noise + raters)


def _icc_ends(squares: MeanSquares, model: Model, n: int, k: int, level: float) -> tuple[float, float] | None:
    """Bounds of the single-score coefficient."""
    from scipy.special import fdtri

    items, raters = float(squares.items[0]), float(squares.raters[0])
    noise = float((squares.within if model == 1 else squares.residual)[0])
    if noise <= 0 or items <= 0:
        return None
    tail = 0.5 + level / 2
    if model == 2:
        return _icc_ends_raters(items, raters, noise, n, k, tail)
    free = n * (k - 1) if model == 1 else (n - 1) * (k - 1)
    lower = items / noise / float(fdtri(n - 1, free, tail))
    upper = items / noise * float(fdtri(free, n - 1, tail))
    return (lower - 1) / (lower + k - 1), (upper - 1) / (upper + k - 1)


def _icc_ends_raters(items: float, raters: float, noise: float, n: int, k: int, tail: float) -> tuple[float, float]:
    """With raters drawn at random: Satterthwaite's approximation, as in Shrout and Fleiss (1979), p. 424."""
    from scipy.special import fdtri

    value = (items - noise) / (items + (k - 1) * noise + k * (raters - noise) / n)
    ratio, rest = raters / noise, n * (1 + (k - 1) * value) - k * value
    free = (k - 1) * (n - 1) * (k * value * ratio + rest) ** 2 / ((n - 1) * (k * value * ratio) ** 2 + rest**2)
    lower, upper = float(fdtri(n - 1, free, tail)), float(fdtri(free, n - 1, tail))
    both = k * raters + (k * n - k - n) * noise
    low = n * (items - lower * noise) / (lower * both + n * items)
    return low, n * (upper * items - noise) / (both + n * upper * items)


def spearman_brown(single: ArrayLike, factor: float) -> Floats:
    """The reliability of the mean of `factor` times as many repeats (any positive number); nan where undefined."""
    value = np.asarray(single, dtype=float)
    return divide(factor * value, 1 + (factor - 1) * value)


def sem(scores: ArrayLike, labels: ArrayLike | None = None, *, level: float = LEVEL, **options: Any) -> Measured:
    """The standard error of measurement sqrt(MSW), in units of the score: the SD of one look at an artifact.

    Any number of repeats per item. The interval is chi-square on sum(R_i - 1) degrees of freedom, exact for normal
    noise of one size; with cluster `labels` it is `bootstrap.cluster_interval`'s, which needs neither. On a coarse
    scale the noise differs between items: give labels, if only the items' own numbers."""
    numbers = as_scores(scores)
    seen = np.isfinite(numbers).sum(axis=1)
    clusters = clusters_of(labels, len(numbers), seen > 1)
    numbers, seen = numbers[seen > 1], seen[seen > 1]
    n, free = len(numbers), int((seen - 1).sum())
    if n == 0:
        return undefined("undefined (no item seen twice)")
    numbers = numbers - np.nanmin(numbers, axis=1, keepdims=True)
    squares = np.nansum((numbers - np.nanmean(numbers, axis=1, keepdims=True)) ** 2, axis=1)
    if labels is not None:
        above, below = clusters.total(squares), clusters.total(seen - 1)

        def statistic(counts: Floats) -> Floats:
            return np.sqrt(divide(counts @ above, counts @ below))

        return cluster_interval(statistic, clusters.size, n, level=level, scale=SIZE, **options)
    return _chi_square(float(squares.sum()), free, n, level)


def _chi_square(squares: float, free: int, n: int, level: float) -> Measured:
    from scipy.special import chdtri

    if squares <= 0:
        return Measured(value=0.0, n=n, clusters=n, note="no interval (no repeat differs)")
    low, high = (sqrt(squares / float(chdtri(free, tail))) for tail in ((1 - level) / 2, (1 + level) / 2))
    return Measured(value=sqrt(squares / free), low=low, high=high, n=n, clusters=n, method="chi-square")


def smallest_difference(error: Measured) -> Measured:
    """The smallest detectable difference of two single scores at 95 %, 1.96 sqrt(2) SEM, from the SEM."""
    factor = 1.959963984540054 * sqrt(2)
    ends = {name: None if end is None else factor * end for name, end in (("low", error.low), ("high", error.high))}
    return error.model_copy(update={"value": None if error.value is None else factor * error.value, **ends})


def bits(reliability: float) -> float | None:
    """Self-consistency in bits of a Gaussian channel, -log2(1 - r) / 2; None outside [0, 1)."""
    return -0.5 * log2(1 - reliability) if 0 <= reliability < 1 else None


def strata(reliability: float) -> float | None:
    """How many levels can be told apart, (4 G + 1) / 3 with G = sqrt(r / (1 - r)); None outside [0, 1).

    Source: Wright and Masters, Rating Scale Analysis (1982), p. 106."""
    return (4 * sqrt(reliability / (1 - reliability)) + 1) / 3 if 0 <= reliability < 1 else None
