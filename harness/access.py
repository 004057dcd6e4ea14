"""A trial's way to its model: a session with the gateway, a door of the sandbox that leads there, the agent's tool; and
to the hosts that it may reach besides."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from harness.agents.base import Endpoint, Needs
from harness.gateway.budget import Budget
from harness.gateway.server import Serving
from harness.gateway.session import Session
from harness.gateway.upstream import recorded, upstream
from harness.host import Host
from harness.records import AgentResult, TrialSpec
from sandboxes.cache import scratch
from sandboxes.spec import Door, Volume

EXCHANGES = Path("agent", "exchanges")
"""Where a trial keeps what went over the wire."""
REACHED = Path("agent", "network.jsonl")
"""Where it keeps what was asked of the proxy for an allow-list."""
SUSPICIOUS_S = 5.0
"""Silence of an upstream at the deadline after which it is asked whether it is there."""
PROXY_PORT: Final = 41415
PROXY = f"http://127.0.0.1:{PROXY_PORT}"
PROXIED: Mapping[str, str] = {
    **{name: PROXY for lower in ("http_proxy", "https_proxy") for name in (lower, lower.upper())},
    **dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1,localhost"),
}


class Access(NamedTuple):
    """What an agent that asks a model is given."""

    endpoint: Endpoint
    doors: tuple[Door, ...]
    volumes: tuple[Volume, ...]
    version: str
    """Of the agent's tool."""
    serving: Serving
    replayed: bool

    def account(self, result: AgentResult) -> AgentResult:
        """End the agent's access; its result with what the gateway counted, and whether its model failed it."""
        session = self.endpoint.session
        if result.timed_out and session.waited_s > SUSPICIOUS_S and not self.serving.upstream_answers():
            session.give_up("the model's server was silent at the deadline", 0.0)
        self.serving.cut()
        return result.model_copy(
            update={
                "version": self.version,
                "replayed": self.replayed,
                "spent": session.spent,
                "lost_s": round(session.lost_s, 3),
                "exhausted": session.exhausted,
                "trouble": session.trouble,
            }
        )


@contextmanager
def model_access(
    host: Host, spec: TrialSpec, needs: Needs, directory: Path, earlier: Path | None = None
) -> Iterator[Access | None]:
    """Open for one trial whose files lie in `directory`; None for an agent that asks no model. With `earlier`, where
    they lie of the same trial in another run, what was said then is said again.

    Raises UserError where a key or a provider is missing, InfraError where its tool cannot be installed."""
    if needs.model is None:
        yield None
        return
    tool = host.tools.ensure(needs.tool) if needs.tool else None
    budget, online = spec.budget or Budget(), spec.network == "public"
    session = Session(budget, host.prices.usd, online=online, model=needs.model.model)
    replay = earlier / EXCHANGES if earlier else None
    provider = needs.model.provider
    server = recorded(provider) if replay else upstream(provider, os.environ)
    with ExitStack() as stack:
        private = stack.enter_context(scratch())  # its own directory lets nobody else in
        door = _door(host, private / "gateway")
        socket = Path(door.directory, door.socket)
        serving = host.gateway.serving(session, server, socket, directory / EXCHANGES, replay)
        doors = [door]
        if spec.allow:
            doors.append(stack.enter_context(_allowed(host, spec, private / "proxy", directory / REACHED)))
        endpoint = Endpoint(
            url=f"http://127.0.0.1:{door.port}",
            session=session,
            program=tool.command if tool else (),
            socket=socket,
            environment=PROXIED if spec.allow else {},
        )
        yield Access(
            endpoint=endpoint,
            doors=tuple(doors),
            volumes=tool.volumes if tool else (),
            version=tool.version if tool else "",
            serving=stack.enter_context(serving),
            replayed=bool(replay),
        )


def _door(host: Host, directory: Path) -> Door:
    """The door that leads to the gateway, its socket to be in a new directory."""
    directory.mkdir()
    directory.chmod(0o755)
    return Door(image=host.images.base().id, directory=str(directory))


@contextmanager
def _allowed(host: Host, spec: TrialSpec, directory: Path, kept: Path) -> Iterator[Door]:
    """The door that leads to the hosts of an allow-list; what was asked for is kept at the end."""
    labels = {"trial": spec.directory}
    proxy = host.provider.open_proxy(host.images.squid().id, spec.allow, directory, labels)
    try:
        yield Door(image=host.images.base().id, directory=str(proxy.door), port=PROXY_PORT)
    finally:
        try:
            proxy.close()
        finally:
            if proxy.log.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(proxy.log, kept)
