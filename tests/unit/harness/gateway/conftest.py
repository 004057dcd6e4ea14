"""A model's server that says what it is told to, and a gateway before it on a real socket."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from harness.gateway.budget import Budget
from harness.gateway.exchanges import INDEX
from harness.gateway.proxy import Patience
from harness.gateway.server import Gateway
from harness.gateway.session import Cost, Session
from harness.gateway.upstream import VENDORS, Upstream
from harness.journal import Journal

KEY = "sk-real-key-8d1f"
PATIENCE = Patience(tries=3, pause_s=0.01, most_s=5, connect_s=2, silence_s=1)


@dataclass
class Reply:
    """One answer of the server."""

    pieces: list[bytes]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    """Whether the connection ends before the answer does."""
    wait: threading.Event | None = None
    """Held before the last piece until it is set."""


@dataclass
class Scripted:
    """What the server has been asked, and what it will answer."""

    replies: list[Reply] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: Scripted

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        self.script.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        reply = self.script.replies.pop(0)
        self.send_response(reply.status)
        for name, value in {"content-type": "text/event-stream", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for number, piece in enumerate(reply.pieces):
            if reply.wait and number == len(reply.pieces) - 1:
                reply.wait.wait(20)
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()
        self.close_connection = reply.cut
        if not reply.cut:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *args: Any) -> None:
        """A client that leaves is what some of the tests are about."""


@pytest.fixture
def script() -> Iterator[Scripted]:
    """A server on loopback."""
    script = Scripted()
    handler = type("Handler", (_Handler,), {"script": script})
    with _Server(("127.0.0.1", 0), handler) as server:
        script.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield script
        server.shutdown()
        thread.join()


@dataclass
class Served:
    """A gateway that answers for one trial."""

    session: Session
    client: httpx.Client
    directory: Path
    script: Scripted

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        """As an agent would, with its token."""
        return self.client.post(path, json=body, headers={"x-api-key": self.session.token, **headers})

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The record of exchanges."""
        return list(Journal(self.directory / INDEX).read(json.loads))


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """The thread."""
    with Gateway(PATIENCE) as gateway:
        yield gateway


@pytest.fixture
def serve(gateway: Gateway, script: Scripted, tmp_path: Path) -> Iterator[Any]:
    """Opens a trial's socket before a vendor's protocol."""
    opened: list[Any] = []

    def open_one(
        vendor: str = "anthropic",
        budget: Budget | None = None,
        cost: Cost = lambda m, u: None,
        replay: Path | None = None,
    ) -> Served:
        session = Session(budget or Budget(), cost)
        where = tmp_path / f"{len(opened)}.sock"
        directory = tmp_path / f"exchanges{len(opened)}"
        base = script.url + ("/v1" if vendor == "openai" else "")
        upstream = Upstream(vendor, base, VENDORS[vendor].wires, KEY)
        serving = gateway.serving(session, upstream, where, directory, replay)
        serving.__enter__()
        transport = httpx.HTTPTransport(uds=str(where))
        client = httpx.Client(transport=transport, base_url="http://gateway", timeout=20)
        opened.extend([serving, client])
        return Served(session, client, directory, script)

    yield open_one
    for one in reversed(opened):
        one.__exit__(None, None, None) if hasattr(one, "gen") else one.close()


def events(*data: Any) -> list[bytes]:
    """Server-sent events, one to a piece."""
    return [b"data: " + json.dumps(one).encode() + b"\n\n" for one in data]
