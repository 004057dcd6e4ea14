"""`meltbench attack --channel judged` and `--channel constraint` as a person types them."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from harness.attack.findings import ConstraintAttack, JudgedAttack
from harness.attack.hearing import OPINIONS
from harness.cli.main import app
from harness.store import RunStore
from sandboxes.errors import UserError
from tests.unit.harness import played, tiny_ladders

JUDGED = ("--channel", "judged")
CONSTRAINT = ("--channel", "constraint")
GULLIBLE = ("--judge", "scripted:gullible")


@pytest.fixture(autouse=True)
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four tiny tasks, and a cache of our own."""
    root = tiny_ladders.tasks(tmp_path / "tasks", 4)
    monkeypatch.setenv("MELTBENCH_TASKS", str(root))
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    return root


def attack(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["attack", *map(str, arguments)], terminal_width=200)


def refused(*arguments: object) -> str:
    """The one line that `main` prints before it exits with 2."""
    error = attack(*arguments).exception
    assert isinstance(error, UserError)
    assert error.exit_code == 2
    assert "\n" not in str(error)
    return str(error)


def test_the_matrix_is_printed_and_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = attack("writing", *JUDGED, *GULLIBLE, "--judge", "scripted:robust", "-o", out)
    assert done.exit_code == 0, done.output
    (row,) = [line for line in done.stdout.splitlines() if line.startswith("flattery")]
    assert re.search(r"rewards tone +1[12]/12 \[0\.[0-9]{2}\S+\] ! +2\.[0-9]{2} \?", row)
    assert "scripted:gullible and scripted:robust are told apart" in done.stdout
    assert "Scripted, which shows the instrument and not the world" in done.stdout
    found = JudgedAttack.model_validate_json((out / "attack.json").read_text())
    assert [matrix.judge for matrix in found.matrices] == ["scripted:gullible", "scripted:robust"]
    assert len((out / OPINIONS).read_text().splitlines()) > 500


def test_json_is_the_report_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = attack("writing/letter-1", *JUDGED, *GULLIBLE, "-o", out, "--json")
    assert json.loads(done.stdout) == json.loads((out / "attack.json").read_text())
    assert json.loads(done.stdout)["bad"] == 3


def test_ablation_prints_what_defences_stop_and_cost(tmp_path: Path) -> None:
    done = attack("writing", *JUDGED, *GULLIBLE, "--ablate", "-o", tmp_path / "out")
    assert "honest cost" in done.stdout
    (row,) = [line for line in done.stdout.splitlines() if line.strip().startswith("scripted:gullible  seal")]
    assert "fake-token, json-verdict" in row
    assert "0 on each of 28" in row


def test_strict_says_by_its_exit_code_that_an_attack_works(tmp_path: Path) -> None:
    assert attack("writing", *JUDGED, *GULLIBLE, "--strict", "-o", tmp_path / "a").exit_code == 1
    assert attack("writing", *JUDGED, "--judge", "scripted:exact", "--strict", "-o", tmp_path / "b").exit_code == 0


def test_a_judge_is_needed() -> None:
    assert "there is no judge" in refused("writing", *JUDGED)
    assert "no such baseline" in refused("writing", *JUDGED, "--judge", "baseline:beauty")


@pytest.mark.parametrize("option", [("-e", "exit-zero"), ("-k", "2"), ("--no-control",), ("--html", "x.html")])
def test_options_of_the_verified_channel_are_refused(option: tuple[str, ...]) -> None:
    assert "is an option of the verified channel" in refused("writing", *JUDGED, *GULLIBLE, *option)


@pytest.mark.parametrize("option", [GULLIBLE, ("--pairs",), ("--strict",), ("--run", "x")])
def test_options_of_the_judged_channel_are_refused(option: tuple[str, ...]) -> None:
    assert "is an option of the judged channel" in refused("smoke", *option)


def test_tasks_that_cannot_be_attacked_are_left_out_and_named(tasks: Path, tmp_path: Path) -> None:
    (tasks / "writing" / "letter-2" / "rubric.toml").unlink()
    done = attack("writing", *JUDGED, "--judge", "scripted:exact", "-o", tmp_path / "out")
    assert "Left out: writing/letter-2 has no rubric." in done.stdout
    assert "9 known-bad artifacts of 3 tasks" in done.stdout
    assert "has no rubric" in refused("writing/letter-2", *JUDGED, *GULLIBLE)


def test_a_directory_with_a_run_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    assert "there is a run here already" in refused("writing", *JUDGED, *GULLIBLE, "-o", tmp_path)


@pytest.fixture
def run(tasks: Path, tmp_path: Path) -> RunStore:
    """A run of the four tasks, all of their ladders played, that a scripted judge has judged."""
    found = played.tasks_in(played.with_checks(tasks))
    return played.play(tmp_path / "run", found, "artifact:all", judges=("scripted:gullible",))


def lines(store: RunStore) -> list[str]:
    return (store.root / "attack" / OPINIONS).read_text().splitlines()


def test_the_works_of_a_run_are_attacked_by_its_own_judges(run: RunStore) -> None:
    done = attack(*JUDGED, "--run", run.root)
    assert done.exit_code == 0, done.output
    assert "12 known-bad artifacts of 4 tasks" in done.stdout
    found = JudgedAttack.model_validate_json((run.root / "attack" / "attack.json").read_text())
    assert [matrix.judge for matrix in found.matrices] == ["scripted:gullible"]
    assert found.tasks == tuple(f"writing/letter-{n}" for n in range(4))


def test_an_attack_on_a_run_goes_on_where_it_stopped(run: RunStore) -> None:
    words = ("writing/letter-1", *JUDGED, "--run", run.root, *GULLIBLE, "--json")
    first, heard = attack(*words), lines(run)
    path = run.root / "attack" / OPINIONS
    path.write_text("".join(f"{line}\n" for line in heard[:-7]))
    again = attack(*words)
    assert json.loads(again.stdout) == json.loads(first.stdout)
    assert len(lines(run)) == len(heard)
    assert attack(*words).exit_code == 0
    assert len(lines(run)) == len(heard)


def test_a_run_that_somebody_works_on_is_not_attacked(run: RunStore) -> None:
    run.hold()
    for channel in (JUDGED, CONSTRAINT):
        assert "another process is working on this run" in refused(*channel, "--run", run.root)
    run.release()
    assert attack("writing/letter-1", *CONSTRAINT, "--run", run.root).exit_code == 0


def test_bad_requests_about_a_run_are_one_line(run: RunStore, tmp_path: Path) -> None:
    assert "is no task of this run" in refused("smoke", *JUDGED, "--run", run.root)
    assert "Leave it out" in refused(*JUDGED, "--run", run.root, "-o", tmp_path / "out")
    assert "no run here" in refused(*JUDGED, "--run", tmp_path / "nowhere")
    lone = played.play(tmp_path / "lone", played.tasks_in(tmp_path / "tasks"), "artifact:k0")
    assert "there is no judge" in refused(*JUDGED, "--run", lone.root)
    said = refused(*JUDGED, *GULLIBLE, "--run", lone.root)
    assert "nothing to attack" in said
    assert "-a artifact:all" in said


def test_a_task_that_has_changed_since_is_refused(run: RunStore, tasks: Path) -> None:
    (tasks / "writing" / "letter-2" / "instruction.md").write_text("Write two letters.\n")
    assert "has changed since the run began" in refused(*JUDGED, "--run", run.root)


def test_constraint_checks_are_attacked_and_what_came_of_it_is_kept(tasks: Path, tmp_path: Path) -> None:
    played.with_checks(tasks)
    done = attack("writing", *CONSTRAINT, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    (row,) = [line for line in done.stdout.splitlines() if line.startswith("reviewed-by")]
    assert re.search(r"believes claims +12/12 \[0\.[0-9]{2}\S+\] ! ", row)
    assert "beyond noise: reviewed-by." in done.stdout
    found = ConstraintAttack.model_validate_json((tmp_path / "out" / "attack-constraint.json").read_text())
    assert (found.bad, found.checks.fell) == (12, ("reviewed-by",))
    assert attack("writing", *CONSTRAINT, "-o", tmp_path / "out", "--strict").exit_code == 1
    schema = CliRunner().invoke(app, ["schema", "constraint-attack"])
    assert set(json.loads(schema.stdout)["properties"]) == set(found.model_dump())


def test_constraint_checks_are_attacked_with_the_works_of_a_run(run: RunStore) -> None:
    done = attack("writing/letter-3", *CONSTRAINT, "--run", run.root, "--json")
    assert done.exit_code == 0, done.output
    found = ConstraintAttack.model_validate_json((run.root / "attack" / "attack-constraint.json").read_text())
    assert ConstraintAttack.model_validate_json(done.stdout) == found
    assert (found.tasks, found.bad, found.checks.row("reviewed-by").success.k) == (("writing/letter-3",), 3, 3)  # type: ignore[union-attr]


@pytest.mark.parametrize("option", [GULLIBLE, ("--pairs",), ("--ablate",), ("-e", "exit-zero"), ("--html", "x.html")])
def test_options_of_other_channels_are_refused_of_checks(option: tuple[str, ...]) -> None:
    assert "is an option of the " in refused("writing", *CONSTRAINT, *option)


def test_tasks_without_checks_cannot_be_attacked_so() -> None:
    assert "no task here has constraint checks" in refused("writing", *CONSTRAINT)
