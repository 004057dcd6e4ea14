"""Reading an engine's attached streams: frames of a kind and a length, under deadlines, with bounded memory."""

import select
import socket
import time
from typing import Any, NamedTuple

RECEIVE_BYTES = 1 << 16
STDERR = 2


class Frame(NamedTuple):
    """A piece of output."""

    stream: int
    """1 standard output, 2 standard error."""
    data: bytes


class Attached:
    """The socket behind an `attach` or `exec`: what is sent is standard input, what comes back is framed output."""

    def __init__(self, handle: Any) -> None:
        """`handle` is what docker-py returns for `socket=True`; it is kept alive with this object."""
        self._handle = handle
        self._socket: socket.socket = getattr(handle, "_sock", handle)
        self._left = 0
        self._stream = 0
        self._header = b""
        self._feed = memoryview(b"")

    def send(self, data: bytes, deadline: float) -> None:
        """Write all of `data`. Raises OSError where the other end is gone, TimeoutError at `deadline` (monotonic)."""
        self._socket.setblocking(True)
        self._socket.settimeout(max(0.01, deadline - time.monotonic()))
        self._socket.sendall(data)

    def feed(self, data: bytes) -> None:
        """Have `data` sent and standard input closed while output is received: neither side waits for the other."""
        self._feed = memoryview(data)
        if not data:
            self.close_input()

    def close_input(self) -> None:
        """Signal the end of standard input; later output still arrives."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def receive(self, wait_s: float) -> Frame | None:
        """The next piece of output; an empty one at the end; None where `wait_s` seconds bring nothing."""
        deadline = time.monotonic() + wait_s
        while True:
            want = self._left if self._left else 8 - len(self._header)
            if not self._readable(deadline):
                return None
            try:
                data = self._socket.recv(min(want, RECEIVE_BYTES))
            except OSError:
                data = b""
            if not data:
                return Frame(1, b"")
            if self._left:
                self._left -= len(data)
                return Frame(self._stream, data)
            self._header += data
            if len(self._header) == 8:
                self._stream, self._left = self._header[0], int.from_bytes(self._header[4:], "big")
                self._header = b""

    def _readable(self, deadline: float) -> bool:
        """Wait for input, sending what is to be fed meanwhile; False at the deadline (monotonic)."""
        while True:
            poller = select.poll()
            poller.register(self._socket, select.POLLIN | (select.POLLOUT if self._feed else 0))
            ready = poller.poll(max(0.0, deadline - time.monotonic()) * 1000)
            if not ready:
                return False
            if ready[0][1] & ~select.POLLOUT:
                return True
            self._send_some()

    def _send_some(self) -> None:
        try:
            sent = self._socket.send(self._feed[:RECEIVE_BYTES], socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:  # the command may end without reading
            sent = len(self._feed)
        self._feed = self._feed[sent:]
        if not self._feed:
            self.close_input()

    def close(self) -> None:
        """Let go of the connection."""
        self._socket.close()
        response = getattr(self._handle, "_response", None)
        if response is not None:
            response.close()


class Tail:
    """The last `keep` bytes of a stream, however long it is."""

    def __init__(self, keep: int) -> None:
        self._keep = keep
        self._data = bytearray()
        self.total = 0
        """Bytes seen."""

    def add(self, data: bytes) -> None:
        """Append; memory stays under twice `keep`."""
        self.total += len(data)
        self._data += data
        if len(self._data) > 2 * self._keep:
            del self._data[: -self._keep]

    @property
    def truncated(self) -> bool:
        """Whether anything was let go."""
        return self.total > self._keep

    def text(self) -> str:
        """What is kept, decoded; undecodable bytes are replaced."""
        return bytes(self._data[-self._keep :]).decode("utf-8", "replace")
