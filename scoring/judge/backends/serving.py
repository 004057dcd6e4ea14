"""What the backends of real servers share: bounds, how often to try, and a pace."""

import json
import threading
import time

from pydantic import Field

from sandboxes.spec import Frozen


class Serving(Frozen):
    """How a judge's server is asked."""

    timeout_s: float = Field(default=300.0, gt=0)
    """Seconds without a byte from the server after which a request is tried again."""
    retries: int = Field(default=5, ge=0)
    """After a failed request: 408, 409, 429 (the server's own `retry-after` is kept), 500 and above, a broken or silent
    connection."""
    per_minute: float | None = Field(default=None, gt=0)
    """Requests a minute, at most; None sets no pace."""
    effort: str = ""
    """How hard the model shall think, in its vendor's words; empty leaves it to the vendor."""
    structured: bool = True
    """Whether the server is asked to keep to the reply's JSON schema; some compatible servers cannot."""


class Pace:
    """Lets requests through no faster than so many a minute."""

    def __init__(self, per_minute: float | None) -> None:
        self._gap_s = 60.0 / per_minute if per_minute else 0.0
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        """Return when the next request may go."""
        if not self._gap_s:
            return
        with self._lock:
            at = max(self._next, time.monotonic())
            self._next = at + self._gap_s
        time.sleep(max(0.0, at - time.monotonic()))


def text_at(value: object, *path: str | int) -> str:
    """A string somewhere in a JSON value; empty where there is none."""
    found = _at(value, path)
    return found if isinstance(found, str) else ""


def count_at(value: object, *path: str | int) -> int | None:
    """A count somewhere in a JSON value; None where there is none."""
    found = _at(value, path)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def _at(value: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def line(text: str) -> str:
    """A server's words in one line, bounded."""
    return " ".join(text.split())[:200]


def form_in_words(form: object) -> str:
    """The reply's form, for servers that take it in words only."""
    return f"Reply with one JSON object and nothing else. Its JSON schema: {json.dumps(form)}"


def identity(protocol: str, base_url: str, model: str, serving: Serving) -> str:
    """Server, model and what changes its replies, in one line."""
    told = f" effort={serving.effort}" if serving.effort else ""
    return f"{protocol} {base_url.rstrip('/')} {model}{told}{'' if serving.structured else ' unstructured'}"
