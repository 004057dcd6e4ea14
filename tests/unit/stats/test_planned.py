"""Known answers of plans, and that simulated studies of the size planned have the power promised."""

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from scoring.stats.intervals import clopper_pearson
from scoring.stats.planned import (
    NO_ATTEMPTS,
    ONE_ATTEMPT,
    assumed_noise,
    noise_of,
    over_noise,
    planned_attempts,
    planned_tasks,
)
from scoring.stats.power import tasks_needed
from scoring.stats.variance import Components, g_study
from tests.validate.comparisons import Rivals, drawn

KNOWN = Components(ta=0.02, i=0.2)


def test_balanced_attempts_give_the_components_of_a_g_study() -> None:
    scores = np.random.default_rng(3).normal(size=(2, 12, 4)) + np.random.default_rng(4).normal(size=(2, 12, 1))
    wanted = g_study(np.moveaxis(scores, 0, 1)[..., None, None])
    found = noise_of(*scores)
    # With one look at each attempt a G-study calls e what is i here.
    assert (found.ta, found.i) == (pytest.approx(wanted.ta), pytest.approx(wanted.e))


def test_unbalanced_attempts_give_the_noise_they_were_drawn_with() -> None:
    random = np.random.default_rng(5)
    sizes = random.integers(1, 6, (2, 20_000))
    apart = random.normal(0, 0.5, 20_000)
    sides = [
        [sign * gap / 2 + random.normal(0, sd, size) for gap, size in zip(apart, own, strict=True)]
        for sign, sd, own in ((1, 1.0, sizes[0]), (-1, 2.0, sizes[1]))
    ]
    found = noise_of(*sides)
    assert found.ta == pytest.approx(0.125, abs=0.02)
    assert found.i == pytest.approx(2.5, rel=0.03)


def test_tasks_of_a_group_count_as_one() -> None:
    first, second = [[1.0, 0.0], [1.0, 1.0], [0.0, 0.0], [1.0, 0.0]], [[0.0, 0.0]] * 4
    found = noise_of(first, second, ["a", "a", "b", "b"])
    # Groups differ by .75 and .25, a variance of .125, of which attempts explain .25 / 2 attempts / 2 tasks.
    assert found.i == pytest.approx((1 / 4 + 0) / 2)
    assert found.ta == pytest.approx((0.125 - 0.0625) / 2)
    assert noise_of(first, second, ["a"] * 4).ta is None


def test_one_attempt_of_each_plans_tasks_only() -> None:
    noise = noise_of([[1.0], [0.0], [1.0]], [[0.0], [0.0], [1.0]])
    assert (noise.i, noise.ta) == (None, pytest.approx(1 / 6))
    assert planned_tasks(0.2, noise).value == tasks_needed(noise, 0.2).value
    assert planned_tasks(0.2, noise, 3).note == planned_attempts(0.2, noise, 20).note == ONE_ATTEMPT


def test_planned_tasks_known_answer() -> None:
    """7.849 x 2 (.02 + .2 / 4) / .01 = 109.9."""
    assert planned_tasks(0.1, KNOWN, 4).value == 110


def test_planned_attempts_are_the_fewest_that_do() -> None:
    """At 40 tasks (2.0227 + .8514) sqrt(v / 40) <= .2 needs v <= .1937: .4 / (.1937 - .04) = 2.6."""
    assert planned_attempts(0.2, KNOWN, 40).value == 3
    assert planned_attempts(0.05, KNOWN, 40).note == NO_ATTEMPTS
    assert planned_attempts(0.2, KNOWN, 5).note == "cannot decide (5 of 6 tasks)"
    with pytest.raises(ValueError, match="above 0"):
        planned_attempts(0, KNOWN, 40)


def test_what_is_assumed_before_data() -> None:
    noise = assumed_noise(0.5, 0.2)
    assert (noise.ta, noise.i) == (pytest.approx(0.02), 0.25)
    for passed, spread in ((0, 0.1), (1, 0.1), (0.5, -1)):
        with pytest.raises(ValueError, match="needs 0 < passed"):
            assumed_noise(passed, spread)


def test_a_plan_is_as_uncertain_as_the_noise() -> None:
    found = over_noise(lambda noise: planned_tasks(0.1, noise, 4), KNOWN, 20)
    # 19 degrees of freedom: .578 and 2.133 times the variance.
    assert (found.value, found.low, found.high) == (110, 64, 235)
    open_end = over_noise(lambda noise: planned_attempts(0.1, noise, 40), KNOWN, 12)
    assert (open_end.high, open_end.note) == (None, f"no upper end: perhaps {NO_ATTEMPTS}")
    assert over_noise(lambda noise: planned_tasks(0.1, noise, 4), KNOWN, 5).low is None


@pytest.mark.parametrize("graded", [False, True])
def test_planned_tasks_have_the_power_promised(graded: bool) -> None:
    random = np.random.default_rng(8)
    rough = Rivals(4000, gap=0.15, spread=0.1, graded=graded)
    tasks = planned_tasks(rough.gap, noise_of(*drawn(rough, random)), rough.attempts).value
    studies = [drawn(rough._replace(tasks=int(tasks or 0)), random).mean(axis=2) for _ in range(2000)]
    p = ttest_1samp([one[0] - one[1] for one in studies], 0, axis=1).pvalue
    low, high, _ = clopper_pearson(int((p <= 0.05).sum()), 2000, 0.999)
    assert high >= 0.75
    assert low <= 0.85
