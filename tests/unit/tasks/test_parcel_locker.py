"""security/parcel-locker: its patches, its cases, and what its files say about each other."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from harness.attack.control_room import _gate_of
from harness.task import load_task
from scoring.verify.flaws import closed, load_flaws
from scoring.verify.stated import is_stated
from tests.unit.tasks.seeded import load, mended, named_in_milestones

TASK = Path(__file__).parents[3] / "tasks" / "security" / "parcel-locker"
WORKSPACE = TASK / "environment" / "workspace"
HIDDEN = TASK / "tests" / "hidden"


CASES = {name: load(HIDDEN / f"{name}.py") for name in ("cases", "attacks", "oracle/cases")}
PATCH = load(TASK / "solution" / "patch.py")


def test_milestones_make_every_patch_once() -> None:
    names = [name for names in named_in_milestones(TASK) for name in names]
    assert sorted(names) == sorted(PATCH.EDITS)
    assert sorted(names) == sorted(flaw.id for flaw in load_flaws(HIDDEN / "flaws.toml").flaw)


def test_the_reference_and_every_rung_are_python(tmp_path: Path) -> None:
    tree = mended(TASK, tmp_path / "app")
    subprocess.run([sys.executable, TASK / "ladder" / "plant.py", "5"], cwd=tree, check=True)
    for path in tree.rglob("*.py"):
        ast.parse(path.read_text())
    rungs = tomllib.loads((TASK / "ladder" / "ladder.toml").read_text())["artifact"]
    assert [rung["defects"] for rung in rungs] == list(range(len(load(TASK / "ladder" / "plant.py").DEFECTS) + 1))


@pytest.mark.parametrize("suite", CASES)
def test_cases_are_json_with_ids_of_their_own(suite: str) -> None:
    made = [*CASES[suite].corpus(), *CASES[suite].generate(5, 13)]
    assert json.loads(json.dumps(made)) == made
    assert len({case["id"] for case in made}) == len(made)
    assert all(case["id"].startswith(f"{case['group']}/") for case in made)


@pytest.mark.parametrize("suite", CASES)
def test_fresh_cases_come_from_the_seed(suite: str) -> None:
    generate = CASES[suite].generate
    assert generate(1, 13) == generate(1, 13) != generate(2, 13)


def test_each_flaw_has_attacks_and_twins_and_attacks_drawn_anew() -> None:
    flaws = load_flaws(HIDDEN / "flaws.toml")
    frozen, drawn = CASES["attacks"].corpus(), CASES["attacks"].generate(1, 13)
    assert closed([], frozen, flaws, HIDDEN) == []
    assert {case["group"] for case in drawn} == {flaw.id for flaw in flaws.flaw}
    known = {json.dumps(case["args"]) for case in frozen}
    assert {case["group"] for case in drawn if json.dumps(case["args"]) not in known} == {f.id for f in flaws.flaw}


def test_attacks_tell_as_much_as_is_stated() -> None:
    for case in [*CASES["attacks"].corpus(), *CASES["attacks"].generate(1, 13)]:
        telling = [step for step in case["args"][0] if "run" in step or "look" in step]
        assert all(len(form["value"]) == len(telling) for form in case.get("expected", ())), case["id"]
        assert is_stated(case) != case["id"].split("/")[1].startswith("twin-")


def test_nothing_in_the_workspace_tells() -> None:
    telling = re.compile(
        r"vulnerab|insecure|unsafe|exploit|inject|travers|escap|bomb|replay|fixme|todo|hack|attack", re.IGNORECASE
    )
    told = [path.name for path in WORKSPACE.rglob("*") if path.is_file() and telling.search(path.read_text())]
    assert told == []


def test_there_is_no_control_where_the_untouched_original_passes_every_gate() -> None:
    tasks = TASK.parents[1]
    assert _gate_of(load_task(TASK)) is None
    assert _gate_of(load_task(tasks / "refactor" / "tabulate-plugins")) is not None
