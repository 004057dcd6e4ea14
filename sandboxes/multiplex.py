"""Many connections over one line, whose two ends run this same code: one in a container, one on the host.

`python3 multiplex.py listen PORT` passes on who comes to a port of the loopback, `connect PORT` leads to one; the line
is standard input and output. A connection is known by a small number. What is on its way to a side that does not read
is bounded for each connection alone, so that nobody waits for another: whoever sends has a credit, and is granted more
once what he sent was taken. Whatever breaks the rules ends the line."""

import asyncio
import enum
import socket
import struct
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

CONNECTIONS = 128
"""At one time; who comes past that waits in the kernel until another leaves."""
WINDOW = 1 << 18
"""Bytes of one direction of a connection that may be under way."""
PIECE = 1 << 15
"""Bytes of one frame at most."""
BACKLOG = 512
PATIENCE_S = 20
"""Until a port answers for the first time."""
LISTENING = b"listening\n"
"""Comes before all frames once connections are passed on."""
HEADER = struct.Struct(">BBH")
"""Kind, number of the connection, amount: of what follows (DATA) or is granted (CREDIT), in bytes."""

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Dial = Callable[[], Awaitable[Ends]]


class Kind(enum.IntEnum):
    """What a frame says."""

    OPEN = 0
    """A new connection. Only the end that listens says so."""
    DATA = 1
    END = 2
    """No more data follows in this direction."""
    CLOSE = 3
    """The last frame of a connection in this direction; once both ends have said it, its number is free."""
    CREDIT = 4
    """So much more may be sent."""


class Connection:
    """What one end knows of one connection."""

    def __init__(self) -> None:
        self.came = bytearray()
        """From the other end, not yet passed on."""
        self.may_come = self.may_go = WINDOW
        self.news, self.granted = asyncio.Event(), asyncio.Event()
        self.heard_end = self.said_end = self.heard_close = self.said_close = False
        self.work: asyncio.Task[None] | None = None


class Multiplexer:
    """One end of a line."""

    def __init__(
        self, receive: Callable[[int], Awaitable[bytes]], line: asyncio.StreamWriter, dial: Dial | None = None
    ) -> None:
        """`receive` brings so many bytes of the line; `dial` makes the connections that the other end asks for."""
        self._receive, self._line, self._dial = receive, line, dial
        self._turn = asyncio.Lock()
        self._open: dict[int, Connection] = {}
        self._left = asyncio.Event()
        self._tasks = asyncio.TaskGroup()

    async def run(self, listener: socket.socket | None = None) -> str:
        """Pass on until the line has ended; returns why. Who comes to `listener` is connected to the other end."""
        why = "nothing"
        try:
            async with self._tasks:
                self._tasks.create_task(self._hear())
                if listener:
                    self._tasks.create_task(self._accept(listener))
        except* EOFError:
            why = "the other end is gone"
        except* (OSError, ValueError) as broken:
            why = "; ".join(str(error) for error in broken.exceptions)
        return why

    async def _hear(self) -> None:
        """Take frames, and never wait for anything else: whoever sends knows that they are taken."""
        while True:
            kind, number, amount = HEADER.unpack(await self._receive(HEADER.size))
            data = await self._receive(amount) if kind == Kind.DATA else b""
            connection = self._open.get(number)
            if kind == Kind.OPEN and self._dial and connection is None and number < CONNECTIONS:
                self._begin(number, self._dial)
            elif connection is None or connection.heard_close:
                raise ValueError(f"a frame of kind {kind} of connection {number}, which is not open")
            else:
                self._take(connection, number, Kind(kind), amount, data)

    def _take(self, connection: Connection, number: int, kind: Kind, amount: int, data: bytes) -> None:
        """Note what a frame says. Raises ValueError where that is not allowed."""
        if kind == Kind.DATA and 0 < amount <= min(PIECE, connection.may_come) and not connection.heard_end:
            connection.may_come -= amount
            connection.came += data
            connection.news.set()
        elif kind == Kind.END and not connection.heard_end:
            connection.heard_end = True
            connection.news.set()
        elif kind == Kind.CREDIT and connection.may_go + amount <= WINDOW:
            connection.may_go += amount
            connection.granted.set()
        elif kind == Kind.CLOSE:
            connection.heard_close = True
            if connection.work and not (connection.heard_end and connection.said_end):
                connection.work.cancel()
            self._forget(number, connection)
        else:
            raise ValueError(f"a frame of kind {kind.name} of connection {number} against the rules")

    async def _accept(self, listener: socket.socket) -> None:
        """Connect for ever."""
        while True:
            while len(self._open) == CONNECTIONS:
                self._left.clear()
                await self._left.wait()
            near, _ = await asyncio.get_running_loop().sock_accept(listener)
            number = min(set(range(CONNECTIONS)) - self._open.keys())
            self._begin(number, partial(asyncio.open_connection, sock=near, limit=PIECE))
            await self._send(Kind.OPEN, number)  # whoever waits for the line is served in order: before its data

    def _begin(self, number: int, dial: Dial) -> None:
        connection = self._open[number] = Connection()
        connection.work = self._tasks.create_task(self._pass(number, connection, dial))
        self._tasks.create_task(self._conclude(number, connection, connection.work))

    async def _conclude(self, number: int, connection: Connection, work: asyncio.Task[None]) -> None:
        """Let the other end know once a connection is over here."""
        await asyncio.wait([work])
        connection.said_close = True
        self._forget(number, connection)
        await self._send(Kind.CLOSE, number)

    def _forget(self, number: int, connection: Connection) -> None:
        if connection.heard_close and connection.said_close:
            del self._open[number]
            self._left.set()

    async def _pass(self, number: int, connection: Connection, dial: Dial) -> None:
        """Serve one connection until both directions have ended, or one has broken off."""
        try:
            reader, writer = await dial()
            try:
                writer.transport.set_write_buffer_limits(0)  # what has been drained is with the kernel
                async with asyncio.TaskGroup() as directions:
                    directions.create_task(self._outwards(number, connection, reader))
                    directions.create_task(self._inwards(number, connection, writer))
            except BaseException:
                break_off(writer)
                raise
            writer.close()
        except* OSError:
            pass  # the other end hears that it is closed

    async def _outwards(self, number: int, connection: Connection, reader: asyncio.StreamReader) -> None:
        """From a connection to the line."""
        while True:
            while not connection.may_go:
                connection.granted.clear()
                await connection.granted.wait()
            if not (data := await reader.read(min(PIECE, connection.may_go))):
                break
            connection.may_go -= len(data)
            await self._send(Kind.DATA, number, len(data), data)
        connection.said_end = True
        await self._send(Kind.END, number)

    async def _inwards(self, number: int, connection: Connection, writer: asyncio.StreamWriter) -> None:
        """From the line to a connection."""
        taken = 0
        while True:
            while not (connection.came or connection.heard_end):
                connection.news.clear()
                await connection.news.wait()
            if not (data := bytes(connection.came[:PIECE])):
                break
            del connection.came[:PIECE]
            writer.write(data)
            await writer.drain()
            taken += len(data)
            if taken >= PIECE:
                connection.may_come += taken
                await self._send(Kind.CREDIT, number, taken)
                taken = 0
        writer.write_eof()

    async def _send(self, kind: Kind, number: int, amount: int = 0, data: bytes = b"") -> None:
        async with self._turn:
            self._line.write(HEADER.pack(kind, number, amount) + data)
            await self._line.drain()


def break_off(writer: asyncio.StreamWriter) -> None:
    """Close a connection so that its other side sees it broken, not ended."""
    with suppress(OSError):
        now = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
    writer.transport.abort()


async def standard_streams() -> Ends:
    """Standard input and output."""
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader(limit=PIECE)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    silent = asyncio.StreamReaderProtocol(asyncio.StreamReader())
    transport, _ = await loop.connect_write_pipe(lambda: silent, sys.stdout)
    return reader, asyncio.StreamWriter(transport, silent, None, loop)


async def answer(port: int) -> Ends:
    """A connection to a port of the loopback."""
    return await asyncio.open_connection("127.0.0.1", port, limit=PIECE)


async def await_answer(port: int) -> None:
    """Wait until a port takes connections. Raises OSError where it does not."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            break_off((await answer(port))[1])
            return
        except OSError:
            if time.monotonic() > until:
                raise
        await asyncio.sleep(0.05)


async def main(role: str, port: int) -> str:
    """One end, until the line has ended; returns why."""
    reader, line = await standard_streams()
    if role == "connect":
        await await_answer(port)
        line.write(LISTENING)
        return await Multiplexer(reader.readexactly, line, lambda: answer(port)).run()
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(BACKLOG)
        listener.setblocking(False)
        line.write(LISTENING)
        return await Multiplexer(reader.readexactly, line).run(listener)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1], int(sys.argv[2]))))
