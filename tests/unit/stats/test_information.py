"""Bits: known channels, no bias, and nothing where there is nothing."""

import numpy as np
import pytest
from scipy.special import stdtrit

from scoring.stats.information import CHANCE, CONSTANT, MERGED, THIN, binary_channel_bits, mutual_information

Random = np.random.Generator
CHANNEL = np.array([[2, 1, 0], [1, 1, 1], [0, 1, 2]]) / 9
"""Gold 0 to 2, uniform; the score is off by one to either side, a third each, and cut at the ends."""


def _bits(joint: np.ndarray) -> float:  # type: ignore[type-arg]
    outer = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0)
    return float(np.sum(joint[joint > 0] * np.log2(joint[joint > 0] / outer[joint > 0])))


def drawn(random: Random, tasks: int, each: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Gold, score and task of such works."""
    gold = random.integers(0, 3, (tasks, each))
    said = np.clip(gold + random.integers(-1, 2, (tasks, each)), 0, 2)
    return gold.ravel(), said.ravel(), np.repeat(np.arange(tasks), each)


def test_binary_channels_known_answers() -> None:
    rates = ((1, 0), (1, 0.1), (0.85, 0.15), (0.6, 0.4))
    found = [binary_channel_bits(0.3, *pair) for pair in rates]
    assert found == pytest.approx([0.8813, 0.6224, 0.3328, 0.0244], abs=5e-5)
    assert binary_channel_bits(0.5, 0.89, 0.11) == pytest.approx(0.5001, abs=5e-5)
    assert binary_channel_bits(0.3, 0.4, 0.4) == pytest.approx(0), "a test that says the same of all says nothing"


def test_a_known_channel_without_bias() -> None:
    random = np.random.default_rng(1)
    found = [mutual_information(*drawn(random, 20, 10), permutations=40).value for _ in range(200)]
    assert np.mean([value for value in found if value is not None]) == pytest.approx(_bits(CHANNEL), abs=0.015)


def test_independent_scores_tell_nothing_on_average() -> None:
    random = np.random.default_rng(2)
    values, notes = [], set()
    for _ in range(100):
        gold, _, tasks = drawn(random, 20, 10)
        found = mutual_information(gold, random.integers(0, 4, len(gold)), tasks, permutations=40)
        values.append(found.value)
        notes.add(found.note)
        assert found.low is None or found.low >= 0
    assert np.mean([value for value in values if value is not None]) < 0.02
    assert CHANCE in notes, "half of them come out below 0, and are given as 0"


def test_what_the_task_tells_of_both_counts_for_nothing() -> None:
    """Tasks differ in quality and in score, and within each nothing goes with anything."""
    random = np.random.default_rng(3)
    tasks = np.repeat(np.arange(20), 10)
    hard = tasks % 2
    gold, said = hard * 2 + random.integers(0, 2, 200), hard * 2 + random.integers(0, 2, 200)
    found = mutual_information(gold, said, tasks, permutations=200).value
    assert found is not None
    assert found < 0.06, "pooled there would be a whole bit"


def test_a_constant_has_no_bits_and_no_interval() -> None:
    gold, _, tasks = drawn(np.random.default_rng(4), 10, 10)
    found = mutual_information(gold, np.ones(100), tasks)
    assert (found.value, found.low, found.note) == (0, None, CONSTANT)
    assert mutual_information(np.ones(100), gold, tasks).value == 0
    assert mutual_information([], [], []).note == "undefined (no data)"


def test_a_pass_or_fail_holds_one_bit_at_most() -> None:
    random = np.random.default_rng(5)
    gold = random.random(400)
    found = mutual_information(gold, gold > np.quantile(gold, 0.4), np.repeat(np.arange(20), 20), permutations=50).value
    assert found is not None
    assert 0.93 < found <= 1
    half = np.tile([0, 0, 1, 1], 10)
    assert mutual_information(half, half, np.repeat(np.arange(10), 4)).value == 1, "the corrections would say 1.01"
    noisy = np.where(np.arange(80) % 41 == 0, 1, np.tile([0, 1], 40))
    bound = mutual_information(np.tile([0, 1], 40), noisy, np.repeat(np.arange(20), 4), permutations=20)
    assert bound.value and bound.high and bound.value < bound.high == 1


def test_the_interval_is_that_of_leaving_out_the_works_of_each_task() -> None:
    gold, said, tasks = drawn(np.random.default_rng(8), 12, 15)
    found = mutual_information(gold, said, tasks, permutations=0)
    without = [mutual_information(*(p[tasks != at] for p in (gold, said, tasks)), permutations=0) for at in range(12)]
    others = np.array([one.value for one in without], dtype=float)
    half = stdtrit(11, 0.975) * np.sqrt(11 / 12 * np.sum((others - others.mean()) ** 2))
    assert found.value is not None
    assert (found.low, found.high) == (pytest.approx(found.value - half), pytest.approx(found.value + half))
    families = mutual_information(gold, said, tasks, tasks // 2, permutations=0)
    assert (families.value, families.clusters) == (pytest.approx(found.value), 6)


def test_names_of_levels_and_order_do_not_matter() -> None:
    random = np.random.default_rng(6)
    gold, said, tasks = drawn(random, 20, 10)
    order = random.permutation(len(gold))
    one = mutual_information(gold, said, tasks, permutations=0)
    other = mutual_information(10.0 * gold[order] - 3, np.exp(said[order]), tasks[order], permutations=0)
    assert other.value == pytest.approx(one.value)
    assert (other.low, other.high) == (pytest.approx(one.low), pytest.approx(one.high))


def test_permutations_and_the_table_they_have_on_average_agree() -> None:
    gold, said, tasks = drawn(np.random.default_rng(7), 30, 10)
    with_them = mutual_information(gold, said, tasks, permutations=1000).value
    assert mutual_information(gold, said, tasks, permutations=0).value == pytest.approx(with_them, abs=0.01)


def test_few_works_have_few_levels() -> None:
    gold = np.tile(np.arange(10), 5)
    found = mutual_information(gold, gold, np.repeat(np.arange(5), 10), permutations=0)
    assert found.value == 1, "two levels, where five would leave two works in a cell and three less than five in one"
    assert found.note.endswith(MERGED.format(2))
    many = mutual_information(np.tile(gold, 5), np.tile(gold, 5), np.arange(250) // 10, permutations=0)
    assert many.value == pytest.approx(np.log2(5)), "the most that five levels hold"
    assert "levels" not in many.note
    thin = mutual_information([0, 1, 2], [0, 1, 2], [0, 0, 0])
    assert THIN in thin.note
    with pytest.raises(ValueError, match="two levels at least"):
        mutual_information(gold, gold, gold, bins=1)
    missing = mutual_information([0, 1, np.nan, 1], [0, 1, 1, np.nan], [0, 0, 0, 0])
    assert missing.n == 2
