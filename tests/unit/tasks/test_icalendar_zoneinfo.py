"""refactor/icalendar-zoneinfo without icalendar itself: its codemod, its cases and its ladder."""

import ast
import importlib.util
import json
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

TASK = Path(__file__).parents[3] / "tasks" / "refactor" / "icalendar-zoneinfo"
HIDDEN = TASK / "tests" / "hidden"
SUITES = (".", "oracle")
SOURCE = '''"""Greets."""
import os

# Says how loud.
LOUD = 1
if os:
    MORE = 2

@staticmethod
def greet():
    return LOUD


def leave():
    return MORE
'''


@cache
def part(name: str) -> ModuleType:
    """A module of the codemod, under a name of its own."""
    path = TASK / "solution" / "codemod" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"icalendar_codemod.{name}", path)
    assert spec and spec.loader
    package = ModuleType("icalendar_codemod")
    package.__path__ = [str(path.parent)]
    sys.modules.setdefault("icalendar_codemod", package)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def cases(suite: str, call: str) -> list[dict[str, object]]:
    program = f"import json, cases; print(json.dumps(cases.{call}))"
    command = [sys.executable, "-B", "-P", "-c", program]
    answer = subprocess.run(command, env={"PYTHONPATH": str(HIDDEN / suite)}, check=True, capture_output=True)
    made: list[dict[str, object]] = json.loads(answer.stdout)
    return made


def test_statements_leave_with_their_comments_and_decorators() -> None:
    module = part("statements").Statements(SOURCE)
    assert module.take("greet LOUD") == "@staticmethod\ndef greet():\n    return LOUD\n\n\n# Says how loud.\nLOUD = 1\n"
    assert module.take("MORE") == "if os:\n    MORE = 2\n"
    assert module.rest().split() == ['"""Greets."""', "import", "os", "def", "leave():", "return", "MORE"]


def test_an_edit_without_its_one_place_stops_the_codemod() -> None:
    edit = part("statements").edit
    assert edit("a = b\n", "(a) = b", r"\1 = c") == "a = c\n"
    for text in ("", "a a"):
        with pytest.raises(AssertionError, match="places"):
            edit(text, "a", "b")


def test_every_part_that_is_put_somewhere_was_written() -> None:
    functions = part("functions")
    for _, _, wanted in (*functions.FUNCTIONS, *functions.METHODS):
        for name in wanted.split():
            assert ast.parse(functions.written(name))


@pytest.mark.parametrize("suite", SUITES)
def test_cases_have_one_id_each_and_call_what_the_driver_has(suite: str) -> None:
    corpus, drawn = cases(suite, "corpus()"), cases(suite, "generate('a', 60)")
    ids = [case["id"] for case in (*corpus, *drawn)]
    assert len(set(ids)) == len(ids) > 70
    driver = ast.parse((HIDDEN / suite / "driver.py").read_text(encoding="utf-8"))
    known = {f"driver:{node.name}" for node in driver.body if isinstance(node, ast.FunctionDef)}
    assert {case["call"] for case in (*corpus, *drawn) if "call" in case} <= known


@pytest.mark.parametrize("suite", SUITES)
def test_drawn_cases_are_a_function_of_the_seed(suite: str) -> None:
    assert cases(suite, "generate('a', 60)")[:20] == cases(suite, "generate('a', 20)")
    assert cases(suite, "generate('a', 20)") != cases(suite, "generate('b', 20)")


def test_the_ladder_plants_one_defect_more_on_each_rung() -> None:
    rungs = tomllib.loads((TASK / "ladder" / "ladder.toml").read_text(encoding="utf-8"))["artifact"]
    assert [rung["defects"] for rung in rungs] == list(range(6))
    assert all(rung["command"].endswith(f"plant.py {rung['defects']}") for rung in rungs)


def test_what_asks_for_pytz_is_not_pinned() -> None:
    pinned = json.loads((HIDDEN / "upstream.json").read_text(encoding="utf-8"))
    assert set(pinned.values()) == {"passed"}
    assert not any("TestTimezoneCreation::test_rdate" in test for test in pinned)
    assert len(pinned) == 783
