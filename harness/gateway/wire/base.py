"""What a wire protocol tells a gateway."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple, Protocol

from harness.gateway.usage import Usage
from harness.gateway.wire.hosted import Offline

Fault = Literal["invalid", "auth", "budget", "not_found", "too_large", "upstream"]
"""Why a gateway answers by itself."""
STATUS: dict[Fault, int] = {
    "invalid": 400,
    "auth": 401,
    "budget": 403,
    "not_found": 404,
    "too_large": 413,
    "upstream": 502,
}
"""None that a client tries again for long: an exhausted budget stays exhausted."""


_MODEL = re.compile(r"[!-~]{1,200}")


GREETING: Final = "Hi"


class Call(NamedTuple):
    """One request for a model, as far as a gateway needs to understand it."""

    path: str
    """As it was asked for, with its query."""
    model: str
    streamed: bool
    body: Mapping[str, Any]
    counted: bool = True
    """Whether a response to it costs tokens."""
    added: bool = False
    """Whether the count was asked for by us and not by the client."""

    @property
    def payload(self) -> bytes:
        """The body to send."""
        return json.dumps(self.body).encode()


class Said(NamedTuple):
    """The text of an answer that came in one piece."""

    text: str
    cut: bool
    """Whether it ended for want of room, and not because all was said."""


class Meter(Protocol):
    """Reads the counts out of one response, as it passes."""

    @property
    def marks(self) -> tuple[bytes, ...]:
        """An event without any of these need not be read: nearly all of them are a few words of an answer."""

    def read(self, data: Any) -> bool:
        """Look at one event's JSON, or at the whole of a response that is not streamed; whether it is the client's to
        see. Data of any shape is taken."""

    @property
    def usage(self) -> Usage:
        """What has been counted so far; `partial` until the response's own last count was seen."""


class Wire(Protocol):
    """One vendor's protocol."""

    name: str
    prefix: str
    """The beginning of every path that a vendor's base URL has already."""

    def owns(self, path: str) -> bool:
        """Whether a POST to this path (with its query) is of this protocol. Nothing else is ever passed on."""

    def call(self, path: str, body: Any) -> Call:
        """The request that a POST to a path of its own is. Raises ValueError, with a line for the client, where it
        cannot be understood."""

    def offline(self, body: Mapping[str, Any]) -> Offline:
        """The request less whatever the model's server would do or fetch by itself. Raises ValueError, with a line for
        the client, where it refers to content that it does not have."""

    def meter(self, call: Call) -> Meter:
        """A meter for the response to a call."""

    def key_headers(self, key: str) -> dict[str, str]:
        """How a key is shown."""

    def ask(self, model: str, text: str) -> Call:
        """One question without tools, to be answered in one piece of any length that there is room for."""

    def said(self, body: Any) -> Said:
        """The answer to it. A body of any shape is taken."""

    def greeting(self, model: str) -> Call:
        """The smallest request there is: whoever answers it, in whatever way, is there."""

    def error(self, fault: Fault, message: str) -> dict[str, Any]:
        """The body of an error that this protocol's clients understand."""


def number(counts: Any, *keys: str) -> int:
    """A count at the end of a path of keys; 0 where there is none, or what is there is not a count."""
    for key in keys:
        counts = counts.get(key) if isinstance(counts, dict) else None
    return counts if isinstance(counts, int) and not isinstance(counts, bool) and counts > 0 else 0


def inner(data: Any, *keys: str) -> dict[str, Any]:
    """The object at the end of a path of keys; an empty one where there is none."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def objects(data: Any, key: str) -> list[dict[str, Any]]:
    """The objects of the list of that name; none where there is no list."""
    found = data.get(key) if isinstance(data, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def joined(parts: Iterable[Any]) -> str:
    """Those of the parts that are text, as one."""
    return "".join(part for part in parts if isinstance(part, str))


def request(body: Any) -> tuple[str, bool]:
    """Model and streaming of a body that names both. Raises ValueError."""
    if not isinstance(body, dict):
        raise ValueError("the body is no JSON object")
    model = body.get("model")
    if not isinstance(model, str) or not _MODEL.fullmatch(model):
        raise ValueError("the body names no model")
    return model, body.get("stream") is True
