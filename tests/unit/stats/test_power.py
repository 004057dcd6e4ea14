"""Known answers of how many tasks it takes, and how often that many do it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nct, t, ttest_1samp

from scoring.stats.bootstrap import Floats
from scoring.stats.intervals import clopper_pearson
from scoring.stats.measured import NO_VARIANCE
from scoring.stats.power import (
    NO_NUMBER,
    area_error,
    least_difference,
    paired_binary_tasks,
    pairs_needed,
    power_by_resampling,
    tasks_needed,
    tasks_needed_interval,
    two_proportions,
)
from scoring.stats.variance import Components, g_study

NOISY = Components(ta=1, e=0.5)


def _scores(random: np.random.Generator, tasks: int, agents: int, attempts: int) -> Floats:
    """Components t 1, ta 1, e .5; agents do not differ."""
    both = random.normal(size=(tasks, 1, 1)) + random.normal(size=(tasks, agents, 1))
    noise = np.sqrt(0.5) * random.normal(size=(tasks, agents, attempts, 1, 1))
    return np.asarray(both[..., None, None] + noise)


def test_tasks_needed_known_answer() -> None:
    """2 x 1.5 x 7.849 / .25 = 94.2."""
    found = tasks_needed(NOISY, 0.5)
    assert (found.value, found.low, found.high, found.note) == (95, None, None, "")


def test_so_many_tasks_have_the_power_promised() -> None:
    """A t test of 95 differences of variance 3 finds .5 in .795 of 20,000 data sets, as it should, and not in .8."""
    exact = float(nct.sf(t.ppf(0.975, 94), 94, 0.5 * np.sqrt(95 / 3)))
    assert exact == pytest.approx(0.7953, abs=5e-5)
    differences = 0.5 + np.sqrt(3) * np.random.default_rng(12).normal(size=(20_000, 95))
    hits = int(np.sum(ttest_1samp(differences, 0, axis=1).pvalue < 0.05))
    low, high, _ = clopper_pearson(hits, 20_000, 0.999)
    assert low <= exact <= high


def test_every_component_counts_as_the_formula_says() -> None:
    parts = Components(t=9, a=9, ta=3, i=2, j=9, tj=9, aj=0.1, taj=1.5, e=6)
    factor = (1.959963984540054 + 0.8416212335729143) ** 2
    per_task = 2 * (3 + 1.5 / 3 + (2 + 6 / (2 * 3)) / 4)
    wanted = factor * per_task / (1.0 - factor * 2 * 0.1 / 3)
    assert tasks_needed(parts, 1.0, 4, 3, 2).value == np.ceil(wanted)
    wider = tasks_needed(parts, 1.0, 4, 3, 2, power=0.9, level=0.9).value
    assert wider == np.ceil(per_task / (1 / (1.6448536 + 1.2815516) ** 2 - 0.2 / 3))


def test_no_number_of_tasks_outweighs_the_bias_of_judges() -> None:
    """2 s2_aj / n_j times 7.849 is delta^2 where s2_aj / n_j is .0637: between 15 and 16 judges."""
    parts = Components(ta=1, aj=1, taj=1, e=1)
    found = tasks_needed(parts, 1, judges=15)
    assert (found.value, found.note) == (None, NO_NUMBER)
    assert (tasks_needed(parts, 1, judges=16).value or 0) > 500
    assert (least_difference(parts, 10**9, judges=15).value or 0) > 1
    assert (least_difference(parts, 10**9, judges=16).value or 9) < 1


@pytest.mark.parametrize(("variance", "tasks"), [(0.05, 6), (1, 18), (1.5, 26), (1.8, 30), (2, 32), (0, 6)])
def test_few_tasks_take_student_quantiles(variance: float, tasks: int) -> None:
    """For a variance of the difference of 2 s2 and delta 1: 15.7 s2 tasks by normal quantiles, a good two more by
    Student's, which end at 30; never below 6."""
    found = tasks_needed(Components(ta=variance, e=0, a=1), 1)
    assert found.value == tasks
    if 6 < tasks < 30:
        quantiles = {n: t.ppf(0.975, n - 1) + t.ppf(0.8, n - 1) for n in (tasks - 1, tasks)}
        assert quantiles[tasks] ** 2 * 2 * variance / tasks <= 1
        assert quantiles[tasks - 1] ** 2 * 2 * variance / (tasks - 1) > 1


def test_least_difference_known_answer() -> None:
    found = least_difference(NOISY, 95)
    assert found.value == pytest.approx((t.ppf(0.975, 94) + t.ppf(0.8, 94)) * np.sqrt(3 / 95))
    assert found.value == pytest.approx(0.5031, abs=5e-5)
    assert least_difference(NOISY, 5).note == "cannot decide (5 of 6 tasks)"


def test_where_nothing_can_be_planned() -> None:
    assert tasks_needed(Components(ta=0, e=0), 1).note == NO_VARIANCE
    assert least_difference(Components(ta=0, e=0), 20).note == NO_VARIANCE
    assert tasks_needed_interval(NOISY, 1).note == "undefined (components of no study)"
    constant, one = g_study(np.ones((8, 3, 2, 1, 1))), g_study(np.ones((1, 3, 2, 1, 1)))
    assert tasks_needed_interval(constant, 1).note == NO_VARIANCE
    assert "needs two complete tasks" in tasks_needed(one, 1).note
    assert "needs two complete tasks" in tasks_needed_interval(one, 1).note
    study = g_study(_scores(np.random.default_rng(1), 8, 3, 2))
    assert tasks_needed(study, 1, 2, judges=3).note == "undefined (the study has one judge)"


@pytest.mark.parametrize("delta", [0.0, -1.0, float("nan"), float("inf")])
def test_a_difference_is_above_zero(delta: float) -> None:
    for what in (tasks_needed, tasks_needed_interval):
        with pytest.raises(ValueError, match="above 0"):
            what(NOISY, delta)


def test_levels_lie_between_none_and_all() -> None:
    for power, level in ((1.0, 0.95), (0.3, 0.95), (0.8, 1.0)):
        with pytest.raises(ValueError, match="power"):
            tasks_needed(NOISY, 1, power=power, level=level)
        with pytest.raises(ValueError, match="power"):
            least_difference(NOISY, 20, power=power, level=level)


def test_the_interval_of_n80_by_hand() -> None:
    """MS_ta / k at 15 x 5 = 75 degrees of freedom: chi-square is at 52.942 and 100.839."""
    study = g_study(_scores(np.random.default_rng(2), 16, 6, 2))
    square = study.mean_squares["ta"]
    found, factor = tasks_needed_interval(study, 0.3), 7.848879734349088 / 0.3**2
    assert found.value == np.ceil(factor * square)
    assert found.low == np.ceil(factor * square * 75 / 100.83934)
    assert found.high == np.ceil(factor * square * 75 / 52.94194)
    assert (found.n, found.clusters, found.method) == (192, 16, "chi-square")
    assert found.value == tasks_needed(study, 0.3, 2).value


def test_the_interval_of_n80_covers() -> None:
    """16 tasks, 6 agents, 2 attempts, 2,000 data sets: 2 x 1.25 x 7.849 / .09 = 218.02 tasks."""
    random, hits = np.random.default_rng(3), 0
    for _ in range(2000):
        found = tasks_needed_interval(g_study(_scores(random, 16, 6, 2)), 0.3)
        hits += found.low is not None and found.high is not None and found.low <= 219 <= found.high
    low, high, _ = clopper_pearson(hits, 2000, 0.999)
    assert high >= 0.93
    assert low <= 0.97


def test_few_tasks_and_no_noise_give_n80_without_an_interval() -> None:
    few = tasks_needed_interval(g_study(_scores(np.random.default_rng(4), 5, 3, 2)), 1)
    assert few.value is not None
    assert (few.low, few.note) == (None, "cannot decide (5 of 6 tasks)")
    exact = tasks_needed_interval(g_study((np.arange(8.0)[:, None] + np.arange(3))[..., None, None, None]), 1)
    assert (exact.value, exact.low, exact.note) == (6, None, "no interval (no noise)")


def test_judges_of_the_study_are_a_panel_in_its_interval() -> None:
    """Judges that each favour an agent leave n80 for this panel as it was, and make it endless for judges at random."""
    random = np.random.default_rng(5)
    scores = _scores(random, 16, 4, 2) + 0.1 * random.normal(size=(16, 4, 2, 3, 2))
    taste = scores + 3 * random.normal(size=(1, 4, 1, 3, 1))
    plain, moved = g_study(scores), g_study(taste)
    assert tasks_needed_interval(moved, 0.5).value == tasks_needed_interval(plain, 0.5).value
    assert tasks_needed(moved, 0.5, 2, 3, 2).note == NO_NUMBER


def test_paired_outcomes_known_answer() -> None:
    """7.849 x .3 / .01 = 235.5."""
    assert paired_binary_tasks(0.1, 0.3) == 236
    assert paired_binary_tasks(0.1, 0.3, power=0.9) == 316
    for delta, discordant in ((0.0, 0.3), (0.4, 0.3), (0.1, 1.1)):
        with pytest.raises(ValueError, match="discordant"):
            paired_binary_tasks(delta, discordant)


def _outcomes(won: int, lost: int, even: int) -> Floats:
    return np.repeat([1.0, -1.0, 0.0, np.nan], [won, lost, even, 3])


def test_pairs_needed_known_answer() -> None:
    """delta .1, psi .3: (1.95996 sqrt(.3) + .84162 sqrt(.29))^2 / .01 = 233.1, and the interval holds it."""
    found = pairs_needed(_outcomes(200, 100, 700))
    assert (found.value, found.n, found.clusters, found.note) == (234, 1000, 1000, "")
    assert found.low is not None
    assert found.high is not None
    assert 100 < found.low < 234 < found.high
    # Nobody even: the coin test, (1.95996 x .5 + .84162 sqrt(.21))^2 / .04 = 46.6.
    assert pairs_needed(_outcomes(70, 30, 0)).value == 47


def test_pairs_needed_of_who_is_not_ahead() -> None:
    for outcomes in (_outcomes(10, 30, 5), _outcomes(20, 20, 5), _outcomes(0, 0, 40)):
        found = pairs_needed(outcomes)
        assert (found.value, found.low, found.high, found.note) == (None, None, None, NO_NUMBER)
    assert pairs_needed(_outcomes(0, 0, 0)).note == "undefined (no data)"
    assert pairs_needed(_outcomes(22, 20, 5)).high is None, "it may well be behind"
    sure = pairs_needed(_outcomes(40, 0, 0))
    assert (sure.value, sure.low) == (6, None)
    assert "no variance" in sure.note


@pytest.mark.parametrize(("won", "lost", "even"), [(20, 10, 70), (60, 30, 10)])
def test_so_many_pairs_have_the_power_promised(won: int, lost: int, even: int) -> None:
    """McNemar's z over drawn pairs, 4,000 times."""
    needed = pairs_needed(_outcomes(won, lost, even)).value
    assert needed is not None
    drawn = np.random.default_rng(1).multinomial(int(needed), [won / 100, lost / 100, even / 100], 4000)
    ahead, behind = drawn[:, 0].astype(float), drawn[:, 1]
    rejected = (ahead - behind) ** 2 > 1.95996**2 * (ahead + behind)
    assert 0.77 < rejected.mean() < 0.83


def test_independent_outcomes_known_answer() -> None:
    assert two_proportions(0.5, 0.6) == two_proportions(0.6, 0.5) == two_proportions(0.4, 0.5) == 388
    # (1.96 sqrt(2 x .075 x .925) + .8416 sqrt(.0475 + .09))^2 / .05^2 = 434.4.
    assert two_proportions(0.05, 0.10) == 435
    for first, second in ((0.5, 0.5), (-0.1, 0.5), (0.5, 1.1)):
        with pytest.raises(ValueError, match="two different shares"):
            two_proportions(first, second)


def test_so_many_paired_outcomes_have_the_power_promised() -> None:
    """.2 for one agent alone, .1 for the other, 236 tasks: a little above .8 (exact variance, t test)."""
    random = np.random.default_rng(6)
    differences = random.choice([1.0, -1.0, 0.0], p=[0.2, 0.1, 0.7], size=(8000, 236))
    share = float(np.mean(ttest_1samp(differences, 0, axis=1).pvalue < 0.05))
    assert 0.79 < share < 0.84


def test_power_by_resampling_is_that_of_the_t_test() -> None:
    """Quantiles of a normal distribution of variance 3 about .5: drawn from, they are nearly that distribution."""
    from scipy.special import ndtri

    shape = ndtri((np.arange(2000) + 0.5) / 2000)
    seen = 0.5 + np.sqrt(3) * shape / shape.std()
    found = power_by_resampling(seen, 95, draws=20_000)
    assert found.value == pytest.approx(0.7953, abs=0.012)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.7953 < found.high
    assert (found.n, found.method) == (2000, "wilson")
    assert "simulated data sets only" in found.note
    assert found == power_by_resampling(seen + 7, 95, delta=0.5, draws=20_000)
    for tasks in (6, 95):
        nothing = power_by_resampling(seen, tasks, delta=0.0, draws=20_000)
        assert nothing.value == pytest.approx(0.05, abs=0.006)


def test_resampling_in_blocks_draws_them_all() -> None:
    found = power_by_resampling(np.arange(-3.0, 8.0), 30_000, draws=150)
    assert found.value == 1


def test_resampling_needs_tasks_that_differ() -> None:
    assert power_by_resampling([1.0, 2.0, 3.0, np.nan, 4.0, 5.0], 20).note == "undefined (cannot decide: 5 of 6 tasks)"
    assert power_by_resampling(np.arange(10.0), 5).value is None
    assert power_by_resampling(np.full(10, 0.1), 20).note == NO_VARIANCE
    assert power_by_resampling(np.zeros(10), 20).note == NO_VARIANCE
    with pytest.raises(ValueError, match="level"):
        power_by_resampling(np.arange(10.0), 20, level=1.0)


variances = st.floats(0.01, 10)


@given(variances, st.floats(0, 10), st.floats(0, 0.1), st.floats(0.05, 5), st.integers(1, 4))
def test_smaller_differences_and_more_noise_need_more_tasks(ta, e, aj, delta, judges) -> None:  # type: ignore[no-untyped-def]
    parts = Components(ta=ta, aj=aj, taj=0.1, e=e)
    here = tasks_needed(parts, delta, 1, judges).value or np.inf
    assert (tasks_needed(parts, delta * 1.1, 1, judges).value or np.inf) <= here
    assert (tasks_needed(parts, delta, 2, judges + 1).value or np.inf) <= here
    assert (tasks_needed(parts.model_copy(update={"ta": ta + 1}), delta, 1, judges).value or np.inf) >= here


@given(variances, st.floats(0.05, 5))
def test_the_least_difference_of_so_many_tasks_is_the_one_planned_for(ta: float, delta: float) -> None:
    """Up to 4 % at 30 tasks, where normal quantiles begin, and to what one task makes."""
    needed = tasks_needed(Components(ta=ta), delta).value
    assert needed is not None
    found = least_difference(Components(ta=ta), int(needed)).value
    assert found is not None
    assert found <= 1.04 * delta
    if needed > 6:
        fewer = least_difference(Components(ta=ta), int(needed) - 1).value
        assert fewer is None or fewer > delta


@given(variances, st.floats(0.05, 5), st.floats(0.01, 100))
def test_units_do_not_change_how_many(ta: float, delta: float, factor: float) -> None:
    one = tasks_needed(Components(ta=ta), delta).value
    other = tasks_needed(Components(ta=factor**2 * ta), factor * delta).value
    assert one is not None
    assert other == pytest.approx(one, abs=1)


@pytest.mark.parametrize(("each", "error"), [(50, 0.049), (100, 0.034)])
def test_the_error_of_an_area_before_it_is_found(each: int, error: float) -> None:
    assert area_error(0.75, each, each) == pytest.approx(error, abs=5e-4)
    # At least as sure with more, and by the same formula in both directions.
    assert area_error(0.75, 2 * each, each) < area_error(0.75, each, each)
    with pytest.raises(ValueError, match="inside"):
        area_error(1.0, each, each)
