"""The scripted model behind the real gateway, and an agent that asks it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from harness.gateway.budget import Budget
from harness.gateway.exchanges import Exchange, Exchanges
from harness.gateway.proxy import Patience
from harness.gateway.server import Gateway
from harness.gateway.session import Session
from harness.gateway.upstream import VENDORS, Upstream
from harness.gateway.usage import Usage
from harness.trajectory.atif import Trajectory
from harness.trajectory.build import trajectory
from tests.model.script import Script
from tests.model.server import serving

from .talks import Json, Talk


def read(directory: Path) -> Trajectory | None:
    """The trajectory of a record, which is also what comes back from its file."""
    told = trajectory(directory, agent="tester", version="1", model="m", session_id="s")
    if told:
        text = told.model_dump_json(exclude_none=True)
        assert Trajectory.model_validate_json(text).model_dump_json(exclude_none=True) == text
    return told


@dataclass
class Work:
    """A trial that goes on."""

    talk: Talk
    session: Session
    client: httpx.Client
    directory: Path
    streamed: bool = True

    def ask(self, body: Json) -> int:
        """Ask as an agent does; the status, 0 where the answer was cut."""
        path = (
            self.talk.path
            if self.streamed
            else self.talk.path.replace("streamGenerateContent?alt=sse", "generateContent")
        )
        content = {"model": "m", "stream": self.streamed, **body}
        try:
            return self.client.post(path, json=content, headers={"x-api-key": self.session.token}).status_code
        except httpx.RemoteProtocolError:
            return 0

    @property
    def told(self) -> Trajectory:
        """What is told of it."""
        told = read(self.directory)
        assert told
        return told


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    """The thread."""
    with Gateway(Patience(tries=3, pause_s=0.01, most_s=5, connect_s=2, silence_s=5)) as gateway:
        yield gateway


@pytest.fixture
def work(gateway: Gateway, tmp_path: Path) -> Any:
    """Opens a trial: a protocol, what the model does, what a token costs."""

    @contextmanager
    def opened(talk: Talk, script: Script, usd: float | None = None) -> Iterator[Work]:
        session = Session(Budget(), lambda model, usage: None if usd is None else usd * usage.total)
        where, directory = tmp_path / "a.sock", tmp_path / "exchanges"
        with serving(script) as model:
            base = model.url + ("/v1" if talk.vendor == "openai" else "")
            upstream = Upstream(talk.vendor, base, VENDORS[talk.vendor].wires, "sk-1")
            transport = httpx.HTTPTransport(uds=str(where))
            with (
                gateway.serving(session, upstream, where, directory),
                httpx.Client(transport=transport, base_url="http://gateway", timeout=20) as client,
            ):
                yield Work(talk, session, client, directory)

    return opened


@pytest.fixture
def record(tmp_path: Path) -> Callable[..., Path]:
    """Writes a record of exchanges as the gateway does."""
    kept = Exchanges(tmp_path / "record")

    def add(wire: str, request: bytes, response: bytes, usage: Usage | None = Usage(), model: str = "m") -> Path:  # noqa: B008
        exchange = Exchange(wire=wire, path="/", model=model, status=200, tries=1, usage=usage)
        exchange.asks(request)
        exchange.answer.add(response)
        kept.add(exchange)
        return tmp_path / "record"

    return add
