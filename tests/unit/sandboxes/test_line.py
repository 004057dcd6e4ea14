"""What comes over a line from a container is taken for hostile: it may end its line, and nothing else."""

import contextlib
import select
import socket
import ssl
import struct
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandboxes.errors import InfraError, MachineError
from sandboxes.line import Line
from sandboxes.multiplex import CONNECTIONS, HEADER, LISTENING, PIECE, WINDOW, Kind


def output(data: bytes, stream: int = 1) -> bytes:
    """As an engine hands on what a container says."""
    return struct.pack(">BxxxI", stream, len(data)) + data


def frame(kind: int, number: int = 0, amount: int = 0, data: bytes = b"") -> bytes:
    """As a multiplexer says it."""
    return output(HEADER.pack(kind, number, amount) + data)


OPEN = frame(Kind.OPEN)
FLOOD = OPEN + frame(Kind.DATA, 0, PIECE, b"x" * PIECE) * (16 * WINDOW // PIECE)
"""Whatever a kernel takes of it for a reader who does not read, and is granted again, it goes past the window."""


@contextlib.contextmanager
def serving(serve: Callable[[socket.socket], None]) -> Iterator[Path]:
    """A socket on the host; `serve` is called in one thread for one connection after the other."""
    with tempfile.TemporaryDirectory() as directory, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(Path(directory) / "s"))
        listener.listen(600)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        serve(connection)

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield Path(directory) / "s"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def idle(connection: socket.socket) -> None:
    """Read nothing until the other side has let go."""
    poller = select.poll()
    poller.register(connection, select.POLLHUP)
    assert poller.poll(20_000)


@contextlib.contextmanager
def joined(path: Path) -> Iterator[tuple[Line, socket.socket]]:
    """A line that is ready, and the engine's end of it."""
    ours, engine = socket.socketpair()
    with engine:
        line = Line(ours, path)
        engine.sendall(output(LISTENING))
        line.await_ready(10)
        try:
            yield line, engine
        finally:
            with contextlib.suppress(OSError):
                engine.shutdown(socket.SHUT_RDWR)
            line.close()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (frame(9), "not open"),
        (OPEN + frame(9), "not a valid Kind"),
        (frame(Kind.DATA, 0, 1, b"x"), "not open"),
        (frame(Kind.CLOSE, 3), "not open"),
        (frame(Kind.OPEN, CONNECTIONS), "not open"),
        (OPEN + OPEN, "against the rules"),
        (OPEN + frame(Kind.DATA, 0, 0), "against the rules"),
        (OPEN + frame(Kind.DATA, 0, PIECE + 1, b"x" * (PIECE + 1)), "against the rules"),
        (FLOOD, "against the rules"),
        (OPEN + frame(Kind.CREDIT, 0, 1), "against the rules"),
        (OPEN + frame(Kind.END) + frame(Kind.END), "against the rules"),
        (OPEN + frame(Kind.END) + frame(Kind.DATA, 0, 1, b"x"), "against the rules"),
        (b"".join(frame(Kind.OPEN, n) for n in range(256)), "not open"),
    ],
)
def test_whatever_breaks_the_rules_ends_the_line_and_says_why(said: bytes, why: str) -> None:
    with serving(idle) as path, joined(path) as (line, engine):
        assert line.ended() == ""
        with contextlib.suppress(OSError):  # it need not take all of it
            engine.sendall(said)
        engine.settimeout(10)
        with contextlib.suppress(ConnectionResetError):
            while engine.recv(1 << 16):
                pass
        line.close()
        assert why in line.ended()


HOSTILE = st.one_of(
    st.binary(max_size=20),
    st.binary(max_size=20).map(output),
    st.builds(frame, st.integers(0, 6), st.integers(0, 3), st.integers(0, 4), st.binary(max_size=4)),
    st.builds(lambda n, data: frame(Kind.DATA, n, len(data), data), st.integers(0, 3), st.binary(max_size=50)),
)


@given(said=st.lists(HOSTILE, max_size=12), ready=st.booleans())
@settings(deadline=None, max_examples=150)
def test_whatever_comes_the_line_ends_with_a_reason(said: list[bytes], ready: bool) -> None:
    ours, engine = socket.socketpair()
    line = Line(ours, Path("nowhere"))
    with engine, contextlib.suppress(OSError):
        engine.sendall((output(LISTENING) if ready else b"") + b"".join(said))
    line.close()
    assert line.ended()


def test_one_that_takes_nothing_is_sent_no_more_than_its_credit() -> None:
    sent = []

    def generous(connection: socket.socket) -> None:
        connection.settimeout(0.5)
        with contextlib.suppress(OSError):
            while True:
                sent.append(connection.send(b"y" * PIECE))

    with serving(generous) as path, joined(path) as (line, engine):
        engine.sendall(OPEN)
        engine.settimeout(0.6)
        got = bytearray()
        with contextlib.suppress(TimeoutError):
            while True:
                got += engine.recv(1 << 16)
        assert got.count(b"y") == WINDOW
        assert line.ended() == ""


def test_a_container_that_says_something_else_is_told_with_its_own_words() -> None:
    ours, engine = socket.socketpair()
    line = Line(ours, Path("nowhere"))
    with engine:
        engine.sendall(output(b"no such port\n", 2) + output(b"hello, world\n"))
    with pytest.raises(InfraError, match=r"does not speak as it should.*no such port"):
        line.await_ready(10)
    line.close()


def test_a_silent_container_is_not_waited_for_without_end() -> None:
    ours, engine = socket.socketpair()
    with engine:
        line = Line(ours, Path("nowhere"))
        with pytest.raises(InfraError, match="silent"):
            line.await_ready(0.05)
    line.close()


def test_what_comes_on_standard_error_is_heard_until_it_is_too_much() -> None:
    heard = bytearray()

    def listen(data: bytes) -> None:
        heard.extend(data)
        if len(heard) > 10:
            raise ValueError("too much")

    ours, engine = socket.socketpair()
    with engine:
        line = Line(ours, Path("nowhere"), listener=listen)
        engine.sendall(output(LISTENING) + output(b"12345", 2) + output(b"67890", 2) + output(b"!", 2))
        line.close()
    assert (bytes(heard), line.ended()) == (b"1234567890!", "too much")


def test_an_encrypted_engine_is_refused_in_one_line() -> None:
    ours, engine = socket.socketpair()
    context = ssl.create_default_context()
    encrypted = context.wrap_socket(ours, server_hostname="engine", do_handshake_on_connect=False)
    with engine, encrypted, pytest.raises(MachineError, match="ssh -L"):
        Line(encrypted, Path("nowhere"))
