"""The request loop of a runner box: reads a request, has each case run in a process of its own, answers with JSON.

Standard library only; it holds no expected value and takes none. Frames are a 4-byte big-endian length and JSON.
Request: {"nonce", "paths", "driver", "timeout_s", "reply_bytes", "cases": [...]}; one reply frame for each case:
{"nonce", "index", "body"}, where `body` is text from the untrusted side, to be parsed with suspicion; of cases or
requests with a size (`n`) also "costs": [[n, seconds of processor time], ...]."""

import contextlib
import ctypes
import json
import os
import time

from .alone import run_alone
from .frames import Json, read_frame, write_frame
from .metering import Meter
from .serving import Server
from .warm import Warm

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
    meter = Meter()
    warm, server = Warm(request, (source, sink)), Server(request, meter)
    for index, case in enumerate(request["cases"]):
        meter.costs = []
        body = server.run(case) if "serve" in case else run(case, request, warm, meter)
        if len(body) > request["reply_bytes"]:
            body = json.dumps({"status": "overflow"})
        frame = {"nonce": request["nonce"], "index": index, "body": body}
        write_frame(sink, {**frame, "costs": meter.costs} if meter.costs else frame)
        reap()
    server.stop()
    warm.stop()


def run(case: Json, request: Json, warm: Warm, meter: Meter) -> str:
    """The reply to one case, as text; what it cost, where it has a size."""
    before = meter.begin() if "n" in case else 0.0
    body = warm.run(case) if "call" in case and not case.get("fresh") else run_alone(case, request)
    if "n" in case:
        meter.end(case["n"], before, time.monotonic() + request["timeout_s"])
    return body


def reap() -> None:
    """Collect dead orphans: as the box's first process this one inherits them, and each counts against its limit."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
