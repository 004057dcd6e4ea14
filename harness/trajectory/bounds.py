"""Bounds on what is kept of what was said: requests are an agent's own writing, and it may write anything."""

import json
from typing import Any, Final

MAX_TEXT: Final = 64 << 10
"""Characters of one text that are kept."""
MAX_KEPT: Final = 32 << 20
"""Characters that are kept of a whole trial."""
MAX_JSON: Final = 4 * MAX_TEXT
"""Characters of an object of JSON that is kept as such."""
MAX_DEPTH: Final = 64
"""Of such an object."""
STEP: Final = 1 << 10
"""What a text takes up beside its characters, in characters."""


def cut(text: str, most: int = MAX_TEXT) -> str:
    """The beginning and the end of a text that is too long, and between them how much is left out."""
    if len(text) <= most:
        return text
    head, tail = text[: most - most // 2], text[len(text) - most // 2 :]
    return f"{head}[... {len(text) - most} characters cut ...]{tail}"


class Room:
    """What may still be kept of a trial."""

    def __init__(self, most: int = MAX_KEPT) -> None:
        self._left = most

    @property
    def full(self) -> bool:
        """Whether nothing more is to be kept."""
        return self._left <= 0

    def keep(self, text: str) -> str:
        """As much of a text as may be kept."""
        kept = cut(text, max(0, min(MAX_TEXT, self._left)))
        self._left -= len(kept) + STEP
        return kept

    def keep_object(self, value: Any) -> dict[str, Any] | None:
        """An object of JSON, its own texts cut; None for anything else, and for one that is too large or too deep."""
        if not isinstance(value, dict) or _deeper(value, MAX_DEPTH):
            return None
        kept = {key: cut(one) if isinstance(one, str) else one for key, one in value.items()}
        size = len(json.dumps(kept))
        if size > min(MAX_JSON, max(0, self._left)):
            return None
        self._left -= size
        return kept


def parsed(text: str | bytes) -> Any:
    """The JSON that a text is; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def plain(value: Any) -> str:
    """A value of JSON as text; a text as it is."""
    if isinstance(value, str):
        return value
    return "[nested too deep]" if _deeper(value, MAX_DEPTH) else json.dumps(value, ensure_ascii=False)


def _deeper(value: Any, most: int) -> bool:
    """Whether a value has more levels than that."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(most == 0 or _deeper(one, most - 1) for one in inner)
