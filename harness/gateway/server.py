"""Runs the gateway: one thread for all trials, a socket of its own for each."""

import asyncio
import logging
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

import httpx
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from harness.gateway.exchanges import Exchange, Exchanges
from harness.gateway.proxy import MAX_PATH, Patience, Proxy, path_of
from harness.gateway.replay import Replay
from harness.gateway.session import Session
from harness.gateway.speaking import Speaking
from harness.gateway.upstream import Upstream

CONNECTIONS: Final = 64
"""Connections that one trial may have open at a time; requests over more are told 503."""
KEPT_S: Final = 60.0
"""That a connection to a server is kept for the next request: agents work for a while between two."""
CROWDED_S: Final = 0.5
"""That each request waits of a trial which asks for nothing in floods: the thread is there for all trials."""
STEP_S: Final = 15.0

logging.getLogger("uvicorn").addHandler(logging.NullHandler())
logging.getLogger("uvicorn").propagate = False


class Gateway:
    """The thread and its loop; ends with its context."""

    def __init__(self, patience: Patience = Patience()) -> None:  # noqa: B008 - immutable
        self._patience = patience
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="gateway", daemon=True)
        self._client: httpx.AsyncClient | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client:
            self._wait(self._client.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STEP_S)
        self._loop.close()

    @contextmanager
    def serving(
        self, session: Session, upstream: Upstream, where: Path, exchanges: Path, replay: Path | None = None
    ) -> Iterator["Serving"]:
        """Answer at the unix socket `where` for one trial, and keep its exchanges in a directory. With `replay`, such a
        directory of an earlier trial, that answers and no server is asked.

        When this ends the session is closed and whatever was still open is cut. Raises UserError for a directory
        without a record."""
        client = httpx.AsyncClient(transport=Replay(replay)) if replay else self._shared()
        record = Exchanges(exchanges)
        proxy = Proxy(session, upstream, client, record, self._patience, live=not replay)
        door = _Door(proxy, record)

        def cut() -> None:
            session.close()
            self._wait(door.close())

        with _listening(where) as listener:
            self._wait(door.open(listener))
            try:
                yield Serving(lambda: bool(self._wait(proxy.answers())), cut)
            finally:
                cut()
                record.close()

    def _shared(self) -> httpx.AsyncClient:
        """What all trials ask through, so that connections and certificates are got once."""
        with self._lock:
            self._client = self._client or self._new_client()
            return self._client

    def _new_client(self) -> httpx.AsyncClient:
        timeout = httpx.Timeout(self._patience.silence_s, connect=self._patience.connect_s)
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=CONNECTIONS, keepalive_expiry=KEPT_S)
        return httpx.AsyncClient(timeout=timeout, limits=limits, verify=ssl.create_default_context())

    def _wait(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(STEP_S)


class Serving(NamedTuple):
    """A gateway that answers one trial."""

    upstream_answers: Callable[[], bool]
    """Asks the upstream something of its own. Takes some seconds."""
    cut: Callable[[], None]
    """Closes the session and cuts what is still open; what was served over it has been counted then."""


class _Door:
    """One trial's listener: uvicorn's protocol without its server, which takes tenths of a second to open and close."""

    def __init__(self, proxy: Proxy, record: Exchanges) -> None:
        self._proxy = proxy
        self._record = record
        self._config = uvicorn.Config(
            self._answer,
            interface="asgi3",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=600,
        )
        self._config.load()
        self._state = ServerState()
        self._server: asyncio.Server | None = None

    async def open(self, listener: socket.socket) -> None:
        """Answer whoever connects."""

        def connection() -> asyncio.Protocol:
            return Speaking(self._config, self._state, self._note)

        self._server = await asyncio.get_running_loop().create_unix_server(connection, sock=listener)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._record.crowded:
            await asyncio.sleep(CROWDED_S)
        if len(self._state.connections) <= CONNECTIONS and len(self._state.tasks) <= CONNECTIONS:
            await self._proxy(scope, receive, send)
            return
        path = path_of(Request(scope))
        self._record.add(Exchange(wire="", path=path[:MAX_PATH], status=503, message="too many connections at a time"))
        await Response(status_code=503, headers={"connection": "close"})(scope, receive, send)

    def _note(self, status: int, why: str, heard: bytes) -> None:
        exchange = Exchange(wire="", path="", status=status, message=why)
        exchange.asks(heard)
        self._record.add(exchange)

    async def close(self) -> None:
        """Take no more connections and cut those that are open; what was served over them has been booked then."""
        if self._server:
            self._server.close()
        tasks = set(self._state.tasks)
        for task in tasks:
            task.cancel()
        for connection in tuple(self._state.connections):
            connection.transport.abort()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # a connection hears of its end in the next turn of the loop


@contextmanager
def _listening(where: Path) -> Iterator[socket.socket]:
    """A socket that any user inside a sandbox may connect to; its directory says whose sandbox."""
    where.unlink(missing_ok=True)
    directory = os.open(where.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            # Only 107 bytes of a socket's path count, and a cache may lie deeper.
            listener.bind(f"/proc/self/fd/{directory}/{where.name}")
            where.chmod(0o666)
            yield listener
    finally:
        os.close(directory)
        where.unlink(missing_ok=True)
