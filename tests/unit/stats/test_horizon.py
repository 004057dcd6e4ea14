"""Horizons: METR's published figures, small fits that another optimiser makes, and what has no horizon."""

import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from scoring.stats.horizon import CONSERVATIVE, FEWEST_TASKS, NOT_FALLING, TOO_FAR, horizon
from scoring.stats.human_times import HumanTimes, human_times
from scoring.stats.success_curve import PENALTY, fit
from scoring.stats.trend import doubling_time

METR = Path(__file__).parents[4] / "shared" / "data" / "metr" / "task_results_gpt-5.4.yaml"
LENGTHS = np.array([1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 960, 1900], dtype=float)


def gpt_5_4() -> tuple[HumanTimes, np.ndarray, np.ndarray]:
    """Its tasks, and the task and score of each run. The file's form is regular, so that no YAML reader is needed."""
    if not METR.exists():
        pytest.skip("METR's results of GPT-5.4 are not there")
    text = METR.read_text(encoding="utf-8")
    tasks, minutes, solved, runs = (
        re.findall(rf"{key}: (\S+)", text) for key in ("task_id", "human_minutes", "n_successes", "n_runs")
    )
    times = human_times(tasks, np.array(minutes, dtype=float), families=[task.rsplit("/", 1)[0] for task in tasks])
    scores = [np.arange(int(n)) < int(k) for k, n in zip(solved, runs, strict=True)]
    return times, np.repeat(tasks, [len(each) for each in scores]), np.concatenate(scores).astype(float)


def each_task(minutes: Any, means: Any, attempts: int = 4, **options: Any) -> Any:
    """Horizon of an agent with that share of solved attempts on each task."""
    times = human_times(np.arange(len(minutes)), minutes, **options.pop("times", {}))
    solved = np.round(np.asarray(means) * attempts)
    scores = np.concatenate([np.arange(attempts) < k for k in solved]) if len(solved) else []
    return horizon(times, np.repeat(np.arange(len(minutes)), attempts), scores, **{"draws": 400, **options})


def test_gpt_5_4_is_what_metr_published() -> None:
    found = horizon(*gpt_5_4(), draws=10_000)
    assert (found.slope, found.intercept) == (pytest.approx(-0.520, abs=5e-4), pytest.approx(4.378, abs=5e-4))
    half, most = found.points
    assert half.minutes.value == pytest.approx(341.7, abs=0.1)
    assert most.minutes.value == pytest.approx(53.9, abs=0.1)
    assert (half.conservative.low, half.conservative.high) == (pytest.approx(187, rel=0.1), pytest.approx(769, rel=0.1))
    assert (most.conservative.low, most.conservative.high) == (pytest.approx(24, rel=0.1), pytest.approx(109, rel=0.1))
    assert half.conservative.note == CONSERVATIVE
    assert (found.tasks, found.families, half.place) == (228, 79, "within")
    # Families alone say nearly the same: METR's inner draws cost 5 % of width here.
    assert (half.minutes.low, half.minutes.high) == (pytest.approx(189, rel=0.05), pytest.approx(814, rel=0.05))


def test_ten_thousand_draws_of_a_large_suite_take_seconds() -> None:
    """As many tasks and families as METR's; one fit after the other would take a minute."""
    random = np.random.default_rng(0)
    minutes, families = np.exp2(random.uniform(-3, 11, 228)), random.integers(0, 79, 228)
    means = random.binomial(6, 1 / (1 + np.exp(0.6 * (np.log2(minutes) - 8)))) / 6
    start = time.process_time()
    found = each_task(minutes, means, attempts=6, draws=10_000, times={"families": families})
    assert found.points[0].minutes.method == found.points[0].conservative.method == "percentile"
    assert time.process_time() - start < 15


def test_fits_are_those_of_a_general_optimiser() -> None:
    random = np.random.default_rng(3)
    x = random.uniform(-2, 10, (40, 15))
    weights = random.uniform(0.01, 0.1, (40, 15))
    solved = weights * random.random((40, 15))
    found = fit(x, weights, solved, penalty=0.1)

    def loss(at: np.ndarray, row: int) -> float:
        odds = at[0] + at[1] * x[row]
        return float((weights[row] * np.logaddexp(0, odds) - solved[row] * odds).sum() + 0.05 * at[1] ** 2)

    for row in range(40):
        best = minimize(loss, np.zeros(2), args=(row,), method="BFGS", options={"gtol": 1e-9})
        assert [found.intercept[row], found.slope[row]] == pytest.approx(best.x, abs=1e-4)


def test_a_clean_step_has_the_slope_that_the_penalty_allows() -> None:
    """All below 30 minutes solved and none above: without a penalty there is no fit, and without a line search Newton's
    method runs off. At the optimum the penalty's pull is the data's."""
    x = np.log2(LENGTHS)
    solved = (x < 4.5) / len(x)
    found = fit(x[None], np.full((1, 12), 1 / 12), solved[None])
    share = found.success(x)[0]
    assert PENALTY * found.slope[0] == pytest.approx(((solved - share / 12) * x).sum(), rel=1e-4)
    assert found.slope[0] < -10
    assert np.exp2(found.horizon(0.5)[0]) == pytest.approx(np.sqrt(15 * 30), rel=0.01)


def test_it_does_not_matter_where_a_fit_begins() -> None:
    """Nor that the draws of one agent begin from its curve, which may be a steep one: a full step of Newton's from
    there leads nowhere."""
    x = np.linspace(-3, 11, 57)[None]
    weights = np.full((1, 57), 1 / 57)
    for means in (np.r_[np.ones(54), 0, 1, 0], np.r_[0, 1, np.zeros(55)], np.linspace(1, 0, 57)[None] ** 2):
        plain = fit(x, weights, weights * means)
        for near in ((20.0, -2.5), (2.0, -4.0), (-30.0, 3.0), (250.0, -23.0), (-400.0, 40.0)):
            found = fit(x, weights, weights * means, near=near)
            assert [*found.intercept, *found.slope] == pytest.approx([*plain.intercept, *plain.slope], rel=1e-5)


def test_fractions_are_that_much_of_a_success() -> None:
    """An attempt of .75 is three of four."""
    times, tasks = human_times(np.arange(12), LENGTHS), np.arange(12)
    means = np.linspace(1, 0, 12).round(2)
    partly = horizon(times, tasks, means, draws=50)
    whole = np.concatenate([np.arange(100) < round(100 * mean) for mean in means])
    counted = horizon(times, np.repeat(tasks, 100), whole, draws=50)
    assert (partly.slope, partly.intercept) == (pytest.approx(counted.slope), pytest.approx(counted.intercept))


def test_families_share_weight() -> None:
    """Of 4 tasks in a family each weighs half of one that stands alone, whatever its number of attempts."""
    lengths = np.concatenate([LENGTHS, np.full(4, 100.0)])
    means = np.concatenate([np.linspace(1, 0, 12), np.ones(4)])
    families = np.concatenate([np.arange(12), np.full(4, 12)])
    attempts = np.arange(16) % 3 + 1
    tasks = np.repeat(np.arange(16), attempts)
    times = human_times(np.arange(16), lengths, families=families)
    found = horizon(times, tasks, means[tasks], draws=50)
    weights = np.where(families == 12, 0.5, 1.0) / 14
    same = fit(np.log2(lengths)[None], weights[None], (weights * means)[None])
    assert (found.slope, found.intercept) == (pytest.approx(same.slope[0]), pytest.approx(same.intercept[0]))
    equal = horizon(times, tasks, means[tasks], weights="equal", draws=50)
    assert equal.points[0].minutes.value > found.points[0].minutes.value


def test_all_or_nothing_is_said() -> None:
    none, every = each_task(LENGTHS, np.zeros(12)), each_task(LENGTHS, np.ones(12))
    assert [point.minutes.value for point in none.points] == [0.0, 0.0]
    assert none.points[0].minutes.note == "all fail: below the shortest task, 1 min"
    assert none.share.high == pytest.approx(0.2646, abs=1e-4), "0 of 12 tasks, after Clopper and Pearson"
    assert every.points[0].minutes.value is None
    assert every.points[0].minutes.note == "undefined (all succeed: beyond the longest task, 1900 min)"
    assert (none.points[0].place, every.points[0].place) == ("below the shortest task", "beyond the longest task")
    assert (none.slope, every.slope) == (None, None)


def test_a_curve_that_rises_has_no_horizon() -> None:
    found = each_task(LENGTHS, np.linspace(0, 1, 12))
    assert found.slope is not None
    assert found.slope > 0
    assert found.points[0].minutes.value is None
    assert found.points[0].minutes.note == found.points[0].conservative.note == NOT_FALLING


def test_a_slope_that_may_be_none_has_no_interval() -> None:
    """Nearly level: many draws rise, and an interval of those that fall would say nothing of them."""
    found = each_task(LENGTHS, [0.75, 0.5, 0.5, 0.75, 0.5, 0.25, 0.75, 0.5, 0.5, 0.25, 0.75, 0.5])
    half = found.points[0].minutes
    assert half.value is not None
    assert half.low is None
    assert re.fullmatch(r"undefined in \d+ of 400 draws", half.note)


def test_where_a_horizon_lies() -> None:
    weak, strong = each_task(LENGTHS * 100, [0.5, 0.25] + [0] * 10), each_task(LENGTHS / 100, [1] * 10 + [0.75, 0.75])
    assert (weak.points[1].place, strong.points[0].place) == ("below the shortest task", "beyond the longest task")
    assert weak.notes == ("near the floor (2 of 12 tasks have a success, 10 wanted)",)
    assert strong.notes == ("near saturation (2 of 12 tasks have a failure, 10 wanted)",)
    assert strong.points[0].minutes.high is None, "a draw without these two never fails"
    far = each_task(LENGTHS, [1, 1, 0.75, 1, 1, 0.75, 1, 1, 0.75, 1, 1, 0.75], draws=50)
    assert (far.points[0].minutes.value, far.points[0].minutes.note) == (None, TOO_FAR)


def test_few_tasks_and_few_families() -> None:
    few = each_task(LENGTHS[:11], np.linspace(1, 0, 11), curve=[10])
    assert few.points[0].minutes.note == few.curve[0].success.note == f"below minimum (11 of {FEWEST_TASKS} tasks)"
    families = {"families": np.arange(12) % 5}
    five = each_task(LENGTHS, np.linspace(1, 0, 12), times=families, curve=[10])
    assert five.points[0].minutes.value is not None
    notes = {five.points[0].minutes.note, five.curve[0].success.note}
    assert notes == {"cannot decide (5 of 6 clusters)"}
    nothing = horizon(human_times([], []), [], [], curve=[10])
    assert (nothing.points[0].minutes.note, nothing.tasks, nothing.notes) == ("undefined (no data)", 0, ())


def test_human_times_widen_every_interval() -> None:
    means = [1, 1, 0.75, 1, 0.75, 0.5, 0.75, 0.25, 0.5, 0.25, 0, 0.25]
    plain = each_task(LENGTHS, means, draws=2000, curve=[30])
    band = {"low": LENGTHS / 4, "high": LENGTHS * 4}
    wide = each_task(LENGTHS, means, draws=2000, curve=[30], times=band)
    for one, other in (
        (plain.points[0].minutes, wide.points[0].minutes),
        (plain.points[0].conservative, wide.points[0].conservative),
        (plain.curve[0].success, wide.curve[0].success),
    ):
        assert one.value == other.value
        assert other.high / other.low > 1.1 * one.high / one.low
    assert (plain.uncertain_times, wide.uncertain_times) == (False, True)


def test_a_shared_error_moves_all_horizons_together() -> None:
    """Every human time off by one factor: so are the horizons, by nothing but that."""
    means = np.repeat([1.0, 0.0], 6)
    found = each_task(LENGTHS, means, draws=4000, times={"shared_sd": 1.0})
    half = found.points[0].minutes
    assert np.log(half.high / half.low) > 2 * 1.96


def test_the_curve_is_the_fit() -> None:
    found = each_task(LENGTHS, np.linspace(1, 0, 12), curve=[1, 41.5, 1900])
    odds = [found.intercept + found.slope * np.log2(point.minutes) for point in found.curve]
    assert [point.success.value for point in found.curve] == pytest.approx(1 / (1 + np.exp(-np.array(odds))))
    assert all(point.success.low < point.success.value < point.success.high for point in found.curve)


def test_bands_are_the_middle_ninety() -> None:
    times = human_times(["a", "b"], [10, 60], [5, 10], [40, 70])
    drawn = np.exp(times.drawn(np.random.default_rng(0), 40_000))
    low, mid, high = np.quantile(drawn, [0.05, 0.5, 0.95], axis=0)
    assert [*low, *mid, *high] == pytest.approx([5, 10, 10, 60, 40, 70], rel=0.03)
    assert human_times(["a"], [10]).drawn(np.random.default_rng(0), 9).shape == (1, 1)


@pytest.mark.parametrize(
    ("minutes", "low", "high"),
    [([0.0], None, None), ([5.0], [6.0], [7.0]), ([5.0], [1.0], [4.0]), ([5.0], [1.0], None)],
)
def test_times_that_are_none(minutes, low, high) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"human time|two ends"):
        human_times(["a"], minutes, low, high)


def test_what_cannot_be_fitted_is_refused() -> None:
    times = human_times(["a", "b"], [1, 2])
    with pytest.raises(ValueError, match="human time for each task"):
        horizon(times, ["a", "c"], [0, 1])
    with pytest.raises(ValueError, match="score in"):
        horizon(times, ["a", "b"], [0, 1.5])
    with pytest.raises(ValueError, match="one human time"):
        human_times(["a", "a"], [1, 2])


def test_doubling_time() -> None:
    """Horizons that double every 100 days exactly, then with an error whose interval is known: 4 models, slope 0.01
    and residuals of +-e that add e / 100 * sqrt(4 / 2 / 5) of standard error."""
    days = np.array([0, 100, 200, 300])
    assert doubling_time(days, 5 * 2.0 ** (days / 100)).value == pytest.approx(100)
    off = np.array([1, -1, -1, 1]) * 0.1
    found = doubling_time(days, 2 ** (days / 100 + off))
    half = 4.302653 * 0.1 * np.sqrt(4 / 2 / 5) / 100
    assert (found.value, found.low, found.high) == pytest.approx((100, 1 / (0.01 + half), 1 / (0.01 - half)))
    open_ = doubling_time(days, 2 ** (days / 100 + 10 * off))
    assert (open_.value, open_.high, open_.note) == (pytest.approx(100), None, "no upper bound (growth is not shown)")
    assert doubling_time(days, 2 ** (-days / 100)).note == "no doubling (horizons do not grow)"
    assert doubling_time([0, 0], [1, 2]).note == "below minimum (1 of 3 release days)"
