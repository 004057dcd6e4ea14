"""What an agent is, and what it is given."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from harness.gateway.session import Session
from harness.records import AgentResult
from harness.task import Task
from sandboxes.base import ExecResult, Sandbox
from sandboxes.spec import Frozen
from sandboxes.tools.recipe import ToolRecipe

USER = (1000, 1000)
"""Who an agent is inside the sandbox."""
INSTRUCTION = "meltbench/instruction.md"
"""Where the instruction lies inside, besides being handed over."""
HOME = "/home/agent"
ENVIRONMENT = {"HOME": HOME, "MELTBENCH_INSTRUCTION": f"/{INSTRUCTION}"}


class Chosen(Frozen):
    """A model, and who serves it."""

    provider: str
    """As known to gateway/upstream.py."""
    model: str = ""
    """Empty where the agent chooses by itself; what it chose is in the record of its requests."""

    def __str__(self) -> str:
        return f"{self.provider}/{self.model}" if self.model else self.provider


class Needs(NamedTuple):
    """What has to be there before an agent can work; looked at before anything is started."""

    tool: ToolRecipe | None = None
    """What is installed once on this machine and shown to it: itself."""
    model: Chosen | None = None
    """None where it asks no model."""
    memory_mb: int = 0


class Endpoint(NamedTuple):
    """Where an agent finds its model, inside."""

    url: str
    """Of the gateway, without a path."""
    session: Session
    program: tuple[str, ...]
    """The beginning of the command that starts the agent's tool."""
    socket: Path
    """Of the same gateway, on the host: for an agent that asks from there."""
    environment: Mapping[str, str] = {}
    """What programs inside need to know to reach what else they may."""


class AgentContext(NamedTuple):
    """What an agent may use during one trial."""

    sandbox: Sandbox
    instruction: str
    workdir: str
    timeout_s: float
    log: Path
    """Directory on the host for what the agent printed."""
    endpoint: Endpoint | None = None
    """None for an agent without a model."""
    attempt: int = 1
    """Which one of several on this task; for scripted agents that draw what they do."""
    over: threading.Event = threading.Event()
    """Set where its work is to be ended before its time."""

    def put(self, files: Mapping[str, bytes]) -> None:
        """Copy files (absolute paths without the leading slash) into the sandbox, together with the instruction."""
        self.sandbox.put_tree({INSTRUCTION: self.instruction.encode(), **files}, "/", owner=USER)

    def run(self, argv: list[str]) -> AgentResult:
        """Run a command as the agent's user in the workspace until it ends or the time is up; keeps what it printed."""
        uid, gid = USER
        environment = {**ENVIRONMENT, **(self.endpoint.environment if self.endpoint else {})}
        result = self.sandbox.exec(
            argv,
            cwd=self.workdir,
            env=environment,
            user=f"{uid}:{gid}",
            timeout_s=self.timeout_s,
            abandon=self.over,
        )
        self.log.mkdir(parents=True, exist_ok=True)
        (self.log / "output.txt").write_text(result.output, encoding="utf-8")
        return described(result)


def described(result: ExecResult) -> AgentResult:
    """How a command ended, as an agent's result."""
    error = ""
    if result.killed:
        error = f"killed: {result.killed} limit"
    elif result.oom_killed:
        error = "out of memory"
    elif result.exit_code and not result.timed_out and not result.abandoned:
        lines = result.output.strip().splitlines() or [""]
        error = f"exit code {result.exit_code}: {lines[-1][:200]}".rstrip(": ")
    return AgentResult(
        exit_code=None if result.abandoned else result.exit_code,
        timed_out=result.timed_out,
        oom_killed=result.oom_killed,
        killed=result.killed,
        error=error,
    )


class Agent(Protocol):
    """Works on one task in a sandbox."""

    @property
    def name(self) -> str:
        """As on the command line, canonical."""

    @property
    def needs(self) -> Needs:
        """What has to be there."""

    def unfit(self, task: Task) -> str:
        """Why it cannot be run on this task, or empty; asked before anything is started."""

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Work until done or out of time. Only the built-in test agents look into `task`'s directory."""
