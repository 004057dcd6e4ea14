"""Whether a score puts what passed above what failed: areas under the ROC curve.

`scores` (items,) and `passed` (items,) of 0/1 or booleans; an item whose score is nan (the judge abstained) is left
out. A tie between a pass and a fail counts half."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.stats.bootstrap import SHARE, Clusters, Floats, Statistic, cluster_interval, clusters_of, divide, ratio
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured, undefined

AT_ONCE = 200_000
"""Items times draws in one step: what a processor's cache holds."""
ONE_KIND = "undefined (no pass beside a fail)"


def within_auroc(
    scores: ArrayLike, passed: ArrayLike, tasks: ArrayLike, labels: ArrayLike | None = None, **options: Any
) -> Measured:
    """P(score of a pass > score of a fail | both of one task), every such pair counting the same: the primary one.

    A task where all passed or all failed has no pair and counts as no cluster. `labels` names the top cluster of each
    item where that is wider than the task. The interval is `bootstrap.cluster_interval`'s."""
    data = _known(scores, passed, tasks, labels)
    task = clusters_of(data.tasks, len(data.scores))
    right, pairs = np.zeros(task.size), np.zeros(task.size)
    order = np.argsort(task.codes, kind="stable")
    for rows in np.split(order, np.cumsum(np.bincount(task.codes, minlength=task.size))[:-1]):
        if len(rows):
            right[task.codes[rows[0]]], pairs[task.codes[rows[0]]] = _ordered_pairs(
                data.scores[rows], data.passed[rows]
            )
    top = task.codes if data.labels is None else clusters_of(data.labels, len(data.scores)).codes
    first = np.zeros(task.size, dtype=np.intp)
    first[task.codes] = top
    useful = pairs > 0
    groups = clusters_of(first[useful], int(useful.sum()))
    found = ratio(groups.total(right[useful]), groups.total(pairs[useful]))
    return cluster_interval(found, groups.size, len(data.scores), scale=SHARE, missing=ONE_KIND, **options)


def auroc(
    scores: ArrayLike, passed: ArrayLike, labels: ArrayLike | None = None, *, level: float = LEVEL, **options: Any
) -> Measured:
    """P(score of a pass > score of a fail) over all pairs. It mixes how hard the tasks are with how well an attempt is
    judged: `within_auroc` does not.

    With cluster `labels` the interval is `bootstrap.cluster_interval`'s; without, for independent items only, DeLong's
    on the logit scale. Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837."""
    data = _known(scores, passed, None, labels)
    n = len(data.scores)
    if data.labels is None:
        return _delong(data.scores, data.passed, level)
    clusters = clusters_of(data.labels, n)
    statistic = _pooled(data.scores, data.passed, clusters)
    return cluster_interval(statistic, clusters.size, n, level=level, scale=SHARE, missing=ONE_KIND, **options)


class _Known(NamedTuple):
    scores: Floats
    passed: NDArray[np.bool_]
    tasks: NDArray[Any] | None
    labels: NDArray[Any] | None


def _known(scores: ArrayLike, passed: ArrayLike, tasks: ArrayLike | None, labels: ArrayLike | None) -> _Known:
    numbers, truth = np.asarray(scores, dtype=float), np.asarray(passed, dtype=float)
    if numbers.ndim != 1 or numbers.shape != truth.shape or not np.isin(truth, (0, 1)).all():
        raise ValueError("needs as many scores as outcomes, and outcomes of 0 and 1")
    known = np.isfinite(numbers)
    task, label = (None if names is None else np.asarray(names)[known] for names in (tasks, labels))
    return _Known(numbers[known], truth[known] == 1, task, label)


def _ordered_pairs(scores: Floats, passed: NDArray[np.bool_]) -> tuple[float, float]:
    """How many pairs of a pass and a fail are in order, ties half, and how many there are."""
    from scipy.stats import rankdata

    passes = int(passed.sum())
    above = float(rankdata(scores)[passed].sum()) - passes * (passes + 1) / 2
    return above, float(passes * (len(scores) - passes))


def _pooled(scores: Floats, passed: NDArray[np.bool_], clusters: Clusters) -> Statistic:
    order = np.argsort(scores, kind="stable")
    codes, passes = clusters.codes[order], passed[order]
    good, bad = codes[passes], codes[~passes]
    ranked = scores[order]
    # Of each pass, how many fails are below it, and how many are not above it.
    below, upto = (np.searchsorted(ranked[~passes], ranked[passes], side) for side in ("left", "right"))

    def some(counts: Floats) -> Floats:
        above, weight = np.zeros((len(counts), len(bad) + 1)), counts[:, good]
        np.cumsum(counts[:, bad], axis=1, out=above[:, 1:])
        in_order = (weight * (above[:, below] + above[:, upto])).sum(axis=1) / 2
        return divide(in_order, weight.sum(axis=1) * above[:, -1])

    def statistic(counts: Floats) -> Floats:
        rows = max(1, AT_ONCE // len(scores))
        return np.concatenate([some(counts[start : start + rows]) for start in range(0, len(counts), rows)])

    return statistic


def _delong(scores: Floats, passed: NDArray[np.bool_], level: float) -> Measured:
    from scipy.special import expit, logit, ndtri
    from scipy.stats import rankdata

    n, passes = len(scores), int(passed.sum())
    fails = n - passes
    if not passes or not fails:
        return undefined(ONE_KIND, n, n)
    ranks = rankdata(scores)
    above = (ranks[passed] - rankdata(scores[passed])) / fails
    below = 1 - (ranks[~passed] - rankdata(scores[~passed])) / passes
    value = float(above.mean())
    none = Measured(value=value, n=n, clusters=n)
    if min(passes, fails) < 2 or not 0 < value < 1:
        return none.model_copy(update={"note": "no interval (one pass, one fail, or all pairs in order)"})
    error = float(np.sqrt(above.var(ddof=1) / passes + below.var(ddof=1) / fails))
    half = float(ndtri(0.5 + level / 2)) * error / (value * (1 - value))
    low, high = (float(expit(logit(value) + sign * half)) for sign in (-1, 1))
    return none.model_copy(update={"low": low, "high": high, "method": "delong"})


def noisy_auroc(area: float, noise: float) -> float:
    """What an area becomes where a share `noise` of the outcomes, as many passes as fails, is the wrong one."""
    return area * (1 - 2 * noise) + noise


def denoised_auroc(area: float, noise: float) -> float | None:
    """The area without that noise, not clipped; None where half the outcomes are wrong, which leaves nothing."""
    return (area - noise) / (1 - 2 * noise) if noise != 0.5 else None
