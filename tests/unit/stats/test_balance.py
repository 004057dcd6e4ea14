"""What is kept of scores that are not complete."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from scoring.stats.balance import balanced
from scoring.stats.variance import g_study, generalizability


def test_scores_of_another_shape_are_refused() -> None:
    for what in (g_study, generalizability):
        with pytest.raises(ValueError, match="3 dimensions"):
            what(np.zeros((3, 3, 3)))
        with pytest.raises(ValueError, match="infinite"):
            what(np.full((3, 3, 1, 1, 1), np.inf))


def test_an_incomplete_task_is_dropped_and_a_short_attempt_cut() -> None:
    scores = np.random.default_rng(5).normal(size=(6, 3, 4, 2, 3))
    scores[0, 1] = np.nan
    scores[1, 0, 1, 1, 0] = np.nan
    scores[2, 2, 3] = np.nan
    kept, what = balanced(scores)
    assert kept.shape == (5, 3, 3, 2, 3)
    assert what == "kept 270 of 401 scores, 5 of 6 tasks, 3 of 4 attempts"
    # The attempt with a missing repeat made room for the last one.
    assert kept[0, 0] == pytest.approx(scores[1, 0, [0, 2, 3]])
    assert kept[3] == pytest.approx(scores[4, :, :3])
    assert g_study(scores).given == pytest.approx(g_study(kept).given)
    assert (g_study(scores).dropped, g_study(kept).dropped) == (what, "")


def test_repeats_are_cut_to_those_every_judge_has() -> None:
    scores = np.random.default_rng(5).normal(size=(3, 2, 2, 2, 3))
    scores[:, :, 0, 1, 0] = np.nan
    kept, what = balanced(scores)
    assert kept.shape == (3, 2, 2, 2, 2)
    assert kept[:, :, 0, 1] == pytest.approx(scores[:, :, 0, 1, 1:])
    assert what == "kept 48 of 66 scores, 2 of 3 repeats"


def test_one_attempt_or_repeat_is_kept_only_where_nobody_has_two() -> None:
    scores = np.random.default_rng(5).normal(size=(6, 3, 2, 1, 1))
    scores[:3, 0, 1] = np.nan
    assert balanced(scores)[0].shape == (3, 3, 2, 1, 1)
    scores[3:5, 0, 1] = np.nan
    assert balanced(scores)[0].shape == (6, 3, 1, 1, 1)
    scores = np.random.default_rng(5).normal(size=(6, 3, 1, 2, 3))
    scores[:4, 0, 0, 1, 1:] = np.nan
    assert balanced(scores)[0].shape == (2, 3, 1, 2, 3)
    scores[4, 0, 0, 1, 1:] = np.nan
    assert balanced(scores)[0].shape == (6, 3, 1, 2, 1)


def test_who_has_no_score_at_all_is_left_out() -> None:
    scores = np.random.default_rng(6).normal(size=(8, 3, 2, 3, 1))
    scores[:, 1], scores[:, :, :, 2] = np.nan, np.nan
    assert balanced(scores)[1] == "kept 64 of 64 scores, 2 of 3 agents, 2 of 3 judges"
    assert generalizability(scores) == generalizability(scores[:, [0, 2], :, :2])
    assert generalizability(np.full((8, 3, 2, 2, 2), np.nan)).value is None


cubes = arrays.arrays(
    float,
    st.tuples(st.integers(2, 5), st.integers(2, 3), st.integers(1, 3), st.integers(1, 2), st.integers(1, 3)),
    elements=st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0, np.nan]),
)


@given(cubes)
def test_what_is_kept_is_complete_and_was_there(scores) -> None:  # type: ignore[no-untyped-def]
    kept, what = balanced(scores)
    assert np.isfinite(kept).all()
    assert (what == "") == (kept.shape == scores.shape)
    values, counts = np.unique(kept, return_counts=True)
    for value, count in zip(values, counts, strict=True):
        assert count <= (scores == value).sum()


@given(cubes)
def test_no_missing_score_is_ever_a_number(scores) -> None:  # type: ignore[no-untyped-def]
    found, board = g_study(scores), generalizability(scores)
    assert all(np.isfinite(value) for value in [*found.given.values(), *found.mean_squares.values()])
    for end in (board.value, board.low, board.high):
        assert end is None or np.isfinite(end)
    assert (board.value is None) == board.note.startswith("undefined")
