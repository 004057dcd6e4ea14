"""The smoke task's structure checks on its own files: nothing done is 0, each milestone is more, the reference is 1."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.reward import CheckResult, compose
from scoring.verify.static.collect import collect_one
from scoring.verify.static.spec import load_structure
from scoring.verify.static.verifier import judge_all, params_of

TASK = Path(__file__).parents[5] / "tasks" / "smoke" / "split-package"
SPEC = load_structure(TASK / "tests" / "hidden" / "structure.toml")
MILESTONES = sorted((TASK / "solution" / "milestones").glob("*.sh"))


def workspace(place: Path) -> Path:
    """A copy of what an agent finds."""
    shutil.copytree(TASK / "environment" / "workspace", place, ignore=shutil.ignore_patterns("__pycache__"))
    return place


def play(script: Path, place: Path) -> None:
    """Run a milestone on a copy instead of /app."""
    text = script.read_text().replace("/app", str(place)).replace("/solution", str(TASK / "solution"))
    subprocess.run(["/bin/sh", "-c", text], check=True)


def checked(place: Path, original: Path) -> tuple[CheckResult, ...]:
    """Every structure check of the task."""
    requests = {c.id: {"kind": c.kind, "params": params_of(c, SPEC)} for c in SPEC.check}
    found, before = ({name: collect_one(tree, r) for name, r in requests.items()} for tree in (place, original))
    return judge_all(found, before, SPEC)


def test_each_milestone_is_worth_more(tmp_path: Path) -> None:
    original, values = workspace(tmp_path / "original"), []
    for done in range(len(MILESTONES) + 1):
        # A new place each time: what was read of a tree is remembered by its path.
        place = workspace(tmp_path / f"after{done}")
        for script in MILESTONES[:done]:
            play(script, place)
        results = checked(place, original)
        assert all(c.passed for c in results if c.gate), [c.message for c in results]
        values.append(compose(results))
    assert values[0] == 0.0
    assert values[-1] == 1.0
    assert values == sorted(set(values))


def test_a_facade_is_worth_nothing(tmp_path: Path) -> None:
    original, place = workspace(tmp_path / "original"), workspace(tmp_path / "facade")
    package = place / "tally"
    package.mkdir()
    (place / "tally.py").rename(package / "_old.py")
    (package / "__init__.py").write_text("from ._old import *\n")
    for index in range(9):
        (package / f"part{index}.py").write_text("from ._old import Unit\n\nA = 1\nB = 2\nC = [A, B]\n")
    assert compose(checked(place, original)) == 0.0


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after every milestone."""
    place = workspace(tmp_path_factory.mktemp("reference") / "app")
    for script in MILESTONES:
        play(script, place)
    return place


@pytest.mark.parametrize("defects", range(1, 6))
def test_every_defect_of_the_ladder_can_be_planted(reference: Path, tmp_path: Path, defects: int) -> None:
    place = shutil.copytree(reference, tmp_path / "app")
    subprocess.run([sys.executable, TASK / "ladder" / "plant.py", str(defects)], cwd=place, check=True)
    changed = [p for p in place.rglob("*.py") if p.read_bytes() != (reference / p.relative_to(place)).read_bytes()]
    assert len(changed) == defects
