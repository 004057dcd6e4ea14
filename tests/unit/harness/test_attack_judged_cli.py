"""`meltbench attack --channel judged` as a person types it."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from harness.attack.findings import JudgedAttack
from harness.attack.hearing import OPINIONS
from harness.cli.main import app
from sandboxes.errors import UserError
from tests.unit.harness import tiny_ladders

JUDGED = ("--channel", "judged")
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


@pytest.mark.parametrize("option", [GULLIBLE, ("--pairs",), ("--strict",)])
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
