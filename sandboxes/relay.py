"""Passes connections on, byte by byte: from a port of the loopback to a unix socket. Runs alone inside a sidecar.

`python3 relay.py PORT SOCKET`. It looks at nothing of what passes, so that there is nothing in it to talk to, and holds
one piece for each direction of a connection: a side that does not read is not read from. Connections past the bound
wait in the kernel until another ends. It prints one line once it listens."""

import asyncio
import socket
import sys

CONNECTIONS = 128
PIECE = 1 << 16
"""Bytes read at once."""
BACKLOG = 512


async def copy(source: socket.socket, sink: socket.socket) -> None:
    """Pass on until the source has ended, and let the sink know."""
    loop = asyncio.get_running_loop()
    while data := await loop.sock_recv(source, PIECE):
        await loop.sock_sendall(sink, data)
    sink.shutdown(socket.SHUT_WR)


async def join(near: socket.socket, path: str) -> None:
    """Serve one connection until both directions have ended, or one has broken off."""
    with near, socket.socket(socket.AF_UNIX) as far:
        far.setblocking(False)
        directions: list[asyncio.Task[None]] = []
        try:
            await asyncio.get_running_loop().sock_connect(far, path)
            near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            directions = [asyncio.create_task(copy(near, far)), asyncio.create_task(copy(far, near))]
            await asyncio.gather(*directions)
        except OSError:
            for direction in directions:
                direction.cancel()
            await asyncio.gather(*directions, return_exceptions=True)


async def relay(port: int, path: str) -> None:
    """Listen for ever."""
    loop = asyncio.get_running_loop()
    free = asyncio.Semaphore(CONNECTIONS)
    running: set[asyncio.Task[None]] = set()

    def ended(task: asyncio.Task[None]) -> None:
        running.discard(task)
        free.release()

    with socket.create_server(("127.0.0.1", port), backlog=BACKLOG) as listener:
        listener.setblocking(False)
        print("listening", flush=True)
        while True:
            await free.acquire()
            near, _ = await loop.sock_accept(listener)
            near.setblocking(False)
            task = asyncio.create_task(join(near, path))
            running.add(task)
            task.add_done_callback(ended)


if __name__ == "__main__":
    asyncio.run(relay(int(sys.argv[1]), sys.argv[2]))
