"""What went over the wire, kept with the trial: a line for each exchange, and its bodies beside it."""

import gzip
import hashlib
import time
from pathlib import Path
from typing import Final

from pydantic import BaseModel, Field, PrivateAttr

from harness.gateway.usage import Usage
from harness.journal import Journal

INDEX: Final = "exchanges.jsonl"
BODIES: Final = "bodies"
MAX_KEPT: Final = 64 << 20
"""Bytes of one body that are kept, before compression."""
MAX_OWN: Final = 2000
"""Exchanges that are kept of those that the gateway answered by itself; a sandbox makes thousands of them a second."""
MAX_BODIES: Final = 2 << 30
"""Bytes of all bodies, as they are kept."""
MAX_WITH_BODIES: Final = 50_000
"""Exchanges whose bodies are kept."""


class Answer:
    """What has come of an answer, as far as it is kept. On the path of every piece, hence no model."""

    __slots__ = ("began", "body", "first_s", "size")

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.body = bytearray()
        self.first_s: float | None = None
        self.size = 0

    def add(self, data: bytes) -> None:
        """A piece has come."""
        if self.first_s is None:
            self.first_s = time.monotonic() - self.began
        self.size += len(data)
        self.body += data[: max(0, MAX_KEPT - len(self.body))]

    def hide(self, key: str) -> None:
        """Take a key out of an answer that repeats it, as refusals may."""
        self.body = self.body.replace(key.encode(), b"[key]") if key else self.body


class Exchange(BaseModel):
    """One request and what becomes of it: filled in while it goes on, and written as a line of the index at its end."""

    number: int = 0
    """Of its bodies' files."""
    at: float = Field(default_factory=time.time)
    """Seconds since 1970."""
    wire: str
    path: str
    model: str = ""
    status: int = 0
    headers: dict[str, str] = Field(default_factory=dict)
    """Of the answer, as far as they are passed on."""
    message: str = ""
    """Why it did not go as asked."""
    cut: bool = False
    """Whether the answer ended before its end."""
    dropped: tuple[str, ...] = ()
    """Hosted tools that were asked for and not passed on."""
    drifted: bool = False
    """Whether this was answered from a record that has another request in its place."""
    tries: int = 0
    """0 where the gateway answered by itself."""
    lost_s: float = 0.0
    """On tries that failed, and on the pauses after them."""
    first_s: float | None = None
    """From the request to the first byte of the answer, lost time included."""
    total_s: float = 0.0
    request_sha256: str = ""
    kept: bool = True
    """Whether its bodies are; of too many or too large ones only this line is."""
    more: int = 0
    """Exchanges that the gateway answered by itself and that are not kept for their number: a line at the end."""
    answered: int = 0
    """Bytes."""
    usage: Usage | None = None
    """None where the answer costs nothing."""
    usd: float | None = None
    _held: int = PrivateAttr(default=0)
    _request: bytes = PrivateAttr(default=b"")
    _answer: Answer = PrivateAttr(default_factory=Answer)

    @property
    def answer(self) -> Answer:
        """What has come of the answer."""
        return self._answer

    def holds(self, size: int) -> None:
        """So many bytes more are in memory for it."""
        self._held += size

    def let_go(self) -> int:
        """All of these bytes, which are no longer."""
        held, self._held = self._held, 0
        return held

    def asks(self, body: bytes) -> None:
        """This is what is passed on."""
        self._request = body
        self.request_sha256 = hashlib.sha256(body).hexdigest()

    def end(self, number: int) -> tuple[bytes, bytes]:
        """It is over; what was asked and answered."""
        self.number, self.answered, self.first_s = number, self._answer.size, self._answer.first_s
        self.total_s = time.monotonic() - self._answer.began
        return self._request, bytes(self._answer.body)


class Exchanges:
    """The record of one trial's exchanges. What is in it has been seen by the sandbox, so that no key can be."""

    def __init__(self, directory: Path) -> None:
        self._bodies = directory / BODIES
        self._bodies.mkdir(parents=True, exist_ok=True)
        self._journal = Journal(directory / INDEX)
        self._number = len(list(self._bodies.glob("*.request.gz")))
        self._bytes = sum(path.stat().st_size for path in self._bodies.iterdir())
        self._own = self._more = 0

    def add(self, exchange: Exchange) -> None:
        """Keep one that is over."""
        if not exchange.tries:
            self._own += 1
            if self._own > MAX_OWN:
                self._more += 1
                return
        self._number += 1
        bodies = exchange.end(self._number)
        exchange.kept = self._number <= MAX_WITH_BODIES and self._bytes < MAX_BODIES
        if exchange.kept:
            for what, body in zip(("request", "response"), bodies, strict=True):
                self._keep(what, body)
        self._journal.append(exchange.model_dump_json())

    @property
    def crowded(self) -> bool:
        """Whether so much was asked that the gateway answers by itself that no more of it is kept."""
        return self._more > 0

    def close(self) -> None:
        """Say how many are not kept."""
        if self._more:
            message = "answered by the gateway itself, and too many to be kept"
            last = Exchange(wire="", path="", message=message, kept=False, more=self._more)
            self._journal.append(last.model_dump_json())

    def _keep(self, what: str, body: bytes) -> None:
        packed = gzip.compress(body, 1, mtime=0)
        self._bytes += len(packed)
        (self._bodies / f"{self._number:06}.{what}.gz").write_bytes(packed)


def kept(directory: Path) -> list[tuple[Exchange, bytes]]:
    """What a trial's record holds, each with what was asked; b"" where bodies are not kept."""
    bodies = directory / BODIES
    return [
        (line, gzip.decompress((bodies / f"{line.number:06}.request.gz").read_bytes()) if line.kept else b"")
        for line in Journal(directory / INDEX).read(Exchange.model_validate_json)
    ]
