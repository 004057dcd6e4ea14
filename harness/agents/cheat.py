"""Plays an exploit of the catalogue as an agent that is given everything an attacker could know."""

from harness.agents.base import AgentContext
from harness.records import AgentResult
from harness.task import Task
from scoring.attacks.exploit import find_exploit


class Cheat:
    """One exploit, played inside the agent's sandbox."""

    def __init__(self, exploit: str) -> None:
        self.exploit = find_exploit(exploit)
        self.name = f"cheat:{exploit}"

    def unfit(self, task: Task) -> str:
        """Needs code to attack."""
        return "" if task.bench.domain in ("code", "security") else "has no code to attack"

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Put the payload in place and run it."""
        del task
        workdir = context.workdir.strip("/")
        context.put({p.replace("{workdir}", workdir): t.encode() for p, t in self.exploit.files.items()})
        return context.run(["/bin/sh", "-c", self.exploit.command])
