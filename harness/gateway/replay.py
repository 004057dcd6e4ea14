"""Answers from a record instead of from a model's server, so that a trial can be played again without a key.

A request that was recorded gets its own answer. Agents write times and random names into theirs, so one that was not
gets the next answer of the record to the same path, and is told apart in the new record (`drifted`)."""

import gzip
import hashlib
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import httpx

from harness.gateway.exchanges import BODIES, INDEX, Exchange
from harness.journal import Journal
from sandboxes.errors import UserError

DRIFTED: Final = "meltbench.drifted"
"""Extension of a response, which no server can send."""


class RecordEnded(httpx.TransportError):
    """Nothing is left in the record for this request."""


class Replay(httpx.AsyncBaseTransport):
    """One record, played once."""

    def __init__(self, directory: Path) -> None:
        """Raises UserError where there is no record."""
        self._bodies = directory / BODIES
        lines = Journal(directory / INDEX).read(Exchange.model_validate_json)
        self._left = [line for line in lines if line.tries and line.kept]
        self._lock = threading.Lock()
        if not self._left:
            raise UserError("no record of exchanges", where=str(directory), mend="Name the directory of a trial's")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """What was answered then. Each answer is given once."""
        body = hashlib.sha256(await request.aread()).hexdigest()
        with self._lock:
            candidates = [line for line in self._left if _ends_alike(request.url, line)]
            same = [line for line in candidates if line.request_sha256 == body]
            if not candidates:
                raise RecordEnded("the record has no further answer")
            chosen = (same or candidates)[0]
            self._left.remove(chosen)
        answer = gzip.decompress((self._bodies / f"{chosen.number:06}.response.gz").read_bytes())
        extensions = {} if same else {DRIFTED: True}
        stream = _Answer(answer, cut=chosen.cut)
        return httpx.Response(chosen.status, headers=chosen.headers, stream=stream, extensions=extensions)


class _Answer(httpx.AsyncByteStream):
    """A recorded body, cut where it was cut then."""

    def __init__(self, body: bytes, *, cut: bool) -> None:
        self._body = body
        self._cut = cut

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body
        if self._cut:
            raise httpx.RemoteProtocolError("the record is cut here")


def _ends_alike(url: httpx.URL, line: Exchange) -> bool:
    """Whether a request goes where the recorded one went; the base URL may be another one now."""
    path, route = url.path, line.path.partition("?")[0]
    return path.endswith((route, route.removeprefix("/v1")))
