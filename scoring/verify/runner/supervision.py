"""A case's process from its start to its end: under a deadline, its output bounded, its whole session killed.

Standard library only: this file runs inside the runner box."""

import contextlib
import json
import os
import select
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence

from .frames import Json
from .speaking import written

OUTPUT_BYTES = 64 << 10


class Streams:
    """Where a case works and writes: an empty directory, two bounded files, and a pipe for the result."""

    def __init__(self) -> None:
        self.cwd = tempfile.mkdtemp(prefix="case-")
        self.out = os.memfd_create("out")
        self.err = os.memfd_create("err")
        self.receive, self.result = os.pipe()
        os.set_inheritable(self.result, True)

    def text(self, descriptor: int) -> str:
        """What was written, decoded, at most 64 KiB."""
        return os.pread(descriptor, OUTPUT_BYTES, 0).decode("utf-8", "replace")

    def close(self) -> None:
        """Let go of everything."""
        for descriptor in (self.out, self.err, self.receive):
            os.close(descriptor)
        shutil.rmtree(self.cwd, ignore_errors=True)


def supervise(start: Callable[[Streams], int], case: Json, request: Json) -> bytes:
    """Start a process for a case, wait for it under the deadline, kill its session, and describe how it ended."""
    streams = Streams()
    deadline = time.monotonic() + float(case.get("timeout_s") or request["timeout_s"])
    try:
        pid = start(streams)
    except (OSError, ValueError) as error:  # no such program, or no process left to be had
        os.close(streams.result)
        streams.close()
        return json.dumps({"status": "crashed", "why": str(error)}).encode()
    os.close(streams.result)
    result, ended = gather(pid, streams.receive, deadline, request["reply_bytes"])
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    reply: Json = {"status": "ok" if ended else "timeout"}
    if len(result) > request["reply_bytes"]:
        reply["status"] = "overflow"
    elif ended and "call" in case:
        try:
            reply.update(json.loads(result))
        except (ValueError, TypeError, RecursionError):
            reply["status"] = "crashed"
    if ended and "argv" in case:
        reply["exit"] = os.waitstatus_to_exitcode(status)
        if case.get("result"):
            reply["result"] = result.decode("utf-8", "replace")
        add_outputs(reply, case.get("outputs", ()), streams.cwd)
    reply["stdout"] = streams.text(streams.out)
    reply["stderr"] = streams.text(streams.err)
    streams.close()
    return json.dumps(reply).encode()


def add_outputs(reply: Json, names: Sequence[str], cwd: str) -> None:
    """Add to a reply the `outputs` that its case names: what is in these files, None where there is no such file."""
    for name in names:
        content = read_output(os.path.join(cwd, name))
        if content and len(content) > OUTPUT_BYTES:
            reply.update(status="overflow", why=f"{name} is larger than {OUTPUT_BYTES:,} bytes")
            return
        reply.setdefault("outputs", {})[name] = None if content is None else written(content)


def read_output(path: str) -> bytes | None:
    """What a regular file begins with, a byte more than is allowed; None for anything else: a FIFO would never end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return os.pread(descriptor, OUTPUT_BYTES + 1, 0)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def gather(pid: int, receive: int, deadline: float, limit: int) -> tuple[bytes, bool]:
    """Read the result pipe until the process ends; (bytes, whether it ended in time)."""
    alive = os.pidfd_open(pid)
    os.set_blocking(receive, False)
    data = b""
    try:
        while True:
            ready, _, _ = select.select([alive, receive], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return data, False
            chunk = b"".join(drain(receive)) if receive in ready or alive in ready else b""
            data = (data + chunk)[: limit + 1]
            if alive in ready:
                return data, True
            if not chunk:  # the pipe was closed early: only the process's end is left to wait for
                ended, _, _ = select.select([alive], [], [], max(0.0, deadline - time.monotonic()))
                return data, bool(ended)
    finally:
        os.close(alive)


def drain(descriptor: int) -> Iterator[bytes]:
    """What a non-blocking pipe holds now."""
    while True:
        try:
            chunk = os.read(descriptor, 1 << 16)
        except BlockingIOError:
            return
        if not chunk:
            return
        yield chunk
