"""What an agent is, and what it is given."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from harness.records import AgentResult
from harness.task import Task
from sandboxes.base import ExecResult, Sandbox

USER = (1000, 1000)
"""Who an agent is inside the sandbox."""
INSTRUCTION = "meltbench/instruction.md"
"""Where the instruction lies inside, besides being handed over."""


class AgentContext(NamedTuple):
    """What an agent may use during one trial."""

    sandbox: Sandbox
    instruction: str
    workdir: str
    timeout_s: float
    log: Path
    """Directory on the host for what the agent printed."""

    def put(self, files: Mapping[str, bytes]) -> None:
        """Copy files (absolute paths without the leading slash) into the sandbox, together with the instruction."""
        self.sandbox.put_tree({INSTRUCTION: self.instruction.encode(), **files}, "/", owner=USER)

    def run(self, argv: list[str]) -> AgentResult:
        """Run a command as the agent's user in the workspace until it ends or the time is up; keeps what it printed."""
        environment = {"HOME": "/home/agent", "MELTBENCH_INSTRUCTION": f"/{INSTRUCTION}"}
        uid, gid = USER
        result = self.sandbox.exec(
            argv, cwd=self.workdir, env=environment, user=f"{uid}:{gid}", timeout_s=self.timeout_s
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
    elif result.exit_code and not result.timed_out:
        lines = result.output.strip().splitlines() or [""]
        error = f"exit code {result.exit_code}: {lines[-1][:200]}".rstrip(": ")
    return AgentResult(
        exit_code=result.exit_code,
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

    def unfit(self, task: Task) -> str:
        """Why it cannot be run on this task, or empty; asked before anything is started."""

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Work until done or out of time. Only the built-in test agents look into `task`'s directory."""
