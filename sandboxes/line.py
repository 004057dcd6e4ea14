"""The host's end of a line to a multiplexer in a container of ours, over the standard streams that an engine attaches.

What comes from there is taken for hostile: it can break its own line and nothing else."""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from sandboxes.errors import InfraError, MachineError
from sandboxes.multiplex import BACKLOG, LISTENING, PIECE, Ends, Multiplexer
from sandboxes.streams import STDERR, Tail

KEEP_BYTES = 4096
"""Of what the container says on standard error, for people."""
PATIENCE_S = 5
"""Until the streams of a container that was removed have ended."""
Listener = Callable[[bytes], None]
"""Is given what comes on standard error; a ValueError of it ends the line."""


class Line:
    """Connects a unix socket of the host with a container, in a thread of its own."""

    def __init__(self, handle: Any, path: Path, *, listens: bool = False, listener: Listener | None = None) -> None:
        """`handle` is what docker-py returns for an attached socket of a container that is yet to start. At `path` is
        the socket to which connections from there lead, or, where it `listens`, from which they come.

        Raises MachineError for an engine that is spoken to over TLS or SSH."""
        self._handle = handle
        self._socket: socket.socket = getattr(handle, "_sock", handle)
        if type(self._socket) is not socket.socket:
            raise MachineError(
                "doors lead over plain connections to the engine only. "
                "Forward its socket (ssh -L), and name that in DOCKER_HOST"
            )
        self._path, self._listens, self._listener = path, listens, listener
        self._said = Tail(KEEP_BYTES)
        self._ready = False
        self._why = ""
        self._settled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="door", daemon=True)
        self._thread.start()

    def await_ready(self, wait_s: float) -> None:
        """Wait until connections are passed on. Raises InfraError where that does not come about."""
        if not self._settled.wait(wait_s) or not self._ready:
            why = self.ended() or "it is silent"
            raise InfraError(f"what should pass connections on does not: {why}: {' '.join(self._said.text().split())}")

    def ended(self) -> str:
        """Why it does not pass on any more, or empty."""
        return self._why

    def close(self) -> None:
        """End it and every connection, after its container was removed: what that has said before is still heard."""
        self._thread.join(PATIENCE_S)
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _run(self) -> None:
        why = "it has failed"
        try:
            why = asyncio.run(self._talk())
        except EOFError:
            why = "it has ended"
        except (OSError, ValueError) as error:
            why = str(error)
        finally:
            self._why = why
            self._settled.set()

    async def _talk(self) -> str:
        reader, writer = await asyncio.open_connection(sock=self._socket, limit=PIECE)
        with ExitStack() as stack:
            stack.callback(self._let_go)
            stack.callback(writer.transport.abort)
            receive = _Output(reader, self._hear).receive
            if await receive(len(LISTENING)) != LISTENING:
                return "it does not speak as it should"
            if not self._listens:
                return await self._pass(Multiplexer(receive, writer, self._dial))
            listener = stack.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(str(self._path))
            self._path.chmod(0o666)  # whoever sees the directory may connect
            listener.listen(BACKLOG)
            listener.setblocking(False)
            return await self._pass(Multiplexer(receive, writer), listener)

    async def _pass(self, multiplexer: Multiplexer, listener: socket.socket | None = None) -> str:
        self._ready = True
        self._settled.set()
        return await multiplexer.run(listener)

    async def _dial(self) -> Ends:
        return await asyncio.open_unix_connection(self._path, limit=PIECE)

    def _hear(self, data: bytes) -> None:
        self._said.add(data)
        if self._listener:
            self._listener(data)

    def _let_go(self) -> None:
        if (response := getattr(self._handle, "_response", None)) is not None:
            response.close()


class _Output:
    """Takes an engine's frames apart: standard output is given out in the amounts that are asked for."""

    def __init__(self, engine: asyncio.StreamReader, listener: Listener) -> None:
        self._engine, self._listener = engine, listener
        self._held = bytearray()
        self._stream = self._left = 0

    async def receive(self, amount: int) -> bytes:
        """So many bytes. Raises EOFError where there are no more."""
        while len(self._held) < amount:
            while not self._left:
                header = await self._engine.readexactly(8)
                self._stream, self._left = header[0], int.from_bytes(header[4:], "big")
            data = await self._engine.read(min(self._left, PIECE))
            if not data:
                raise EOFError
            self._left -= len(data)
            if self._stream == STDERR:
                self._listener(data)
            else:
                self._held += data
        taken = bytes(self._held[:amount])
        del self._held[:amount]
        return taken
