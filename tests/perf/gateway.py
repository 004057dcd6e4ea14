"""What the gateway adds to a model's server: latency to the first byte, and throughput with 32 streams at a time.

Three ways to one scripted upstream, side by side in one run: directly, over the gateway's socket, and over a relay in
front of that, as from inside a sandbox. Everything stays on the loopback and stops by itself."""

import asyncio
import json
import multiprocessing
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from harness.gateway.budget import Budget
from harness.gateway.server import Gateway
from harness.gateway.session import Session
from harness.gateway.upstream import VENDORS, Upstream
from sandboxes import relay
from scoring.stats.intervals import median_interval

STREAMS = 32
EVENTS = 2000
"""Events of one long answer, of about 150 bytes each: 300 kB, far more than a model says at once."""
PROBES = 200
ROUNDS = 12
TEXT = "x" * 60


def _event(kind: str, **fields: object) -> bytes:
    data = f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n".encode()
    return b"%x\r\n%s\r\n" % (len(data), data)


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
FIRST = _event("message_start", message={"model": "m", "usage": {"input_tokens": 10, "output_tokens": 1}})
PIECE = _event("content_block_delta", index=0, delta={"type": "text_delta", "text": TEXT})
LAST = _event("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 50}) + _event("message_stop")


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A stream for each request of a connection, as long as its `max_tokens` says."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if b"content-length" in line)
            events = json.loads(await reader.readexactly(length))["max_tokens"]
            writer.write(HEAD + FIRST)
            for _ in range(events):
                writer.write(PIECE)
                await writer.drain()
            writer.write(LAST + b"0\r\n\r\n")
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def serve(listener: socket.socket) -> None:
    """The upstream, in a process of its own."""

    async def run() -> None:
        server = await asyncio.start_server(_answer, sock=listener)
        await server.serve_forever()

    asyncio.run(run())


class Way(NamedTuple):
    """How the upstream is reached."""

    name: str
    port: int = 0
    path: str = ""
    token: str = ""

    async def ask(self, events: int) -> tuple[float, float, int]:
        """Seconds to the first byte of the answer's body and to its end, and its bytes."""
        opening = (
            asyncio.open_unix_connection(self.path) if self.path else asyncio.open_connection("127.0.0.1", self.port)
        )
        body = json.dumps({"model": "m", "max_tokens": events, "stream": True, "messages": []}).encode()
        head = (
            f"POST /v1/messages HTTP/1.1\r\nhost: x\r\nx-api-key: {self.token}\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        began = time.perf_counter()
        reader, writer = await opening
        writer.write(head.encode() + body)
        await reader.readuntil(b"\r\n\r\n")
        data = await reader.read(1 << 16)
        first, size = time.perf_counter() - began, len(data)
        while not data.endswith(b"0\r\n\r\n"):
            data = await reader.read(1 << 16)
            size += len(data)
            assert data, "the answer was cut"
        whole = time.perf_counter() - began
        writer.close()
        return first, whole, size


@contextmanager
def ways() -> Iterator[list[Way]]:
    """All three, ready."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=256))
        port = listener.getsockname()[1]
        upstream = multiprocessing.get_context("fork").Process(target=serve, args=(listener,), daemon=True)
        upstream.start()
        stack.callback(upstream.join)
        stack.callback(upstream.kill)
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="meltbench-perf-")))
        gateway = stack.enter_context(Gateway())
        session = Session(Budget(), lambda model, usage: None)
        server = Upstream("anthropic", f"http://127.0.0.1:{port}", VENDORS["anthropic"].wires, "key")
        stack.enter_context(gateway.serving(session, server, scratch / "s", scratch / "kept"))
        with socket.create_server(("127.0.0.1", 0)) as free:
            near = free.getsockname()[1]
        command = [sys.executable, relay.__file__, str(near), str(scratch / "s")]
        relaying = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE))
        stack.callback(relaying.kill)
        assert relaying.stdout
        relaying.stdout.readline()
        yield [
            Way("directly", port=port),
            Way("gateway", path=str(scratch / "s"), token=session.token),
            Way("relay and gateway", port=near, token=session.token),
        ]


async def first_bytes(chosen: list[Way]) -> dict[str, list[float]]:
    """Seconds to the first byte, one request at a time, in random order."""
    order = random.Random(1)
    seconds: dict[str, list[float]] = {way.name: [] for way in chosen}
    for number in range(PROBES + 5):
        for way in order.sample(chosen, len(chosen)):
            first, _, _ = await way.ask(1)
            if number >= 5:
                seconds[way.name].append(first)
    return seconds


async def throughput(way: Way) -> float:
    """MB/s over STREAMS answers at a time."""
    began = time.perf_counter()
    answers = await asyncio.gather(*(way.ask(EVENTS) for _ in range(STREAMS)))
    return sum(size for _, _, size in answers) / 1e6 / (time.perf_counter() - began)


def main() -> None:
    """Print both."""
    with ways() as chosen:
        seconds = asyncio.run(first_bytes(chosen))
        direct = seconds["directly"]
        print(f"first byte directly: {1000 * median(direct):.2f} ms, n = {len(direct)}")
        for way in chosen[1:]:
            added = [1000 * (ours - bare) for ours, bare in zip(seconds[way.name], direct, strict=True)]
            low, high = median_interval(added)
            print(
                f"first byte over {way.name}: +{median(added):.2f} ms [{low:.2f}, {high:.2f}], n = {len(added)} pairs"
            )
        rates: dict[str, list[float]] = {way.name: [] for way in chosen}
        for _ in range(ROUNDS):
            for way in chosen:
                rates[way.name].append(asyncio.run(throughput(way)))
        for name, found in rates.items():
            low, high = median_interval(found)
            print(
                f"{STREAMS} streams {name}: {median(found):.1f} MB/s [{low:.1f}, {high:.1f}], n = {len(found)} rounds"
            )
        events = median(rates["relay and gateway"]) * 1e6 / len(PIECE)
        print(f"that is {events:,.0f} events/s over relay and gateway, {events / STREAMS:,.0f} for each stream")


if __name__ == "__main__":
    main()
