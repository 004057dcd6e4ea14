"""Whatever comes to a trial's socket is in its record, and no flood of it fills the disk or holds up another trial."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from harness.gateway.budget import Budget
from harness.gateway.exchanges import kept
from harness.gateway.server import CONNECTIONS, Gateway
from harness.gateway.session import Session
from harness.gateway.upstream import VENDORS, Upstream
from tests.unit.harness.gateway.conftest import Reply, Scripted, Served, events

MESSAGES = "/v1/messages"
ASK = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hello"}]}
SOON_S = 10


@pytest.fixture
def served(serve: Any) -> Iterator[Served]:
    """One trial's gateway."""
    yield serve()


def connected(served: Served) -> socket.socket:
    """A connection of its own."""
    one = socket.socket(socket.AF_UNIX)
    one.settimeout(SOON_S)
    one.connect(str(served.directory.with_name("0.sock")))
    return one


def lines(served: Served, many: int) -> list[dict[str, Any]]:
    """The record, once it has so many lines."""
    deadline = time.monotonic() + SOON_S
    while len(served.lines) < many:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return served.lines


@pytest.mark.parametrize("said", [b"\x05\x01\0secret", b"GET /\0 HTTP/1.1\r\n\r\n", b"\x16\x03\x01" + b"\0" * 60_000])
def test_what_is_no_http_is_recorded_as_it_came(said: bytes, served: Served) -> None:
    with connected(served) as one:
        one.sendall(said)
        one.recv(1000)
    [line] = lines(served, 1)
    assert (line["status"], line["message"]) == (400, "this is no request")
    [(_, heard)] = kept(served.directory)
    assert heard
    assert heard in said
    assert len(heard) <= 4096


@pytest.mark.parametrize("said", [b"", b"POST /v1/mess"])
def test_a_connection_without_a_request_is_recorded(said: bytes, served: Served) -> None:
    with connected(served) as one:
        one.sendall(said)
    [line] = lines(served, 1)
    assert (line["status"], line["message"]) == (0, "a connection without a request")
    assert [heard for _, heard in kept(served.directory)] == [said]


def test_what_breaks_off_in_a_body_is_recorded(served: Served) -> None:
    head = f"POST {MESSAGES} HTTP/1.1\r\nhost: x\r\nx-api-key: {served.session.token}\r\n"
    with connected(served) as one:
        one.sendall(head.encode() + b"transfer-encoding: chunked\r\n\r\nzzz\r\n")
        assert one.recv(1000).startswith(b"HTTP/1.1 400")
    assert {(line["path"], line["message"]) for line in lines(served, 2)} == {
        ("", "this is no request"),
        (MESSAGES, "the client left"),
    }


@pytest.mark.parametrize(("path", "headers", "status"), [("/x", {"upgrade": "h2c"}, 426), ("/api/hello", {}, 200)])
def test_what_is_answered_without_a_thought_is_recorded(
    path: str, headers: dict[str, str], status: int, served: Served
) -> None:
    assert served.client.get(path, headers=headers).status_code == status
    assert [(line["path"], line["status"]) for line in served.lines] == [(path, status)]


def test_a_request_over_too_many_connections_is_refused_and_recorded(served: Served) -> None:
    crowd = [connected(served) for _ in range(CONNECTIONS)]
    assert served.client.post("/crowded", json={}).status_code == 503
    [line] = lines(served, 1)
    assert (line["path"], line["status"]) == ("/crowded", 503)
    for one in crowd:
        one.close()
    lines(served, 1 + CONNECTIONS)
    assert served.client.post("/alone", json={}).status_code == 404


def test_a_header_that_is_not_ascii_is_refused_and_recorded(served: Served, script: Scripted) -> None:
    with connected(served) as one:
        one.sendall(
            f"POST {MESSAGES} HTTP/1.1\r\nhost: x\r\nx-api-key: {served.session.token}\r\n"
            "user-agent: \u00e9\r\ncontent-length: 2\r\n\r\n{}".encode()
        )
        assert one.recv(1000).startswith(b"HTTP/1.1 400")
    assert [line["status"] for line in served.lines] == [400]
    assert script.asked == []


def test_a_flood_is_counted_and_not_kept(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.gateway.exchanges.MAX_OWN", 3)
    monkeypatch.setattr("harness.gateway.server.CROWDED_S", 0.2)
    served = serve()
    for number in range(5):
        assert served.client.get(f"/{number}").status_code == 404
    began = time.monotonic()
    assert served.client.get("/5").status_code == 404
    assert time.monotonic() - began >= 0.2
    assert [line["path"] for line in served.lines] == ["/0", "/1", "/2"]
    assert len(list((served.directory / "bodies").iterdir())) == 6


def test_the_number_of_those_that_are_not_kept_is_the_last_line(
    gateway: Gateway, script: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.gateway.exchanges.MAX_OWN", 2)
    where, record = tmp_path / "s", tmp_path / "record"
    upstream = Upstream("anthropic", script.url, VENDORS["anthropic"].wires, "key")
    with (
        gateway.serving(Session(Budget(), lambda m, u: None), upstream, where, record),
        httpx.Client(transport=httpx.HTTPTransport(uds=str(where)), base_url="http://gateway") as client,
    ):
        for number in range(4):
            client.get(f"/{number}")
    found = [line for line, _ in kept(record)]
    assert [(line.path, line.more, line.kept) for line in found] == [("/0", 0, True), ("/1", 0, True), ("", 2, False)]


def test_bodies_past_the_bound_are_not_kept_but_their_line_is(
    served: Served, script: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.gateway.exchanges.MAX_BODIES", 50)
    script.replies = [Reply(events({"type": "message_stop"})) for _ in range(2)]
    for _ in range(2):
        assert served.post(MESSAGES, {**ASK, "stream": True}).status_code == 200
    assert [(line["number"], line["kept"]) for line in served.lines] == [(1, True), (2, False)]
    assert sorted(path.name for path in (served.directory / "bodies").iterdir()) == [
        "000001.request.gz",
        "000001.response.gz",
    ]


def test_a_request_of_nothing_but_brackets_is_not_read(served: Served, script: Scripted) -> None:
    body = b'{"model": "m", "messages": [' + b"[]," * 1_000_000 + b"[]]}"
    assert served.client.post(MESSAGES, content=body, headers={"x-api-key": served.session.token}).status_code == 413
    assert script.asked == []


def test_requests_that_wait_for_an_answer_count_as_held(
    served: Served, script: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.gateway.proxy.PART", 0)
    monkeypatch.setattr("harness.gateway.proxy.MAX_HELD", 1500)
    large, answered = {**ASK, "text": "x" * 1000, "stream": True}, threading.Event()
    script.replies = [Reply(events({"type": "ping"}, {"type": "message_stop"}), wait=answered)]
    with served.client.stream("POST", MESSAGES, json=large, headers={"x-api-key": served.session.token}) as first:
        assert served.post(MESSAGES, large).status_code == 413
        answered.set()
        first.read()
    script.replies = [Reply(events({"type": "message_stop"}))]
    assert served.post(MESSAGES, large).status_code == 200
