"""Frames on a pipe or socket: a 4-byte big-endian length, then that many bytes, mostly JSON.

Standard library only: this file runs inside the runner box."""

import json
import os
import select
import struct
import time
from typing import Any

Json = dict[str, Any]


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
