"""Ladders as a run has played them: diffs and written files, each artifact once, and a word on what is missing."""

from pathlib import Path

import pytest

from harness.attack.from_run import ladders_of_run, placed_of_run
from harness.attack.ladders import Ladder, read_ladder
from harness.host import Host
from harness.task import Task
from sandboxes.archive import scan
from scoring.judge.artifact import unified_diff
from tests.unit.harness import played, tiny_ladders

LETTER, PUMP = "writing/letter-0", "smoke/pump"


@pytest.fixture
def tasks(tmp_path: Path) -> dict[str, Task]:
    """A letter and a change of code."""
    return played.tasks_in(played.pump(tiny_ladders.tasks(tmp_path / "tasks", 1)))


def ladders(run: Path, tasks: dict[str, Task], *agents: str, attempts: int = 1) -> dict[str, Ladder]:
    found, left_out = ladders_of_run(played.play(run, tasks, *agents, attempts=attempts), played.host(), tasks)
    assert left_out == []
    return {ladder.task: ladder for ladder in found}


def names(ladder: Ladder) -> list[tuple[str, int, bool]]:
    return [(piece.name, piece.defects, piece.rung) for piece in ladder.pieces]


def test_a_written_ladder_is_the_one_of_the_files(tmp_path: Path, tasks: dict[str, Task]) -> None:
    assert ladders(tmp_path / "run", tasks, "artifact:all")[LETTER] == read_ladder(tasks[LETTER])


def test_written_files_need_no_engine(tmp_path: Path, tasks: dict[str, Task], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere.sock")
    monkeypatch.setenv("MELTBENCH_ENGINE", "external")
    letter = {LETTER: tasks[LETTER]}
    found, _ = ladders_of_run(played.play(tmp_path / "run", letter, "artifact:all"), Host(lambda _: None), letter)
    assert found == [read_ladder(tasks[LETTER])]


def test_a_change_of_code_is_its_diff(tmp_path: Path, tasks: dict[str, Task]) -> None:
    ladder = ladders(tmp_path / "run", tasks, "artifact:all")[PUMP]
    assert names(ladder) == [(f"k{n}", n, True) for n in range(6)]
    assert (ladder.kind, ladder.material.diff, ladder.material.sources) == ("diff", True, "")
    base = scan(tasks[PUMP].directory / "environment" / "workspace")
    for piece in ladder.pieces:
        (workspace,) = (tmp_path / "run" / "trials").glob(f"pump-artifact-{piece.name}-*/workspace")
        assert piece.text == unified_diff(base, scan(workspace)) != ""


def test_attempts_and_the_reference_count_once(tmp_path: Path, tasks: dict[str, Task]) -> None:
    twice = ladders(tmp_path / "a", tasks, "artifact:all", "artifact:ladder-3", attempts=2)
    assert twice == ladders(tmp_path / "b", tasks, "artifact:all")
    solved = {PUMP: tasks[PUMP]}
    with_oracle = ladders(tmp_path / "c", solved, "oracle", "artifact:all")
    assert with_oracle[PUMP] == twice[PUMP]


def test_the_reference_stands_for_the_rung_without_a_defect(tmp_path: Path, tasks: dict[str, Task]) -> None:
    pump = {PUMP: tasks[PUMP]}
    ladder = ladders(tmp_path / "run", pump, "oracle", "artifact:k4")[PUMP]
    assert names(ladder) == [("oracle", 0, True), ("k4", 4, True)]
    assert ladder.good[0].text == ladders(tmp_path / "b", pump, "artifact:k0", "artifact:k5")[PUMP].good[0].text


def test_a_reference_of_its_own_is_a_good_variant(tmp_path: Path, tasks: dict[str, Task]) -> None:
    store = played.play(tmp_path / "run", {PUMP: tasks[PUMP]}, "oracle", "artifact:all")
    (solved,) = (store.root / "trials").glob("pump-oracle-*/workspace")
    (solved / "valve.py").write_text("# Another way.\n")
    (ladder,), _ = ladders_of_run(store, played.host(), {PUMP: tasks[PUMP]})
    assert names(ladder)[-1] == ("oracle", 0, False)
    assert len(ladder.good) == 2


@pytest.mark.parametrize(
    ("agents", "missing"),
    [
        (("artifact:k3", "artifact:k5"), "no finished work without a defect;"),
        (("artifact:k0", "artifact:k1"), "no finished work with 3, 4 or 5 defects;"),
        (("artifact:k1",), "no finished work without a defect and no finished work with 3, 4 or 5 defects;"),
    ],
)
def test_what_is_missing_is_said_with_what_to_run(
    tmp_path: Path, tasks: dict[str, Task], agents: tuple[str, ...], missing: str
) -> None:
    store = played.play(tmp_path / "run", {LETTER: tasks[LETTER]}, *agents)
    found, (sentence,) = ladders_of_run(store, played.host(), {LETTER: tasks[LETTER]})
    assert found == []
    assert missing in sentence
    assert f"`meltbench run {LETTER} -a artifact:all`" in sentence


def test_a_task_without_a_rubric_is_left_out(tmp_path: Path, tasks: dict[str, Task]) -> None:
    (tasks[LETTER].directory / "rubric.toml").unlink()
    anew = played.tasks_in(tmp_path / "tasks")
    found, left_out = ladders_of_run(played.play(tmp_path / "run", anew, "artifact:all"), played.host(), anew)
    assert [ladder.task for ladder in found] == [PUMP]
    assert left_out == [f"Left out: {LETTER} has no rubric."]


def test_trials_that_broke_off_are_no_works_of_known_quality(tmp_path: Path, tasks: dict[str, Task]) -> None:
    letter = {LETTER: tasks[LETTER]}
    store = played.play(tmp_path / "run", letter, "artifact:all")
    (record,) = [one for one in store.records() if one.spec.agent == "artifact:k4"]
    store.finish(record.model_copy(update={"outcome": "agent_timeout"}))
    (ladder,), _ = ladders_of_run(store, played.host(), letter)
    assert [piece.name for piece in ladder.bad] == ["k3", "k5"]


def test_an_empty_work_is_none(tmp_path: Path, tasks: dict[str, Task]) -> None:
    letter = {LETTER: tasks[LETTER]}
    store = played.play(tmp_path / "run", letter, "artifact:all")
    (workspace,) = (store.root / "trials").glob("letter-0-artifact-k5-*/workspace")
    (workspace / "letter.md").write_text("...\n")
    (ladder,), _ = ladders_of_run(store, played.host(), letter)
    assert [piece.name for piece in ladder.bad] == ["k3", "k4"]


def test_works_lie_in_the_kept_workspaces(tmp_path: Path, tasks: dict[str, Task]) -> None:
    store = played.play(tmp_path / "run", tasks, "artifact:all")
    placed, _ = placed_of_run(store, played.host(), tasks)
    for one in placed:
        assert one.sources == one.task.directory / "environment" / "workspace"
        for name, (tree,) in one.trees.items():
            assert tree.is_relative_to(store.root)
            assert f"-artifact-{name}-" in tree.parent.name
