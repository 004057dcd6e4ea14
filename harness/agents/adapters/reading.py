"""Reading what agents print: lines of JSON of any shape, with the few values that are looked for."""

import json
from contextlib import suppress
from typing import Any

from harness.gateway.wire import base
from harness.gateway.wire.base import inner
from harness.records import Claims

__all__ = ["JsonLines", "amount", "inner", "number", "one_line", "parsed"]

LARGEST = 10**12
"""Of what is counted nobody has so much."""


class JsonLines:
    """A reader of one JSON object per line; what is none is passed over."""

    ended = False

    def __init__(self) -> None:
        self.said = Claims()

    def line(self, text: str) -> None:
        """Look at one."""
        if event := parsed(text):
            self.event(event)

    def event(self, event: dict[str, Any]) -> None:
        """Make sense of one object."""

    def note(self, **claims: Any) -> None:
        """Remember claims, in place of earlier ones of that name."""
        self.said = self.said.model_copy(update=claims)

    def claims(self) -> Claims:
        """So far."""
        return self.said


def parsed(text: str) -> dict[str, Any]:
    """The JSON object that a text is; an empty one where it is none."""
    with suppress(ValueError, RecursionError):
        found = json.loads(text)
        return found if isinstance(found, dict) else {}
    return {}


def number(counts: Any, *keys: str) -> int:
    """A count at the end of a path of keys, at most LARGEST; 0 where there is none."""
    return min(base.number(counts, *keys), LARGEST)


def amount(value: Any) -> float | None:
    """A number of dollars, if it is one."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9 else None


def one_line(value: Any) -> str:
    """A text that is said, as one line of at most 300 characters; of something else, its JSON."""
    text = value if isinstance(value, str) else json.dumps(value)
    return " ".join(text.encode("utf-8", "replace").decode().split())[:300]
