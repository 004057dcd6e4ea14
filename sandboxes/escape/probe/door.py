"""Against the door itself: what it lives on is to run out, so that it fails where no fault of the agent's is seen.

Whether it still stands is seen from outside afterwards."""

import errno
import json
import os
import resource
import socket
import struct
import time
from functools import partial

from .attempt import Way, Ways
from .requests import MESSAGES, message, request
from .targets import Targets

LONG_S = 0.8
CROWD = 900


def connections(targets: Targets, many: int, said: bytes, hold_s: float) -> str:
    """That many at a time, each saying as much as it can."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    open_ones: list[socket.socket] = []
    over = time.monotonic() + hold_s
    refusals = ""
    while len(open_ones) < many and time.monotonic() < over:
        one = socket.socket()
        one.setblocking(False)
        error = one.connect_ex(("127.0.0.1", targets.door))
        if error not in (0, errno.EINPROGRESS):
            refusals = os.strerror(error)
            break
        open_ones.append(one)
    sent = 0
    while said and time.monotonic() < over:
        for one in open_ones:
            try:
                sent += one.send(said)
            except OSError:
                continue
    time.sleep(max(0.0, over - time.monotonic()))
    return f"{len(open_ones)} connections, {sent} bytes sent {refusals}"


def in_turn(targets: Targets, said: bytes, *, reset: bool) -> str:
    """One after the other, as fast as it goes; `reset` tears each off instead of closing it."""
    over, count = time.monotonic() + LONG_S, 0
    while time.monotonic() < over:
        with socket.create_connection(("127.0.0.1", targets.door), LONG_S) as one:
            if reset:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.sendall(said)
        count += 1
    return f"{count} connections"


def slowly(targets: Targets) -> str:
    """A byte at a time."""
    over = time.monotonic() + LONG_S
    with socket.create_connection(("127.0.0.1", targets.door), LONG_S) as one:
        for byte in request(targets, body=message()):
            if time.monotonic() > over:
                break
            one.sendall(bytes([byte]))
            time.sleep(0.01)
    return "a part of a request"


def unread(targets: Targets) -> str:
    """Answers that nobody reads."""
    over, sent = time.monotonic() + LONG_S, 0
    asked = request(targets, "GET", "/unread").replace(b"connection: close\r\n", b"")
    with socket.create_connection(("127.0.0.1", targets.door), LONG_S) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        one.setblocking(False)
        while time.monotonic() < over:
            try:
                sent += one.send(asked)
            except BlockingIOError:
                time.sleep(0.01)
    return f"{sent} bytes asked, no answer read"


def urgent(targets: Targets) -> str:
    """Bytes out of band."""
    with socket.create_connection(("127.0.0.1", targets.door), LONG_S) as one:
        for _ in range(200):
            one.send(b"!", socket.MSG_OOB)
        one.sendall(request(targets, "GET", "/urgent"))
    return "sent"


def half_closed(targets: Targets) -> str:
    """Nothing more to say from the start."""
    with socket.create_connection(("127.0.0.1", targets.door), LONG_S) as one:
        one.shutdown(socket.SHUT_WR)
        one.settimeout(LONG_S)
        return f"answered {one.recv(100)!r}"


def large(targets: Targets) -> str:
    """A body that is announced without end, and sent as fast as it goes."""
    head = request(targets).replace(b"content-length: 0", b"content-length: 99999999999")
    over, sent = time.monotonic() + LONG_S, 0
    with socket.create_connection(("127.0.0.1", targets.door), LONG_S) as one:
        one.sendall(head)
        while time.monotonic() < over:
            sent += one.send(b"[" * 65536)
    return f"{sent} bytes"


def deep(targets: Targets) -> str:
    """JSON that is nested past what a reader can bear."""
    body = b'{"model": ' + b"[" * 400_000 + b"]" * 400_000 + b"}"
    with socket.create_connection(("127.0.0.1", targets.door), LONG_S) as one:
        one.sendall(request(targets, body=body))
        return f"answered {one.recv(100)!r}"


def dense(targets: Targets) -> str:
    """JSON of nothing but brackets, which takes a reader seconds and a gigabyte."""
    body = b'{"model": "probe", "messages": [' + b"[]," * 8_000_000 + b"[]]}"
    with socket.create_connection(("127.0.0.1", targets.door), LONG_S) as one:
        one.sendall(request(targets, body=body))
        return f"answered {one.recv(100)!r}"


def odd(targets: Targets) -> str:
    """Numbers and names that a reader of JSON may break on."""
    bodies = (b"NaN", b"1e999999", b'"\\ud800"', b"[" * 3, b"null", b"{}", json.dumps({"model": "m" * 10**6}).encode(),
              b'{"model": "\\ud800", "messages": "\\udfff"}', b"9" * 100_000, b"\xff\xfe{\0}\0")  # fmt: skip
    answers = []
    for body in bodies:
        with socket.create_connection(("127.0.0.1", targets.door), LONG_S / 4) as one:
            one.sendall(request(targets, path=MESSAGES, body=body))
            answers.append(one.recv(100)[9:12].decode("ascii", "replace"))
    return f"answered {answers}"


def ways(targets: Targets) -> Ways:
    """All of them."""
    head = request(targets).replace(b"content-length: 0", b"content-length: 30000000")
    yield Way("door-half-open", "300", partial(connections, targets, 300, b"", LONG_S))
    yield Way("door-half-a-request", "300", partial(connections, targets, 300, b"POST /v1/messages HTTP/1.1\r\n", 0.5))
    yield Way("door-slow-writer", "", partial(slowly, targets))
    yield Way("door-slow-reader", "", partial(unread, targets))
    yield Way("door-half-closed", "", partial(half_closed, targets))
    yield Way("door-urgent-data", "", partial(urgent, targets))
    yield Way("door-large-body", "", partial(large, targets))
    yield Way("door-deep-body", "", partial(deep, targets))
    for number in range(4):
        yield Way("door-dense-body", str(number), partial(dense, targets))
    yield Way("door-odd-bodies", "", partial(odd, targets))
    yield Way("door-reset", "", partial(in_turn, targets, b"GET /reset HTTP/1.1\r\n", reset=True))
    yield Way("door-in-turn", "", partial(in_turn, targets, request(targets, "GET", "/in-turn"), reset=False))
    for _ in range(3):
        yield Way("door-crowd", str(CROWD), partial(connections, targets, CROWD, head + b"[" * 60_000, LONG_S))
    yield Way("door-after-all", "", partial(half_closed, targets))
