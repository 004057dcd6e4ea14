"""Weighted sums of strata: known answers, what cancels, and what adds no certainty."""

import numpy as np
import pytest

from scoring.stats.bootstrap import Floats
from scoring.stats.intervals import clopper_pearson, mean_interval
from scoring.stats.paired import difference_of_ends
from scoring.stats.weighted import stratum_mean, weighted_sum

GRADED = stratum_mean([0.2, 0.5, 0.6, 0.9], 8)
NEVER = stratum_mean([0.0] * 5, 5)


def test_a_weighted_mean_within_its_bounds() -> None:
    found = weighted_sum([(0.25, GRADED), (0.75, stratum_mean([1.0, 1.0, 1.0], 3))])
    assert found.value == pytest.approx(0.25 * 0.55 + 0.75)
    assert (found.n, found.clusters, found.high) == (11, 7, pytest.approx(0.8875 + 0.25 * (GRADED.high - 0.55)))  # type: ignore[operator]
    assert 0 <= (found.low or -1) < found.value


def test_one_stratum_is_its_own_interval() -> None:
    found = weighted_sum([(1.0, GRADED), (0.0, NEVER)])
    interval = mean_interval([0.2, 0.5, 0.6, 0.9])
    assert interval
    assert (found.low, found.high, found.n) == (pytest.approx(interval.low), pytest.approx(interval.high), 8)


def test_none_of_n_keeps_its_exact_upper_bound() -> None:
    found = weighted_sum([(0.5, NEVER), (0.5, NEVER)])
    bound = clopper_pearson(0, 5).high
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(bound / 2**0.5)


def test_a_difference_is_that_of_its_ends_and_what_is_shared_cancels() -> None:
    other = stratum_mean([0.1, 0.4], 2)
    found, known = weighted_sum([(1.0, GRADED), (-1.0, other)]), difference_of_ends(GRADED, other)
    assert (found.value, found.low, found.high) == pytest.approx((known.value, known.low, known.high))
    half = weighted_sum([(0.5 - 0.5, GRADED), (0.3, NEVER), (-0.3, other)])
    assert half.clusters == 7
    assert half.value == pytest.approx(-0.075)


def test_a_single_task_has_no_interval_and_takes_that_of_the_sum() -> None:
    one = stratum_mean([1.0], 3)
    assert (one.value, one.low, one.note) == (1, None, "cannot decide (1 of 2 tasks)")
    found = weighted_sum([(0.1, one), (0.9, GRADED)])
    assert (found.low, found.note) == (None, "cannot decide (1 of 2 tasks)")
    assert weighted_sum([(0.0, one), (1.0, GRADED)]).low is not None


def test_means_over_the_same_units_go_together() -> None:
    """Of one sign their distances add, of two they do not cancel; others are as if alone."""
    both = weighted_sum([(0.3, GRADED), (0.7, GRADED)], ["a", "a"])
    assert (both.value, both.low, both.high) == pytest.approx((GRADED.value, GRADED.low, GRADED.high))
    assert (both.n, both.clusters) == (16, 4)
    parts = [(0.5, GRADED), (-0.5, NEVER), (0.5, NEVER)]
    assert weighted_sum(parts[:2], ["a", "a"]).low == weighted_sum(parts[:2]).low
    assert weighted_sum(parts, ["a", "a", "b"]) == weighted_sum(parts, ["a", "c", "b"]).model_copy(
        update={"clusters": 10}
    )
    with pytest.raises(ValueError, match="argument"):
        weighted_sum(parts, ["a"])


@pytest.mark.parametrize("alike", [0.0, 0.5, 1.0])
def test_intervals_of_two_tiers_hold_the_truth(alike: float) -> None:
    """Two agents on the same 8 tasks of each of two kinds of work, whose scores go together from not at all to wholly:
    their mean, half of each (taken as independent it holds 88 of 100 in the last case), and what is left of it after
    another is subtracted."""
    random = np.random.default_rng(5)
    over, expected = ["a", "a", "b", "b"], (0.4, 0.6, 0.4, 0.6)
    total = (0.175, 0.175, 0.325, 0.325)
    weights = (total, tuple(one - two for one, two in zip(total, (0, 0.8, 0, 0.2), strict=True)))
    held = [0, 0]
    for _ in range(400):
        shared = {at: random.uniform(-0.3, 0.3, 8) for at in over}
        parts = []
        for mean, at in zip(expected, over, strict=True):
            hard = np.where(random.random(8) < alike, shared[at], random.uniform(-0.3, 0.3, 8))
            parts.append(stratum_mean((mean + hard).tolist(), 8))
        for at, each in enumerate(weights):
            found = weighted_sum(list(zip(each, parts, strict=True)), over)
            truth = sum(w * p for w, p in zip(each, expected, strict=True))
            held[at] += (found.low or 0) <= truth <= (found.high or 0)
    assert min(held) / 400 >= 0.93


def test_nothing_is_undefined() -> None:
    assert weighted_sum([]).note == "undefined (no stratum has a weight)"
    assert weighted_sum([(1.0, stratum_mean([], 0))]).note == "undefined (a mean is)"
    with pytest.raises(ValueError, match="lie in"):
        stratum_mean([1.5, 0.0], 2)


@pytest.mark.parametrize("sizes", [(3, 12, 8), (6, 6, 6), (12, 12, 12)])
def test_intervals_hold_the_truth(sizes: tuple[int, ...]) -> None:
    """Of tasks with a chance each, three attempts at a task; 400 studies, so to within a few of 100."""
    random = np.random.default_rng(1)
    chances, weights, held = (0.9, 0.5, 0.3), (0.5, 0.3, 0.2), 0
    truth = sum(w * p for w, p in zip(weights, chances, strict=True))

    def units(p: float, size: int) -> Floats:
        hard = random.beta(4 * p, 4 * (1 - p), size)
        return random.binomial(3, hard) / 3

    for _ in range(400):
        means = [stratum_mean(units(p, k).tolist(), 3 * k) for p, k in zip(chances, sizes, strict=True)]
        found = weighted_sum(list(zip(weights, means, strict=True)))
        held += (found.low or 0) <= truth <= (found.high or 0)
    assert held / 400 >= 0.92
