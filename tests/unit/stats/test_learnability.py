"""What a gradient would see: known answers, all pairs and groups counted."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit, stdtrit

from scoring.stats.learnability import (
    advantage_snr,
    dead_group_rate,
    gaussian_sign_accuracy,
    live_groups,
    sign_accuracy,
    useful_signal,
)

rows = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 2)), min_size=2, max_size=12)


@given(rows)
def test_sign_accuracy_counts_pairs_of_one_task(data: list[tuple[int, int, int]]) -> None:
    scores, gold, tasks = (list(column) for column in zip(*data, strict=True))
    seen = [
        (1 + np.sign((scores[a] - scores[b]) * (gold[a] - gold[b]))) / 2
        for a, b in combinations(range(len(data)), 2)
        if tasks[a] == tasks[b] and gold[a] != gold[b]
    ]
    found = sign_accuracy(scores, gold, tasks).value
    assert (found is None) if not seen else found == pytest.approx(np.mean(seen))


@given(st.lists(st.integers(0, 2), min_size=3, max_size=9), st.integers(2, 4))
def test_live_groups_counts_groups(scores: list[int], size: int) -> None:
    groups = [len({scores[at] for at in chosen}) > 1 for chosen in combinations(range(len(scores)), size)]
    found = live_groups(scores, np.zeros(len(scores)), size).value
    assert (found is None) if not groups else found == pytest.approx(np.mean(groups))


def test_known_answers() -> None:
    assert [gaussian_sign_accuracy(rho) for rho in (0.3, 0.5, 0.6, 0.7071, 0.9)] == pytest.approx(
        [0.5970, 0.6667, 0.7048, 0.75, 0.8564], abs=5e-5
    )
    assert [dead_group_rate([p], g) for p, g in ((0.05, 8), (0.5, 8), (0.3, 4))] == pytest.approx(
        [0.6634, 0.0078, 0.2482], abs=5e-5
    )
    assert dead_group_rate([0, 1], 4) == 1, "not that of the mean, which would be 1/8"


def test_the_truth_is_always_right_and_a_constant_is_silent() -> None:
    gold = np.random.default_rng(0).normal(size=80)
    tasks = np.repeat(np.arange(10), 8)
    assert sign_accuracy(gold, gold, tasks).value == 1
    constant = np.ones(80)
    assert sign_accuracy(constant, gold, tasks).value == 0.5
    assert live_groups(constant, tasks, 4).value == 0
    assert useful_signal(constant, gold, tasks, 4).value == 0
    assert useful_signal(gold, gold, tasks, 4).value == 1


def test_a_useful_signal_is_there_and_right() -> None:
    random = np.random.default_rng(3)
    gold, tasks = random.normal(size=160), np.repeat(np.arange(20), 8)
    scores = np.round(gold + random.normal(size=160))
    parts = live_groups(scores, tasks, 4).value, sign_accuracy(scores, gold, tasks).value
    assert parts[0] is not None and parts[1] is not None
    assert useful_signal(scores, gold, tasks, 4).value == pytest.approx(parts[0] * parts[1])


def test_intervals_are_those_of_leaving_out_each_task() -> None:
    """On the scale of log-odds; the two parts of a useful signal move together."""
    random = np.random.default_rng(5)
    gold, tasks = random.normal(size=72), np.repeat(np.arange(9), 8)
    scores = np.round(gold + random.normal(size=72))
    for of in (
        lambda keep: sign_accuracy(scores[keep], gold[keep], tasks[keep]),
        lambda keep: live_groups(scores[keep], tasks[keep], 3),
        lambda keep: useful_signal(scores[keep], gold[keep], tasks[keep], 3),
    ):
        found = of(tasks >= 0)
        others = logit(np.array([of(tasks != at).value for at in range(9)], dtype=float))
        half = stdtrit(8, 0.975) * np.sqrt(8 / 9 * np.sum((others - others.mean()) ** 2))
        ends = [expit(logit(found.value or 0) + sign * half) for sign in (-1, 1)]
        assert [found.low, found.high] == pytest.approx(ends)


def test_tasks_that_tell_nothing_are_no_units_of_the_interval() -> None:
    random = np.random.default_rng(6)
    gold, tasks = random.normal(size=160), np.repeat(np.arange(20), 8)
    gold[40:] = 1
    scores = gold + random.normal(size=160)
    found = sign_accuracy(scores, gold, tasks)
    assert (found.clusters, found.n, found.note) == (5, 160, "cannot decide (5 of 6 clusters)")
    scores[(tasks >= 4) & (np.arange(160) % 8 > 2)] = np.nan
    found = live_groups(scores, tasks, 4)
    assert (found.clusters, found.low) == (4, None)


def test_what_differs_by_rounding_only_is_equal() -> None:
    assert sign_accuracy([0.1 + 0.2, 0.3], [0, 1], [0, 0]).value == 0.5
    assert sign_accuracy([0, 1], [0.1 + 0.2, 0.3], [0, 0]).value is None


def test_abstentions_are_left_out() -> None:
    scores, gold, tasks = [1, np.nan, 0, 3], [1, 5, 0, np.nan], [0, 0, 0, 0]
    found = sign_accuracy(scores, gold, tasks)
    assert (found.value, found.n) == (1, 2)
    assert live_groups([1, np.nan, 1], [0, 0, 0], 2).value == 0
    assert useful_signal(scores, gold, tasks, 2).n == 2


def test_what_nobody_can_tell_is_undefined() -> None:
    assert sign_accuracy([1, 2], [0, 0], [0, 0]).note == "undefined (no two attempts at a task differ in quality)"
    assert live_groups([1, 2], [0, 0], 4).note == "undefined (no task has 4 attempts)"
    assert useful_signal([1, 2], [1, 2], [0, 0], 4).note == "undefined (no task has 4 attempts)"
    assert "differ in quality" in useful_signal([1, 2], [1, 1], [0, 0], 2).note
    assert advantage_snr([[0, 1], [1, 3]], [0, 1]).note == "undefined (no task has 2 attempts)"
    assert advantage_snr([[1], [2]], [0, 0]).note == "undefined (no attempt looked at twice)"
    assert advantage_snr([[1, 1], [2, 2]], [0, 0]).note == "undefined (no noise)"
    with pytest.raises(ValueError, match="two attempts"):
        live_groups([1, 2], [0, 0], 1)


def test_advantage_known_answer() -> None:
    # Attempts at 0 and 4 with looks one apart: MSB = 16, MSW = .5, R = 2.
    assert advantage_snr([[0, 1], [4, 5]], [0, 0]).value == pytest.approx((16 - 0.5) / (2 * 0.5))
    # What a task adds to all of its attempts is no advantage.
    other = advantage_snr([[0, 1], [4, 5], [10, 11], [14, 15]], [0, 0, 1, 1]).value
    assert other == pytest.approx((16 - 0.5) / (2 * 0.5))
    assert advantage_snr([[0, 4], [1, 3]], [0, 0]).value == 0


def test_an_advantage_has_the_interval_of_its_mean_squares() -> None:
    """By its logarithm, so that nothing jumps where attempts differ no more than looks."""
    random = np.random.default_rng(7)
    scores, tasks = random.normal(size=(72, 3)) + 0.5 * random.normal(size=(72, 1)), np.repeat(np.arange(9), 8)

    def squares(keep: np.ndarray) -> float:  # type: ignore[type-arg]
        means = scores[keep].mean(axis=1)
        centre = np.repeat(means.reshape(-1, 8).mean(axis=1), 8)
        noise = np.sum((scores[keep] - means[:, None]) ** 2) / (2 * len(means))
        return float(3 * np.sum((means - centre) ** 2) / (len(means) * 7 / 8) / noise)

    found, whole = advantage_snr(scores, tasks), squares(tasks >= 0)
    others = np.log([squares(tasks != at) for at in range(9)])
    half = stdtrit(8, 0.975) * np.sqrt(8 / 9 * np.sum((others - others.mean()) ** 2))
    assert found.value == pytest.approx((whole - 1) / 3)
    assert found.low == pytest.approx(max(0, (whole * np.exp(-half) - 1) / 3))
    assert found.high == pytest.approx((whole * np.exp(half) - 1) / 3)


def test_a_family_of_tasks_is_one_cluster() -> None:
    random = np.random.default_rng(4)
    gold, tasks = random.normal(size=96), np.repeat(np.arange(12), 8)
    found = sign_accuracy(gold + random.normal(size=96), gold, tasks, tasks // 4)
    assert found.clusters == 3
    assert found.note == "cannot decide (3 of 6 clusters)"
    assert live_groups(np.round(gold), tasks, 4, tasks // 4).clusters == 3
