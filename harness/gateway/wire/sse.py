"""Server-sent events, cut out of a stream of bytes without changing one of them.

https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream"""

import json
import re
from collections.abc import Iterator
from typing import Any

_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_LINE = re.compile(rb"\r\n|\n|\r")
MAX_EVENT = 32 << 20
"""Bytes of one event; a longer one is passed on in pieces and not looked into."""


class Events:
    """Splits a stream into events as they come. What comes out, joined, is what went in."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The events that are whole now, each with the empty line that ends it."""
        # An end may lie across two pieces, never further back than three bytes.
        start, self._rest = max(0, len(self._rest) - 3), self._rest + piece
        done = 0
        for match in _END.finditer(self._rest, start):
            yield self._rest[done : match.end()]
            done = match.end()
        self._rest = self._rest[done:]
        if len(self._rest) > MAX_EVENT:
            yield self.rest()

    def rest(self) -> bytes:
        """What is left at the end of the stream: an event that was cut, or nothing."""
        rest, self._rest = self._rest, b""
        return rest


def data_of(event: bytes) -> Any:
    """The JSON that an event carries; None where it carries something else, such as `[DONE]`."""
    lines = [line.removeprefix(b"data:") for line in _LINE.split(event) if line.startswith(b"data:")]
    try:
        return json.loads(b"\n".join(lines))
    except (ValueError, RecursionError):
        return None
