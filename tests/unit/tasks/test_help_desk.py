"""security/help-desk: its patches, its cases, and what its files say about each other."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scoring.verify.exchange import is_served
from scoring.verify.flaws import closed, load_flaws
from scoring.verify.runner.client import Reply
from scoring.verify.stated import held_against, is_stated
from tests.unit.tasks.seeded import load, mended, named_in_milestones

TASK = Path(__file__).parents[3] / "tasks" / "security" / "help-desk"
WORKSPACE = TASK / "environment" / "workspace"
HIDDEN = TASK / "tests" / "hidden"


CASES = {name: load(HIDDEN / name / "cases.py") for name in (".", "flaws", "oracle")}
PATCH = load(TASK / "solution" / "patch.py")


def test_milestones_make_every_patch_once() -> None:
    names = [name for names in named_in_milestones(TASK) for name in names]
    assert sorted(names) == sorted(PATCH.EDITS)
    assert len(PATCH.EDITS) == len(load_flaws(HIDDEN / "flaws" / "flaws.toml").flaw)


def test_the_reference_and_every_rung_are_python(tmp_path: Path) -> None:
    tree = mended(TASK, tmp_path / "app")
    subprocess.run([sys.executable, TASK / "ladder" / "plant.py", "5"], cwd=tree, check=True)
    for path in tree.rglob("*.py"):
        ast.parse(path.read_text())
    rungs = tomllib.loads((TASK / "ladder" / "ladder.toml").read_text())["artifact"]
    assert [rung["defects"] for rung in rungs] == list(range(len(load(TASK / "ladder" / "plant.py").DEFECTS) + 1))


@pytest.mark.parametrize("suite", CASES)
def test_cases_are_json_with_ids_of_their_own(suite: str) -> None:
    made = [*CASES[suite].corpus(), *CASES[suite].generate(5, 10)]
    assert json.loads(json.dumps(made)) == made
    assert len({case["id"] for case in made}) == len(made)
    assert all(is_served(case) and case["id"].startswith(f"{case['group']}/") for case in made)


@pytest.mark.parametrize("suite", CASES)
def test_fresh_cases_come_from_the_seed(suite: str) -> None:
    generate = CASES[suite].generate
    assert generate(1, 10) == generate(1, 10) != generate(2, 10)


def test_each_flaw_has_attacks_and_twins_and_attacks_drawn_anew() -> None:
    flaws = load_flaws(HIDDEN / "flaws" / "flaws.toml")
    frozen, drawn = CASES["flaws"].corpus(), CASES["flaws"].generate(1, 10)
    assert closed([], frozen, flaws, HIDDEN) == []
    assert {case["group"] for case in drawn} == {flaw.id for flaw in flaws.flaw}
    known = {json.dumps(case["http"]) for case in frozen}
    assert [c["id"] for c in drawn if c["group"] != "formulas" and json.dumps(c["http"]) in known] == []


def silent(case: dict[str, Any]) -> Reply:
    """What a server says that answers everything with an empty page."""
    return Reply("ok", {"answers": [{"status": 200, "headers": [], "body": ""}] * len(case["http"])})


def test_no_attack_or_day_is_content_with_an_empty_page() -> None:
    stated = [c for name in ("flaws", "oracle") for c in CASES[name].corpus() if is_stated(c)]
    for case in stated:
        held = held_against(case, silent(case))
        assert held.want.observed(held.case) != held.got.observed(held.case), case["id"]


def test_nothing_in_the_workspace_tells() -> None:
    telling = re.compile(
        r"vulnerab|insecure|unsafe|exploit|inject|travers|xss|csrf|fixme|todo|hack|attack", re.IGNORECASE
    )
    told = [path.name for path in WORKSPACE.rglob("*") if path.is_file() and telling.search(path.read_text())]
    assert told == []
