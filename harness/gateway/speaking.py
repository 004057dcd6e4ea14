"""HTTP as it is spoken at a trial's socket: uvicorn's, which also tells of what comes that is no request."""

from collections.abc import Callable
from typing import Final

from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

MAX_HEARD: Final = 4096
"""Bytes of what is no request that are told of."""

Note = Callable[[int, str, bytes], None]
"""Is given the status that was answered (0 for none), why, and the beginning of what came."""


class Speaking(H11Protocol):
    """One connection."""

    def __init__(self, config: Config, state: ServerState, note: Note) -> None:
        super().__init__(config, state, {})
        self._note = note
        self._heard = b""
        self._refused = False

    def data_received(self, data: bytes) -> None:
        """A piece has come."""
        self._heard = data[:MAX_HEARD]
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """It is no request, or no longer one."""
        self._refused = True
        self._note(400, "this is no request", self._heard)
        super().send_400_response(msg)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over. One on which nothing was asked would otherwise never have been."""
        if self.cycle is None and not self._refused:
            self._note(0, "a connection without a request", self._heard)
        super().connection_lost(exc)
