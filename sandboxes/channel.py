"""A line to a container's main process: the channel over which a runner box is spoken to."""

import time

from sandboxes.base import SandboxGone
from sandboxes.streams import STDERR, Attached, Tail


class DockerChannel:
    """The streams of a container's main process; standard error is kept apart, the tail of it."""

    def __init__(self, stream: Attached, max_bytes: int) -> None:
        self._stream = stream
        self._left = max_bytes
        self._ended = False
        self.errors = Tail(16 << 10)
        """The end of standard error."""

    def send(self, data: bytes) -> None:
        """Write to standard input."""
        if self._ended:
            raise SandboxGone("the process has ended")
        try:
            self._stream.send(data, time.monotonic() + 60)
        except OSError as error:
            raise SandboxGone("the process ended while it was spoken to") from error

    def receive(self, deadline_s: float) -> bytes:
        """The next piece of standard output; b"" at its end, or once the output cap is passed."""
        deadline = time.monotonic() + deadline_s
        while not self._ended:
            frame = self._stream.receive(deadline - time.monotonic())
            if frame is None:
                raise TimeoutError(f"no answer within {deadline_s:.0f} s")
            self._left -= len(frame.data)
            self._ended = not frame.data or self._left < 0
            if frame.stream == STDERR:
                self.errors.add(frame.data)
            elif not self._ended:
                return frame.data
        return b""

    def close_input(self) -> None:
        """End standard input."""
        self._stream.close_input()

    def close(self) -> None:
        """Let go of the streams; what comes after is the end."""
        self._ended = True
        self._stream.close()
