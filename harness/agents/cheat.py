"""Plays an exploit of the catalogue as an agent that is given everything an attacker could know."""

import json
import os
from pathlib import Path
from typing import Any

import scoring
from harness.agents.base import AgentContext
from harness.agents.builtin import Artifact, Modelless, read_dir
from harness.records import AgentResult
from harness.task import Task
from scoring.attacks.exploit import Exploit, find_exploit
from scoring.verify.static.spec import StructureSpec, load_structure

LISTENER = "MELTBENCH_CANARY_PORT"
"""Environment variable of this process with the port of a listener on the host that no sandbox may reach."""
SCORER = Path(scoring.__file__).parent


class Cheat(Modelless):
    """One exploit, played inside the agent's sandbox."""

    def __init__(self, exploit: Exploit) -> None:
        self.exploit = exploit
        self.name = f"cheat:{exploit.name}"

    @classmethod
    def named(cls, name: str) -> "Cheat":
        """One of the catalogue. Raises UserError that lists what there is."""
        return cls(find_exploit(name))

    def unfit(self, task: Task) -> str:
        """Needs code to attack; a sloppy start needs a ladder to begin from."""
        if not task.changes_code:
            return "has no code to attack"
        if self.exploit.start == "sloppy" and not sloppiest(task):
            return "has no ladder with defects to start from"
        return ""

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Begin where the exploit begins, put the payload in place and run it."""
        context.put(kit(task))
        context.run(["/bin/sh", "-c", f'cp -a "{context.workdir}/." /attacker/original'])
        if self.exploit.start == "sloppy":
            Artifact(sloppiest(task)).run(context, task)
            context.run(["/usr/bin/find", "/solution", "/ladder", "-mindepth", "1", "-delete"])
        names = {"{workdir}": context.workdir.strip("/"), "{package}": str(facts(task)["package"])}
        context.put({_named(path, names): text.encode() for path, text in self.exploit.files.items()})
        return context.run(["/bin/sh", "-c", _named(self.exploit.command, names)])


def sloppiest(task: Task) -> str:
    """The ladder artifact with the most planted defects; empty where there is none."""
    rungs = [artifact for artifact in task.ladder.artifact if artifact.kind == "defect" and artifact.defects]
    return max(rungs, key=lambda artifact: artifact.defects).name if rungs else ""


def kit(task: Task) -> dict[str, bytes]:
    """What an attacker could know, below /attacker: facts, the hidden tests and the scorer's own source."""
    files = read_dir(task.hidden, "attacker/hidden") if task.hidden.is_dir() else {}
    for path in sorted(SCORER.rglob("*")):
        if path.suffix in (".py", ".ini") and "__pycache__" not in path.parts:
            files[f"attacker/meltbench/scoring/{path.relative_to(SCORER)}"] = path.read_bytes()
    return {**files, "attacker/facts.json": json.dumps(facts(task), indent=1).encode(), "attacker/original/.keep": b""}


def facts(task: Task) -> dict[str, Any]:
    """What an exploit needs to know of the task to be written once for all of them."""
    structure = structure_of(task)
    limits = {check.kind: check.params for check in structure.check} if structure else {}
    return {
        "task": task.name,
        "workdir": task.config.environment.workdir,
        "package": structure.package if structure else "",
        "root": structure.root if structure else "",
        "modules": limits.get("min_modules", {}).get("min", 1),
        "listener": int(os.environ.get(LISTENER, "0")),
        "lines": limits.get("module_lines", {}).get("max", 10**6),
    }


def structure_of(task: Task) -> StructureSpec | None:
    """The task's structure checks; None where it has none."""
    static = next((spec for spec in task.bench.verify if spec.kind == "static"), None)
    return load_structure(task.hidden / (static.path or "structure.toml")) if static else None


def _named(text: str, names: dict[str, str]) -> str:
    for placeholder, value in names.items():
        text = text.replace(placeholder, value)
    return text
