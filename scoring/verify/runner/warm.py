"""A process that has imported the driver once and forks itself for each call, so that a call costs a millisecond.

Standard library only: this file runs inside the runner box."""

import contextlib
import functools
import importlib
import json
import os
import signal
import socket
import struct
import sys
import time

from .calling import call, prepare
from .frames import Json, read_frame, read_text, send_all, write_frame
from .supervision import Streams, supervise


class Warm:
    """A process that has imported the driver once and forks itself for each case."""

    def __init__(self, request: Json, private: tuple[int, ...]) -> None:
        self.request = request
        self.private = private
        self.pid: int | None = None
        self.tube = -1
        self.broken = ""

    def run(self, case: Json) -> str:
        """The reply to one case, as text."""
        if self.broken:
            return self.broken
        timeout = float(case.get("timeout_s") or self.request["timeout_s"])
        try:
            if self.pid is None:
                self.start()
            write_frame(self.tube, case)
            return read_text(self.tube, time.monotonic() + timeout + 30)
        except (OSError, ValueError, TimeoutError):
            self.stop()
            # The driver cannot even be imported, or a case took the warm process down.
            self.broken = json.dumps({"status": "crashed", "why": "the process that runs cases died"})
            return self.broken

    def start(self) -> None:
        """Fork; the child never sees the loop's own streams, nor any nonce."""
        ours, theirs = socket.socketpair()
        self.tube = os.dup(ours.fileno())
        self.pid = os.fork()
        if self.pid == 0:
            for descriptor in (*self.private, self.tube):
                os.close(descriptor)
            ours.close()
            self.request["nonce"] = ""
            try:
                self.serve_cases(theirs.detach())
            finally:
                os._exit(0)
        ours.close()
        theirs.close()

    def serve_cases(self, tube: int) -> None:
        """The life of the warm process."""
        os.setsid()
        prepare(self.request["paths"])
        if self.request["driver"]:
            # Each case will say what is wrong with it.
            with contextlib.suppress(Exception), open(os.devnull, "w") as null, contextlib.redirect_stdout(null):
                importlib.import_module(self.request["driver"])
        while True:
            case = read_frame(tube)
            if case is None:
                return
            body = supervise(functools.partial(fork_case, case, tube), case, self.request)
            send_all(tube, struct.pack(">I", len(body)) + body)

    def stop(self) -> None:
        """End the warm process and everything in its session."""
        if self.pid is None:
            return
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(self.pid, 0)
        os.close(self.tube)
        self.pid = None


def fork_case(case: Json, tube: int, streams: Streams) -> int:
    """Run a call case in a forked child, which cannot speak for the cases after it; its pid."""
    pid = os.fork()
    if pid == 0:
        try:
            os.close(tube)
            os.setsid()
            os.chdir(streams.cwd)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(streams.out, 1)
            os.dup2(streams.err, 2)
            reply = json.dumps(call(case)).encode()
            sys.stdout.flush()
            send_all(streams.result, reply)
        finally:
            os._exit(0)
    return pid
