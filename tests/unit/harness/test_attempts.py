"""The table of what trials came to, from finished runs on disk."""

from pathlib import Path

from harness.attempts import attempts_of, is_control, plays_a_part, treated
from tests.unit.harness.contrast.made import CODE, TEXT, finished, record, spec


def test_a_track_of_its_own_is_an_agent_of_its_own(tmp_path: Path) -> None:
    other = spec(CODE, "me").model_copy(update={"track": "open"})
    found = attempts_of([finished(tmp_path / "run", [record(spec(CODE, "me"), 1.0), record(other, 0.5)])])
    assert [(row.agent, row.score, row.passed) for row in found.rows] == [("me", 1.0, True), ("me (open)", 0.5, False)]


def test_what_has_no_score_is_left_out_and_said(tmp_path: Path) -> None:
    failed = record(spec(CODE, "me"), 0.0).model_copy(update={"rewards": (), "outcome": "infra_error"})
    found = attempts_of([finished(tmp_path / "run", [failed, record(spec(TEXT, "me"), 0.7)])])
    assert [row.task for row in found.rows] == [TEXT]
    assert found.notes == ("1 trial is left out, without a main score.",)


def test_the_same_trial_of_two_runs_is_two_attempts(tmp_path: Path) -> None:
    first, again = (finished(tmp_path / name, [record(spec(CODE, "me"), 1.0)]) for name in ("a", "b"))
    assert len(attempts_of([first, again, first]).rows) == 2


def test_cheats_count_as_they_are_treated(tmp_path: Path) -> None:
    rows = attempts_of(
        [finished(tmp_path / "run", [record(spec(CODE, "me"), 1.0), record(spec(TEXT, "me"), 0.4)])]
    ).rows
    rows = (rows[0]._replace(cheated=True), rows[1])
    assert [row.score for row in treated(rows, "as-scored")] == [1.0, 0.4]
    assert [(row.score, row.passed) for row in treated(rows, "failure")] == [(0.0, False), (0.4, False)]
    assert [row.score for row in treated(rows, "left-out")] == [0.4]
    rows = (rows[0]._replace(score=0.2, passed=False), rows[1])
    assert [(row.score, row.passed) for row in treated(rows, "success")] == [(1.0, True), (0.4, False)]


def test_what_proves_the_instrument_is_no_agent() -> None:
    assert [is_control(name) for name in ("oracle", "cheat:facade", "course:90")] == [True] * 3
    assert [is_control(name) for name in ("human:ada", "sample:ladder:1", "codex==1")] == [False] * 3
    assert [plays_a_part(name) for name in ("oracle", "sample:ladder:1", "human:ada")] == [True, True, False]
