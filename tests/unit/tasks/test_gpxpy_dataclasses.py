"""refactor/gpxpy-dataclasses without gpxpy itself: its codemod and its gate of dataclasses."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.unit.tasks.refactors import REFACTORS, codemod

TASK = REFACTORS / "gpxpy-dataclasses"
HIDDEN = TASK / "tests" / "hidden"
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
    fields: Any = codemod(TASK, "fields")
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
    edit = codemod(TASK, "statements").edit
    assert edit("a = b\n", "(a) = b", r"\1 = c") == "a = c\n"
    for text in ("", "a a"):
        with pytest.raises(AssertionError, match="places"):
            edit(text, "a", "b")
