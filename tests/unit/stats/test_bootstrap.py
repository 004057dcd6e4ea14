"""Intervals over clusters: known answers, what they must not depend on, and where they say that they cannot decide."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from scoring.stats.bootstrap import (
    SHARE,
    by_rows,
    cluster_interval,
    cluster_mean,
    clusters_of,
    leave_one_out,
    paired,
    ratio,
    resample,
    share,
)
from scoring.stats.intervals import clopper_pearson, wilson
from scoring.stats.signs import sign_flip, sign_flip_interval

EIGHT = np.array([0.2, 0.5, 0.1, 0.9, 0.4, 0.4, 0.7, 0.3])


def _skewed(k: int, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).exponential(size=k)


def test_few_clusters_of_one_size_have_the_t_interval() -> None:
    found = cluster_mean(np.repeat(EIGHT, 3), np.repeat(np.arange(8), 3))
    half = stats.t.ppf(0.975, 7) * EIGHT.std(ddof=1) / np.sqrt(8)
    assert found.method == "jackknife"
    assert (found.n, found.clusters) == (24, 8)
    assert (found.value, found.low, found.high) == pytest.approx(
        (EIGHT.mean(), EIGHT.mean() - half, EIGHT.mean() + half)
    )


@pytest.mark.parametrize("method", ["auto", "percentile", "bca"])
def test_below_six_clusters_nothing_is_decided(method: str) -> None:
    found = cluster_mean(EIGHT[:5], method=method)
    assert (found.value, found.low, found.high) == (pytest.approx(0.42), None, None)
    assert found.note == "cannot decide (5 of 6 clusters)"
    assert sign_flip(EIGHT[:5]) is None


def test_many_clusters_have_the_bootstrap() -> None:
    values = _skewed(200)
    error = values.std(ddof=1) / np.sqrt(200)
    for method, used in (("auto", "bca"), ("percentile", "percentile")):
        found = cluster_mean(values, method=method)
        assert found.method == used
        assert found.low is not None
        assert found.high is not None
        assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.08)
    assert cluster_mean(_skewed(1001)).method == "percentile"


def test_bca_agrees_with_scipy() -> None:
    values = _skewed(150)
    ours = cluster_mean(values, method="bca", draws=20_000)
    theirs = stats.bootstrap((values,), np.mean, method="BCa", n_resamples=20_000, rng=1).confidence_interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), rel=0.015)


def test_bca_moves_towards_the_long_tail() -> None:
    values = _skewed(150)
    plain, corrected = cluster_mean(values, method="percentile"), cluster_mean(values, method="bca")
    assert plain.low is not None
    assert corrected.low is not None
    assert corrected.low > plain.low
    assert corrected.high is not None
    assert plain.high is not None
    assert corrected.high > plain.high


def test_the_same_seed_gives_the_same_draws() -> None:
    statistic = ratio(_skewed(30), np.ones(30))
    assert (resample(statistic, 30, seed=4) == resample(statistic, 30, seed=4)).all()
    assert (resample(statistic, 30, seed=4) != resample(statistic, 30, seed=5)).any()


def test_each_draw_holds_as_many_clusters() -> None:
    assert (resample(lambda counts: counts.sum(axis=1), 17, draws=50) == 17).all()
    assert leave_one_out(lambda counts: counts.sum(axis=1), 17).tolist() == [16] * 17


def test_row_numbers_and_counts_are_the_same_draws() -> None:
    values, labels = _skewed(60), np.arange(60) % 13
    clusters = clusters_of(labels, 60)
    fast = ratio(clusters.total(values), clusters.total(np.ones(60)))
    slow = by_rows(lambda rows: float(values[rows].mean()), clusters)
    assert resample(fast, 13, draws=40) == pytest.approx(resample(slow, 13, draws=40))


def test_copies_inside_a_cluster_add_nothing() -> None:
    """The same opinion a hundred times is no better known: only the top cluster is drawn."""
    once = cluster_mean(EIGHT, np.arange(8))
    copied = cluster_mean(np.repeat(EIGHT, 100), np.repeat(np.arange(8), 100))
    assert (copied.low, copied.high) == pytest.approx((once.low, once.high))


def test_a_paired_difference_is_drawn_together() -> None:
    base = np.random.default_rng(1).normal(size=120)
    first, second = ratio(base + 0.3, np.ones(120)), ratio(base, np.ones(120))
    draws = resample(paired(first, second), 120)
    assert draws == pytest.approx(np.full(2000, 0.3))
    assert cluster_interval(paired(first, second), 120, 120).note == "no interval (no variance between clusters)"


def test_equal_clusters_have_no_interval() -> None:
    for k in (8, 30, 200):
        found = cluster_mean(np.full(k, 0.3), method="percentile" if k == 30 else "auto")
        assert (found.value, found.low) == (pytest.approx(0.3), None)
        assert found.note == "no interval (no variance between clusters)"


def test_a_statistic_that_is_often_undefined_has_no_interval() -> None:
    """Where one cluster of 30 has the only item, a third of the draws have none."""
    found = cluster_interval(ratio([1.0, *[0.0] * 29], [1.0, *[0.0] * 29]), 30, 30, method="percentile")
    assert found.value == 1
    assert "undefined in" in found.note
    few = cluster_interval(ratio([1.0, *[0.0] * 9], [1.0, *[0.0] * 9]), 10, 10)
    assert few.note == "undefined without one of the clusters"


def test_no_data_is_undefined() -> None:
    assert cluster_mean([]).note == "undefined (no data)"
    assert cluster_mean([np.nan, np.nan]).value is None


def test_labels_must_fit() -> None:
    with pytest.raises(ValueError, match="label for each"):
        cluster_mean([1.0, 2.0], ["a"])


def test_a_share_of_independent_items_is_wilsons() -> None:
    found = share([1, 0, 0, 1, 0, np.nan])
    low, high, _ = wilson(2, 5)
    assert (found.value, found.low, found.high, found.method) == (pytest.approx(0.4), low, high, "wilson")


def test_a_share_of_all_is_exact_with_the_clusters_as_units() -> None:
    found = share(np.ones(40), np.repeat(np.arange(8), 5))
    assert (found.low, found.high) == clopper_pearson(8, 8)[:2]
    assert found.method == "clopper-pearson"


def test_a_clustered_share_stays_in_the_unit_interval() -> None:
    hits = np.r_[np.zeros(55), np.ones(5)]
    found = share(hits, np.arange(60) % 10)
    assert found.method == "jackknife"
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < 5 / 60 < found.high < 1


def test_sign_flip_known_answers() -> None:
    assert sign_flip([1, 2, 3, 4, 5, 6]) == 2 / 64
    assert sign_flip([1, -1, 1, -1, 1, -1]) == 1
    assert sign_flip(np.zeros(6)) == 1


def test_sign_flip_agrees_with_scipy() -> None:
    values = EIGHT - 0.3
    theirs = stats.permutation_test((values,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert sign_flip(values) == pytest.approx(theirs.pvalue)


def test_many_signs_are_flipped_at_random() -> None:
    values = np.random.default_rng(2).normal(0.4, 1, 40)
    normal = 2 * stats.norm.sf(abs(values.mean()) / np.sqrt(np.mean(values**2) / 40))
    assert sign_flip(values) == pytest.approx(normal, abs=0.01)


@pytest.mark.parametrize("k", [6, 8, 11])
def test_the_sign_flip_interval_is_what_the_test_does_not_reject(k: int) -> None:
    values = np.random.default_rng(k).normal(size=k)
    found = sign_flip_interval(values)
    assert found.low is not None
    assert found.high is not None
    for end, outwards in ((found.low, -1e-6), (found.high, 1e-6)):
        beyond, within = sign_flip(values - end - outwards), sign_flip(values - end + outwards)
        assert beyond is not None
        assert within is not None
        assert beyond <= 0.05 < within


def test_the_sign_flip_interval_needs_six_and_no_more_than_sixteen() -> None:
    assert sign_flip_interval(EIGHT[:5]).note == "cannot decide (5 clusters)"
    with pytest.raises(ValueError, match="17 clusters"):
        sign_flip_interval(np.arange(17))


numbers = st.lists(st.floats(-100, 100), min_size=6, max_size=25)


@given(numbers, st.floats(-50, 50), st.floats(0.1, 10))
def test_an_interval_moves_and_stretches_with_the_values(values: list[float], shift: float, factor: float) -> None:
    found, moved = cluster_mean(values), cluster_mean(factor * np.array(values) + shift)
    if found.low is not None and moved.low is not None:
        wanted = [factor * end + shift for end in (found.low, found.high or 0)]
        assert (moved.low, moved.high) == (pytest.approx(wanted[0], abs=1e-6), pytest.approx(wanted[1], abs=1e-6))


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0, 1)), min_size=10, max_size=60), st.randoms())
def test_order_of_rows_and_names_of_clusters_do_not_matter(rows: list[tuple[int, float]], random: object) -> None:
    shuffled = sorted(rows, key=lambda row: random.random())  # type: ignore[attr-defined]
    one = cluster_mean([value for _, value in rows], [cluster for cluster, _ in rows], scale=SHARE)
    other = cluster_mean([value for _, value in shuffled], [f"task {cluster}" for cluster, _ in shuffled], scale=SHARE)
    assert (one.low is None) == (other.low is None)
    if one.low is not None:
        assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-9)


@settings(deadline=None)
@given(numbers)
def test_an_interval_holds_the_value(values: list[float]) -> None:
    found = cluster_mean(values)
    assert found.value is not None
    if found.low is not None and found.high is not None:
        assert found.low <= found.value <= found.high
