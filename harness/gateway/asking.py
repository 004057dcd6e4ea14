"""A question of our own through a trial's gateway, for an agent that works on the host: counted as every other one."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from harness.gateway.session import Session
from harness.gateway.wire.base import Call, Said, Wire, inner


class Unanswered(Exception):
    """The gateway or the model's server refused, with the reason as text."""


class TooLate(Exception):
    """No answer came in time."""


def answer(socket: Path, session: Session, wire: Wire, call: Call, timeout_s: float) -> Said:
    """What is answered to a call of that protocol's `ask`. Raises Unanswered and TooLate."""
    headers = {"content-type": "application/json", **wire.key_headers(session.token)}
    with _client(socket, timeout_s) as client:
        try:
            response = client.post(call.path, content=call.payload, headers=headers)
        except httpx.TimeoutException as late:
            raise TooLate from late
        except httpx.HTTPError as error:
            raise Unanswered(f"the gateway does not answer: {type(error).__name__}") from error
    body = _json(response.content)
    if not response.is_success:
        reason = inner(body, "error").get("message")
        raise Unanswered(f"{response.status_code}: {reason}" if reason else f"status {response.status_code}")
    return wire.said(body)


@contextmanager
def _client(socket: Path, timeout_s: float) -> Iterator[httpx.Client]:
    directory = os.open(socket.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        # Only 107 bytes of a socket's path count.
        transport = httpx.HTTPTransport(uds=f"/proc/self/fd/{directory}/{socket.name}")
        # The gateway says nothing before it has the whole answer, so that the silence is all of the time.
        with httpx.Client(transport=transport, base_url="http://gateway", timeout=timeout_s) as client:
            yield client
    finally:
        os.close(directory)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
