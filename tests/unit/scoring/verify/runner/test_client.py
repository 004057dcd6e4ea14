"""The client never raises for what a box sends: always one reply for each case, within the deadline."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandboxes.base import SandboxGone
from scoring.verify.runner.client import STATUSES, Reply, RunnerClient

CASES = [{"id": "g/1", "call": "m:f"}, {"id": "g/2", "call": "m:g"}, {"id": "g/3", "argv": ["x"]}]


class SocketChannel:
    """A Channel over our end of a socket pair."""

    def __init__(self, ours: socket.socket) -> None:
        self._socket = ours

    def send(self, data: bytes) -> None:
        """Write all."""
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise SandboxGone("closed") from error

    def receive(self, deadline_s: float) -> bytes:
        """The next chunk."""
        self._socket.settimeout(max(0.001, deadline_s))
        try:
            return self._socket.recv(1 << 16)
        except ConnectionError:
            return b""

    def close_input(self) -> None:
        """Close our direction."""
        self._socket.shutdown(socket.SHUT_WR)


Box = Callable[[socket.socket, dict[str, Any]], None]


def converse(box: Box, *, deadline_s: float = 10, reply_bytes: int = 1000) -> list[Reply]:
    """Ask three cases of a box whose side is played by a function in a thread."""
    ours, theirs = socket.socketpair()

    def play() -> None:
        with theirs, theirs.makefile("rb") as stream:
            request = json.loads(stream.read(struct.unpack(">I", stream.read(4))[0]))
            try:
                box(theirs, request)
            except OSError:  # the client has heard enough
                return

    thread = threading.Thread(target=play)
    thread.start()
    try:
        return RunnerClient(SocketChannel(ours)).ask(
            CASES, paths=["/app"], case_timeout_s=1, deadline_s=deadline_s, reply_bytes=reply_bytes
        )
    finally:
        ours.close()
        thread.join(10)
        assert not thread.is_alive()


def framed(body: bytes) -> bytes:
    """A frame."""
    return struct.pack(">I", len(body)) + body


def answer(nonce: str, index: int, body: Any) -> bytes:
    """A well-formed reply frame with the given body."""
    return framed(json.dumps({"nonce": nonce, "index": index, "body": json.dumps(body)}).encode())


def check(replies: list[Reply]) -> None:
    """What holds of every conversation."""
    assert len(replies) == len(CASES)
    for reply, case in zip(replies, CASES, strict=True):
        assert reply.status in STATUSES
        assert isinstance(reply.observed(case), str)


def test_answers_arrive_in_order_however_they_are_cut() -> None:
    def box(stream: socket.socket, request: dict[str, Any]) -> None:
        assert [c["id"] for c in request["cases"]] == ["g/1", "g/2", "g/3"]
        data = b"".join(answer(request["nonce"], i, {"status": "ok", "value": i}) for i in range(3))
        for i in range(0, len(data), 7):
            stream.sendall(data[i : i + 7])

    replies = converse(box)
    assert [(r.status, r.fields["value"]) for r in replies] == [("ok", 0), ("ok", 1), ("ok", 2)]


def test_what_counts_is_what_the_case_compares() -> None:
    reply = Reply("ok", {"value": 1, "stdout": "a", "stderr": "b", "exit": 0})
    assert reply.observed({"call": "m:f"}) == Reply("ok", {"value": 1, "stdout": "a", "stderr": "x"}).observed({})
    assert reply.observed({"call": "m:f"}) != Reply("crashed", {"value": 1, "stdout": "a"}).observed({"call": "m:f"})
    assert reply.observed({"argv": []}) == Reply("ok", {"exit": 0, "stdout": "a"}).observed({"argv": []})
    assert reply.observed({"argv": [], "compare": ["stderr"]}) != reply.observed({"argv": [], "compare": ["stdout"]})


@pytest.mark.parametrize(
    "change",
    [{"nonce": "0" * 32}, {"nonce": None}, {"index": 1}, {"index": "0"}, {"index": 0.5}],
    ids=["other nonce", "no nonce", "other case", "text", "fraction"],
)
def test_an_answer_to_nothing_that_was_asked_ends_the_conversation(change: dict[str, Any]) -> None:
    def box(stream: socket.socket, request: dict[str, Any]) -> None:
        body = json.dumps({"status": "ok", "value": "forged"})
        stream.sendall(framed(json.dumps({"nonce": request["nonce"], "index": 0, "body": body, **change}).encode()))

    replies = converse(box)
    check(replies)
    assert {r.status for r in replies} == {"crashed"}


@pytest.mark.parametrize(
    "body",
    [
        "null", "[]", "3", '"ok"', "{}", "", "not json", '{"status": null}', '{"status": ["ok"]}', '{"status": {}}',
        '{"status": "OK"}', '{"status": "passed"}', "[" * 100_000, '{"status": ' * 50_000, "1" * 6000, "NaN",
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_costs_that_case_only(body: str) -> None:
    def box(stream: socket.socket, request: dict[str, Any]) -> None:
        frame = json.dumps({"nonce": request["nonce"], "index": 0, "body": body}).encode()
        stream.sendall(framed(frame) + b"".join(answer(request["nonce"], i, {"status": "ok"}) for i in (1, 2)))

    replies = converse(box, reply_bytes=1 << 20)
    check(replies)
    assert [r.status for r in replies] == ["crashed", "ok", "ok"]


@pytest.mark.parametrize("levels", [10, 200, 400, 600, 800, 900, 950, 975, 990, 995])
def test_a_value_nested_to_the_limit_can_still_be_observed(levels: int) -> None:
    def box(stream: socket.socket, request: dict[str, Any]) -> None:
        body = '{"status": "ok", "value": ' + "[" * levels + "]" * levels + "}"
        frame = json.dumps({"nonce": request["nonce"], "index": 0, "body": body}).encode()
        stream.sendall(framed(frame))

    check(converse(box, reply_bytes=1 << 20))


def test_a_frame_too_long_is_not_read() -> None:
    def box(stream: socket.socket, request: dict[str, Any]) -> None:
        stream.sendall(struct.pack(">I", 0xFFFFFFFF) + b"x" * 100)

    replies = converse(box)
    check(replies)
    assert "4,294,967,295 bytes" in replies[0].fields["why"]


def test_silence_is_a_timeout_for_all_that_is_missing() -> None:
    def box(stream: socket.socket, request: dict[str, Any]) -> None:
        stream.sendall(answer(request["nonce"], 0, {"status": "ok"}))
        stream.recv(1)  # until the client hangs up

    started = time.monotonic()
    replies = converse(box, deadline_s=0.2)
    check(replies)
    assert [r.status for r in replies] == ["ok", "timeout", "timeout"]
    assert time.monotonic() - started < 5


def test_a_box_that_keeps_trickling_does_not_outlast_the_deadline() -> None:
    def box(stream: socket.socket, request: dict[str, Any]) -> None:
        stream.sendall(struct.pack(">I", 3000))
        stream.settimeout(0.005)
        for _ in range(2000):
            stream.sendall(b" ")
            try:
                if not stream.recv(1):
                    return
            except TimeoutError:
                continue

    started = time.monotonic()
    replies = converse(box, deadline_s=0.3)
    check(replies)
    assert {r.status for r in replies} == {"timeout"}
    assert time.monotonic() - started < 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda v: st.lists(v) | st.dictionaries(st.text(max_size=6), v),
    max_leaves=6,
)
KEYS = st.sampled_from(["status", "value", "raised", "stdout", "exit", "why", "other"])
BODIES = st.dictionaries(KEYS, JSON | st.sampled_from(sorted(STATUSES))).map(json.dumps) | st.text() | JSON
FRAMES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.tuples(st.just("bytes"), st.binary(max_size=60)),
        st.tuples(st.just("json"), JSON),
        st.tuples(st.just("reply"), st.integers(0, 3), BODIES),
    ),
    max_size=5,
)


@given(pieces=FRAMES, index_is_true=st.booleans())
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_box_says_there_is_one_reply_for_each_case(pieces: list[Any], index_is_true: bool) -> None:
    def box(stream: socket.socket, request: dict[str, Any]) -> None:
        for number, piece in enumerate(pieces):
            if isinstance(piece, bytes):
                stream.sendall(piece)
            elif piece[0] == "bytes":
                stream.sendall(framed(piece[1]))
            elif piece[0] == "json":
                stream.sendall(framed(json.dumps(piece[1]).encode()))
            else:
                index = number if index_is_true else piece[1]
                stream.sendall(
                    framed(json.dumps({"nonce": request["nonce"], "index": index, "body": piece[2]}).encode())
                )

    check(converse(box))


def test_a_box_that_is_gone_before_it_is_asked() -> None:
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours:
        replies = RunnerClient(SocketChannel(ours)).ask(CASES, paths=[], case_timeout_s=1, deadline_s=1)
    check(replies)
    assert {r.status for r in replies} == {"crashed"}


def test_nothing_asked_nothing_answered() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert RunnerClient(SocketChannel(ours)).ask([], paths=[], case_timeout_s=1, deadline_s=1) == []
