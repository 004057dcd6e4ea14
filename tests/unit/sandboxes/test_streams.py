"""Frames over a real socket pair: pieces of any size, deadlines, both directions at once."""

import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandboxes.streams import Attached, Frame, Tail


@pytest.fixture
def pair() -> Iterator[tuple[Attached, socket.socket]]:
    """Our end and the engine's."""
    ours, theirs = socket.socketpair()
    attached = Attached(ours)
    yield attached, theirs
    attached.close()
    theirs.close()


def frame(stream: int, data: bytes) -> bytes:
    """A frame as the engine sends it."""
    return struct.pack(">BxxxI", stream, len(data)) + data


def test_frames_keep_their_stream(pair: tuple[Attached, socket.socket]) -> None:
    attached, engine = pair
    engine.sendall(frame(1, b"out") + frame(2, b"err") + frame(1, b"more"))
    assert [attached.receive(5) for _ in range(3)] == [Frame(1, b"out"), Frame(2, b"err"), Frame(1, b"more")]


@given(
    frames=st.lists(st.tuples(st.sampled_from([1, 2]), st.binary(max_size=300)), max_size=8), piece=st.integers(1, 40)
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_the_bytes_are_cut_the_streams_are_the_same(frames: list[tuple[int, bytes]], piece: int) -> None:
    ours, engine = socket.socketpair()
    attached = Attached(ours)
    sent = b"".join(frame(*f) for f in frames)
    for i in range(0, len(sent), piece):
        engine.sendall(sent[i : i + piece])
    engine.close()
    got = {1: b"", 2: b""}
    while (received := attached.receive(5)) is not None and received.data:
        got[received.stream] += received.data
    attached.close()
    assert got == {kind: b"".join(data for s, data in frames if s == kind) for kind in (1, 2)}


def test_silence_gives_nothing_after_the_wait(pair: tuple[Attached, socket.socket]) -> None:
    started = time.monotonic()
    assert pair[0].receive(0.05) is None
    assert 0.04 < time.monotonic() - started < 5


def test_half_a_frame_is_waited_for_and_not_lost(pair: tuple[Attached, socket.socket]) -> None:
    attached, engine = pair
    whole = frame(1, b"data")
    engine.sendall(whole[:5])
    assert attached.receive(0.02) is None
    engine.sendall(whole[5:])
    assert attached.receive(5) == Frame(1, b"data")


def test_the_end_is_an_empty_frame_even_inside_one(pair: tuple[Attached, socket.socket]) -> None:
    attached, engine = pair
    engine.sendall(frame(1, b"long data")[:10])
    engine.close()
    assert attached.receive(5) == Frame(1, b"lo")
    assert attached.receive(5) == Frame(1, b"")
    assert attached.receive(5) == Frame(1, b"")


def test_a_frame_that_claims_gigabytes_costs_no_memory(pair: tuple[Attached, socket.socket]) -> None:
    attached, engine = pair
    engine.sendall(struct.pack(">BxxxI", 1, 0xFFFFFFFF) + b"little")
    assert attached.receive(5) == Frame(1, b"little")


def test_sending_to_nobody_and_to_one_who_does_not_read(pair: tuple[Attached, socket.socket]) -> None:
    attached, engine = pair
    with pytest.raises(TimeoutError):
        attached.send(b"x" * (8 << 20), time.monotonic() + 0.1)
    engine.close()
    with pytest.raises(OSError, match=r"[Pp]ipe|reset"):
        attached.send(b"x", time.monotonic() + 5)


def test_feeding_and_receiving_do_not_wait_for_each_other(pair: tuple[Attached, socket.socket]) -> None:
    attached, engine = pair
    data = bytes(range(256)) * (1 << 13)

    def echo() -> None:
        while chunk := engine.recv(1 << 16):
            engine.sendall(frame(1, chunk))
        engine.shutdown(socket.SHUT_WR)

    peer = threading.Thread(target=echo)
    peer.start()
    attached.feed(data)
    back = b""
    while (received := attached.receive(10)) is not None and received.data:
        back += received.data
    peer.join(10)
    assert back == data


def test_feeding_one_who_does_not_read_still_gives_his_output(pair: tuple[Attached, socket.socket]) -> None:
    attached, engine = pair
    attached.feed(b"x" * (8 << 20))
    assert attached.receive(0.05) is None
    engine.sendall(frame(1, b"hello"))
    assert attached.receive(5) == Frame(1, b"hello")
    engine.close()
    assert attached.receive(5) == Frame(1, b"")


def test_feeding_nothing_closes_the_input(pair: tuple[Attached, socket.socket]) -> None:
    pair[0].feed(b"")
    assert pair[1].recv(1) == b""


@given(pieces=st.lists(st.binary(max_size=50)), keep=st.integers(1, 60))
@settings(deadline=None)
def test_a_tail_is_the_end_of_the_whole(pieces: list[bytes], keep: int) -> None:
    tail, whole = Tail(keep), b"".join(pieces)
    for piece in pieces:
        tail.add(piece)
    assert tail.text() == whole[-keep:].decode("utf-8", "replace")
    assert (tail.total, tail.truncated) == (len(whole), len(whole) > keep)
