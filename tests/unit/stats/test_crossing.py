"""Known answers of errors at a threshold, of average precision and of wrong winners."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from scoring.stats.bootstrap import by_rows, clusters_of, resample, share
from scoring.stats.crossing import (
    NO_ORDER,
    NO_PAIR,
    NONE_FAILED,
    NONE_PASSED,
    SAME,
    _precision,
    agreement_of_check,
    at_threshold,
    auprc,
    error_of_verified,
    kendall_tau,
    wrong_winner,
)
from scoring.stats.intervals import clopper_pearson, wilson

GAP = np.nan


def _verdicts(right: int, false: int, missed: int, held: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores .9 (let through) and .1, and outcomes: as many true passes, false passes, missed passes, true fails."""
    return np.repeat([0.9, 0.9, 0.1, 0.1], [right, false, missed, held]), np.repeat(
        [1, 0, 1, 0], [right, false, missed, held]
    )


def test_the_four_shares_at_a_threshold() -> None:
    found = at_threshold(*_verdicts(6, 2, 4, 8), 0.5)
    shares = [(one.value, one.low, one.high) for one in (found.ppv, found.fpr, found.tpr, found.false_omission)]
    wanted = [(k / n, *wilson(k, n)[:2]) for k, n in ((6, 8), (2, 10), (6, 10), (4, 12))]
    assert shares == [pytest.approx(one) for one in wanted]


def test_a_score_at_the_threshold_is_let_through() -> None:
    assert at_threshold([3, 2], [1, 1], 3).tpr.value == 0.5
    assert at_threshold([3, 2], [1, 1], 2).tpr.value == 1


def test_shares_that_have_no_items_do_not_exist() -> None:
    found = at_threshold([0.1, 0.2], [1, 1], 0.5)
    assert found.ppv.note == "undefined (no score reaches the threshold)"
    assert found.fpr.note == NONE_FAILED
    assert (found.tpr.value, found.false_omission.value) == (0, 1)
    found = at_threshold([0.9, 0.8], [0, 0], 0.5)
    assert found.tpr.note == NONE_PASSED
    assert found.false_omission.note == "undefined (all scores reach the threshold)"
    assert all(one.value is None for one in (found.tpr, found.false_omission))


def test_items_without_score_or_truth_are_left_out() -> None:
    scores, passed = _verdicts(6, 2, 4, 8)
    found = at_threshold([*scores, GAP, 0.9], [*passed, 1, GAP], 0.5)
    assert found == at_threshold(scores, passed, 0.5)


def test_shares_over_tasks_have_the_tasks_as_clusters() -> None:
    tasks = np.arange(20) % 7
    scores, passed = _verdicts(6, 2, 4, 8)
    found = at_threshold(scores, passed, 0.5, tasks)
    assert found.ppv == share(np.where(scores > 0.5, passed, GAP), tasks)
    assert found.fpr == share(np.where(passed == 0, scores > 0.5, GAP), tasks)
    assert (found.tpr.clusters, found.tpr.method) == (6, "jackknife")


marked = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1)), min_size=2, max_size=40)


@given(marked, st.integers(0, 5))
def test_shares_by_bayes(rows: list[tuple[int, int]], threshold: int) -> None:
    """PPV from the other two and the share of passes."""
    scores, passed = np.array(rows).T
    found = at_threshold(scores, passed, threshold)
    assume(found.ppv.value is not None and found.fpr.value is not None and found.tpr.value is not None)
    base = passed.mean()
    through = found.tpr.value * base + found.fpr.value * (1 - base)  # type: ignore[operator]
    assert found.ppv.value == pytest.approx(found.tpr.value * base / through)  # type: ignore[operator]
    if found.false_omission.value is not None:
        assert found.false_omission.value == pytest.approx((1 - found.tpr.value) * base / (1 - through))  # type: ignore[operator]


@given(marked, st.integers(0, 5))
def test_shares_with_pass_and_fail_exchanged(rows: list[tuple[int, int]], threshold: int) -> None:
    """What is let through of the one kind is held back of the other."""
    scores, passed = np.array(rows).T
    one, other = at_threshold(scores, passed, threshold), at_threshold(-scores, 1 - passed, 0.5 - threshold)
    for mine, theirs in ((one.ppv, other.false_omission), (one.fpr, other.tpr)):
        assert (mine.value is None) == (theirs.value is None)
        if mine.value is not None:
            assert mine.value == pytest.approx(1 - theirs.value)  # type: ignore[operator]


def test_the_error_of_the_verified_channel() -> None:
    """Of 40 that the reward passed the oracle fails 3; what the reward failed or nobody knows does not count."""
    reward = np.r_[np.ones(42), np.zeros(10)]
    oracle = np.r_[np.zeros(3), np.ones(37), GAP, GAP, np.zeros(10)]
    found = error_of_verified(reward, oracle)
    assert (found.value, found.n) == (pytest.approx(3 / 40), 40)
    assert (found.low, found.high) == wilson(3, 40)[:2]


def test_no_error_found_has_an_upper_bound() -> None:
    found = error_of_verified(np.ones(60), np.ones(60), np.arange(60) % 20)
    assert (found.value, found.low, found.method) == (0, 0, "clopper-pearson")
    assert found.high == clopper_pearson(0, 20).high
    assert error_of_verified([0, 0], [1, 0]).note == NONE_PASSED


@pytest.mark.parametrize("odd", [[1, 2], [0.5, 1]])
def test_odd_outcomes_are_refused(odd: list[float]) -> None:
    for call in (
        lambda: error_of_verified(odd, [1, 1]),
        lambda: error_of_verified([1, 1], odd),
        lambda: agreement_of_check(odd, [1, 1]),
        lambda: at_threshold([1, 2], odd, 1),
        lambda: auprc([1, 2], odd),
    ):
        with pytest.raises(ValueError, match="outcomes must be 0 or 1"):
            call()


def test_columns_must_fit() -> None:
    with pytest.raises(ValueError, match="one length"):
        auprc([1, 2, 3], [1, 0])
    with pytest.raises(ValueError, match="infinite"):
        at_threshold([np.inf, 1], [1, 0], 0.5)


def test_a_judge_beside_a_check() -> None:
    judge = [1] * 7 + [0] * 13 + [GAP]
    check = [1] * 4 + [0] * 3 + [1] * 1 + [0] * 12 + [1]
    found = agreement_of_check(judge, check)
    assert (found.both, found.judge_only, found.check_only, found.neither) == (4, 3, 1, 12)
    assert (found.passed_over.value, found.passed_over.n) == (pytest.approx(3 / 15), 15)
    assert (found.passed_over.low, found.passed_over.high) == wilson(3, 15)[:2]
    assert (found.made_up.value, found.made_up.n) == (pytest.approx(1 / 5), 5)
    clustered = agreement_of_check(judge, check, np.arange(21) % 8)
    assert (clustered.passed_over.clusters, clustered.passed_over.method) == (8, "jackknife")


def test_a_check_that_all_satisfy_says_nothing_of_what_is_passed_over() -> None:
    found = agreement_of_check([1, 0, 1], [1, 1, 1])
    assert found.passed_over.note == NONE_FAILED
    assert found.made_up.value == pytest.approx(1 / 3)


def test_average_precision_known_answers() -> None:
    """Passes in places 1, 3 and 4: (1/1 + 2/3 + 3/4) / 3."""
    assert auprc([5, 4, 3, 2, 1], [1, 0, 1, 1, 0]).value == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)
    assert auprc([5, 4, 3, 2, 1], [1, 1, 0, 0, 0]).value == 1
    assert auprc([1, 2], [0, 0]).note == NONE_PASSED
    assert auprc([], []).value is None


def test_equal_scores_enter_together() -> None:
    """1 of 2 above, then 2 of 4: whichever comes first in the list."""
    for passed in ([1, 0, 1, 0], [0, 1, 0, 1]):
        assert auprc([2, 2, 1, 1], passed).value == pytest.approx(0.5)
    assert auprc([7] * 10, [1] * 3 + [0] * 7).value == pytest.approx(0.3), "a score that says nothing"


def _average_precision(scores: np.ndarray, passed: np.ndarray) -> float:
    if not passed.any():
        return GAP
    return float(np.mean([passed[scores >= score].mean() for score in scores[passed == 1]]))


@given(marked)
def test_average_precision_by_its_definition(rows: list[tuple[int, int]]) -> None:
    scores, passed = np.array(rows).T
    found = auprc(scores, passed)
    if not passed.any():
        assert found.value is None
        return
    assert found.value == pytest.approx(_average_precision(scores, passed))
    assert auprc(np.exp(scores) - 3, passed).value == pytest.approx(found.value), "only the order counts"
    # The worst place for all passes is behind all fails.
    good = int(passed.sum())
    least = np.mean(np.arange(1, good + 1) / (len(passed) - good + np.arange(1, good + 1)))
    assert least - 1e-9 <= found.value <= 1 + 1e-9  # type: ignore[operator]


def test_draws_of_average_precision_are_those_of_the_rows_drawn() -> None:
    random = np.random.default_rng(4)
    clusters = clusters_of(np.arange(60) % 11, 60)
    passed = (random.random(60) < 0.4).astype(float)
    scores = np.round(random.normal(size=60) + passed)
    fast = resample(_precision(scores, passed, clusters), 11, draws=40)
    slow = resample(by_rows(lambda rows: _average_precision(scores[rows], passed[rows]), clusters), 11, draws=40)
    assert fast == pytest.approx(slow)


def _board(scores: object, gold: object) -> tuple[np.ndarray, ...]:
    """Tables (agents, tasks) as columns."""
    one, other = np.array(scores, dtype=float), np.array(gold, dtype=float)
    agents, tasks = np.indices(one.shape)
    return one.ravel(), other.ravel(), agents.ravel(), tasks.ravel()


def _constant(means: list[float], tasks: int = 8) -> np.ndarray:
    return np.repeat(np.array(means)[:, None], tasks, axis=1)


@pytest.mark.parametrize(
    ("said", "true", "wrong", "tau"),
    [
        ([1, 2, 3], [1, 2, 3], 0, 1),
        ([3, 2, 1], [1, 2, 3], 1, -1),
        ([1, 3, 2], [1, 2, 3], 1 / 3, 1 / 3),
        # One tie of the channel's, half wrong: 1/2 of 3 pairs; tau-b is 2 / sqrt(2 * 3).
        ([1, 2, 2], [1, 2, 3], 1 / 6, 2 / 6**0.5),
        # One tie in gold: that pair has no worse agent.
        ([1, 2, 3], [1, 2, 2], 0, 2 / 6**0.5),
        ([2, 1, 3], [1, 2, 2], 1 / 2, 0),
    ],
)
def test_leaderboards_known_answers(said, true, wrong, tau) -> None:  # type: ignore[no-untyped-def]
    board = _board(_constant(said), _constant(true))
    assert wrong_winner(*board).value == pytest.approx(wrong)
    assert kendall_tau(*board).value == pytest.approx(tau)
    assert wrong_winner(*board).n == (3 if len(set(true)) == 3 else 2)


def test_the_same_order_in_every_draw_proves_nothing() -> None:
    board = _board(_constant([1, 2, 3]), _constant([1, 2, 3]))
    for found in (wrong_winner(*board), kendall_tau(*board)):
        assert (found.low, found.high, found.note, found.clusters) == (None, None, SAME, 8)


def test_no_order_is_undefined() -> None:
    flat = _board(_constant([2, 2, 2]), _constant([1, 2, 3]))
    assert kendall_tau(*flat).note == NO_ORDER
    assert wrong_winner(*flat).value == 0.5, "a channel that tells nobody apart is a coin"
    assert wrong_winner(*_board(_constant([1, 2, 3]), _constant([2, 2, 2]))).note == NO_PAIR
    assert wrong_winner(*_board(_constant([1.0]), _constant([1.0]))).note == NO_PAIR
    assert kendall_tau([], [], [], []).note == NO_ORDER


def test_below_six_tasks_no_order_is_decided() -> None:
    random = np.random.default_rng(2)
    for found in (kendall_tau, wrong_winner):
        few = found(*_board(random.normal(size=(4, 5)), random.normal(size=(4, 5))))
        assert (few.low, few.note) == (None, "cannot decide (5 of 6 clusters)")
        assert few.value is not None


def test_only_common_tasks_of_a_pair_count() -> None:
    """`b` skipped the easy task, where `a` and `c` have 9: on the other two `b` is better than both, by both."""
    scores, gold = [9, 1, 2, 5, 5, 9, 1, 1], [9, 1, 2, 3, 3, 9, 1, 1]
    agents, tasks = list("aaabbccc"), [0, 1, 2, 1, 2, 0, 1, 2]
    assert wrong_winner(scores, gold, agents, tasks).value == 0
    swapped = wrong_winner([*scores[:3], 0, 0, *scores[5:]], gold, agents, tasks)
    assert (swapped.value, swapped.n, swapped.clusters) == (pytest.approx(2 / 3), 3, 3)
    assert kendall_tau([*scores[:3], 0, 0, *scores[5:]], gold, agents, tasks).value == pytest.approx(-1 / 3)
    # A task that nobody else has compares nobody.
    alone = wrong_winner([*scores, 20], [*gold, 0], [*agents, "b"], [*tasks, 3])
    assert (alone.value, alone.clusters) == (0, 3)
    assert kendall_tau([1, 2], [1, 2], ["a", "b"], [0, 1]).note == NO_ORDER, "they never met"


def test_attempts_of_a_task_count_once_together() -> None:
    """Ten lost attempts at one task are one lost task; two tasks are won."""
    agents = ["a"] * 12 + ["b"] * 12
    tasks = [0] * 10 + [1, 2] + [0] * 10 + [1, 2]
    gold = [1.0] * 12 + [0.0] * 12
    scores = [0.0] * 10 + [1, 1] + [1.0] * 10 + [0, 0]
    assert wrong_winner(scores, gold, agents, tasks).value == 0


def test_means_that_differ_by_rounding_are_ties() -> None:
    one, other = [0.1, 0.2, 0.3], [0.3, 0.2, 0.1]
    assert sum(one) != sum(other)
    assert wrong_winner(one + other, [1] * 3 + [0] * 3, ["a"] * 3 + ["b"] * 3, [0] * 6).value == 0.5
    assert wrong_winner([*[1] * 3, *[0] * 3], one + other, ["a"] * 3 + ["b"] * 3, [0] * 6).note == NO_PAIR


def test_wider_clusters_than_tasks() -> None:
    random = np.random.default_rng(6)
    board = _board(random.normal(size=(4, 24)), random.normal(size=(4, 24)))
    tasks, families = kendall_tau(*board), kendall_tau(*board, board[3] // 3)
    assert (tasks.clusters, families.clusters) == (24, 8)
    assert tasks.value == pytest.approx(families.value)
    assert (tasks.method, tasks.n) == ("percentile", 6)


tables = st.integers(2, 5).flatmap(
    lambda agents: st.lists(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=agents, max_size=agents),
        min_size=6,
        max_size=9,
    )
)


@given(tables)
def test_leaderboards_are_those_of_scipy(rows: list[list[tuple[int, int]]]) -> None:
    scores, gold = np.moveaxis(np.array(rows, dtype=float), 2, 0)
    board = _board(scores.T, gold.T)
    tau = stats.kendalltau(scores.sum(axis=0), gold.sum(axis=0)).statistic
    found = kendall_tau(*board, draws=100)
    assert (found.value is None) == bool(np.isnan(tau))
    if found.value is not None:
        assert found.value == pytest.approx(tau)
    wrong = wrong_winner(*board, draws=100)
    for one in (found, wrong):
        if one.low is not None and one.high is not None:
            assert one.low <= one.value <= one.high  # type: ignore[operator]


@given(tables)
def test_a_reversed_channel_is_wrong_where_the_other_is_right(rows: list[list[tuple[int, int]]]) -> None:
    scores, gold = np.moveaxis(np.array(rows, dtype=float), 2, 0)
    one, other = (wrong_winner(*_board(sign * scores.T, gold.T), draws=10) for sign in (1, -1))
    assume(one.value is not None and other.value is not None)
    assert one.value == pytest.approx(1 - other.value)  # type: ignore[operator]
    hard = np.arange(len(rows))
    moved = wrong_winner(*_board(2 * scores.T + hard, gold.T + 5.0 * hard), draws=10)
    assert moved.value == pytest.approx(one.value), "how hard a task is does not matter"


def test_draws_of_orders_are_those_of_the_tasks_drawn() -> None:
    """The percentiles from signs of sums are those of the leaderboards of each draw."""
    random = np.random.default_rng(7)
    gold = random.normal(size=(7, 9)) + np.arange(7)[:, None] / 2
    scores = gold + random.normal(size=(7, 9))
    found = kendall_tau(*_board(scores, gold), draws=300)

    def tau(rows: np.ndarray) -> float:
        return float(stats.kendalltau(scores[:, rows].sum(axis=1), gold[:, rows].sum(axis=1)).statistic)

    slow = resample(by_rows(tau, clusters_of(None, 9)), 9, draws=300)
    # With nine tasks further out than plain percentiles: as Student's quantile is, and by 9/8 in the variance.
    far = stats.t.ppf(0.975, 8) * (9 / 8) ** 0.5
    assert found.value is not None
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(slow, stats.norm.cdf([-far, far]))))
    assert found.low is not None
    assert found.low < np.quantile(slow, 0.025)


def test_an_interval_reaches_the_value_where_draws_lie_beside_it() -> None:
    """Eight agents in one order by a hair: no draw of tasks puts them all in that order again."""
    noise = np.random.default_rng(9).normal(size=(2, 8, 12))
    scores, gold = noise - noise.mean(axis=2, keepdims=True) + 1e-3 * np.arange(8)[:, None]
    tau, wrong = kendall_tau(*_board(scores, gold)), wrong_winner(*_board(scores, gold))
    assert (tau.value, tau.high) == (1, 1)
    assert (wrong.value, wrong.low) == (0, 0)
    assert tau.low is not None
    assert tau.low < 0, "it was luck"
