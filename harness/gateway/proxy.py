"""Passes a sandbox's requests on to the upstream, piece by piece as they come, and counts what is served.

Everything that comes from the sandbox is hostile: only known paths, a few headers and bodies of JSON are passed on."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple

import anyio
import httpx
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from harness.gateway.exchanges import Exchange, Exchanges
from harness.gateway.replay import DRIFTED, RecordEnded
from harness.gateway.session import Refused, Session
from harness.gateway.upstream import Upstream
from harness.gateway.usage import Usage
from harness.gateway.wire.base import STATUS, Call, Meter, Wire
from harness.gateway.wire.sse import Events, data_of

MAX_REQUEST: Final = 32 << 20
MAX_PARTS: Final = 1_000_000
"""Commas, colons and opening brackets of a request, each of which may become a thing of its own in our memory. Text and
pictures have few; a request of nothing else takes seconds to read, in which nobody is served."""
PART: Final = 100
"""Bytes that such a thing takes."""
MAX_HELD: Final = 256 << 20
"""Bytes that the requests of one trial may take in our memory at a time."""
MAX_PATH: Final = 2000
"""Of a path that is recorded."""
GONE: Final = 499
MAX_ANSWER: Final = 64 << 20
"""Bytes of a response that is not streamed."""
ASKED: Final = ("accept", "anthropic-beta", "anthropic-version", "openai-beta", "user-agent", "x-goog-api-client")
"""Headers that are passed on; none that chooses an account."""
ANSWERED: Final = ("cache-control", "content-type", "request-id", "retry-after", "x-request-id")
AGAIN: Final = frozenset({408, 429, 500, 502, 503, 504, 529})
_BEARER = re.compile(r"bearer +", re.IGNORECASE)


class Patience(NamedTuple):
    """How long the upstream is waited for."""

    tries: int = 5
    """Of a request of which nothing has been answered."""
    pause_s: float = 1.0
    """Before the second try; doubled for each further one, unless the upstream says how long."""
    most_s: float = 120.0
    """Lost on one request, in all."""
    connect_s: float = 15.0
    silence_s: float = 600.0
    """Until the first, and between two pieces of an answer."""
    ours_s: float = 5.0
    """For an answer to a question of our own."""


class Proxy:
    """The application behind one trial's socket."""

    def __init__(
        self,
        session: Session,
        upstream: Upstream,
        client: httpx.AsyncClient,
        exchanges: Exchanges,
        patience: Patience,
        *,
        live: bool = True,
    ) -> None:
        """`live`: the client asks a server, and not a record."""
        self._session = session
        self._upstream = upstream
        self._client = client
        self._exchanges = exchanges
        self._patience = patience
        self._live = live
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        response = await self.answer(Request(scope, receive))
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        """The response to any request whatever."""
        path = path_of(request)
        wire = self._upstream.wire(path)
        exchange = Exchange(wire=wire.name if wire else "", path=path[:MAX_PATH])
        response: Response
        try:
            if request.headers.get("upgrade"):
                response = _plain(426, exchange)
            elif path.partition("?")[0] == "/api/hello":
                response = _plain(200, exchange)
            elif wire is None or request.method != "POST":
                raise Refused("not_found", f"there is no {request.method} {path[:200]} here")
            else:
                response = await self._pass(request, wire, path, exchange)
        except ClientDisconnect:
            exchange.message = "the client left"
            response = Response(status_code=GONE)
        except asyncio.CancelledError:
            exchange.message = "it was cut while it waited for an answer"
            self._exchanges.add(exchange)
            raise
        except Refused as refused:
            exchange.status, exchange.message = STATUS[refused.fault], refused.message
            body = (wire or self._upstream.wires[0]).error(refused.fault, refused.message)
            response = JSONResponse(body, exchange.status)
        if not isinstance(response, StreamingResponse):
            self._end(exchange)
        return response

    def _end(self, exchange: Exchange) -> None:
        self._held -= exchange.let_go()
        self._exchanges.add(exchange)

    async def _pass(self, request: Request, wire: Wire, path: str, exchange: Exchange) -> Response:
        self._session.admit(_token(request))
        headers = {name: request.headers[name] for name in ASKED if name in request.headers}
        if not "".join(headers.values()).isascii():
            raise Refused("invalid", "not a request: its headers are not ASCII")
        body = await self._body(request, exchange)
        try:
            if isinstance(body, dict) and not self._session.online:
                body, exchange.dropped = wire.offline(body)
            call = wire.call(path, body)
        except ValueError as error:
            raise Refused("invalid", f"not a request: {error}") from error
        self._session.wire, exchange.model = wire, call.model
        payload = call.payload
        exchange.asks(payload)
        response = await self._ask(wire, call, headers, payload, exchange)
        exchange.status, exchange.drifted = response.status_code, DRIFTED in response.extensions
        exchange.headers = {name: response.headers[name] for name in ANSWERED if name in response.headers}
        meter = wire.meter(call)
        if response.is_success and call.streamed:
            pieces = self._streamed(response, call, meter, exchange)
            return StreamingResponse(pieces, exchange.status, headers=exchange.headers)
        return Response(await self._whole(response, call, meter, exchange), exchange.status, headers=exchange.headers)

    async def _body(self, request: Request, exchange: Exchange) -> Any:
        """The JSON that was sent. Raises Refused."""
        if request.headers.get("content-encoding", "identity") != "identity":
            raise Refused("invalid", "a compressed body is not understood here")
        body = bytearray()
        async for piece in request.stream():
            body += piece
            self._hold(len(piece), exchange)
            if len(body) > MAX_REQUEST:
                raise Refused("too_large", f"a request has at most {MAX_REQUEST} bytes")
        parts = sum(map(body.count, b",:[{"))
        if parts > MAX_PARTS:
            raise Refused("too_large", f"a request has at most {MAX_PARTS} parts")
        self._hold(parts * PART, exchange)
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Refused("invalid", f"not a request: {error}") from error

    def _hold(self, size: int, exchange: Exchange) -> None:
        """Count what is in our memory until the exchange is over. Raises Refused where it is too much."""
        exchange.holds(size)
        self._held += size
        if self._held > MAX_HELD:
            raise Refused("too_large", f"requests have at most {MAX_HELD} bytes at a time")

    async def _ask(
        self, wire: Wire, call: Call, headers: dict[str, str], payload: bytes, exchange: Exchange
    ) -> httpx.Response:
        """The upstream's answer, its body still to come. Raises Refused where there is none to be had."""
        headers |= {"content-type": "application/json", "accept-encoding": "identity"}
        headers |= wire.key_headers(self._upstream.key)
        url = self._upstream.url(wire, call.path)
        began, pause = time.monotonic(), self._patience.pause_s
        while True:
            exchange.tries += 1
            request = self._client.build_request("POST", url, headers=headers, content=payload)
            sent = time.monotonic()
            exchange.lost_s = sent - began
            try:
                with self._session.waiting():
                    response = await self._client.send(request, stream=True)
            except RecordEnded as ended:
                raise self._session.give_up(str(ended), exchange.lost_s) from ended
            except httpx.HTTPError as error:
                trouble = f"the model's server does not answer: {type(error).__name__}"
            else:
                if response.status_code == 401:
                    await response.aclose()
                    raise self._session.give_up("the model's server refuses the key", exchange.lost_s)
                if response.status_code not in AGAIN:
                    return response
                trouble = f"the model's server goes on to answer {response.status_code}"
                pause = max(pause, _asked_pause(response))
                await response.aclose()
            exchange.lost_s = time.monotonic() - began
            if exchange.tries == self._patience.tries or exchange.lost_s + pause > self._patience.most_s:
                if await self.answers(wire, call.model):
                    raise Refused("upstream", f"{trouble}, to this request but not to others")
                raise self._session.give_up(trouble, exchange.lost_s)
            await asyncio.sleep(pause)
            pause *= 2

    async def answers(self, wire: Wire | None = None, model: str = "") -> bool:
        """Whether the upstream answers a question of our own. Where it does, what an agent's request runs into is the
        agent's doing: it could ask for what makes a server fail, and so leave the count at will."""
        if not self._live:
            return False
        wire = wire or self._session.wire or self._upstream.wires[0]
        call = wire.greeting(self._session.model or self._session.answered_by or model)
        url = self._upstream.url(wire, call.path)
        headers = {"content-type": "application/json", **wire.key_headers(self._upstream.key)}
        try:
            response = await self._client.post(
                url, headers=headers, content=call.payload, timeout=self._patience.ours_s
            )
        except httpx.HTTPError:
            return False
        return response.status_code not in AGAIN

    async def _streamed(
        self, response: httpx.Response, call: Call, meter: Meter, exchange: Exchange
    ) -> AsyncIterator[bytes]:
        tap = _Tap(meter, whole=call.added)
        try:
            add = exchange.answer.add
            with self._session.waiting() as said:
                async for piece in response.aiter_bytes():
                    said()
                    add(piece)
                    for shown in tap.feed(piece):
                        yield shown
            for shown in tap.end():
                yield shown
        except httpx.HTTPError as error:
            exchange.cut, exchange.message = True, f"the answer was cut: {type(error).__name__}"
            raise
        finally:
            # Also where the client has left, which cancels whatever is awaited from here on.
            with anyio.CancelScope(shield=True):
                await response.aclose()
            self._settle(call, meter, exchange)
            self._end(exchange)

    async def _whole(self, response: httpx.Response, call: Call, meter: Meter, exchange: Exchange) -> bytes:
        try:
            async for piece in response.aiter_bytes():
                exchange.answer.add(piece)
                if exchange.answer.size > MAX_ANSWER:
                    raise Refused("too_large", "the answer is too large")
        except httpx.HTTPError as error:
            raise Refused("upstream", f"the answer was cut: {type(error).__name__}") from error
        finally:
            with anyio.CancelScope(shield=True):
                await response.aclose()
            exchange.answer.hide(self._upstream.key)
            with suppress(ValueError, RecursionError):
                meter.read(json.loads(exchange.answer.body))
            self._settle(call, meter, exchange)
        return bytes(exchange.answer.body)

    def _settle(self, call: Call, meter: Meter, exchange: Exchange) -> None:
        """Book what was counted. What the upstream refused costs nothing; a cut answer, what is known of it."""
        if 200 <= exchange.status < 300 and call.counted:
            exchange.usage = meter.usage
        exchange.usd = self._session.settle(call.model, exchange.usage or Usage(), exchange.lost_s)


class _Tap:
    """Shows a stream to a meter as it passes. Event by event where some may not be the client's to see (`whole`)."""

    def __init__(self, meter: Meter, *, whole: bool) -> None:
        self._meter = meter
        self._whole = whole
        self._events = Events()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        shown = [event for event in self._events.feed(piece) if self._read(event)]
        if not self._whole:
            yield piece
        elif shown:
            yield b"".join(shown)

    def end(self) -> Iterator[bytes]:
        rest = self._events.rest()
        if rest and self._read(rest) and self._whole:
            yield rest

    def _read(self, event: bytes) -> bool:
        """Whether it is the client's to see."""
        return not any(mark in event for mark in self._meter.marks) or self._meter.read(data_of(event))


def _plain(status: int, exchange: Exchange) -> Response:
    """A status and nothing more."""
    exchange.status = status
    return Response(status_code=status)


def path_of(request: Request) -> str:
    """As the client wrote it, undecoded, so that nothing reads it another way than we do."""
    raw, query = request.scope.get("raw_path", b""), request.scope.get("query_string", b"")
    whole: bytes = raw.partition(b"?")[0] + (b"?" + query if query else b"")
    return whole.decode("ascii", "replace")


def _token(request: Request) -> str:
    """What the client shows for a key, wherever its protocol has that."""
    shown = [request.headers.get(name, "") for name in ("x-api-key", "x-goog-api-key")]
    shown += [_BEARER.sub("", request.headers.get("authorization", "")), request.query_params.get("key", "")]
    return next((token for token in shown if token), "")


def _asked_pause(response: Any) -> float:
    """Seconds that an upstream asks to be left alone."""
    try:
        return max(0.0, float(response.headers.get("retry-after", "0")))
    except ValueError:
        return 0.0
