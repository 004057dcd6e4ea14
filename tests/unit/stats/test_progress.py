"""Rewards over time: a curve that rises, falls and rises again, reckoned by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.stats.intervals import median_interval
from scoring.stats.progress import area, curve, last_part, median_time, on_grid, regressions, time_to

REPAIRED = curve([0, 60, 120, 180, 240], [0.0, 0.5, 0.2, 0.2, 1.0], 300)
"""Improves, breaks, rests and repairs."""


def test_a_level_is_reached_when_it_is_first_seen() -> None:
    assert [time_to(REPAIRED, level) for level in (0.0, 0.5, 0.8, 1.0)] == [0, 60, 240, 240]
    assert time_to(curve([0, 10], [0, 0.4], 20), 0.5) == np.inf


def test_the_area_is_the_mean_over_time() -> None:
    assert area(REPAIRED) == pytest.approx((60 * 0 + 60 * 0.5 + 120 * 0.2 + 60 * 1.0) / 300)
    assert area(curve([0], [1.0], 10)) == 1.0
    assert np.isnan(area(curve([5], [1.0], 5)))


def test_falls_are_counted_among_the_steps_at_which_something_changed() -> None:
    found = regressions(REPAIRED, changed=[True, True, False, True])
    assert (found.falls, found.steps) == (1, 3)
    assert found.lost == pytest.approx(0.3)
    assert found.below_best == 0
    assert regressions(REPAIRED).steps == 4


def test_what_is_left_broken_at_the_end_is_told() -> None:
    found = regressions(curve([0, 1, 2], [0.2, 0.9, 0.4], 3))
    assert found.below_best == pytest.approx(0.5)


def test_the_last_quarter_may_have_taken_away() -> None:
    assert last_part(REPAIRED) == pytest.approx(0.8)
    assert last_part(curve([0, 10, 19], [0.0, 1.0, 0.4], 20)) == pytest.approx(-0.6)
    assert np.isnan(last_part(curve([19], [1.0], 20)))


def test_who_is_done_sooner_keeps_what_he_has() -> None:
    grid, rewards = on_grid([REPAIRED, curve([0, 100], [0.0, 1.0], 100)], points=4)
    assert grid.tolist() == [0, 100, 200, 300]
    assert rewards.tolist() == [[0.0, 0.5, 0.2, 1.0], [0.0, 1.0, 1.0, 1.0]]


def test_of_two_looks_at_once_the_later_one_counts() -> None:
    assert curve([0, 5, 5], [0.0, 0.3, 0.6], 5).value.tolist() == [0.0, 0.6]


@pytest.mark.parametrize(("at", "value", "end"), [([], [], 1), ([0], [np.nan], 1), ([2], [1.0], 1), ([-1], [1.0], 1)])
def test_what_is_no_curve_is_refused(at: list[float], value: list[float], end: float) -> None:
    with pytest.raises(ValueError):
        curve(at, value, end)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 1)), min_size=1, max_size=20))
def test_the_area_lies_between_the_least_and_the_most(looks: list[tuple[float, float]]) -> None:
    one = curve([at for at, _ in looks], [value for _, value in looks], 101.0)
    assert one.value.min() - 1e-9 <= area(one) <= one.value.max() + 1e-9
    assert time_to(one, one.value.max()) <= 100


def test_the_median_time_counts_those_that_never_got_there_as_later() -> None:
    times = [5.0, 1.0, np.inf, 2.0, np.nan, 3.0, 4.0, 6.0]
    found = median_time(times)
    assert (found.value, found.n, found.method) == (4.0, 7, "order statistics")
    assert (found.low, found.high, found.note) == (1.0, None, "no upper bound")
    ten = [float(at) for at in range(10)]
    assert (median_time(ten).low, median_time(ten).high) == median_interval(ten)


@pytest.mark.parametrize(
    ("times", "value", "note"),
    [
        ([np.nan], None, "not known"),
        ([1.0, np.inf], None, "not reached by more than half"),
        ([np.inf, np.inf], None, "not reached by more than half"),
        ([1.0, 2.0, np.inf], 2.0, "cannot decide (3 of 6 clusters)"),
    ],
)
def test_too_few_times_have_no_interval(times: list[float], value: float | None, note: str) -> None:
    found = median_time(times)
    assert (found.value, found.low, found.high, found.note) == (value, None, None, note)


def test_the_median_time_over_tasks_is_as_unsure_as_tasks_are_few() -> None:
    labels = np.repeat(np.arange(8), 5)
    times = 10.0 + labels
    alone, together = median_time(times), median_time(times, labels)
    assert alone.value == together.value == 13.5
    for found in (alone, together):
        assert found.low is not None and found.high is not None
    assert together.high - together.low > alone.high - alone.low  # type: ignore[operator]
    assert together.clusters == 8
    assert median_time(times[:25], labels[:25]).note == "cannot decide (5 of 6 clusters)"
    never = np.where(labels > 4, np.inf, times)
    assert median_time(never, labels).note == "no upper bound"
    assert median_time(never, labels).low is not None
