"""What a panel of judges is worth: how many independent ones it equals, and how often its majority is right.

`verdicts` is an array (items, judges), nan where a judge abstained, `gold` the truth (items,), `labels` the cluster
(task) of each item. All of it needs gold. Residuals around the item's mean are no substitute: whatever the judges are,
k residuals that sum to 0 correlate by -1 / (k - 1) on average, and errors the judges share are in the mean already."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import COEFFICIENT, SIZE, Clusters, Floats, cluster_interval, clusters_of, divide, share
from scoring.stats.measured import Measured, undefined
from scoring.stats.reliability import as_scores


def errors_of(verdicts: ArrayLike, gold: ArrayLike) -> Floats:
    """|verdict - gold| (items, judges), nan where a judge abstained."""
    distance: Floats = np.abs(as_scores(verdicts) - np.asarray(gold, dtype=float)[:, None])
    return distance


def kish(judges: int, correlation: float) -> float | None:
    """The independent judges that `judges` equal whose errors correlate by `correlation`: k / (1 + (k - 1) rho).

    More than k where errors offset each other; None where they do so fully. Source: Kish, Survey Sampling (1965)."""
    design = 1 + (judges - 1) * correlation
    return judges / design if design > 0 else None


def error_correlation(errors: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """The mean correlation of the errors (items, judges) over pairs of judges, each on the items both judged.

    A judge whose errors do not vary correlates with nobody: its pairs are left out, and the note counts them."""
    return _over_pairs(errors, labels, effective=False, **options)


def effective_votes(errors: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """How many judges with independent errors the panel equals: `kish` of the mean `error_correlation`."""
    return _over_pairs(errors, labels, effective=True, **options)


def _over_pairs(errors: ArrayLike, labels: ArrayLike | None, *, effective: bool, **options: Any) -> Measured:
    numbers = as_scores(errors)
    n, judges = numbers.shape
    if judges < 2:
        return undefined(f"needs two judges, not {judges}", n)
    clusters = clusters_of(labels, n)
    pairs = [_pair_sums(numbers[:, [one, other]], clusters) for one in range(judges) for other in range(one)]

    def correlations(counts: Floats) -> Floats:
        return np.stack([_correlation(counts @ sums) for sums in pairs])

    def statistic(counts: Floats) -> Floats:
        found = correlations(counts)
        defined = np.isfinite(found)
        mean = divide(np.where(defined, found, 0.0).sum(axis=0), defined.sum(axis=0))
        design = 1 + (judges - 1) * mean
        return divide(judges, np.where(design > 0, design, 0.0)) if effective else mean

    scale = SIZE if effective else COEFFICIENT
    found = cluster_interval(statistic, clusters.size, n, scale=scale, **options)
    missing = int(np.sum(~np.isfinite(correlations(np.ones((1, clusters.size))))))
    note = f"{missing} of {len(pairs)} pairs left out: a judge's errors do not vary" if missing else ""
    return found.model_copy(update={"note": "; ".join(filter(None, (found.note, note)))})


def _pair_sums(pair: Floats, clusters: Clusters) -> Floats:
    both = np.asarray(np.isfinite(pair).all(axis=1))
    one, other = np.where(both[:, None], pair - (pair[both].mean() if both.any() else 0.0), 0.0).T
    return clusters.total(np.stack([both.astype(float), one, other, one**2, other**2, one * other], axis=1))


def _correlation(sums: Floats) -> Floats:
    n, one, other, squares, others, product = sums.T
    spread, spreads = n * squares - one**2, n * others - other**2
    flat = (spread <= 1e-12 * n * squares) | (spreads <= 1e-12 * n * others)
    return divide(n * product - one * other, np.where(flat, 0.0, np.sqrt(np.abs(spread * spreads))))


def condorcet(accuracies: Sequence[float]) -> float:
    """How often the majority of independent judges is right, from each one's accuracy; a tie is half right.

    The ceiling of a panel of such judges without correlation; for equal ones sum_{i > k/2} C(k, i) p^i (1 - p)^(k - i).
    """
    if not accuracies:
        raise ValueError("a panel of nobody has no majority")
    right = np.ones(1)
    for accuracy in accuracies:
        right = np.convolve(right, [1 - accuracy, accuracy])
    twice = 2 * np.arange(len(right)) - len(accuracies)
    return float(right @ ((np.sign(twice) + 1) / 2))


def majority(verdicts: ArrayLike) -> Floats:
    """The mean of 0/1 verdicts over the judges that gave one, rounded: 1, 0, or .5 for a tie; nan where none did."""
    numbers = as_scores(verdicts)
    passes = divide(np.nansum(numbers, axis=1), np.isfinite(numbers).sum(axis=1))
    return np.where(np.isfinite(passes), (np.sign(passes - 0.5) + 1) / 2, np.nan)


def accuracy(verdicts: ArrayLike, gold: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """How often 0/1 verdicts (items,) equal gold (items,), as a `share`; .5 is half right. Abstentions are left out."""
    return share(1 - np.abs(np.asarray(verdicts, dtype=float) - np.asarray(gold, dtype=float)), labels, **options)


def panel_accuracy(verdicts: ArrayLike, gold: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """How often the majority of the panel is right; a tie is half right."""
    return accuracy(majority(verdicts), gold, labels, **options)


def judge_accuracies(
    verdicts: ArrayLike, gold: ArrayLike, labels: ArrayLike | None = None, **options: Any
) -> list[Measured]:
    """Each judge's accuracy, column by column. The best of them is best partly by luck: compare it on other items."""
    return [accuracy(column, gold, labels, **options) for column in as_scores(verdicts).T]
