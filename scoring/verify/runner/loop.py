"""The request loop of a runner box: runs one case at a time in a process of its own, and answers with JSON.

Standard library only; it holds no expected value and takes none. Frames are a 4-byte big-endian length and JSON.
Request: {"nonce", "paths", "driver", "timeout_s", "reply_bytes", "cases": [...]}; one reply frame for each case:
{"nonce", "index", "body"}, where `body` is text from the untrusted side, to be parsed with suspicion."""

import contextlib
import ctypes
import functools
import importlib
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from .projection import project

Json = dict[str, Any]
ALONE = """
import sys
sys.path.insert(0, '/opt/meltbench')
from runner.loop import one
del sys.path[0]
one()
"""
OUTPUT_BYTES = 64 << 10
PR_SET_DUMPABLE = 4


def main() -> None:
    """Serve requests from standard input until it ends."""
    # No process of the same user may look into this one or write to its descriptors.
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    source, sink = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    while True:
        request = read_frame(source)
        if request is None:
            return
        serve(request, source, sink)


def serve(request: Json, source: int, sink: int) -> None:
    """Answer every case of one request, in order."""
    warm = Warm(request, (source, sink))
    for index, case in enumerate(request["cases"]):
        plain = "call" in case and not case.get("fresh")
        body = warm.run(case) if plain else run_alone(case, request)
        if len(body) > request["reply_bytes"]:
            body = json.dumps({"status": "overflow"})
        write_frame(sink, {"nonce": request["nonce"], "index": index, "body": body})
        reap()
    warm.stop()


def reap() -> None:
    """Collect dead orphans: as the box's first process this one inherits them, and each counts against its limit."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


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


def fork_case(case: Json, tube: int, streams: "Streams") -> int:
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


def run_alone(case: Json, request: Json) -> str:
    """Run a case in a fresh process: a command line, or a call that wants a fresh interpreter."""

    def start(streams: Streams) -> int:
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": streams.cwd,
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONHASHSEED": "0",
            "PYTHONPYCACHEPREFIX": "/tmp/pycache",
            "PYTHONPATH": os.pathsep.join(request["paths"]),
        }
        if "argv" in case:
            known = {"{python}": sys.executable, "{result}": str(streams.result)}
            argv = [known.get(part, part) for part in case["argv"]]
            environment.update(case.get("env", {}))
        else:
            del environment["PYTHONPATH"]
            argv = [sys.executable, "-s", "-P", "-c", ALONE, str(streams.result)]
        for name, text in case.get("files", {}).items():
            path = os.path.join(streams.cwd, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as handle:
                handle.write(text)
        stdin = case.get("stdin", "") if "argv" in case else json.dumps({"case": case, "paths": request["paths"]})
        with tempfile.TemporaryFile() as feed:
            feed.write(stdin.encode())
            feed.seek(0)
            process = subprocess.Popen(
                argv,
                cwd=streams.cwd,
                env=environment,
                stdin=feed,
                stdout=streams.out,
                stderr=streams.err,
                start_new_session=True,
                pass_fds=(streams.result,),
            )
        process.returncode = 0  # waited for below, by pid
        return process.pid

    return supervise(start, case, request).decode("utf-8", "replace")


def one() -> None:
    """A fresh process for one call: the case comes on standard input, the reply goes to the given descriptor."""
    given = json.load(sys.stdin)
    prepare(given["paths"])
    reply = json.dumps(call(given["case"])).encode()
    sys.stdout.flush()
    send_all(int(sys.argv[1]), reply)
    os._exit(0)


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


def supervise(start: Callable[["Streams"], int], case: Json, request: Json) -> bytes:
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
    reply["stdout"] = streams.text(streams.out)
    reply["stderr"] = streams.text(streams.err)
    streams.close()
    return json.dumps(reply).encode()


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


def prepare(paths: list[str]) -> None:
    """Make the candidate importable, in front of everything else, and give imports a place for bytecode."""
    machinery: Any = importlib.import_module("importlib._bootstrap_external")
    sys.path[:0] = paths
    where = machinery.cache_from_source

    def cache_from_source(path: str, *args: Any, **kwargs: Any) -> Any:
        # The tree is read-only, so its bytecode goes to /tmp; the interpreter's own modules have theirs already.
        if not path.startswith(tuple(paths)):
            return where(path, *args, **kwargs)
        sys.pycache_prefix = "/tmp/pycache"
        try:
            return where(path, *args, **kwargs)
        finally:
            sys.pycache_prefix = None

    machinery.cache_from_source = cache_from_source


def call(case: Json) -> Json:
    """Call what a case names; the typed projection of what it returns or raises."""
    module, _, name = case["call"].partition(":")
    try:
        target: Any = importlib.import_module(module)
        for part in name.split("."):
            target = getattr(target, part)
        value = target(*case.get("args", ()), **case.get("kwargs", {}))
        return {"value": value if case.get("raw") else project(value)}
    except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt are answers too
        return {"raised": project(error)}


def read_frame(descriptor: int) -> Any:
    """The next frame, parsed; None at the end."""
    header = read_exactly(descriptor, 4)
    if header is None:
        return None
    body = read_exactly(descriptor, struct.unpack(">I", header)[0])
    return None if body is None else json.loads(body)


def read_exactly(descriptor: int, size: int) -> bytes | None:
    """`size` bytes, or None where the stream ends first."""
    data = b""
    while len(data) < size:
        chunk = os.read(descriptor, min(1 << 20, size - len(data)))
        if not chunk:
            return None
        data += chunk
    return data


def read_text(descriptor: int, deadline: float) -> str:
    """A reply of the warm process, as text; TimeoutError at the deadline, ValueError where it died."""
    data = b""
    want = 4
    while len(data) < want:
        if not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise TimeoutError
        chunk = os.read(descriptor, min(1 << 20, want - len(data)))
        if not chunk:
            raise ValueError("ended")
        data += chunk
        if len(data) == 4 and want == 4:
            want = 4 + min(struct.unpack(">I", data)[0], 64 << 20)
    return data[4:].decode("utf-8", "replace")


def write_frame(descriptor: int, value: Any) -> None:
    """Send one frame."""
    body = json.dumps(value).encode()
    send_all(descriptor, struct.pack(">I", len(body)) + body)


def send_all(descriptor: int, data: bytes) -> None:
    """Write all of `data`."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
