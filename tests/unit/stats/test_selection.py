"""Choosing the best of n: known answers, all subsets counted, and what a bound needs."""

from itertools import combinations
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from scoring.stats.selection import (
    best_of,
    best_of_curve,
    efficiency,
    headline_n,
    proxy_gap,
    turnover,
)

REWARDS, GOLD = [[0.1, 0.2, 0.2, 0.9, 0.5]], [[0, 1, 0, 1, 1]]
attempts = st.integers(2, 7).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 3), min_size=n, max_size=n), st.lists(st.integers(0, 4), min_size=n, max_size=n)
    )
)


def by_counting(rewards: list[int], values: list[int], n: int) -> float:
    """Over all subsets, ties by lot."""
    found = []
    for chosen in combinations(range(len(rewards)), n):
        best = max(rewards[at] for at in chosen)
        found.append(fmean(values[at] for at in chosen if rewards[at] == best))
    return fmean(found)


def world(tasks: int, each: int, rho: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Quality and a reward that correlates with it so, both normal."""
    random = np.random.default_rng(seed)
    gold = random.normal(size=(tasks, each))
    return rho * gold + np.sqrt(1 - rho**2) * random.normal(size=(tasks, each)), gold


def test_ties_known_answers() -> None:
    assert [best_of(REWARDS, GOLD, n)[0] for n in (1, 2, 3, 5)] == pytest.approx([0.6, 0.85, 0.95, 1.0])


@given(attempts, st.integers(1, 7))
def test_it_is_the_mean_over_all_subsets(both: tuple[list[int], list[int]], n: int) -> None:
    rewards, values = both
    found = best_of([rewards], [values], n)[0]
    if n > len(rewards):
        assert np.isnan(found)
    else:
        assert found == pytest.approx(by_counting(rewards, values, n))


@given(attempts, st.randoms(use_true_random=False))
def test_order_and_units_of_the_reward_do_not_matter(both: tuple[list[int], list[int]], random: object) -> None:
    rewards, values = both
    order = sorted(range(len(rewards)), key=lambda _: random.random())  # type: ignore[attr-defined]
    other = best_of([[2 ** rewards[at] for at in order]], [[values[at] for at in order]], 2)[0]
    assert other == pytest.approx(best_of([rewards], [values], 2)[0])


def test_an_attempt_without_a_reward_is_not_there_to_be_chosen() -> None:
    assert best_of([[0.9, np.nan, 0.1]], [[1, 5, 0]], 2)[0] == 1
    assert np.isnan(best_of([[0.9, np.nan, np.nan]], [[1, 5, 0]], 2)[0])


def test_the_truth_reaches_all_of_the_gain_and_a_constant_none() -> None:
    _, gold = world(8, 16, 0.5)
    assert efficiency(gold, gold, 8).value == pytest.approx(1)
    constant = efficiency(np.zeros_like(gold), gold, 8)
    assert constant.value == 0
    assert efficiency(-gold, gold, 4).value == pytest.approx(-1, abs=0.15), "the worst is as far below"
    nothing = efficiency(gold, np.ones_like(gold), 8)
    assert nothing.value is None
    assert "nothing to gain" in nothing.note


def test_of_normal_scores_the_share_is_the_correlation_for_every_n() -> None:
    rewards, gold = world(1500, 16, 0.6)
    for n in (2, 4, 8):
        assert efficiency(rewards, gold, n).value == pytest.approx(0.6, abs=0.02)


def test_below_six_tasks_there_is_no_interval_and_too_few_attempts_are_undefined() -> None:
    rewards, gold = world(5, 8, 0.6)
    assert efficiency(rewards, gold, 4).low is None
    assert efficiency(rewards, gold, 4).note == "cannot decide (5 of 6 clusters)"
    assert efficiency(rewards, gold, 9).note == "undefined (no task has 9 attempts)"


def test_the_interval_is_that_of_leaving_out_each_task() -> None:
    """On Fisher's scale, as the gain and what there was to gain are each summed over tasks."""
    rewards, gold = world(9, 8, 0.6)
    found = efficiency(rewards, gold, 4)
    left = [efficiency(np.delete(rewards, at, 0), np.delete(gold, at, 0), 4).value for at in range(9)]
    others = np.arctanh(np.array(left, dtype=float))
    half = stdtrit(8, 0.975) * np.sqrt(8 / 9 * np.sum((others - others.mean()) ** 2))
    ends = [np.tanh(np.arctanh(found.value or 0) + sign * half) for sign in (-1, 1)]
    assert [found.low, found.high] == pytest.approx(ends)
    chosen, lot, best = (best_of(by, gold, 4) for by in (rewards, rewards * 0, gold))
    assert found.value == pytest.approx(np.sum(chosen - lot) / np.sum(best - lot))


def test_where_there_is_more_to_lose_than_to_gain_less_than_minus_one() -> None:
    """Nearly all attempts are good, and the reward looks for those that are not."""
    gold = (np.random.default_rng(3).random((30, 8)) < 0.8).astype(float)
    found = efficiency(-gold, gold, 4)
    assert found.value and found.low and found.high
    assert found.low < found.value < found.high
    assert found.value < -1


def test_tasks_whose_attempts_are_all_alike_are_no_units_of_the_interval() -> None:
    rewards, gold = world(20, 8, 0.6)
    gold[5:] = 1
    found = efficiency(rewards, gold, 4)
    assert (found.n, found.clusters, found.low) == (20, 5, None)
    assert found.value == pytest.approx(efficiency(rewards[:5], gold[:5], 4).value)
    rewards, gold = world(20, 8, 0.6)
    gold[8:] = 1
    some, alone = efficiency(rewards, gold, 4), efficiency(rewards[:8], gold[:8], 4)
    assert (some.low, some.high) == (pytest.approx(alone.low), pytest.approx(alone.high))


def test_tasks_of_a_family_are_one_cluster() -> None:
    rewards, gold = world(12, 8, 0.6)
    found = efficiency(rewards, gold, 4, np.arange(12) // 3)
    assert (found.clusters, found.n) == (4, 12)
    assert found.low is None


def test_a_curve_rises_to_what_quality_itself_would_choose() -> None:
    rewards, gold = world(30, 16, 0.7)
    proxy = rewards + np.random.default_rng(1).normal(size=rewards.shape)
    found = best_of_curve(rewards, gold, proxy, most=8)
    assert [one.n for one in found] == list(range(1, 9))
    first, last = found[0], found[-1]
    assert first.gold.value == pytest.approx(first.random.value) == pytest.approx(first.oracle.value)
    assert last.gold.value and last.oracle.value and last.random.value and last.proxy and last.proxy.value
    assert last.random.value == pytest.approx(first.random.value)
    assert last.random.value < last.gold.value < last.oracle.value
    assert best_of_curve(rewards, gold, most=2)[0].proxy is None


def test_quality_itself_chooses_among_the_same_attempts() -> None:
    last = best_of_curve([[1, np.nan, 0]], [[1, 5, 0]], most=2)[-1]
    assert (last.gold.value, last.random.value, last.oracle.value) == (1, 0.5, 1), "the 5 has no reward"


def test_a_curve_is_over_the_same_tasks_at_every_n() -> None:
    found = best_of_curve([[1, 2, 3], [1, 2, np.nan]], [[1, 2, 3], [10, 20, 30]], [[1, 2, 3], [7, 8, 9]], most=3)
    assert [one.random.value for one in found] == pytest.approx([2, 2, 2])
    assert [one.gold.n for one in found] == [1, 1, 1]
    assert [one.proxy.value for one in found if one.proxy] == pytest.approx([2, 8 / 3, 3])


def test_the_proxy_rises_more_than_quality() -> None:
    rewards, gold = world(200, 8, 0.5)
    gap = proxy_gap(rewards, gold, rewards, 8)
    assert gap.value == pytest.approx(0.5 * 1.4236, abs=0.06), "half of what the reward gains is not quality"
    assert gap.low and gap.low > 0.5
    assert proxy_gap(gold, gold, gold, 8).value == 0
    seen = np.where(np.arange(8) < 6, gold, np.nan)
    assert proxy_gap(gold, gold, seen, 4).value == pytest.approx(0), "both of the six attempts that have all three"


def test_more_choice_stops_helping_where_exploits_are_chosen() -> None:
    random = np.random.default_rng(2)
    rewards, gold = world(40, 32, 0.6)
    cheats = random.random(rewards.shape) < 0.05
    found = turnover(np.where(cheats, 9.0, rewards), np.where(cheats, -1.0, gold), 16)
    assert found.value and found.low and found.high
    assert found.low <= 4 <= found.high, "by theory the peak is at 4"
    assert found.method == "percentile"
    rising = turnover(gold, gold, 16)
    assert rising.value == 16
    assert rising.note == "still rising at n = 16"
    flat = turnover(np.zeros_like(gold), gold, 16)
    assert flat.value == 1, "choice that gains nothing is none"
    assert turnover(rewards[:4], gold[:4], 4).note.endswith("cannot decide (4 of 6 clusters)")
    assert turnover(rewards, gold, 64).value is None


def test_the_headline_needs_twice_as_many_attempts() -> None:
    assert [headline_n(attempts) for attempts in (7, 8, 15, 16, 99)] == [None, 4, 4, 8, 8]


def test_shapes_must_fit() -> None:
    with pytest.raises(ValueError, match="a value for each reward"):
        best_of([[1, 2]], [[1, 2, 3]], 1)
    with pytest.raises(ValueError, match="best of 0"):
        best_of([[1, 2]], [[1, 2]], 0)
