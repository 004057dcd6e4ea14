"""The trusted side of a runner box: sends cases, takes replies with suspicion, never raises for what comes back."""

import json
import secrets
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from math import isnan
from typing import Any, NamedTuple

from sandboxes.base import Channel, Sandbox, SandboxGone
from sandboxes.errors import InfraError
from scoring.verify.runner.claims import read_object, weight

REPLY_BYTES = 1 << 20
PARSED_BYTES = 256 << 20
"""What the parsed replies of one request may take up together, by an upper estimate; past it they overflow."""
CALL_COMPARED = ("value", "raised", "stdout")
ARGV_COMPARED = ("exit", "stdout")
SERVED_COMPARED = ("answers",)
STATUSES = frozenset({"ok", "crashed", "timeout", "overflow"})

Case = Mapping[str, Any]


class Reply(NamedTuple):
    """What a box answered to one case."""

    status: str
    """`ok`, `crashed`, `timeout` or `overflow`; anything else it claims is read as `crashed`."""
    fields: Mapping[str, Any]
    """`value`, `raised`, `stdout`, `stderr`, `exit`, as far as they apply."""

    def observed(self, case: Case) -> str:
        """What counts of this reply, as canonical text: equal behaviour gives equal text."""
        names = case.get("compare") or compared(case)
        counted = {name: self.fields.get(name) for name in names}
        return json.dumps([self.status, counted], sort_keys=True)


def compared(case: Case) -> tuple[str, ...]:
    """Which fields of a reply count where its case does not say so."""
    if "argv" in case:
        return (*ARGV_COMPARED, "outputs") if case.get("outputs") else ARGV_COMPARED
    return SERVED_COMPARED if "http" in case or "socket" in case else CALL_COMPARED


class RunnerClient:
    """One conversation with the request loop of a box."""

    def __init__(self, channel: Channel, clock: Callable[[], float] = time.monotonic) -> None:
        self._channel = channel
        self._clock = clock
        self._buffer = bytearray()
        self._room = 0

    @classmethod
    def of(cls, box: Sandbox) -> "RunnerClient":
        """Start a runner box. Raises InfraError where it is gone before anything of the candidate ran in it."""
        try:
            return cls(box.start())
        except SandboxGone as gone:
            raise InfraError("a verifier box was gone before anything ran in it. Run again") from gone

    def ask(
        self,
        cases: Sequence[Case],
        *,
        paths: Sequence[str],
        driver: str = "",
        case_timeout_s: float,
        deadline_s: float,
        reply_bytes: int = REPLY_BYTES,
    ) -> list[Reply]:
        """One reply for each case, in order. A box that dies, stalls or talks nonsense has `crashed` from there on."""
        nonce = secrets.token_hex(16)
        request = {
            "nonce": nonce,
            "paths": list(paths),
            "driver": driver,
            "timeout_s": case_timeout_s,
            "reply_bytes": reply_bytes,
            "cases": [dict(case) for case in cases],
        }
        deadline = self._clock() + deadline_s
        self._room = max(PARSED_BYTES, 16 * reply_bytes)
        replies: list[Reply] = []
        why = ""
        try:
            body = json.dumps(request).encode()
            self._channel.send(struct.pack(">I", len(body)) + body)
            for index in range(len(cases)):
                replies.append(self._reply(nonce, index, deadline, reply_bytes))  # noqa: PERF401 - kept when one raises
        except SandboxGone:
            why = "the runner box ended"
        except TimeoutError:
            why = "the runner box did not answer in time"
        except (ValueError, RecursionError, KeyError, TypeError) as error:
            why = f"the runner box broke the protocol: {error}"
        missing = len(cases) - len(replies)
        return replies + [Reply("timeout" if "in time" in why else "crashed", {"why": why})] * missing

    def _reply(self, nonce: str, index: int, deadline: float, reply_bytes: int) -> Reply:
        frame = json.loads(self._frame(deadline, 2 * reply_bytes + 4096))
        if frame["nonce"] != nonce or type(frame["index"]) is not int or frame["index"] != index:
            raise ValueError("an answer to nothing that was asked")
        body = frame["body"]
        self._room -= weight(body)
        if self._room < 0:
            return Reply("overflow", {"why": "the replies are more than can be held"})
        try:
            fields = read_object(body)
        except ValueError:
            return Reply("crashed", {"why": "no reply that can be read"})
        # Only the loop itself tells what work cost, beside the reply.
        fields = {name: value for name, value in fields.items() if name != "costs"} | _costs(frame)
        status = fields.get("status")
        return Reply(status if isinstance(status, str) and status in STATUSES else "crashed", fields)

    def _frame(self, deadline: float, limit: int) -> bytes:
        size = struct.unpack(">I", self._exactly(4, deadline))[0]
        if size > limit:
            raise ValueError(f"a frame of {size:,} bytes")
        return self._exactly(size, deadline)

    def _exactly(self, size: int, deadline: float) -> bytes:
        while len(self._buffer) < size:
            left = deadline - self._clock()
            if left <= 0:  # a box that keeps trickling is late all the same
                raise TimeoutError
            chunk = self._channel.receive(left)
            if not chunk:
                raise SandboxGone("the stream ended")
            self._buffer += chunk
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data


def _costs(frame: Mapping[str, Any]) -> dict[str, Any]:
    """What a frame says that sized work cost: [size, seconds] each. Raises ValueError where it is nothing of the kind,
    InfraError where the box could not tell."""
    if "costs" not in frame:
        return {}
    costs = [[float(size), float(seconds)] for size, seconds in frame["costs"]]
    if any(isnan(seconds) for _, seconds in costs):
        raise InfraError("no control group tells what a box costs: cpuacct or cgroup 2 has to be mounted in it")
    return {"costs": costs}
