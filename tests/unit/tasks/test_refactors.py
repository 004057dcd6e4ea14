"""What holds of every refactor alike: its cases and its ladder."""

import ast
import tomllib
from pathlib import Path

import pytest

from tests.unit.tasks.refactors import REFACTORS, cases

SUITES = {
    "gpxpy-dataclasses": (".", "oracle", "classes", "upstream"),
    "icalendar-zoneinfo": (".", "oracle"),
    "webob-py3": (".", "oracle"),
}
"""Directories of cases by task."""
FROZEN = ("classes", "upstream")
"""Directories that draw none."""
HIDDEN = [REFACTORS / task / "tests" / "hidden" / suite for task, suites in SUITES.items() for suite in suites]
DRAWN = [hidden for hidden in HIDDEN if hidden.name not in FROZEN]


def named(hidden: Path) -> str:
    return hidden.relative_to(REFACTORS).as_posix()


@pytest.mark.parametrize("hidden", HIDDEN, ids=named)
def test_cases_have_one_id_each_and_call_what_the_driver_has(hidden: Path) -> None:
    corpus, drawn = cases(hidden, "corpus()"), cases(hidden, "generate('a', 60)")
    ids = [case["id"] for case in (*corpus, *drawn)]
    assert len(set(ids)) == len(ids) >= (7 if hidden.name in FROZEN else 70)
    driver = ast.parse((hidden / "driver.py").read_text(encoding="utf-8"))
    known = {f"driver:{node.name}" for node in driver.body if isinstance(node, ast.FunctionDef)}
    assert {case["call"] for case in (*corpus, *drawn) if "call" in case} <= known


@pytest.mark.parametrize("hidden", DRAWN, ids=named)
def test_drawn_cases_are_a_function_of_the_seed(hidden: Path) -> None:
    assert cases(hidden, "generate('a', 60)")[:20] == cases(hidden, "generate('a', 20)")
    assert cases(hidden, "generate('a', 20)") != cases(hidden, "generate('b', 20)")


@pytest.mark.parametrize("task", SUITES)
def test_the_ladder_plants_one_defect_more_on_each_rung(task: str) -> None:
    rungs = tomllib.loads((REFACTORS / task / "ladder" / "ladder.toml").read_text(encoding="utf-8"))["artifact"]
    assert [rung["defects"] for rung in rungs] == list(range(6))
    assert all(rung["command"].endswith(f"plant.py {rung['defects']}") for rung in rungs)
