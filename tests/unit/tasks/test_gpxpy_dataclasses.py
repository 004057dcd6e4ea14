"""refactor/gpxpy-dataclasses without gpxpy itself: its codemod, its cases, its gate of dataclasses and its ladder."""

import ast
import importlib.util
import json
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TASK = Path(__file__).parents[3] / "tasks" / "refactor" / "gpxpy-dataclasses"
HIDDEN = TASK / "tests" / "hidden"
SUITES = (".", "oracle", "classes", "upstream")
CLASS = """
import os

class Plain:
    \"\"\"Says what it is.\"\"\"
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x

    def keep(self):
        return self.x
"""
HONEST = """
from dataclasses import dataclass

@dataclass(slots=True, eq=False)
class Thing:
    one: int
    two: int = 0
"""
SHOWS = {
    "kept": HONEST + "    def __init__(self, one, two=0):\n        self.one, self.two = one, two\n",
    "undecorated": HONEST.replace("@dataclass(slots=True, eq=False)\n", ""),
    "loose": HONEST.replace("slots=True, ", ""),
    "parent": HONEST.replace("class Thing", "class Base") + "class Thing(Base):\n    __slots__ = ()\n",
    "fewer": HONEST.replace("    two: int = 0\n", "    two = 0\n"),
    "old parent": "class Old:\n    def __init__(self): pass\n" + HONEST.replace("class Thing", "class Thing(Old)"),
    "put on": HONEST + "def by_hand(self, one, two=0): pass\nThing.__init__ = by_hand\n",
    "made": "import dataclasses\nThing = dataclasses.make_dataclass('Thing', ['one', 'two'], slots=True)\n",
}


@cache
def part(name: str) -> ModuleType:
    """A module of the codemod, under a name of its own."""
    path = TASK / "solution" / "codemod" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"gpxpy_codemod.{name}", path)
    assert spec and spec.loader
    package = ModuleType("gpxpy_codemod")
    package.__path__ = [str(path.parent)]
    sys.modules.setdefault("gpxpy_codemod", package)
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


def wrong(tmp_path: Path, source: str) -> list[str]:
    """What the gate of dataclasses finds wrong with the class `Thing` of a package."""
    (tmp_path / "gpxpy").mkdir()
    (tmp_path / "gpxpy" / "__init__.py").touch()
    (tmp_path / "gpxpy" / "gpx.py").write_text(source, encoding="utf-8")
    program = "import json, driver; print(json.dumps(driver.shape('gpx.Thing', ['one', 'two'], False)))"
    path = f"{HIDDEN / 'classes'}:{tmp_path}"
    answer = subprocess.run(
        [sys.executable, "-B", "-P", "-c", program], env={"PYTHONPATH": path}, check=True, capture_output=True
    )
    found: list[str] = json.loads(answer.stdout)
    return found


def test_what_is_a_dataclass_has_nothing_wrong(tmp_path: Path) -> None:
    assert wrong(tmp_path, HONEST) == []


@pytest.mark.parametrize("name", SHOWS)
def test_what_only_shows_as_a_dataclass_is_found_out(tmp_path: Path, name: str) -> None:
    assert wrong(tmp_path, SHOWS[name])


def test_a_constructor_makes_room_for_fields() -> None:
    fields: Any = part("fields")
    made = fields.with_fields(CLASS.replace("Plain", "GPXBounds"), "GPXBounds", slots=True)
    (node,) = [n for n in ast.parse(made).body if isinstance(n, ast.ClassDef)]
    assert ast.unparse(node.decorator_list[0]) == "dataclass(slots=True, eq=False, repr=False)"
    assert [n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)] == [
        "min_latitude",
        "max_latitude",
        "min_longitude",
        "max_longitude",
    ]
    assert "__init__" not in made
    assert "def keep" in made


def test_an_edit_without_its_known_places_stops_the_codemod() -> None:
    edit = part("statements").edit
    assert edit("a = b\n", "(a) = b", r"\1 = c") == "a = c\n"
    for text in ("", "a a"):
        with pytest.raises(AssertionError, match="places"):
            edit(text, "a", "b")


@pytest.mark.parametrize("suite", SUITES)
def test_cases_have_one_id_each_and_call_what_the_driver_has(suite: str) -> None:
    corpus, drawn = cases(suite, "corpus()"), cases(suite, "generate('a', 60)")
    ids = [case["id"] for case in (*corpus, *drawn)]
    assert len(set(ids)) == len(ids) >= 7
    driver = ast.parse((HIDDEN / suite / "driver.py").read_text(encoding="utf-8"))
    known = {f"driver:{node.name}" for node in driver.body if isinstance(node, ast.FunctionDef)}
    assert {case["call"] for case in (*corpus, *drawn) if "call" in case} <= known


@pytest.mark.parametrize("suite", [".", "oracle"])
def test_drawn_cases_are_a_function_of_the_seed(suite: str) -> None:
    assert cases(suite, "generate('a', 60)")[:20] == cases(suite, "generate('a', 20)")
    assert cases(suite, "generate('a', 20)") != cases(suite, "generate('b', 20)")


def test_the_ladder_plants_one_defect_more_on_each_rung() -> None:
    rungs = tomllib.loads((TASK / "ladder" / "ladder.toml").read_text(encoding="utf-8"))["artifact"]
    assert [rung["defects"] for rung in rungs] == list(range(6))
    assert all(rung["command"].endswith(f"plant.py {rung['defects']}") for rung in rungs)
