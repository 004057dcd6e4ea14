"""Reading what a box claims."""

import json
import sys

import pytest

from scoring.verify.runner.claims import MAX_LEVELS, read_object, shown
from scoring.verify.runner.projection import MAX_DEPTH, project


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '"x"', "null", None, 3, {}, b"{}", '{"a": ' + "1" * 5000 + "}"])
def test_what_is_no_json_object_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"object|deeply|char|digits"):
        read_object(text)


@pytest.mark.parametrize(("levels", "read"), [(1, True), (MAX_LEVELS - 2, True), (MAX_LEVELS, False), (900, False)])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_depth_is_limited_far_from_the_interpreters_own_limit(
    levels: int, read: bool, opening: str, closing: str
) -> None:
    text = '{"value": ' + opening * levels + "1" + closing * levels + "}"
    assert sys.getrecursionlimit() > 2 * MAX_LEVELS
    if read:
        assert json.dumps(read_object(text)["value"]).count(opening[0]) == levels
    else:
        with pytest.raises(ValueError, match="deeply"):
            read_object(text)


def test_the_deepest_value_that_a_box_projects_can_be_read() -> None:
    value: object = 1
    for _ in range(MAX_DEPTH):
        value = {"k": value}
    assert read_object(json.dumps({"status": "ok", "value": project(value)}))["status"] == "ok"


def test_names_can_be_written_to_any_file() -> None:
    assert shown("tests/test_a.py::test[ä]") == "tests/test_a.py::test[ä]"
    assert shown("\ud800x").encode() == b"\\ud800x"
    assert len(shown("x" * 10_000)) == 1000
