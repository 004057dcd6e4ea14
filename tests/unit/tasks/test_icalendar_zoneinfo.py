"""refactor/icalendar-zoneinfo without icalendar itself: its codemod and its pins."""

import ast
import json

import pytest

from tests.unit.tasks.refactors import REFACTORS, codemod

TASK = REFACTORS / "icalendar-zoneinfo"
HIDDEN = TASK / "tests" / "hidden"
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


def test_statements_leave_with_their_comments_and_decorators() -> None:
    module = codemod(TASK, "statements").Statements(SOURCE)
    assert module.take("greet LOUD") == "@staticmethod\ndef greet():\n    return LOUD\n\n\n# Says how loud.\nLOUD = 1\n"
    assert module.take("MORE") == "if os:\n    MORE = 2\n"
    assert module.rest().split() == ['"""Greets."""', "import", "os", "def", "leave():", "return", "MORE"]


def test_an_edit_without_its_one_place_stops_the_codemod() -> None:
    edit = codemod(TASK, "statements").edit
    assert edit("a = b\n", "(a) = b", r"\1 = c") == "a = c\n"
    for text in ("", "a a"):
        with pytest.raises(AssertionError, match="places"):
            edit(text, "a", "b")


def test_every_part_that_is_put_somewhere_was_written() -> None:
    functions = codemod(TASK, "functions")
    for _, _, wanted in (*functions.FUNCTIONS, *functions.METHODS):
        for name in wanted.split():
            assert ast.parse(functions.written(name))


def test_what_asks_for_pytz_is_not_pinned() -> None:
    pinned = json.loads((HIDDEN / "upstream.json").read_text(encoding="utf-8"))
    assert set(pinned.values()) == {"passed"}
    assert not any("TestTimezoneCreation::test_rdate" in test for test in pinned)
    assert len(pinned) == 782
