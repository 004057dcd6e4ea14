"""Whether an agent can work here: its key, its tool, and one turn through the gateway in a real sandbox."""

import os
import time
from typing import Final

from harness.access import model_access
from harness.agents.base import USER, Agent, AgentContext
from harness.agents.registry import find_agent
from harness.gateway.budget import Budget, Spent
from harness.gateway.upstream import upstream
from harness.host import Host
from harness.plan import OUTPUT_MB
from harness.records import AgentResult, TrialSpec
from harness.task import MeltbenchTable, Task, TaskConfig
from sandboxes.base import SandboxGone
from sandboxes.cache import scratch
from sandboxes.errors import InfraError, UserError
from sandboxes.spec import Frozen, Limits, SandboxSpec

INSTRUCTION: Final = "Reply with the word ready and do nothing else."
WORKSPACE: Final = {"README.md": b"# Nothing to do here\n"}
WORKDIR: Final = "/app"
TIMEOUT_S: Final = 180.0
MEMORY_MB: Final = 2048
BUDGET: Final = Budget(requests=8)
"""Some ask for a title beside the work, and some again what has failed."""


class Examined(Frozen):
    """What became of one agent."""

    agent: str
    ok: bool
    message: str = ""
    """What is missing or went wrong, in one line; for one that asks no model, that there is nothing to try."""
    version: str = ""
    """Of its tool."""
    seconds: float = 0.0
    """Wall time of the turn."""
    tokens: int = 0
    """By the gateway's count."""
    cost_usd: float | None = None
    """None where it is not known."""


def examine(host: Host, name: str) -> Examined:
    """Look at one agent, and let it take its turn if there is nothing missing. What fails is in the answer.

    Raises MachineError."""
    try:
        agent = find_agent(name)
        if agent.needs.model is None:
            return Examined(agent=agent.name, ok=True, message="asks no model: nothing to try")
        upstream(agent.needs.model.provider, os.environ)  # before anything is installed
        return _turn(host, agent)
    except (UserError, InfraError) as error:
        return Examined(agent=name, ok=False, message=" ".join(str(error).split()))


def _turn(host: Host, agent: Agent) -> Examined:
    with scratch() as place:
        task = Task(place, "doctor/ready", TaskConfig(meltbench=MeltbenchTable(family="smoke", domain="code")))
        spec = _spec(task, agent)
        with model_access(host, spec, agent.needs, place) as access:
            assert access
            box = SandboxSpec(
                image=host.images.site().id,
                limits=spec.limits,
                network=spec.network,
                workdir=WORKDIR,
                doors=access.doors,
                volumes=access.volumes,
                labels={"role": "doctor"},
            )
            began = time.monotonic()
            with host.provider.open(box) as sandbox:
                sandbox.put_tree(WORKSPACE, WORKDIR, owner=USER)
                context = AgentContext(sandbox, INSTRUCTION, WORKDIR, TIMEOUT_S, place / "agent", access.endpoint)
                result = access.account(_result(agent, context, task))
    spent = result.spent or Spent()
    wrong = failure(result)
    return Examined(
        agent=agent.name,
        ok=not wrong,
        message=wrong,
        version=result.version,
        seconds=round(time.monotonic() - began, 1),
        tokens=spent.usage.total,
        cost_usd=spent.cost_usd,
    )


def _spec(task: Task, agent: Agent) -> TrialSpec:
    return TrialSpec(
        task=task.name,
        task_digest="",
        track="instructed",
        agent=agent.name,
        attempt=1,
        timeout_s=TIMEOUT_S,
        limits=Limits(memory_mb=max(MEMORY_MB, agent.needs.memory_mb), output_mb=OUTPUT_MB),
        network="gateway",
        budget=BUDGET,
    )


def _result(agent: Agent, context: AgentContext, task: Task) -> AgentResult:
    try:
        return agent.run(context, task)
    except SandboxGone as gone:
        return AgentResult(error=f"the sandbox ended: {gone}")


def failure(result: AgentResult) -> str:
    """Why a turn is none, in one line; empty where it is one."""
    late = f"did not end within {TIMEOUT_S:g} s" if result.timed_out else ""
    silent = "" if result.spent and result.spent.responses else "the model was not asked"
    return result.trouble or result.exhausted or result.error or late or silent
