"""Known answers of variance components and of what is planned from them."""

import itertools
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import ncf

from scoring.stats.balance import Sizes
from scoring.stats.intervals import clopper_pearson
from scoring.stats.measured import NO_VARIANCE
from scoring.stats.reliability import bits, strata
from scoring.stats.variance import (
    Components,
    absolute_error,
    dependability,
    g_study,
    generalizability,
    mean_squares,
    relative_error,
    reliability,
    solve,
    with_random_judges,
)

TABLE = np.array([[[1, 3], [5, 7]], [[2, 2], [8, 12]], [[0, 2], [6, 10]]], dtype=float)[..., None, None]
AXES = {"t": (0,), "a": (1,), "ta": (0, 1), "i": (0, 1, 2), "j": (3,), "tj": (0, 3), "aj": (1, 3), "taj": (0, 1, 3)}
AXES["e"] = (0, 1, 2, 3, 4)
SIZES = ("tasks", "agents", "attempts", "judges", "repeats")


def test_tasks_by_agents_with_two_attempts() -> None:
    found = g_study(TABLE)
    assert found.mean_squares == pytest.approx({"t": 13 / 3, "a": 361 / 3, "ta": 13 / 3, "e": 11 / 3})
    assert found.given == pytest.approx({"t": 0, "a": 58 / 3, "ta": 1 / 3, "e": 11 / 3}, abs=1e-12)
    assert (found.i, found.j, found.truncated, found.dropped) == (None, None, (), "")
    assert "i and e are one component" in found.note
    # MS_t and MS_ta are equal, and rounding in other units makes no estimate negative.
    assert {g_study(TABLE * unit / 3).truncated for unit in np.arange(0.1, 1, 0.1)} == {()}


def test_attempts_of_a_random_table_give_its_components_back() -> None:
    """400 tables of 30 tasks, 6 agents and 3 attempts with components 2, 1, 1.5 and 3."""
    random = np.random.default_rng(8)
    found = []
    for _ in range(400):
        tasks, agents = random.normal(size=(30, 1, 1)) * 2**0.5, random.normal(size=(1, 6, 1))
        both, noise = random.normal(size=(30, 6, 1)) * 1.5**0.5, random.normal(size=(30, 6, 3)) * 3**0.5
        given_ = g_study((tasks + agents + both + noise)[..., None, None]).given
        found.append([given_[name] for name in ("t", "a", "ta", "e")])
    errors = np.std(found, axis=0) / 20
    assert (np.abs(np.mean(found, axis=0) - [2, 1, 1.5, 3]) < 4 * errors).all()
    assert errors == pytest.approx([0.03, 0.035, 0.015, 0.012], rel=0.4)


@pytest.mark.parametrize("sizes", list(itertools.product([3], [2], [1, 2], [1, 3], [1, 2])))
def test_expectations_of_the_estimates_are_exact(sizes: tuple[int, ...]) -> None:
    """A mean square is a quadratic form, so its expectation under one random effect of variance 1 is the sum of its
    values at each single level of that effect. What a design cannot see shows in the term it is confounded with."""
    for source, axes in AXES.items():
        whole = slice(None)
        levels: list[list[int | slice]]
        levels = [[*range(size)] if axis in axes else [whole] for axis, size in enumerate(sizes)]
        total = dict.fromkeys(AXES, 0.0)
        for level in itertools.product(*levels):
            effect = np.zeros(sizes)
            effect[level] = 1
            for name, value in solve(mean_squares(effect)[0], Sizes(**dict(zip(SIZES, sizes, strict=True)))).items():
                total[name] += value
        wanted = dict.fromkeys(AXES, 0.0)
        for seen in _shows_in(source, *sizes[2:]):
            wanted[seen] = 1
        assert total == pytest.approx(wanted, abs=1e-9), source


def _shows_in(source: str, attempts: int, judges: int, repeats: int) -> list[str]:
    if judges == 1 and "j" in source:
        return [source.replace("j", "")] if source != "j" else []
    several = "taj" if judges > 1 else "ta"
    if source == "i":
        return ["ta"] if attempts == 1 else ["e"] if judges == repeats == 1 else ["i"]
    if source == "e" and attempts == repeats == 1:
        return [several]
    return [source]


def test_negative_estimates_are_zero_and_named() -> None:
    """Attempts 0 and 2 in every cell: no means differ, and every other estimate is negative."""
    found = g_study(np.broadcast_to(np.array([0.0, 2.0])[:, None, None], (4, 3, 2, 1, 1)))
    assert found.given == {"t": 0, "a": 0, "ta": 0, "e": 2}
    assert found.truncated == ("ta",)
    assert reliability(found, 4, 2).value == 0
    assert "truncated at 0: ta" in reliability(found, 4, 2).note


def test_confounded_components_are_named() -> None:
    random = np.random.default_rng(3)
    notes = {
        (2, 2, 1): "",
        (2, 1, 2): "",
        (1, 2, 2): "one attempt: i lies in ta",
        (1, 1, 2): "one attempt: i lies in ta",
        (1, 2, 1): "one attempt and one repeat: i lies in ta, e in taj",
        (1, 1, 1): "one score of each: i and e lie in ta",
    }
    for sizes, note in notes.items():
        found = g_study(random.normal(size=(9, 4, *sizes)))
        assert found.note == note
        assert (found.i is None, found.j is None) == (sizes[0] == 1, sizes[1] == 1)


def test_an_interaction_of_attempts_and_judges_is_noticed() -> None:
    random = np.random.default_rng(4)
    both, noise = random.normal(size=(20, 4, 3, 3, 1)), random.normal(size=(20, 4, 3, 3, 4))
    assert "attempts and judges interact" in g_study(both + 0.5 * noise).note
    assert "attempts and judges interact" in g_study(both + 0 * noise).note
    assert g_study(noise).note == ""


def test_reliability_known_answer() -> None:
    found = reliability(Components(a=1, ta=2, e=4), 20, 4)
    assert found.value == pytest.approx(1 / 1.15)
    assert round(found.value or 0, 4) == 0.8696
    assert bits(found.value or 0) == pytest.approx(1.469, abs=5e-4)
    assert strata(found.value or 0) == pytest.approx(3.776, abs=5e-4)


def test_errors_by_hand() -> None:
    parts = Components(t=1, a=2, ta=3, i=4, j=5, tj=6, aj=7, taj=8, e=9)
    relative = 3 / 10 + 4 / 20 + 7 / 3 + 8 / 30 + 9 / (10 * 2 * 3 * 4)
    assert relative_error(parts, 10, 2, 3, 4) == pytest.approx(relative)
    assert absolute_error(parts, 10, 2, 3, 4) == pytest.approx(relative + 1 / 10 + 5 / 3 + 6 / 30)
    assert reliability(parts, 10, 2, 3, 4).value == pytest.approx(2 / (2 + relative))
    assert dependability(parts, 10, 2, 3, 4).value == pytest.approx(2 / (2 + relative + 1 / 10 + 5 / 3 + 6 / 30))


def test_nobody_plans_with_more_than_one_of_what_was_seen_once() -> None:
    found = g_study(TABLE)
    assert reliability(found, 20, 4).value is not None
    assert reliability(found, 20, 4, judges=2).note == "undefined (the study has one judge)"
    assert relative_error(found, 20, 4, repeats=2) is None
    assert dependability(found, 20, 4, repeats=2).note == "undefined (the study has one repeat)"
    assert reliability(g_study(TABLE[:, :, :1]), 20, 2).note == "undefined (the study has one attempt)"
    with pytest.raises(ValueError, match="at least one"):
        reliability(found, 20, 0)
    with pytest.raises(ValueError, match="at least one task"):
        reliability(found, 0)


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e6 + 0.1])
def test_a_constant_channel_has_components_of_zero_and_no_reliability(constant: float) -> None:
    scores = np.full((7, 3, 2, 2, 2), constant)
    found = g_study(scores)
    assert set(found.given.values()) == {0.0}
    for coefficient in (reliability(found, 7), dependability(found, 7), generalizability(scores)):
        assert (coefficient.value, coefficient.low, coefficient.note) == (None, None, NO_VARIANCE)


@pytest.mark.parametrize("sizes", [(1, 3, 2, 1, 1), (3, 1, 2, 1, 1), (0, 3, 1, 1, 1), (3, 3, 1, 0, 1), (3, 3, 1, 1, 0)])
def test_too_little_for_components(sizes: tuple[int, ...]) -> None:
    scores = np.arange(float(np.prod(sizes))).reshape(sizes)
    found = g_study(scores)
    assert found.given == {}
    assert "needs two complete tasks and two agents" in found.note
    for coefficient in (generalizability(scores), reliability(found, 3), with_random_judges(found)):
        assert coefficient.value is None
        assert "needs two complete tasks and two agents" in coefficient.note


def test_the_interval_of_an_f_ratio_by_another_route() -> None:
    """16 tasks, 6 agents: MS_a / MS_ta, and a noncentrality at each end that leaves .025 beyond it."""
    random = np.random.default_rng(7)
    scores = random.normal(size=(16, 6, 1, 1, 1)) + np.linspace(0, 2, 6)[:, None, None, None]
    squares = g_study(scores).mean_squares
    ratio, found = squares["a"] / squares["ta"], generalizability(scores)
    assert (found.n, found.clusters, found.method, found.note) == (96, 16, "F", "")
    assert found.value == pytest.approx(1 - 1 / ratio)
    assert found.low is not None
    assert found.high is not None
    assert ncf.sf(ratio, 5, 75, 5 * found.low / (1 - found.low)) == pytest.approx(0.025, abs=1e-6)
    assert ncf.cdf(ratio, 5, 75, 5 * found.high / (1 - found.high)) == pytest.approx(0.025, abs=1e-6)


def test_agents_that_differ_by_less_than_noise() -> None:
    """A ratio near 0: the value is 0, and the interval is no point."""
    scores = np.random.default_rng(9).normal(size=(16, 6, 1, 1, 1))
    scores -= scores.mean(axis=0)
    found = generalizability(scores)
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(0.7105, abs=5e-5)
    assert "truncated at 0" in found.note


def test_no_noise_and_few_tasks_have_no_interval() -> None:
    without = np.arange(8.0)[:, None] + np.arange(3.0)
    found = generalizability(without[..., None, None, None])
    assert (found.value, found.low, found.note) == (1, None, "no interval (no noise)")
    few = generalizability(TABLE)
    assert few.value == pytest.approx(1 - 13 / 361)
    assert (few.low, few.method) == (None, "none")
    assert few.note == "cannot decide (3 of 6 tasks)"


def test_a_task_an_agent_missed_is_no_part_of_the_leaderboard() -> None:
    scores = np.random.default_rng(11).normal(size=(9, 3, 2, 2, 2))
    less = scores.copy()
    less[4, 1, :, 0], less[0, 0, 1, 1, 1] = np.nan, np.nan
    found = generalizability(less)
    assert found.clusters == 8
    assert found.note.endswith("1 of 9 tasks left out (incomplete)")
    # The rest of the attempt still counts, as much as a whole one does.
    filled = np.delete(scores, 4, axis=0)
    filled[0, 0, 1, 1, 1] = filled[0, 0, 1, 1, 0]
    assert found.value == pytest.approx(generalizability(filled).value)


def test_judges_at_random_are_less_reliable_than_the_panel_itself() -> None:
    random = np.random.default_rng(12)
    taste = random.normal(size=(1, 6, 1, 3, 1))
    scores = taste + 0.3 * random.normal(size=(20, 6, 2, 3, 2))
    panel, judges = generalizability(scores), with_random_judges(g_study(scores))
    assert panel.value is not None
    assert judges.value is not None
    assert panel.value > 0.98
    assert judges.value < 0.8
    one = scores[:, :, :, :1]
    assert with_random_judges(g_study(one)).value == pytest.approx(generalizability(one).value)
    assert with_random_judges(Components(a=1, ta=1)).note == "undefined (components of no study)"


def test_the_interval_covers_for_fixed_agents() -> None:
    """16 tasks, 6 agents, 2 attempts, 2,000 data sets; s2_a = .25 against (1 + .5 / 2) / 16. The rule for what fails is
    that of test_coverage."""
    random, agents = np.random.default_rng(13), np.array([-0.6, -0.4, -0.2, 0.1, 0.3, 0.8])
    spread, hits = agents.var(ddof=1), 0
    truth = spread / (spread + 1.25 / 16)
    for _ in range(2000):
        both, noise = random.normal(size=(16, 6, 1)), np.sqrt(0.5) * random.normal(size=(16, 6, 2))
        found = generalizability((agents[:, None] + both + noise)[..., None, None])
        hits += found.low is not None and found.high is not None and found.low <= truth <= found.high
    low, high, _ = clopper_pearson(hits, 2000, 0.999)
    assert high >= 0.93
    assert low <= 0.97


def test_many_artifacts_take_no_time() -> None:
    scores = np.random.default_rng(14).normal(size=(400, 5, 5, 5, 5))
    start = time.process_time()
    assert generalizability(scores).n == 10_000
    g_study(scores)
    assert time.process_time() - start < 1


cubes = arrays.arrays(
    float,
    st.tuples(st.integers(6, 8), st.integers(2, 4), st.integers(1, 2), st.integers(1, 2), st.integers(1, 2)),
    elements=st.integers(0, 4).map(float),
)


@given(cubes, st.floats(-20, 20), st.floats(0.1, 10))
def test_units_scale_components_and_leave_reliability(scores, shift, factor) -> None:  # type: ignore[no-untyped-def]
    one, two = g_study(scores), g_study(factor * scores + shift)
    scaled = {name: factor**2 * value for name, value in one.given.items()}
    assert two.given == pytest.approx(scaled, rel=1e-6, abs=1e-8)
    plain, moved = generalizability(scores), generalizability(factor * scores + shift)
    assert plain.note == moved.note
    for end in ("value", "low", "high"):
        assert getattr(moved, end) == pytest.approx(getattr(plain, end), abs=1e-6)


@given(cubes, st.randoms())
def test_order_of_tasks_agents_judges_and_attempts_does_not_matter(scores, random) -> None:  # type: ignore[no-untyped-def]
    other = scores
    for axis, size in enumerate(scores.shape):
        other = np.take(other, random.sample(range(size), size), axis=axis)
    assert g_study(other).given == pytest.approx(g_study(scores).given, abs=1e-9)
    assert generalizability(other).value == pytest.approx(generalizability(scores).value, abs=1e-9)


@given(cubes)
def test_an_interval_holds_its_value_and_lies_in_the_unit_interval(scores) -> None:  # type: ignore[no-untyped-def]
    found = generalizability(scores)
    if found.low is not None and found.high is not None and found.value is not None:
        assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.lists(st.floats(0, 10), min_size=9, max_size=9), st.integers(1, 50))
def test_more_of_anything_never_raises_the_error(values: list[float], tasks: int) -> None:
    parts = Components(**dict(zip(AXES, values, strict=True)))
    here = relative_error(parts, tasks, 2, 2, 2)
    assert here is not None
    for more in ((tasks + 1, 2, 2, 2), (tasks, 3, 2, 2), (tasks, 2, 3, 2), (tasks, 2, 2, 3)):
        assert (relative_error(parts, *more) or 0) <= here
    assert (absolute_error(parts, tasks, 2, 2, 2) or 0) >= here
