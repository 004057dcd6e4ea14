"""Passes connections on, byte by byte: from a port of the loopback to a unix socket, or the other way round.

`python3 relay.py FROM TO`, a port or a path each; it runs alone in a container, beside a sandbox. It looks at nothing
of what passes, so that there is nothing in it to talk to, and holds one piece for each direction of a connection: a
side that does not read is not read from. Connections past the bound wait in the kernel until another ends. It prints
one line once it listens, for a port as the other end once that answers.

All memory that a connection can take is bounded, in the kernel too: what passes is written by code that wants this to
end, and whoever ends a relay makes its own failure look like the machine's."""

import asyncio
import gc
import os
import socket
import sys
import time

CONNECTIONS = 128
PIECE = 1 << 15
"""Bytes read at once."""
BUFFER = 1 << 16
"""Bytes of each of a connection's buffers in the kernel, which counts twice as much."""
BACKLOG = 512
PATIENCE_S = 20
"""Until the other end answers for the first time."""
PAUSE_S = 0.002
"""After each connection, so that a flood of them leaves time to others."""


def place(name: str) -> tuple[str, int] | str:
    """An address: a port of the loopback, or a path."""
    return ("127.0.0.1", int(name)) if name.isdecimal() else name


def family(name: str) -> socket.AddressFamily:
    """Of a place."""
    return socket.AF_INET if name.isdecimal() else socket.AF_UNIX


async def copy(source: socket.socket, sink: socket.socket) -> None:
    """Pass on until the source has ended, and let the sink know."""
    loop = asyncio.get_running_loop()
    while data := await loop.sock_recv(source, PIECE):
        await loop.sock_sendall(sink, data)
    sink.shutdown(socket.SHUT_WR)


async def join(near: socket.socket, to: str) -> None:
    """Serve one connection until both directions have ended, or one has broken off."""
    with near, socket.socket(family(to)) as far:
        far.setblocking(False)
        far.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        directions: list[asyncio.Task[None]] = []
        try:
            await asyncio.get_running_loop().sock_connect(far, place(to))
            for side in (near, far):
                if side.family == socket.AF_INET:
                    side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            directions = [asyncio.create_task(copy(near, far)), asyncio.create_task(copy(far, near))]
            await asyncio.gather(*directions)
        except OSError:
            for direction in directions:
                direction.cancel()
            await asyncio.gather(*directions, return_exceptions=True)


def await_answer(to: str) -> None:
    """Wait until the other end takes connections. Raises OSError where it does not."""
    until = time.monotonic() + PATIENCE_S
    while True:
        with socket.socket(family(to)) as other:
            try:
                other.connect(place(to))
                return
            except OSError:
                if time.monotonic() > until:
                    raise
        time.sleep(0.05)


async def relay(near_end: str, to: str) -> None:
    """Listen for ever."""
    loop = asyncio.get_running_loop()
    free = asyncio.Semaphore(CONNECTIONS)
    running: set[asyncio.Task[None]] = set()

    def ended(task: asyncio.Task[None]) -> None:
        running.discard(task)
        free.release()

    with socket.socket(family(near_end)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place(near_end))
        listener.listen(BACKLOG)
        listener.setblocking(False)
        if listener.family == socket.AF_UNIX:
            os.chmod(near_end, 0o666)  # noqa: PTH101, S103 - whoever sees the directory may connect
        for buffer in (socket.SO_RCVBUF, socket.SO_SNDBUF):  # connections have what their listener has
            listener.setsockopt(socket.SOL_SOCKET, buffer, BUFFER)
        print("listening", flush=True)
        while True:
            await free.acquire()
            near, _ = await loop.sock_accept(listener)
            near.setblocking(False)
            task = asyncio.create_task(join(near, to))
            running.add(task)
            task.add_done_callback(ended)
            await asyncio.sleep(PAUSE_S)


if __name__ == "__main__":
    # What breaks off leaves pieces behind in cycles, which are few and large.
    gc.set_threshold(200, 2, 2)
    if sys.argv[
        2
    ].isdecimal():  # a socket is there before us, and whoever listens there keeps a record of all that comes
        await_answer(sys.argv[2])
    asyncio.run(relay(sys.argv[1], sys.argv[2]))
