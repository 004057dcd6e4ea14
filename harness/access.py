"""A trial's way to its model: a session with the gateway, a door of the sandbox that leads there, the agent's tool."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

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
SUSPICIOUS_S = 5.0
"""Silence of an upstream at the deadline after which it is asked whether it is there."""


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
        """The agent's result with what the gateway counted, and whether its model failed it."""
        session = self.endpoint.session
        if result.timed_out and session.waited_s > SUSPICIOUS_S and not self.serving.upstream_answers():
            session.give_up("the model's server was silent at the deadline", 0.0)
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
def model_access(host: Host, spec: TrialSpec, needs: Needs, directory: Path) -> Iterator[Access | None]:
    """Open for one trial whose files lie in `directory`; None for an agent that asks no model.

    Raises UserError where a key or a provider is missing, InfraError where its tool cannot be installed."""
    if needs.model is None:
        yield None
        return
    tool = host.tools.ensure(needs.tool) if needs.tool else None
    session = Session(
        spec.budget or Budget(), host.prices.usd, online=spec.network == "public", model=needs.model.model
    )
    replay = host.replay and host.replay / "trials" / spec.directory / EXCHANGES
    provider = needs.model.provider
    server = recorded(provider) if replay else upstream(provider, os.environ)
    with scratch() as private:  # its own directory lets nobody else in
        shown = private / "door"
        shown.mkdir()
        shown.chmod(0o755)
        door = Door(image=host.images.base().id, directory=str(shown))
        with host.gateway.serving(session, server, shown / door.socket, directory / EXCHANGES, replay) as serving:
            endpoint = Endpoint(f"http://127.0.0.1:{door.port}", session, tool.command if tool else ())
            yield Access(
                endpoint, (door,), tool.volumes if tool else (), tool.version if tool else "", serving, bool(replay)
            )
