"""The relay of a sidecar passes on, and nobody can make it end."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from sandboxes.sidecar import RELAY

LOAD = b"x" * 200_000
BREAKS = 3000
MAX_MB = 48
"""A third of what a sidecar may have; the interpreter takes ten."""


class Running(NamedTuple):
    """A relay on this machine."""

    port: int
    server: socket.socket
    """Where it leads."""
    process: subprocess.Popen[bytes]

    def peak_mb(self) -> int:
        """The most memory that it has ever had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) >> 10


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Running]:
    """One that listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen(512)
        argv = [sys.executable, "-I", "-S", "-c", RELAY, str(port), str(tmp_path / "s")]
        with subprocess.Popen(argv, stdout=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stdout.readline() == b"listening\n"
            yield Running(port, server, process)
            process.kill()


def test_both_directions_pass_and_end(relay: Running) -> None:
    with socket.create_connection(("127.0.0.1", relay.port), 10) as near, relay.server.accept()[0] as far:
        near.sendall(b"asked")
        assert far.recv(100) == b"asked"
        near.shutdown(socket.SHUT_WR)
        assert far.recv(100) == b""
        far.sendall(b"answered")
        far.close()
        assert near.recv(100) == b"answered"
        assert near.recv(100) == b""


def test_connections_that_break_off_take_no_memory_along(relay: Running) -> None:
    def serve() -> None:
        with suppress(OSError):  # closed at the end
            while True:
                one, _ = relay.server.accept()
                with one, suppress(OSError):  # left without having read: what was sent comes back as an error
                    one.sendall(b"y" * 1000)

    threading.Thread(target=serve, daemon=True).start()
    for _ in range(BREAKS):
        with suppress(OSError), socket.create_connection(("127.0.0.1", relay.port), 10) as near:
            near.sendall(LOAD)
    assert relay.process.poll() is None
    assert relay.peak_mb() < MAX_MB
