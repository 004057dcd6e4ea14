"""What a gradient would see: known answers, all pairs and groups counted."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_abstentions_are_left_out() -> None:
    scores, gold, tasks = [1, np.nan, 0, 3], [1, 5, 0, np.nan], [0, 0, 0, 0]
    found = sign_accuracy(scores, gold, tasks)
    assert (found.value, found.n) == (1, 2)
    assert live_groups([1, np.nan, 1], [0, 0, 0], 2).value == 0
    assert useful_signal(scores, gold, tasks, 2).n == 2


def test_what_nobody_can_tell_is_undefined() -> None:
    assert sign_accuracy([1, 2], [0, 0], [0, 0]).note == "undefined (no two attempts at a task differ in quality)"
    assert live_groups([1, 2], [0, 0], 4).note == "undefined (no task has 4 attempts)"
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


def test_a_family_of_tasks_is_one_cluster() -> None:
    random = np.random.default_rng(4)
    gold, tasks = random.normal(size=96), np.repeat(np.arange(12), 8)
    found = sign_accuracy(gold + random.normal(size=96), gold, tasks, tasks // 4)
    assert found.clusters == 3
    assert found.note == "cannot decide (3 of 6 clusters)"
    assert live_groups(np.round(gold), tasks, 4, tasks // 4).clusters == 3
