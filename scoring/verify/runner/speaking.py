"""What a client says to a server under test and hears from it: HTTP requests, and bytes over a socket.

Nothing that comes back is believed: it is read under a deadline and an allowance of bytes. Text stands for itself;
bytes that are not UTF-8 are {"base64": ...}, both ways. Standard library only: this file runs inside the runner box."""

import base64
import contextlib
import io
import json
import socket
import time
from typing import Any

from .frames import Json

PIECE = 1 << 16


class Unserved(Exception):
    """The server did not do its part."""

    def __init__(self, status: str, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Budget:
    """What one case may still take: time, and bytes received."""

    def __init__(self, deadline: float, allowed: int) -> None:
        self.deadline = deadline
        self.allowed = allowed
        self.left = allowed

    def seconds(self) -> float:
        """Seconds left. Raises TimeoutError where there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def take(self, size: int) -> None:
        """Count bytes received. Raises Unserved where they are more than the case may take."""
        self.left -= size
        if self.left < 0:
            raise Unserved("overflow", f"more than {self.allowed:,} bytes came back")


class Incoming(io.RawIOBase):
    """What a connection brings, within a budget; a reset is its end."""

    def __init__(self, connection: socket.socket, budget: Budget) -> None:
        super().__init__()
        self.connection = connection
        self.budget = budget

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Receive what there is, waiting for the first byte."""
        self.connection.settimeout(self.budget.seconds())
        try:
            size = self.connection.recv_into(buffer)
        except (ConnectionResetError, BrokenPipeError):
            return 0
        self.budget.take(size)
        return size


class Answering:
    """A connection in the shape that http.client reads responses from."""

    def __init__(self, connection: socket.socket, budget: Budget) -> None:
        self.incoming = Incoming(connection, budget)

    def makefile(self, mode: str) -> io.BufferedReader:
        """The stream to read."""
        del mode
        return io.BufferedReader(self.incoming)


def fetch(connection: socket.socket, wanted: Json, budget: Budget) -> Json:
    """Send one HTTP request; {"status", "headers", "body"}, or {"broken"} where what came back is no whole answer."""
    import http.client  # not above: every box would pay for it, and every code under test would find it imported

    send(connection, request_bytes(wanted), budget)
    response = http.client.HTTPResponse(Answering(connection, budget), method=wanted.get("method", "GET"))  # type: ignore[arg-type]
    body = b""
    try:
        response.begin()
        while piece := response.read(PIECE):
            body += piece
    except http.client.RemoteDisconnected:
        return {"broken": "the connection was closed without an answer"}
    except (http.client.HTTPException, ValueError) as error:
        return {"broken": f"no HTTP: {type(error).__name__}"}
    answer: Json = {"status": response.status, "headers": response.getheaders(), "body": written(body)}
    return {**answer, "broken": "the body is cut short"} if response.length else answer


def request_bytes(wanted: Json) -> bytes:
    """An HTTP/1.1 request as it goes over the wire, with `Host`, `Connection` and `Content-Length` where absent."""
    body = raw(wanted.get("body", ""))
    headers = {str(name): str(value) for name, value in wanted.get("headers", {}).items()}
    named = {name.lower() for name in headers}
    added = {"Host": "localhost", "Connection": "close"} | ({"Content-Length": str(len(body))} if body else {})
    headers |= {name: value for name, value in added.items() if name.lower() not in named}
    lines = [f"{wanted.get('method', 'GET')} {wanted.get('path', '/')} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def filled(wanted: Json, known: dict[str, str]) -> Json:
    """A request in which `<<NAME>>` is replaced by what was kept under that name."""
    if not known:
        return wanted
    text = json.dumps(wanted)
    for name, value in known.items():
        text = text.replace(f"<<{name}>>", json.dumps(value)[1:-1])
    found: Json = json.loads(text)
    return found


def kept(answer: Json, where: Json) -> str:
    """What stands in an answer {"after"} one text and {"until"} another: in its body, or in the values of a {"header"};
    empty where it does not."""
    name, body = str(where.get("header", "")).lower(), answer.get("body", "")
    values = [value for key, value in answer.get("headers", ()) if key.lower() == name] if name else [body]
    for value in values:
        _, found, rest = value.partition(where["after"]) if isinstance(value, str) else ("", "", "")
        if found:
            return str(rest.partition(where["until"])[0])
    return ""


def converse(connection: socket.socket, steps: list[Json], budget: Budget, answers: list[Json]) -> None:
    """Go through steps {"send", "close", "receive"}; what each received is added to `answers`, fewer bytes than asked
    for where the server ended the connection."""
    incoming, held = Incoming(connection, budget), bytearray()
    for step in steps:
        send(connection, raw(step.get("send", "")), budget)
        if step.get("close"):
            with contextlib.suppress(OSError):  # the server was first
                connection.shutdown(socket.SHUT_WR)
        size = receive(incoming, held, step.get("receive", {"bytes": 0}))
        answers.append({"received": written(bytes(held[:size]))})
        del held[:size]


def receive(incoming: Incoming, held: bytearray, how: Any) -> int:
    """Read until `held` begins with what is asked for ({"lines"}, {"bytes"}, {"until"} or "end"); how long that is."""
    piece = bytearray(PIECE)
    while True:
        size = enough(held, how)
        if size is not None:
            return size
        got = incoming.readinto(piece)
        if not got:
            return len(held)
        held += piece[:got]


def enough(held: bytearray, how: Any) -> int | None:
    """How many bytes of `held` are what is asked for; None where more must come."""
    if how == "end":
        return None
    if "bytes" in how:
        return how["bytes"] if len(held) >= how["bytes"] else None
    mark, count = (b"\n", int(how["lines"])) if "lines" in how else (raw(how["until"]), 1)
    end = 0
    for _ in range(count):
        found = held.find(mark, end)
        if found < 0:
            return None
        end = found + len(mark)
    return end


def send(connection: socket.socket, data: bytes, budget: Budget) -> None:
    """Send all of `data`, or as much as the server takes before it closes: it may have answered already."""
    connection.settimeout(budget.seconds())
    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
        connection.sendall(data)


def raw(text: Any) -> bytes:
    """The bytes that a text, or {"base64": ...}, stands for."""
    return text.encode() if isinstance(text, str) else base64.b64decode(text["base64"])


def written(data: bytes) -> Any:
    """Bytes as text where they are UTF-8, else {"base64": ...}."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}
