"""Choosing the best of n: known answers, all subsets counted, and what a bound needs."""

from itertools import combinations
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    assert constant.value == pytest.approx(0, abs=1e-9)
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
    assert efficiency(rewards, gold, 9).value is None


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


def test_the_proxy_rises_more_than_quality() -> None:
    rewards, gold = world(200, 8, 0.5)
    gap = proxy_gap(rewards, gold, rewards, 8)
    assert gap.value == pytest.approx(0.5 * 1.4236, abs=0.06), "half of what the reward gains is not quality"
    assert gap.low and gap.low > 0.5
    assert proxy_gap(gold, gold, gold, 8).value == 0


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
