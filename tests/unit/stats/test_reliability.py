"""Known answers of test-retest reliability, and where it does not exist."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from scoring.stats.intervals import clopper_pearson
from scoring.stats.measured import NO_VARIANCE
from scoring.stats.reliability import (
    bits,
    crossing_rate,
    crossing_rates,
    flip_rate,
    flip_rates,
    flipping,
    icc,
    sem,
    smallest_difference,
    spearman_brown,
    strata,
)

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


@pytest.mark.parametrize(
    ("model", "average", "value", "low", "high"),
    [
        (1, False, 0.1657, -0.133, 0.723),
        (2, False, 0.2898, 0.019, 0.761),
        (3, False, 0.7148, 0.342, 0.946),
        (1, True, 0.4428, -0.884, 0.912),
        (2, True, 0.6201, 0.071, 0.927),
        (3, True, 0.9093, 0.676, 0.986),
    ],
)
def test_shrout_and_fleiss(model, average, value, low, high) -> None:  # type: ignore[no-untyped-def]
    """Values of Shrout and Fleiss (1979), table 4; intervals as R's psych::ICC prints them for the same table."""
    found = icc(SHROUT_FLEISS, model, average=average)
    assert found.value == pytest.approx(value, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-4)
    assert found.method == "F"


@pytest.mark.parametrize(
    ("scores", "value"), [([[1, 2], [3, 4]], 7 / 9), ([[1, 3], [3, 1]], -1.0), ([[1, 1], [3, 3]], 1.0)]
)
def test_one_way_known_answers(scores: list[list[float]], value: float) -> None:
    assert icc(scores).value == pytest.approx(value)


@pytest.mark.parametrize("model", [1, 2, 3])
@pytest.mark.parametrize("constant", [2.0, 0.1, 1 / 3, 1e6 + 0.1])
@pytest.mark.parametrize("labels", [None, range(7)])
def test_a_constant_reward_has_no_reliability(model, constant, labels) -> None:  # type: ignore[no-untyped-def]
    """Undefined, not 1: nothing was told apart."""
    found = icc(np.full((7, 3), constant), model, labels=None if labels is None else list(labels))
    assert (found.value, found.low, found.note) == (None, None, NO_VARIANCE)


def test_perfect_repeats_have_a_value_and_no_width() -> None:
    found = icc([[1, 1], [3, 3]])
    assert found.value == 1
    assert "no interval" in found.note


@pytest.mark.parametrize("scores", [[[1, 2]], [[1], [2], [3]], [[1, np.nan], [np.nan, 2]]])
def test_too_little_for_a_correlation(scores: list[list[float]]) -> None:
    assert icc(scores).value is None


def test_items_with_a_missing_score_are_left_out() -> None:
    assert icc([*SHROUT_FLEISS, [1, 2, np.nan, 3]], 2) == icc(SHROUT_FLEISS, 2)
    labelled = icc([*SHROUT_FLEISS, [1, 2, np.nan, 3]], 2, labels=[*"abcdef", "g"])
    assert (labelled.value, labelled.clusters) == (pytest.approx(0.2898, abs=5e-5), 6)


def test_an_odd_score_is_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        icc([[1, np.inf], [1, 2]])
    with pytest.raises(ValueError, match="1 dimensions"):
        sem([1, 2, 3])


def test_flip_rates_known_answers() -> None:
    assert flip_rates([[1, 1, 1, 0, 0]]).tolist() == [pytest.approx(0.6)]
    assert flip_rates([[1, 1, 1, 1], [1, 0, np.nan, np.nan]]).tolist() == [0, 1]
    assert np.isnan(flip_rates([[1, np.nan]])).all()


@pytest.mark.parametrize("repeats", [2, 3, 5])
@pytest.mark.parametrize("p", [0.9, 0.5, 0.2])
def test_flip_rates_are_unbiased(repeats: int, p: float) -> None:
    """Summed over all outcomes by their probabilities: 2 p (1 - p), .18 for p = .9, whatever the number of repeats."""
    outcomes = np.array([[at >> i & 1 for i in range(repeats)] for at in range(2**repeats)], dtype=float)
    weights = np.prod(np.where(outcomes == 1, p, 1 - p), axis=1)
    assert weights @ flip_rates(outcomes) == pytest.approx(2 * p * (1 - p))


def test_crossing_rates_known_answers() -> None:
    # Of 2 x 3 pairs of one look of either kind three differ; of one pair none; without a look of one kind nothing.
    first, second = [[1, 0], [1, np.nan], [1, 1]], [[0, 0, 1], [np.nan, 1, np.nan], [np.nan] * 3]
    assert crossing_rates(first, second)[:2].tolist() == [0.5, 0]
    assert crossing_rates([[1, 1]], [[0, 0, 1]]).tolist() == [pytest.approx(2 / 3)]
    assert np.isnan(crossing_rates(first, second)[2])
    assert crossing_rates(np.zeros((0, 2)), np.zeros((0, 3))).shape == (0,)


def test_no_crossing_has_the_bound_of_no_flip() -> None:
    labels = np.arange(30) % 10
    found = crossing_rate(np.ones((30, 5)), np.ones((30, 2)), labels)
    assert found == flip_rate(np.ones((30, 5)), labels)


@pytest.mark.parametrize(("items", "bound"), [(30, 0.116), (200, 0.018)])
def test_nothing_flipped_has_an_exact_bound(items: int, bound: float) -> None:
    found = flip_rate(np.ones((items, 5)), np.arange(items) % 10)
    assert (found.value, found.low, found.method) == (0, 0, "clopper-pearson")
    assert found.high == pytest.approx(bound, abs=5e-4)
    assert found.high == clopper_pearson(0, items).high
    assert "share of" in found.note


def test_flipping_counts_items() -> None:
    found = flipping([[1, 0, 1], [1, 1, 1], [0, 0, np.nan], [1, np.nan, np.nan]])
    assert (found.value, found.n) == (pytest.approx(1 / 3), 3)


def test_sem_known_answer() -> None:
    """[[1, 2], [3, 4]]: each item has a sum of squares of .5 on one degree of freedom, so sqrt(.5)."""
    found = sem([[1, 2], [3, 4]])
    assert found.value == pytest.approx(math.sqrt(0.5))
    # chi-square(2) is at .0506 and 7.3778.
    assert (found.low, found.high) == pytest.approx((math.sqrt(1 / 7.3778), math.sqrt(1 / 0.050636)), rel=1e-4)
    assert smallest_difference(found).value == pytest.approx(1.96 * math.sqrt(2) * math.sqrt(0.5), rel=1e-4)


def test_sem_takes_any_number_of_repeats() -> None:
    """Squares .5 on 1 and 2 on 2 degrees of freedom; an item seen once says nothing."""
    found = sem([[1, 2, np.nan], [3, 4, 5], [7, np.nan, np.nan]])
    assert (found.value, found.n) == (pytest.approx(math.sqrt(2.5 / 3)), 2)


def test_no_noise_is_zero_and_has_no_interval() -> None:
    for scores in (np.full((5, 3), 0.1), [[1, 1], [3, 3]]):
        found = sem(scores)
        assert (found.value, found.low, found.note) == (0, None, "no interval (no repeat differs)")
    assert smallest_difference(sem([[1, 1]])).value == 0
    assert smallest_difference(sem([[1]])).value is None


def test_spearman_brown_is_the_reliability_of_the_mean() -> None:
    assert icc(SHROUT_FLEISS, 1, average=True).value == pytest.approx(float(spearman_brown(0.165742, 4)), abs=1e-5)
    assert float(spearman_brown(0.5, 3)) == pytest.approx(0.75)
    assert np.isnan(spearman_brown(-1.0, 2))


@pytest.mark.parametrize(
    ("reliability", "wanted_bits", "wanted_strata"),
    [(0.5, 0.5, 1.667), (0.75, 1, 2.643), (0.9, 1.661, 4.333), (0.9375, 2, 5.497)],
)
def test_bits_and_strata(reliability: float, wanted_bits: float, wanted_strata: float) -> None:
    assert bits(reliability) == pytest.approx(wanted_bits, abs=5e-4)
    assert strata(reliability) == pytest.approx(wanted_strata, abs=5e-4)
    assert bits(1.0) is None
    assert strata(-0.2) is None


tables = arrays.arrays(float, st.tuples(st.integers(6, 12), st.integers(2, 5)), elements=st.integers(0, 4).map(float))


@given(tables, st.floats(-20, 20), st.floats(0.1, 10))
def test_units_do_not_change_a_correlation(scores, shift, factor) -> None:  # type: ignore[no-untyped-def]
    for model in (1, 2, 3):
        found, moved = icc(scores, model), icc(factor * scores + shift, model)
        assert (found.value is None) == (moved.value is None)
        if found.value is not None:
            assert moved.value == pytest.approx(found.value, abs=1e-6)
    noise, stretched = sem(scores).value, sem(factor * scores + shift).value
    assert noise is not None
    assert stretched == pytest.approx(factor * noise, abs=1e-8)


@given(tables, st.randoms())
def test_order_of_repeats_and_of_items_does_not_matter(scores, random) -> None:  # type: ignore[no-untyped-def]
    columns, rows = list(range(scores.shape[1])), list(range(len(scores)))
    random.shuffle(columns)
    random.shuffle(rows)
    other = scores[rows][:, columns]
    for model in (1, 2, 3):
        one, two = icc(scores, model), icc(other, model)
        assert (one.value is None) == (two.value is None)
        if one.value is not None:
            assert two.value == pytest.approx(one.value, abs=1e-9)
    assert flip_rates(other) == pytest.approx(flip_rates(scores)[rows])


@given(tables)
def test_bounds_of_a_correlation(scores) -> None:  # type: ignore[no-untyped-def]
    k = scores.shape[1]
    found = icc(scores)
    assume(found.value is not None)
    assert -1 / (k - 1) - 1e-9 <= found.value <= 1 + 1e-9  # type: ignore[operator]
    if found.low is not None and found.high is not None:
        assert found.low <= found.value <= found.high  # type: ignore[operator]


@given(tables, arrays.arrays(float, 5, elements=st.floats(-5, 5)))
def test_raters_of_other_severity_only_matter_for_absolute_agreement(scores, severity) -> None:  # type: ignore[no-untyped-def]
    """Case 3 asks for consistency: a judge that is stricter throughout is as consistent."""
    one, two = icc(scores, 3), icc(scores + severity[: scores.shape[1]], 3)
    if one.value is not None and two.value is not None:
        assert two.value == pytest.approx(one.value, abs=1e-6)


@given(tables)
def test_flips_know_no_names(scores) -> None:  # type: ignore[no-untyped-def]
    renamed = np.array([3.0, 0.0, 4.0, 1.0, 2.0])[scores.astype(int)]
    assert flip_rates(renamed) == pytest.approx(flip_rates(scores))
    assert (flip_rates(scores) >= 0).all()
    assert (flip_rates(scores) <= 1).all()


@given(tables)
def test_clustered_and_plain_correlations_have_one_value(scores) -> None:  # type: ignore[no-untyped-def]
    for model in (1, 2, 3):
        one, two = icc(scores, model), icc(scores, model, labels=np.arange(len(scores)))
        assert (one.value is None) == (two.value is None)
        if one.value is not None:
            assert two.value == pytest.approx(one.value)
