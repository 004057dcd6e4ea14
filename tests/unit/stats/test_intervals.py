"""Known answers of the interval estimators, and the properties any interval must have."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.stats.intervals import agreement, clopper_pearson, mean, mean_interval, median_interval, proportion, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(0, 20, 0, 0.1611), (18, 20, 0.699, 0.9721), (0, 30, 0, 0.1135), (15, 30, 0.3315, 0.6685), (0, 200, 0, 0.0188)],
)
def test_wilson_known_answers(k: int, n: int, low: float, high: float) -> None:
    found = wilson(k, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("k", "n", "low", "high"), [(0, 20, 0, 0.1684), (0, 30, 0, 0.1157), (5, 10, 0.1871, 0.8129)])
def test_clopper_pearson_known_answers(k: int, n: int, low: float, high: float) -> None:
    found = clopper_pearson(k, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_clopper_pearson_is_exact_at_its_bounds() -> None:
    """At the upper bound, at most k of n comes up with probability exactly (1 - level) / 2."""
    k, n = 3, 12
    high = clopper_pearson(k, n).high
    tail = sum(math.comb(n, i) * high**i * (1 - high) ** (n - i) for i in range(k + 1))
    assert tail == pytest.approx(0.025, abs=1e-9)


def test_student_known_answer() -> None:
    """0.2 0.4 0.6: mean 0.4, sd 0.2, t(2, .975) = 4.3027; half-width 0.4968, clipped at 0."""
    found = mean_interval([0.2, 0.4, 0.6])
    assert found is not None
    assert found.method == "t"
    assert (found.low, found.high) == pytest.approx((0.0, 0.8968), abs=5e-5)


def test_mean_needs_two_values_for_an_interval() -> None:
    assert mean([]) is None
    single = mean([0.4])
    assert single is not None
    assert (single.value, single.low, single.n) == (0.4, None, 1)


def test_equal_values_keep_a_width() -> None:
    """Five draws of 0.8: the value has probability at least .05^(1/4) = .4729, the rest may lie anywhere."""
    found = mean_interval([0.8] * 5)
    assert found is not None
    assert found.method == "agreement"
    assert (found.low, found.high) == pytest.approx((0.8 * 0.4729, 0.8 * 0.4729 + 0.5271), abs=5e-5)


def test_zero_and_one_values_are_a_proportion() -> None:
    assert mean_interval([0, 1, 1, 1]) == wilson(3, 4)
    assert mean_interval([1, 1, 1]) == clopper_pearson(3, 3)


def test_zero_of_n_has_the_exact_upper_bound() -> None:
    found = proportion(0, 20)
    assert (found.method, found.value) == ("clopper-pearson", 0.0)
    assert found.high == pytest.approx(0.1684, abs=5e-5)


@pytest.mark.parametrize("call", [lambda: wilson(3, 2), lambda: clopper_pearson(-1, 2), lambda: wilson(1, 2, 1.0)])
def test_impossible_counts_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match="needs 0 <= k"):
        call()  # type: ignore[operator]


@pytest.mark.parametrize("bad", [[0.5, 1.01], [-0.1, 0.5], [0.5, math.nan]])
def test_values_outside_are_refused(bad: list[float]) -> None:
    with pytest.raises(ValueError, match=r"\[0, 1\]"):
        mean_interval(bad)


counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize("method", [wilson, clopper_pearson])
@given(counts=counts)
def test_a_proportions_interval_holds_it_and_is_symmetric(method, counts) -> None:  # type: ignore[no-untyped-def]
    k, n = counts
    found, mirrored = method(k, n), method(n - k, n)
    assert 0 <= found.low <= k / n <= found.high <= 1
    assert found.low < found.high
    assert (found.low, found.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-9)


@pytest.mark.parametrize("method", [wilson, clopper_pearson])
@given(counts=counts)
def test_a_proportions_interval_rises_with_k_and_widens_with_the_level(method, counts) -> None:  # type: ignore[no-untyped-def]
    k, n = counts
    if k < n:
        assert method(k, n).low <= method(k + 1, n).low + 1e-12
        assert method(k, n).high <= method(k + 1, n).high + 1e-12
    wide, narrow = method(k, n, 0.99), method(k, n, 0.8)
    assert wide.low <= narrow.low + 1e-12
    assert narrow.high <= wide.high + 1e-12


@given(counts=counts)
def test_more_of_the_same_narrows_a_proportion(counts) -> None:  # type: ignore[no-untyped-def]
    k, n = counts
    for method in (wilson, clopper_pearson):
        few, many = method(k, n), method(2 * k, 2 * n)
        assert many.high - many.low < few.high - few.low


units = st.floats(0, 1, allow_nan=False)


@given(st.lists(units, min_size=1, max_size=30))
def test_a_means_interval_holds_it(values: list[float]) -> None:
    found = mean(values)
    assert found is not None
    assert min(values) <= found.value <= max(values)
    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.value + 1e-12
        assert found.value <= found.high + 1e-12
        assert found.high <= 1


@given(st.lists(units, min_size=2, max_size=30))
def test_a_means_interval_is_symmetric(values: list[float]) -> None:
    found, mirrored = mean_interval(values), mean_interval([1 - v for v in values])
    assert found is not None
    assert mirrored is not None
    if found.method == mirrored.method:
        assert (found.low, found.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-9)


@given(units, st.integers(1, 200))
def test_agreement_narrows_with_n(value: float, n: int) -> None:
    few, many = agreement(value, n), agreement(value, n + 1)
    assert many.high - many.low < few.high - few.low
    assert few.low <= value <= few.high or math.isclose(few.low, value, abs_tol=1e-9) or math.isclose(few.high, value)


def test_agreement_covers_where_a_t_interval_would_not() -> None:
    """Values are .5 with probability .8, else 0: whenever four agree, their t interval would miss the mean of .4."""
    draw = random.Random(7)
    missed = 0
    for _ in range(2000):
        values = [0.5 if draw.random() < 0.8 else 0.0 for _ in range(4)]
        found = mean_interval(values)
        assert found is not None
        missed += not found.low <= 0.4 <= found.high and found.method == "agreement"
    assert missed == 0


@pytest.mark.parametrize(("n", "ranks"), [(6, (1, 6)), (10, (2, 9)), (20, (6, 15)), (60, (22, 39)), (100, (40, 61))])
def test_ranks_of_the_median_interval(n: int, ranks: tuple[int, int]) -> None:
    """Ranks as in the tables of the sign test (Conover, table A3; Dixon and Massey)."""
    shuffled = [float((7 * i) % n + 1) if n % 7 else float(i + 1) for i in range(n)]
    assert median_interval(shuffled) == ranks


def test_too_few_values_have_no_median_interval() -> None:
    with pytest.raises(ValueError, match="5 values"):
        median_interval([1, 2, 3, 4, 5])
