"""What is written down can be: whatever text hostile code has put into it."""

import json

import pytest

from sandboxes.spec import Written, writable


class Note(Written):
    text: str
    facts: dict[str, object]
    names: tuple[str, ...]


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "\udc80b"])
def test_half_a_character_is_spelled_out_wherever_it_stands(text: str) -> None:
    note = Note(text=text, facts={text: [{"deep": (text,)}], "number": 1.5}, names=(text, "fine"))
    spelled = text.encode("utf-8", "backslashreplace").decode()
    assert json.loads(note.model_dump_json()) == {
        "text": spelled,
        "facts": {spelled: [{"deep": [spelled]}], "number": 1.5},
        "names": [spelled, "fine"],
    }


def test_everything_else_stays_as_it_is() -> None:
    whole = {"ä\u2028\0": ["\U0001f600", 1, None, True, 0.5, b"\xff"]}
    assert writable(whole) == whole
