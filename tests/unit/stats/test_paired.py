"""Known answers of differences: over the same tasks, of two sets of tasks, and of the four cells of the contrast."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.stats.bootstrap import Floats, Statistic, cluster_mean, paired, ratio, resample, share
from scoring.stats.intervals import clopper_pearson, wilson
from scoring.stats.measured import Measured, undefined
from scoring.stats.paired import (
    NO_SPREAD,
    Clustered,
    decompose,
    difference_of_ends,
    mcnemar,
    paired_difference,
    paired_t,
    unpaired_difference,
)
from scoring.stats.signs import sign_flip, sign_flip_interval
from tests.validate.comparisons import Rivals, drawn

GAP = np.nan
EIGHT = np.array([0.2, 0.5, 0.1, 0.9, 0.4, 0.4, 0.7, 0.3])
BASE = np.array([0.1, 0.3, 0.2, 0.4, 0.5, 0.1, 0.4, 0.3])


def test_a_few_tasks_have_the_interval_and_the_test_of_sign_flips() -> None:
    found = paired_difference(EIGHT, BASE, np.arange(8))
    wanted = sign_flip_interval(EIGHT - BASE)
    assert (found.value, found.low, found.high) == pytest.approx((wanted.value, wanted.low, wanted.high))
    assert (found.n, found.clusters, found.method) == (8, 8, "sign-flip")
    assert found.p == sign_flip(EIGHT - BASE)


def test_six_tasks_that_all_agree() -> None:
    """Two flips of 64 are as large; the interval ends at the smallest and the largest."""
    found = paired_difference([1, 2, 3, 4, 5, 6], np.zeros(6), list("abcdef"))
    assert (found.value, found.low, found.high, found.p) == (pytest.approx(3.5), 1, 6, 2 / 64)


def test_below_six_tasks_no_difference_is_decided() -> None:
    found = paired_difference(EIGHT[:5], BASE[:5], np.arange(5))
    assert (found.low, found.high, found.p, found.note) == (None, None, None, "cannot decide (5 of 6 tasks)")
    assert found.value == pytest.approx(np.mean(EIGHT[:5] - BASE[:5]))


@pytest.mark.parametrize(("k", "method"), [(16, "sign-flip"), (17, "jackknife"), (120, "bca")])
def test_more_tasks_have_the_interval_of_a_mean(k: int, method: str) -> None:
    random = np.random.default_rng(k)
    first, second = random.normal(0.4, 1, k), random.normal(size=k)
    found = paired_difference(first, second, np.arange(k), draws=500)
    assert found.method == method
    if k > 16:
        plain = cluster_mean(first - second, draws=500)
        assert (found.low, found.high) == (plain.low, plain.high)
    assert found.p == sign_flip(first - second)


def test_each_task_counts_once_however_many_attempts() -> None:
    first = [1, 1, 1, 1, 0, GAP]
    second = [0, GAP, GAP, GAP, 1, 1]
    found = paired_difference(first, second, [0, 0, 0, 0, 1, 1])
    assert (found.value, found.n) == (0, 2)


def test_tasks_of_one_side_only_are_left_out() -> None:
    first = [*EIGHT, 9, GAP]
    second = [*BASE, GAP, GAP]
    assert paired_difference(first, second, np.arange(10)) == paired_difference(EIGHT, BASE, np.arange(8))
    assert paired_difference([GAP], [1], [0]).note == "undefined (no common task)"
    assert paired_difference([], [], []).value is None


def test_the_same_difference_on_every_task_has_no_width() -> None:
    for k in (8, 30):
        found = paired_difference(np.arange(k) + 0.3, np.arange(k), np.arange(k))
        assert (found.value, found.low, found.note) == (pytest.approx(0.3), None, NO_SPREAD)
        assert found.p is not None
        assert found.p < 0.01


def test_students_interval_and_p_over_tasks() -> None:
    """Against scipy; the p and the interval never contradict each other."""
    found = paired_t(EIGHT, BASE, np.arange(8))
    wanted = stats.ttest_rel(EIGHT, BASE)
    assert found.p == pytest.approx(wanted.pvalue)
    assert (found.low, found.high) == pytest.approx(tuple(wanted.confidence_interval()))
    edge = paired_t(EIGHT, BASE, np.arange(8), level=1 - found.p)
    assert edge.low == pytest.approx(0, abs=1e-9)


def test_students_p_needs_six_tasks_and_a_spread() -> None:
    few = paired_t(EIGHT[:5], BASE[:5], np.arange(5))
    assert (few.low, few.p, few.note) == (None, None, "cannot decide (5 of 6 tasks)")
    same = paired_t(np.ones(6), np.zeros(6), np.arange(6))
    assert (same.low, same.p, same.note) == (None, 2 / 64, NO_SPREAD)
    assert paired_t(np.ones(6), np.ones(6), np.arange(6)).p == 1
    assert paired_t([GAP], [1], [0]).note == "undefined (no common task)"


def test_of_few_tasks_that_pass_or_fail_students_p_is_nearly_right_and_sign_flips_are_not() -> None:
    """2,000 studies of agents that do not differ, 8 tasks with three attempts each."""
    random = np.random.default_rng(21)
    studies = [drawn(Rivals(8), random).mean(axis=2) for _ in range(2000)]
    student = sum((paired_t(*one, np.arange(8)).p or 1) <= 0.05 for one in studies)
    flips = sum((sign_flip(one[0] - one[1]) or 1) <= 0.05 for one in studies)
    low, high, _ = clopper_pearson(student, 2000, 0.999)
    assert low <= 0.06 <= high
    assert clopper_pearson(flips, 2000, 0.999).high < 0.04


def test_how_hard_a_task_is_cancels() -> None:
    hard = 100.0 * np.arange(8)
    one, other = (paired_difference(EIGHT + add, BASE + add, np.arange(8)) for add in (0, hard))
    assert (one.low, one.high, one.p) == (pytest.approx(other.low), pytest.approx(other.high), other.p)


def test_columns_must_fit() -> None:
    with pytest.raises(ValueError, match="one length"):
        paired_difference([1, 2], [1], [0, 1])
    with pytest.raises(ValueError, match="infinite"):
        paired_difference([1, np.inf], [1, 2], [0, 1])


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=6, max_size=10), st.randoms())
def test_sides_exchanged_and_rows_in_any_order(rows: list[tuple[int, int]], random: object) -> None:
    first, second = np.array(rows, dtype=float).T
    one, other = (
        paired_difference(first, second, np.arange(len(rows))),
        paired_difference(second, first, np.arange(len(rows))),
    )
    assert one.value == pytest.approx(-(other.value or 0))
    assert one.p == other.p
    if one.low is not None and one.high is not None:
        assert (one.low, one.high) == (pytest.approx(-(other.high or 0)), pytest.approx(-(other.low or 0)))
        assert one.low <= one.value <= one.high  # type: ignore[operator]
    order = sorted(range(len(rows)), key=lambda _: random.random())  # type: ignore[attr-defined]
    moved = paired_difference(first[order], second[order], np.array(order))
    assert moved.low == one.low
    assert moved.p == one.p


@pytest.mark.parametrize(("b", "c", "p"), [(0, 0, 1), (5, 5, 1), (0, 5, 2 / 32), (0, 6, 2 / 64), (1, 9, 22 / 1024)])
def test_mcnemar_known_answers(b: int, c: int, p: float) -> None:
    """By counting: of 1 and 9, (1 + 10) of 1,024 on either side."""
    assert mcnemar(b, c) == pytest.approx(p)
    assert mcnemar(c, b) == pytest.approx(p)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_binomial_test(b: int, c: int) -> None:
    if b + c:
        assert mcnemar(b, c) == pytest.approx(stats.binomtest(b, b + c).pvalue)


def test_mcnemar_is_the_sign_flip_of_items_that_turned() -> None:
    assert mcnemar(2, 7) == pytest.approx(sign_flip([1] * 2 + [-1] * 7 + [0] * 3))
    with pytest.raises(ValueError, match="two counts"):
        mcnemar(-1, 2)


def _mean(values: Floats) -> Clustered:
    return Clustered(ratio(values, np.ones(len(values))), len(values), len(values))


def test_a_difference_of_means_is_welchs() -> None:
    random = np.random.default_rng(3)
    first, second = random.normal(1, 3, 7), random.normal(0, 1, 19)
    found = unpaired_difference(_mean(first), _mean(second))
    wanted = stats.ttest_ind(first, second, equal_var=False).confidence_interval(0.95)
    assert (found.value, found.low, found.high) == pytest.approx(
        (first.mean() - second.mean(), wanted.low, wanted.high)
    )
    assert (found.n, found.clusters, found.method) == (26, 26, "jackknife")


def test_a_side_without_variance_leaves_the_degrees_of_the_other() -> None:
    found = unpaired_difference(_mean(EIGHT), _mean(np.full(30, 0.25)))
    alone = cluster_mean(EIGHT - 0.25)
    assert (found.low, found.high) == pytest.approx((alone.low, alone.high))


def test_where_two_domains_cannot_be_compared() -> None:
    few, enough, flat = _mean(EIGHT[:5]), _mean(EIGHT), _mean(np.full(8, 0.5))
    for pair in ((few, enough), (enough, few)):
        found = unpaired_difference(*pair)
        assert (found.low, found.note) == (None, "cannot decide (5 of 6 clusters on one side)")
        assert found.value == pytest.approx(pair[0].value - pair[1].value)
    assert unpaired_difference(flat, flat).note == NO_SPREAD
    nothing = Clustered(ratio(np.zeros(8), np.zeros(8)), 8, 8)
    assert unpaired_difference(enough, nothing).note == "undefined (one of the two is)"
    assert unpaired_difference(enough, Clustered(nothing.statistic, 0)).value is None
    lone = Clustered(ratio(np.eye(8)[0], np.eye(8)[0]), 8, 8)
    found = unpaired_difference(enough, lone)
    assert (found.low, found.note) == (None, "undefined without one of the clusters")


def _cells(seed: int, tasks: int = 9, others: int = 14) -> dict[str, Clustered]:
    """Means over tasks of unlike size, that are as hard for both rewards of a domain."""
    random = np.random.default_rng(seed)

    def uneven(hard: Floats) -> Clustered:
        sizes = 1.0 + np.arange(len(hard)) % 4
        return Clustered(ratio(sizes * (hard + random.normal(0, 0.1, len(hard))), sizes), len(hard), int(sizes.sum()))

    code, writing = random.normal(0.8, 0.5, tasks), random.normal(0.5, 0.5, others)
    return {
        "code_verified": uneven(code),
        "code_judged": uneven(code),
        "writing_constraint": uneven(writing),
        "writing_judged": uneven(writing),
    }


@given(st.integers(0, 10_000))
def test_the_two_steps_make_the_whole(seed: int) -> None:
    """D1 + D3 = S(writing, judged) - S(code, verified)."""
    cells = _cells(seed)
    found = decompose(**cells)
    parts = (found.channel_in_code.value, found.domain_of_judge.value)
    assert parts[0] is not None
    assert parts[1] is not None
    assert parts[0] + parts[1] == pytest.approx(found.total.value)
    values = {name: cell.value for name, cell in cells.items()}
    assert found.total.value == pytest.approx(values["writing_judged"] - values["code_verified"])
    assert found.channel_in_code.value == pytest.approx(values["code_judged"] - values["code_verified"])
    assert found.channel_in_writing.value == pytest.approx(values["writing_judged"] - values["writing_constraint"])
    assert found.domain_of_judge.value == pytest.approx(values["writing_judged"] - values["code_judged"])


def test_what_is_shared_within_a_domain_cancels_and_between_domains_it_does_not() -> None:
    cells = _cells(1)
    found = decompose(**cells)

    def width(one) -> float:  # type: ignore[no-untyped-def]
        assert one.low is not None
        assert one.high is not None
        return float(one.high - one.low)

    assert width(found.channel_in_code) < width(found.domain_of_judge) / 2
    apart = unpaired_difference(cells["code_judged"], cells["code_verified"])
    assert width(found.channel_in_code) < width(apart) / 2
    assert found.domain_of_judge == unpaired_difference(cells["writing_judged"], cells["code_judged"])
    assert (found.channel_in_code.clusters, found.channel_in_writing.clusters, found.total.clusters) == (9, 14, 23)


def test_many_tasks_are_drawn_together() -> None:
    cells = _cells(2, 120, 130)
    found = decompose(**cells, draws=300, method="percentile").channel_in_code
    both: Statistic = paired(cells["code_judged"].statistic, cells["code_verified"].statistic)
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(resample(both, 120, draws=300), [0.025, 0.975])))


def test_a_cell_without_a_value_leaves_the_others() -> None:
    cells = _cells(3)
    found = decompose(**cells | {"code_verified": Clustered(ratio(np.zeros(9), np.zeros(9)), 9, 9)})
    assert (found.channel_in_code.value, found.total.value) == (None, None)
    assert found.channel_in_code.note == found.total.note == "undefined (one of the two is)"
    assert found.domain_of_judge.value is not None
    with pytest.raises(ValueError, match="as many, not 9 and 14"):
        decompose(**cells | {"code_verified": cells["writing_judged"]})


def test_difference_of_two_shares_known_answers() -> None:
    """56 of 70 less 48 of 80, and 10 of 10 less 0 of 20: Newcombe (1998), table II, method 10."""
    first, second = share(np.repeat([1, 0], [56, 14])), share(np.repeat([1, 0], [48, 32]))
    found = difference_of_ends(first, second)
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert (found.n, found.method) == (150, "newcombe")
    sure = [Measured(value=k / n, low=wilson(k, n).low, high=wilson(k, n).high, n=n) for k, n in ((10, 10), (0, 20))]
    assert difference_of_ends(*sure).low == pytest.approx(0.6791, abs=5e-5)


def test_difference_of_what_has_no_value_or_interval() -> None:
    known, bare = share(np.repeat([1, 0], [5, 5])), Measured(value=0.5, n=2)
    assert difference_of_ends(known, undefined("no data")).value is None
    assert difference_of_ends(known, bare).note == "no interval (one of the two has none)"
