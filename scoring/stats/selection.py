"""Choosing the best of n attempts by a reward: what is gained, of what could be, and where more choice stops helping.

`rewards`, `gold` and `proxy` are arrays (tasks, attempts), nan where there is no such attempt or nobody knows. The
reward that chooses and the proxy that is reported must come from different looks: the best of several looks best partly
by luck. `labels` names the top cluster of each task, where tasks come in families."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sandboxes.spec import Frozen
from scoring.stats.bootstrap import DRAWS, FEWEST, SEED, Floats, Scale, cluster_interval, clusters_of, ratio, resample
from scoring.stats.goodhart import share_chosen
from scoring.stats.measured import Measured, undefined

FULL_ATTEMPTS, FULL_N = 16, 8
"""Attempts from which the best of 8 is the headline: the tail of a curve is stable up to half of the attempts."""
HALF_ATTEMPTS, HALF_N = 8, 4
FEWEST_TASKS = 20
"""Tasks that an efficiency wants."""
BETWEEN = Scale(lambda eta: np.arctanh(np.clip(eta, -1, 1)), np.tanh, -np.inf, 1.0)
"""Fisher's, for what mostly lies between -1 and 1. In simulated studies of 8 and of 20 tasks the jackknife on the plain
scale held an efficiency of .94 in 90 and 92 of 100, on this one in 95. A reward that prefers the few bad attempts among
many good ones loses more than there is to gain, so -1 is no bound: from there down the scale is plain."""
NO_GAIN = "undefined (nothing to gain by choosing)"
FEW_ATTEMPTS = "undefined (no task has {} attempts)"
RISING = "still rising at n = {}"


def headline_n(attempts: int) -> int | None:
    """The n whose efficiency is the headline: 8 from 16 attempts up, 4 from 8 up; None below."""
    if attempts >= FULL_ATTEMPTS:
        return FULL_N
    return HALF_N if attempts >= HALF_ATTEMPTS else None


def best_of(rewards: ArrayLike, values: ArrayLike, n: int) -> Floats:
    """The mean value of the attempt with the highest reward of n, over all subsets of n attempts of a task, ties drawn
    by lot: (tasks,), nan for tasks with fewer than n attempts that have both."""
    return _curves(rewards, values, [n])[:, 0]


def _curves(rewards: ArrayLike, values: ArrayLike, sizes: list[int]) -> Floats:
    """`best_of` for several sizes: (tasks, sizes)."""
    reward, value = (np.atleast_2d(np.asarray(part, dtype=float)) for part in (rewards, values))
    if reward.shape != value.shape:
        raise ValueError(f"needs a value for each reward, not {value.shape} for {reward.shape}")
    if min(sizes, default=1) < 1:
        raise ValueError(f"the best of {min(sizes)} is nothing")
    return np.array([_curve(*row, sizes) for row in zip(reward, value, strict=True)]).reshape(len(reward), len(sizes))


def _curve(reward: Floats, value: Floats, sizes: list[int]) -> list[float]:
    known = np.isfinite(reward) & np.isfinite(value)
    levels, codes, tied = np.unique(np.round(reward[known], 12), return_inverse=True, return_counts=True)
    total = int(known.sum())
    means = np.bincount(codes, value[known], minlength=len(levels)) / np.maximum(tied, 1)
    below = np.cumsum(tied) - tied
    return [
        float(sum(share_chosen(int(b), int(c), total, n) * m for b, c, m in zip(below, tied, means, strict=True)))
        if n <= total
        else float("nan")
        for n in sizes
    ]


def _pool(*parts: ArrayLike) -> list[Floats]:
    """The arrays (tasks, attempts), nan in all where it is in one: attempts that everybody can choose."""
    numbers = [np.atleast_2d(np.asarray(part, dtype=float)) for part in parts]
    if len({each.shape for each in numbers}) > 1:
        raise ValueError(f"needs a value for each reward, not {numbers[-1].shape} for {numbers[0].shape}")
    known = np.all([np.isfinite(each) for each in numbers], axis=0)
    return [np.where(known, each, np.nan) for each in numbers]


class Choice(Frozen):
    """The best of n."""

    n: int
    gold: Measured
    """Quality of what the reward chooses."""
    proxy: Measured | None
    """What another look gives for it; None without one."""
    random: Measured
    """Quality of an attempt by lot."""
    oracle: Measured
    """Quality of the best attempt."""


def best_of_curve(
    rewards: ArrayLike,
    gold: ArrayLike,
    proxy: ArrayLike | None = None,
    *,
    most: int,
    labels: ArrayLike | None = None,
    **options: Any,
) -> list[Choice]:
    """Choices for n = 1 to `most`, each with its interval over tasks. All over the same tasks, which have `most`
    attempts or more, and those of quality over the same attempts; the proxy over the attempts that have one."""
    sizes = list(range(1, most + 1))
    reward, quality = _pool(rewards, gold)
    chosen, best = _whole(_curves(reward, quality, sizes)), _whole(_curves(quality, quality, sizes))
    reported = None if proxy is None else _whole(_curves(rewards, proxy, sizes))
    lot = _whole(_curves(reward * 0, quality, sizes))

    def mean(values: Floats) -> Measured:
        return _mean(values, labels, **options)

    return [
        Choice(
            n=n,
            gold=mean(chosen[:, at]),
            proxy=None if reported is None else mean(reported[:, at]),
            random=mean(lot[:, at]),
            oracle=mean(best[:, at]),
        )
        for at, n in enumerate(sizes)
    ]


def _whole(curves: Floats) -> Floats:
    """Nothing of a task that lacks the last point: a curve that loses tasks on its way moves without any choice."""
    return np.where(np.isfinite(curves[:, -1:]), curves, np.nan)


def _mean(values: Floats, labels: ArrayLike | None, **options: Any) -> Measured:
    known = np.isfinite(values)
    clusters = clusters_of(labels, len(values), known)
    found = ratio(clusters.total(values[known]), clusters.total(np.ones(int(known.sum()))))
    return cluster_interval(found, clusters.size, int(known.sum()), missing="undefined (no data)", **options)


def efficiency(
    rewards: ArrayLike, gold: ArrayLike, n: int, labels: ArrayLike | None = None, **options: Any
) -> Measured:
    """eta(n): what choosing the best of n by the reward gains over an attempt by lot, as a share of what choosing by
    quality itself would; sums over tasks in both. 0 for a constant reward, 1 for the truth, below 0 for a reward that
    prefers what is worse, and below -1 where there is more to lose than to gain. `n` of the result counts tasks with n
    attempts, `clusters` those where the attempts differ: the others tell nothing, so they are no units.

    2,000 simulated data sets of 20 tasks x 8 attempts, normal with a correlation of .6: eta(4) was held in 95 of
    100, and of 8 tasks in 95. With pass or fail as quality, all alike in half of 20 tasks: in 96 of those that have an
    interval. A truth near -1.7, of 20 and of 40 tasks: in 94 and 93."""
    reward, quality = _pool(rewards, gold)
    chosen, best, lot = best_of(reward, quality, n), best_of(quality, quality, n), best_of(reward * 0, quality, n)
    tasks = int(np.isfinite(chosen).sum())
    # What is gained by choosing among equals is rounding.
    differ = np.asarray(best - lot > 1e-12)
    clusters = clusters_of(labels, len(chosen), differ)
    found = ratio(clusters.total((chosen - lot)[differ]), clusters.total((best - lot)[differ]))
    missing = NO_GAIN if tasks else FEW_ATTEMPTS.format(n)
    if not clusters.size:
        return undefined(missing, tasks)
    return cluster_interval(found, clusters.size, tasks, scale=BETWEEN, **options)


def proxy_gap(
    rewards: ArrayLike, gold: ArrayLike, proxy: ArrayLike, n: int, labels: ArrayLike | None = None, **options: Any
) -> Measured:
    """How much more the proxy has risen from one attempt to the best of n than quality has: what was gained of the
    reward alone. `proxy` and `gold` in the same unit. Over the attempts that have all three, so that both are of the
    same choice."""
    reward, quality, reported = _pool(rewards, gold, proxy)
    rise = [best_of(reward, part, n) - best_of(reward, part, 1) for part in (reported, quality)]
    return _mean(rise[0] - rise[1], labels, **options)


def turnover(
    rewards: ArrayLike,
    gold: ArrayLike,
    most: int,
    labels: ArrayLike | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    level: float = 0.95,
) -> Measured:
    """The n up to `most` at which the quality of the best of n is highest, with percentiles of a bootstrap over tasks
    (a maximum has no jackknife). Where it is `most` itself the note says that it is still rising."""
    curves = _curves(rewards, gold, list(range(1, most + 1)))
    known = np.asarray(np.isfinite(curves).all(axis=1))
    clusters = clusters_of(labels, len(curves), known)
    sums = clusters.total(curves[known])
    if not known.any():
        return undefined(FEW_ATTEMPTS.format(most))

    def statistic(counts: Floats) -> Floats:
        heights = counts @ sums
        # The first of equal heights: more choice that gains nothing is no gain.
        return np.asarray(1.0 + np.argmax(np.round(heights, 9), axis=1))

    value = float(statistic(np.ones((1, clusters.size)))[0])
    rising = RISING.format(most) if value == most else ""
    none = Measured(value=value, n=int(known.sum()), clusters=clusters.size, note=rising)
    if clusters.size < FEWEST:
        few = f"cannot decide ({clusters.size} of {FEWEST} clusters)"
        return none.model_copy(update={"note": "; ".join(filter(None, (rising, few)))})
    sample = resample(statistic, clusters.size, draws=draws, seed=seed)
    tails = ((1 - level) / 2, (1 + level) / 2)
    low, high = (float(end) for end in np.quantile(sample, tails, method="inverted_cdf"))
    return none.model_copy(update={"low": low, "high": high, "method": "percentile"})
