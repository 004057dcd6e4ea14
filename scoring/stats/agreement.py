"""How far judges agree about the same artifacts.

Everywhere `ratings` is an array (items, judges), nan where a judge abstained, and `labels` names the cluster (task) of
each item; without it the items are taken to be independent. Intervals are those of `bootstrap.cluster_interval`."""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import (
    COEFFICIENT,
    SHARE,
    Clusters,
    Floats,
    Ints,
    Statistic,
    cluster_interval,
    cluster_mean,
    clusters_of,
    divide,
)
from scoring.stats.measured import Measured
from scoring.stats.reliability import as_scores, flip_rates

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
"""What the distance of two values means: unlike or not; ranks between them; difference; difference by sum."""


def raw_agreement(ratings: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """The share of pairs of judges that say the same of an item, averaged over items rated at least twice."""
    return cluster_mean(1 - flip_rates(ratings), labels, scale=SHARE, **options)


def alpha(ratings: ArrayLike, metric: Metric = "nominal", labels: ArrayLike | None = None, **options: Any) -> Measured:
    """Krippendorff's alpha = 1 - D_o / D_e, at most 1, and 0 where judges agree as if by chance.

    An item rated once says nothing and is left out; the others count by n_u / (m_u - 1). Undefined, and not 1, where
    all values are the same. Ratio distances need values >= 0 (ValueError). In each draw of the bootstrap the expected
    disagreement, and the ranks of the ordinal metric, are those of the draw.

    Source: Krippendorff, Content Analysis, 2nd ed. (2004), chapter 11."""
    numbers = as_scores(ratings)
    rated = np.isfinite(numbers).sum(axis=1) > 1
    clusters = clusters_of(labels, len(numbers), rated)
    numbers = numbers[rated]
    if metric == "ratio" and np.nanmin(numbers, initial=0.0) < 0:
        raise ValueError("ratio distances need values of at least 0")
    statistic = _alpha_statistic(numbers, metric, clusters)
    return cluster_interval(statistic, clusters.size, len(numbers), scale=COEFFICIENT, **options)


def _alpha_statistic(numbers: Floats, metric: Metric, clusters: Clusters) -> Statistic:
    if metric == "interval":
        return _alpha_of_sums(numbers, clusters)
    values, flat = np.unique(numbers[np.isfinite(numbers)], return_inverse=True)
    codes = np.full(numbers.shape, len(values))
    codes[np.isfinite(numbers)] = flat
    used = _use_of_values(codes, clusters, len(values))
    observed = None if metric == "ordinal" else clusters.total(_disagreement(numbers, metric))

    def statistic(counts: Floats) -> Floats:
        margin = np.asarray((used @ counts.T).T)
        total = margin.sum(axis=1)
        if observed is None:
            places = np.cumsum(margin, axis=1) - margin / 2
            seen = _rank_disagreement(places, codes, clusters.codes, counts)
        else:
            places, seen = np.broadcast_to(values, margin.shape), counts @ observed
        return 1 - divide((total - 1) * seen, _expected(margin, places, metric))

    return statistic


def _alpha_of_sums(numbers: Floats, clusters: Clusters) -> Statistic:
    """For interval distances, which need no margins: scores may all be different ones."""
    known = np.isfinite(numbers)
    away = np.where(known, numbers - (numbers[known].mean() if known.any() else 0.0), 0.0)
    sums = clusters.total(np.stack([known.sum(axis=1), away.sum(axis=1), (away**2).sum(axis=1)], axis=1))
    observed = clusters.total(_disagreement(numbers, "interval"))

    def statistic(counts: Floats) -> Floats:
        n, total, squares = (counts @ sums).T
        expected = 2 * (n * squares - total**2)
        # One value alone has no distance to itself, whatever rounding says.
        flat = expected <= 1e-12 * n * np.maximum(squares, 1e-300)
        return 1 - divide((n - 1) * (counts @ observed), np.where(flat, 0.0, expected))

    return statistic


def _use_of_values(codes: Ints, clusters: Clusters, count: int) -> Any:
    """How often each cluster uses each value: sparse (values, clusters)."""
    from scipy.sparse import csr_array

    rows, columns = codes.ravel(), np.repeat(clusters.codes, codes.shape[1])
    known = rows < count
    ones = np.ones(int(known.sum()))
    return csr_array((ones, (rows[known], columns[known])), shape=(count, clusters.size))


def _distance(first: Floats, second: Floats, metric: Metric) -> Floats:
    if metric == "nominal":
        return np.asarray(first != second, dtype=float)
    if metric == "ratio":
        return np.square(np.nan_to_num(divide(first - second, first + second)))
    return np.square(first - second)


def _disagreement(numbers: Floats, metric: Metric) -> Floats:
    """The distances of all ordered pairs within each item, by m_u - 1: (items,)."""
    known = np.isfinite(numbers)
    filled = np.where(known, numbers, 0.0)
    found = np.zeros(len(numbers))
    for one in range(numbers.shape[1]):
        for other in range(one):
            both = known[:, one] & known[:, other]
            found += 2 * both * _distance(filled[:, one], filled[:, other], metric)
    return np.asarray(found / (known.sum(axis=1) - 1))


def _rank_disagreement(places: Floats, codes: Ints, cluster: Ints, counts: Floats) -> Floats:
    """The same for ordinal distances, summed over items, for the ranks `places` (draws, values) of each draw."""
    known = codes < places.shape[1]
    count = known.sum(axis=1)
    found = np.empty(len(places))
    for draw, (place, row) in enumerate(zip(places, counts, strict=True)):
        # Around their middle: squares of ranks near a million would lose the digits that matter.
        ranks = np.append(place - place.mean(), 0.0)[codes]
        spread = count * (ranks**2).sum(axis=1) - ranks.sum(axis=1) ** 2
        found[draw] = row[cluster] @ (2 * spread / (count - 1))
    return found


def _expected(margin: Floats, places: Floats, metric: Metric) -> Floats:
    """The distances of all ordered pairs of values, whichever item they belong to: (draws,)."""
    total = margin.sum(axis=1)
    if metric == "nominal":
        return np.asarray(total**2 - (margin**2).sum(axis=1))
    if metric == "ratio":
        return np.asarray(((margin @ _distance(places[0][:, None], places[0], metric)) * margin).sum(axis=1))
    middle = places - places.mean(axis=1, keepdims=True)
    expected = 2 * (total * (margin * middle**2).sum(axis=1) - (margin * middle).sum(axis=1) ** 2)
    # One value alone has no distance to itself, whatever rounding says.
    return np.where((margin > 0).sum(axis=1) > 1, expected, 0.0)


def kappa(
    first: ArrayLike,
    second: ArrayLike,
    weights: Literal["none", "quadratic"] = "none",
    labels: ArrayLike | None = None,
    **options: Any,
) -> Measured:
    """Cohen's kappa of two judges (items,), over the items both rated; undefined where chance alone agrees fully.

    Quadratic weights take the ratings as numbers: 2 is as far from 1 as 3 is from 2. Print the raw agreement beside
    it: at skewed margins kappa is near 0 while judges nearly always agree. Source: Cohen, Psychol. Bull. 70 (1968) 213.
    """
    pair = as_scores(np.stack([np.asarray(first, dtype=float), np.asarray(second, dtype=float)], axis=1))
    both = np.asarray(np.isfinite(pair).all(axis=1))
    clusters = clusters_of(labels, len(pair), both)
    statistic = _kappa_quadratic(pair[both], clusters) if weights == "quadratic" else _kappa_plain(pair[both], clusters)
    return cluster_interval(statistic, clusters.size, int(both.sum()), scale=COEFFICIENT, **options)


def _kappa_plain(pair: Floats, clusters: Clusters) -> Statistic:
    values, codes = np.unique(pair, return_inverse=True)
    codes = codes.reshape(pair.shape)
    first, second = (_use_of_values(codes[:, [side]], clusters, len(values)) for side in (0, 1))
    same, items = clusters.total(pair[:, 0] == pair[:, 1]), clusters.total(np.ones(len(pair)))

    def statistic(counts: Floats) -> Floats:
        n = counts @ items
        chance = ((first @ counts.T) * (second @ counts.T)).sum(axis=0)
        return divide(n * (counts @ same) - chance, n**2 - chance)

    return statistic


def _kappa_quadratic(pair: Floats, clusters: Clusters) -> Statistic:
    one, other = (pair - pair.mean()).T if len(pair) else (np.zeros(0), np.zeros(0))
    sums = clusters.total(np.stack([np.ones(len(pair)), one, other, one**2 + other**2, one * other], axis=1))

    def statistic(counts: Floats) -> Floats:
        n, one, other, squares, product = (counts @ sums).T
        expected = n * squares - 2 * one * other
        flat = expected <= 1e-12 * n * np.maximum(squares, 1e-300)
        return 1 - divide(n * (squares - 2 * product), np.where(flat, 0.0, expected))

    return statistic


class Pairwise(NamedTuple):
    """Judge by judge, each array (judges, judges), nan where undefined, 1 on the diagonal of the first two."""

    kappa: Floats
    raw: Floats
    """Share of items of which both say the same."""
    shared: Floats
    """How many items both rated."""


def pairwise(ratings: ArrayLike, weights: Literal["none", "quadratic"] = "quadratic") -> Pairwise:
    """Kappa and raw agreement of every pair of judges."""
    numbers = as_scores(ratings)
    judges = numbers.shape[1]
    known = np.isfinite(numbers)
    shared = (known.T.astype(float)) @ known
    kappas, raw = np.eye(judges), np.eye(judges)
    for one in range(judges):
        for other in range(one):
            both = known[:, one] & known[:, other]
            pair = numbers[both][:, [one, other]]
            one_each = Clusters(np.zeros(len(pair), dtype=np.intp), 1)
            build = _kappa_quadratic if weights == "quadratic" else _kappa_plain
            kappas[one, other] = kappas[other, one] = build(pair, one_each)(np.ones((1, 1)))[0]
            raw[one, other] = raw[other, one] = np.mean(pair[:, 0] == pair[:, 1]) if len(pair) else np.nan
    return Pairwise(kappas, raw, shared)
