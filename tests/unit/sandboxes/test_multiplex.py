"""Many connections over one line, both of whose ends run here: a socket pair between two multiplexers."""

import asyncio
import contextlib
import socket
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sandboxes.multiplex import CONNECTIONS, PIECE, WINDOW, Multiplexer

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
KERNEL = 1 << 20
"""More than the kernel holds for the sockets on the way of one connection."""


class Places(NamedTuple):
    """Where one connects to, and where that leads."""

    near: str
    far: str


@pytest.fixture
def places() -> Iterator[Places]:
    """In a directory whose name is short enough for a socket."""
    with tempfile.TemporaryDirectory() as directory:
        yield Places(str(Path(directory) / "near"), str(Path(directory) / "far"))


@contextlib.asynccontextmanager
async def between(places: Places, serve: Serve | None) -> AsyncIterator[list[str]]:
    """Two ends; `serve` answers at the far place. Afterwards the list holds why each has ended."""
    (reader, line), (far_reader, far_line) = [await asyncio.open_connection(sock=end) for end in socket.socketpair()]
    server = await asyncio.start_unix_server(serve, places.far, backlog=600) if serve else None
    why: list[str] = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(places.near)
        listener.listen(600)
        listener.setblocking(False)
        near = Multiplexer(reader.readexactly, line).run(listener)
        far = Multiplexer(far_reader.readexactly, far_line, lambda: asyncio.open_unix_connection(places.far)).run()
        both = [asyncio.create_task(near), asyncio.create_task(far)]
        try:
            yield why
            assert not any(task.done() for task in both)
        finally:
            line.transport.abort()
            why += await asyncio.wait_for(asyncio.gather(*both), 10)
            far_line.transport.abort()
            if server:
                server.close()


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """All of it, once the other side has ended."""
    writer.write(await reader.read())
    await writer.drain()
    writer.close()


async def ask(places: Places, data: bytes) -> bytes:
    """What comes back for it."""
    reader, writer = await asyncio.open_unix_connection(places.near)
    writer.write(data)
    writer.write_eof()
    try:
        return await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()


def test_more_connections_than_there_are_numbers_each_get_what_is_theirs(places: Places) -> None:
    async def crowd() -> None:
        async with between(places, echo) as why:
            sizes = [0, 1, PIECE - 1, PIECE, PIECE + 1, WINDOW, WINDOW + 1, 3 * WINDOW]
            texts = [bytes([n % 256]) * sizes[n % len(sizes)] for n in range(2 * CONNECTIONS + 50)]
            assert await asyncio.gather(*(ask(places, text) for text in texts)) == texts
        assert why == ["the other end is gone"] * 2

    asyncio.run(crowd())


def test_one_who_does_not_read_is_sent_so_much_and_holds_up_nobody(places: Places) -> None:
    sent = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        if await reader.read() == b"for ever":
            with contextlib.suppress(OSError):
                while True:
                    writer.write(b"y" * PIECE)
                    await writer.drain()
                    sent += PIECE
        writer.write(b"short")
        writer.close()

    async def stall() -> None:
        nonlocal sent
        async with between(places, serve):
            reader, lazy = await asyncio.open_unix_connection(places.near, limit=1)
            lazy.write(b"for ever")
            lazy.write_eof()
            assert [await ask(places, b"") for _ in range(50)] == [b"short"] * 50
            was = -1
            while was != sent:
                was = sent
                assert await ask(places, b"") == b"short"
                await asyncio.sleep(0.1)
            assert WINDOW <= sent <= WINDOW + KERNEL
            assert len(await reader.readexactly(2 * sent)) == 2 * was  # and goes on once it is read
            lazy.transport.abort()

    asyncio.run(stall())


def test_what_breaks_off_is_seen_to_break_off_and_its_number_is_free(places: Places) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(1)
        writer.transport.abort()

    async def broken() -> None:
        async with between(places, serve):
            for _ in range(CONNECTIONS + 1):
                reader, writer = await asyncio.open_unix_connection(places.near)
                writer.write(b"x")
                with contextlib.suppress(ConnectionResetError):
                    assert await asyncio.wait_for(reader.read(), 20) == b""
                writer.close()

    asyncio.run(broken())


def test_who_leaves_is_missed_at_the_other_end(places: Places) -> None:
    left = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.read() == b"bye"
        left.set()
        writer.close()

    async def leave() -> None:
        async with between(places, serve):
            _, writer = await asyncio.open_unix_connection(places.near)
            writer.write(b"bye")
            writer.close()
            await asyncio.wait_for(left.wait(), 20)

    asyncio.run(leave())


def test_where_nobody_serves_connections_break_and_the_line_stays(places: Places) -> None:
    async def nobody() -> None:
        async with between(places, None):
            for _ in range(CONNECTIONS + 1):
                with contextlib.suppress(ConnectionResetError):
                    assert await ask(places, b"x") == b""

    asyncio.run(nobody())
