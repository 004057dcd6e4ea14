"""A judge that changed behind its name is told from one that is merely noisy."""

import random

import pytest

from scoring.judge.drift import drift


def noisy(mean: float, n: int, seed: int) -> list[float]:
    draw = random.Random(seed)
    return [mean + draw.gauss(0, 0.05) for _ in range(n)]


HISTORY = {name: noisy(mean, 6, seed) for seed, (name, mean) in enumerate({"a": 0.9, "b": 0.4, "c": 0.8}.items())}


@pytest.mark.parametrize(("shift", "changed"), [(0.0, False), (0.03, False), (0.3, True), (-0.3, True)])
def test_change_and_noise(shift: float, changed: bool) -> None:
    found = drift("j", {"a": 0.9 + shift, "b": 0.4 + shift, "c": 0.8 + shift}, HISTORY)
    assert found.changed == changed
    assert found.difference.value == pytest.approx(shift, abs=0.06)
    assert found.difference.n == 3


def test_without_a_history_nothing_is_said() -> None:
    first = drift("j", {"a": 0.9}, {"a": []})
    assert not first.changed
    assert first.difference.note == "no history yet"
    assert not drift("j", {"a": 0.9}, {"a": [0.1]}).changed


def test_a_judge_that_never_varied_and_now_says_otherwise_has_changed() -> None:
    assert drift("j", {"a": 2 / 3}, {"a": [1.0, 1.0, 1.0]}).changed
    assert not drift("j", {"a": 1.0}, {"a": [1.0, 1.0, 1.0]}).changed


def test_false_alarms_are_one_in_a_hundred() -> None:
    draw = random.Random(11)
    alarms = 0
    for _ in range(2_000):
        history = {name: [draw.gauss(0.6, 0.1) for _ in range(4)] for name in "abcd"}
        alarms += drift("j", {name: draw.gauss(0.6, 0.1) for name in "abcd"}, history).changed
    # 20 are expected; beyond 36 the exact 99.9 % bound is left.
    assert 6 <= alarms <= 36
