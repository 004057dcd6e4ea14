"""Reading what a box claims: JSON of bounded depth and weight, names that can be written down, or nothing at all."""

import json
from typing import Any

MAX_LEVELS = 200
"""Levels of nesting read. The projection of the deepest value that is sent has fewer than 130."""
MAX_NAME_CHARS = 1000


def read_object(text: object) -> dict[str, Any]:
    """The JSON object that `text` holds. Raises ValueError for anything else, whatever it is."""
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    if _levels(found) > MAX_LEVELS:
        # It could be read here and still be too deep for whoever walks it from further down the stack.
        raise ValueError("nested too deeply")
    return found


def weight(text: object) -> int:
    """At most how many bytes the JSON `text` takes up once it is parsed (measured on CPython 3.11: up to 30 a byte)."""
    if not isinstance(text, str):
        return 0
    items = text.count(",") + text.count("[") + 2 * text.count(":") + 4 * text.count("{")
    return 4 * len(text) + 80 * items


def shown(name: str) -> str:
    """A claimed name as text that every file takes, cut at 1,000 characters: a lone surrogate is no text."""
    return name[:MAX_NAME_CHARS].encode("utf-8", "backslashreplace").decode()


def _levels(value: Any) -> int:
    """Levels of nesting, counted level by level and no further than needed."""
    count, level = 0, [value]
    while level and count <= MAX_LEVELS:
        count += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return count
