"""What a sheet says of its artifacts, and what is drawn of it."""

import numpy as np
import pytest

from scoring.contrast.figures import step_of
from scoring.contrast.sheet import Sheet, drawn_rows
from tests.validate.world import World, study

WORLD = World(tasks=7, attempts=3)


@pytest.fixture
def sheet() -> Sheet:
    return study(WORLD, np.random.default_rng(1)).code


def test_a_task_drawn_twice_is_two_tasks(sheet: Sheet) -> None:
    tasks = np.unique(sheet.tasks)
    drawn = sheet.drawn(tasks, np.array([2, 0, 1, 0, 0, 0, 1.0]))
    assert sorted(np.unique(drawn.tasks).tolist()) == ["t0\x1f0", "t0\x1f1", "t2\x1f0", "t6\x1f0"]
    assert len(drawn.tasks) == 4 * 9
    one, other = (drawn.where(drawn.tasks == f"t0\x1f{copy}") for copy in "01")
    assert np.array_equal(one.judged.scores, other.judged.scores)
    assert np.array_equal(one.judged.scores, sheet.where(sheet.tasks == "t0").judged.scores)


def test_tasks_drawn_once_keep_their_names(sheet: Sheet) -> None:
    tasks = np.unique(sheet.tasks)
    rows, names = drawn_rows(sheet.tasks, tasks, np.array([1, 1, 0, 1, 1, 1, 1.0]))
    assert np.array_equal(names, sheet.tasks[rows])
    assert "t2" not in names
    assert len(rows) == 6 * 9


def test_a_cube_holds_every_score_once(sheet: Sheet) -> None:
    cube, tasks, agents = sheet.cube("judged")
    assert cube.shape == (7, 3, 3, 2, 3)
    for row in (0, 17, 40):
        t, a = list(tasks).index(sheet.tasks[row]), list(agents).index(sheet.agents[row])
        assert np.array_equal(cube[t, a, sheet.attempts[row] - 1], sheet.judged.scores[row])
    assert np.isfinite(cube).all()


def test_an_attempt_that_is_missing_is_nan_and_shifts_nobody(sheet: Sheet) -> None:
    left = sheet.where(~((sheet.tasks == "t3") & (sheet.agents == "a1") & (sheet.attempts == 2)))
    cube, _, _ = left.cube("checked")
    assert np.isnan(cube[3, 1, 2]).all()
    assert np.isfinite(cube).sum() == np.isfinite(sheet.cube("checked")[0]).sum() - 3


def test_a_reward_is_the_mean_of_one_look_of_each_rater(sheet: Sheet) -> None:
    looks = sheet.judged
    assert np.allclose(looks.first, looks.scores[:, :, 0].mean(axis=1))
    assert np.allclose(looks.again, looks.scores[:, :, 1:].mean(axis=(1, 2)))
    gone = looks._replace(scores=np.where(np.arange(2)[None, :, None] == 0, np.nan, looks.scores))
    assert np.allclose(gone.first, looks.scores[:, 1, 0]), "a judge that abstains is left out, and counts for nothing"


def test_full_marks_are_asked_of_tests_and_no_defect_of_graded_channels(sheet: Sheet) -> None:
    scores = np.array([1.0, 0.99, 0.9, 0.89, np.nan])
    assert np.array_equal(sheet.checked.passing(scores), [1, 0, 0, 0, np.nan], equal_nan=True)
    assert np.array_equal(sheet.judged.passing(scores), [1, 1, 1, 0, np.nan], equal_nan=True)


def test_right_is_what_nothing_is_known_against(sheet: Sheet) -> None:
    """Planted defects, a cheat, a second suite that fails, a shape that is not there: each alone makes a work wrong."""
    known = sheet.take(np.arange(7))._replace(
        gold=np.array([1, 0.8, 1, np.nan, np.nan, np.nan, np.nan]),
        oracle=np.array([1, 1, 0.5, 1, 1, np.nan, 1]),
        structure=np.array([1, 1, 1, 1, 1, 1, 0.4]),
        cheats=np.array([False, False, False, False, True, False, False]),
    )
    assert np.array_equal(known.truth, [1, 0, 0, 1, 0, np.nan, 0], equal_nan=True)
    assert np.array_equal(known.second, [1, 1, 0, 1, 1, np.nan, 0], equal_nan=True)
    assert np.allclose(known.quality, [1, 0.8, 1, 1, 1, np.nan, 0.4], equal_nan=True)
    writing = study(WORLD, np.random.default_rng(1)).writing
    assert np.array_equal(writing.truth == 1, writing.gold == 1)


def test_a_step_is_what_a_channel_takes_off_for_a_defect(sheet: Sheet) -> None:
    plain = sheet._replace(judged=sheet.judged._replace(scores=_everywhere(0.2 + 0.4 * sheet.gold)))
    assert step_of(plain, "judged") == pytest.approx(0.08)
    # How kind it is to a task's works does not matter.
    kind = np.where(sheet.tasks == "t1", 0.3, 0.0)
    kinder = sheet._replace(judged=sheet.judged._replace(scores=_everywhere(0.2 + 0.4 * sheet.gold + kind)))
    assert step_of(kinder, "judged") == pytest.approx(0.08)
    blind = sheet._replace(judged=sheet.judged._replace(scores=_everywhere(np.full(len(sheet.gold), 0.5))))
    assert step_of(blind, "judged") is None


def _everywhere(scores: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return np.broadcast_to(scores[:, None, None], (len(scores), 2, 3)).copy()
