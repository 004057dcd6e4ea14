"""What went over the wire, kept with the trial: a line for each exchange, and its bodies beside it."""

import gzip
import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import Field

from harness.gateway.usage import Usage
from harness.journal import Journal
from sandboxes.spec import Written

INDEX: Final = "exchanges.jsonl"
BODIES: Final = "bodies"
MAX_KEPT: Final = 64 << 20
"""Bytes of one body that are kept, before compression."""


class Line(Written):
    """One exchange in the index."""

    number: int
    """Of its bodies' files."""
    at: float
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
    answered: int = 0
    """Bytes."""
    usage: Usage | None = None
    """None where the answer costs nothing."""
    usd: float | None = None


@dataclass
class Exchange:
    """One request and what becomes of it, while it goes on; see Line."""

    wire: str
    path: str
    model: str = ""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    message: str = ""
    cut: bool = False
    dropped: tuple[str, ...] = ()
    drifted: bool = False
    tries: int = 0
    lost_s: float = 0.0
    usage: Usage | None = None
    usd: float | None = None
    request: bytes = b""
    response: bytearray = field(default_factory=bytearray)
    answered: int = 0
    first_s: float | None = None
    wall: float = field(default_factory=time.time)
    began: float = field(default_factory=time.monotonic)

    def piece(self, data: bytes) -> None:
        """A piece of the answer has come."""
        if self.first_s is None:
            self.first_s = time.monotonic() - self.began
        self.answered += len(data)
        self.response += data[: max(0, MAX_KEPT - len(self.response))]


class Exchanges:
    """The record of one trial's exchanges. What is in it has been seen by the sandbox, so that no key can be."""

    def __init__(self, directory: Path) -> None:
        self._bodies = directory / BODIES
        self._bodies.mkdir(parents=True, exist_ok=True)
        self._journal = Journal(directory / INDEX)
        self._number = len(list(self._bodies.glob("*.request.gz")))

    def add(self, exchange: Exchange) -> None:
        """Keep one that is over."""
        self._number += 1
        self._keep("request", exchange.request)
        self._keep("response", bytes(exchange.response))
        line = Line(
            number=self._number,
            at=exchange.wall,
            wire=exchange.wire,
            path=exchange.path,
            model=exchange.model,
            status=exchange.status,
            headers=exchange.headers,
            message=exchange.message,
            cut=exchange.cut,
            dropped=exchange.dropped,
            drifted=exchange.drifted,
            tries=exchange.tries,
            lost_s=round(exchange.lost_s, 3),
            first_s=None if exchange.first_s is None else round(exchange.first_s, 4),
            total_s=round(time.monotonic() - exchange.began, 4),
            request_sha256=hashlib.sha256(exchange.request).hexdigest(),
            answered=exchange.answered,
            usage=exchange.usage,
            usd=exchange.usd,
        )
        self._journal.append(line.model_dump_json())

    def _keep(self, what: str, body: bytes) -> None:
        (self._bodies / f"{self._number:06}.{what}.gz").write_bytes(gzip.compress(body, 1, mtime=0))
