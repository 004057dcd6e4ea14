"""Melt factors: the known answers of the three ratios, and what they are against families, costs and doubts."""

from typing import Any

import numpy as np
import pytest

from scoring.stats.human_times import human_times
from scoring.stats.melt import AT_HALF, FREE, Melt, melt

HUMAN = np.array([10, 20, 40, 80, 160, 320, 640, 1280], dtype=float)
TASKS = np.repeat(np.arange(8), 4)


def played(solved: Any, spent: Any = None, **times: Any) -> Melt:
    """Four attempts at each of eight tasks, at a tenth of the human time unless told otherwise."""
    took = HUMAN[TASKS] / 10 if spent is None else spent
    return melt(human_times(np.arange(8), HUMAN, **times), TASKS, took, solved, draws=400)


def test_all_solved_ten_times_faster() -> None:
    found = played(np.ones(32))
    assert [found.speedup.value, found.throughput.value, found.median.value] == pytest.approx([10, 10, 10])
    assert found.throughput.note == "no interval (no variance between clusters)"
    assert (found.solved.value, found.attempts, found.tasks) == (1, 32, 8)


def test_half_solved_and_failures_take_as_long() -> None:
    found = played(np.arange(32) % 2)
    assert [found.speedup.value, found.throughput.value] == pytest.approx([10, 5])
    assert (found.median.value, found.median.note) == (None, AT_HALF.format(10))


def test_none_solved() -> None:
    found = played(np.zeros(32))
    assert (found.speedup.value, found.throughput.value, found.median.value) == (None, 0, 0)
    assert found.speedup.note == "undefined (none solved)"
    assert found.throughput.note == "none solved"
    assert found.solved.high == pytest.approx(0.3694, abs=1e-4), "0 of 8 tasks, after Clopper and Pearson"
    assert found.heaviest is None


def test_each_ratio_against_its_definition() -> None:
    random = np.random.default_rng(5)
    spent, solved = random.lognormal(2, 1, 32), (random.random(32) < 0.7).astype(float)
    found = played(solved, spent)
    ratios = HUMAN[TASKS] / spent
    assert found.speedup.value == pytest.approx(np.exp(np.log(ratios[solved == 1]).mean()))
    assert found.throughput.value == pytest.approx((HUMAN[TASKS] * solved).sum() / spent.sum())
    assert found.median.value == pytest.approx(np.median(ratios * solved))
    assert (found.speedup.n, found.throughput.n) == (solved.sum(), 32)
    each = np.bincount(TASKS, HUMAN[TASKS] * solved)
    assert found.heaviest == pytest.approx(each.max() / each.sum())
    for one in (found.speedup, found.throughput, found.median):
        assert one.low < one.value < one.high


def test_draws_have_the_medians_of_the_attempts_drawn() -> None:
    """Six tasks of one attempt each: the interval is that of medians found one by one."""
    spent, solved = np.array([1.0, 2, 4, 5, 8, 9]), np.array([1, 1, 0, 1, 1, 1])
    found = melt(human_times(np.arange(6), HUMAN[:6]), np.arange(6), spent, solved, draws=2000)
    ratios = np.sort(HUMAN[:6] / spent * solved)
    random = np.random.default_rng(0)
    drawn = np.sort(random.choice(ratios, (40_000, 6)), axis=1)
    # Student's quantiles with 5 degrees of freedom, times the root of 6 / 5: 2.816, and normal tails of .0024.
    low, high = np.quantile(drawn[:, 2], 0.0024), np.quantile(drawn[:, 3], 0.9976)
    assert (found.median.low, found.median.high) == (pytest.approx(low), pytest.approx(high))


def test_families_are_the_clusters() -> None:
    solved = np.array([1, 1, 1, 1, 0, 1, 0, 1] * 4)
    found = played(solved, families=np.arange(8) // 2)
    assert found.families == 4
    assert found.throughput.note == "cannot decide (4 of 6 clusters)"
    assert found.throughput.value is not None


def test_doubts_about_human_times_are_in_the_intervals() -> None:
    random = np.random.default_rng(1)
    solved, spent = (random.random(32) < 0.8).astype(float), random.lognormal(1, 0.2, 32) * HUMAN[TASKS] / 30
    plain, band = played(solved, spent), played(solved, spent, low=HUMAN / 4, high=HUMAN * 4)
    shared = played(solved, spent, shared_sd=1.0)
    assert (plain.uncertain_times, band.uncertain_times, shared.uncertain_times) == (False, True, True)
    for name in ("speedup", "throughput", "median"):
        sure, own, common = (getattr(each, name) for each in (plain, band, shared))
        assert sure.value == own.value == common.value
        assert own.high / own.low > 1.2 * sure.high / sure.low
        assert common.high / common.low > np.exp(2 * 1.96), "one factor for all does not average out"


def test_a_band_widens_and_does_not_move() -> None:
    """The mean of a log-normal lies above its median, by half here: sums of drawn times do not show it."""
    n = 200
    times = human_times(np.arange(n), np.full(n, 60.0), np.full(n, 12.0), np.full(n, 240.0))
    drawn = np.exp(times.drawn(np.random.default_rng(2), 4000))
    assert times.excess() == pytest.approx(drawn.mean() / 60, rel=0.01)
    assert times.excess()[0] > 1.3
    found = melt(times, np.arange(n), np.full(n, 6.0), np.ones(n))
    assert np.sqrt(found.throughput.low * found.throughput.high) == pytest.approx(10, rel=0.03)
    assert found.throughput.high / found.throughput.low > 1.2


def test_against_cost() -> None:
    """Ten minutes at 90 an hour are 15; an attempt costs half of a unit of money."""
    times = human_times(np.arange(8), HUMAN).worth(90)
    found = melt(times, TASKS, np.full(32, 0.5), np.ones(32), draws=100)
    assert found.throughput.value == pytest.approx(HUMAN.mean() * 1.5 / 0.5)
    free = melt(times, TASKS, np.zeros(32), np.ones(32), draws=100)
    assert {free.throughput.note, free.speedup.note, free.median.note} == {FREE}
    failed = np.arange(32) % 4
    costless = melt(times, TASKS, np.where(failed == 0, 0, 0.5), failed > 0, draws=100)
    assert costless.throughput.value == pytest.approx(HUMAN.mean() * 1.5 / 0.5), "failures may cost nothing"


def test_what_is_no_attempt() -> None:
    times = human_times(["a"], [10])
    with pytest.raises(ValueError, match="0 or 1"):
        melt(times, ["a"], [1.0], [0.5])
    with pytest.raises(ValueError, match="not below 0"):
        melt(times, ["a"], [-1.0], [1])
    with pytest.raises(ValueError, match="for each attempt"):
        melt(times, ["a"], [1.0, 2.0], [1])
    with pytest.raises(ValueError, match="hourly rate"):
        times.worth(0)
    assert melt(times, [], [], []).throughput.note == "undefined (no data)"
