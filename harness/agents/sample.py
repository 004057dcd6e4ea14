"""Agents that do not always do the same: every attempt draws a work from a known distribution.

They show what statistics of several attempts do where the truth is known. How many defects an attempt has is binomial:
five chances, each taken with the mean by five. The draw follows from the agent's name, the task and the attempt."""

import hashlib
import random
from pathlib import Path
from typing import Literal

from harness.agents.base import AgentContext
from harness.agents.builtin import Artifact, Modelless, Oracle
from harness.records import AgentResult
from harness.task import Task
from sandboxes import cache
from sandboxes.errors import UserError
from scoring.mutable import sources
from scoring.mutate import mutants

Of = Literal["ladder", "mutants"]
MOST = 5
"""Defects of one attempt at most."""
USUAL = 2.0


class Sample(Modelless):
    """What both have: a mean, and a draw for each attempt."""

    def __init__(self, of: Of, mean: float) -> None:
        self.mean = mean
        self.name = f"sample:{of}:{mean:g}"

    def defects(self, task: str, attempt: int) -> int:
        """How many defects an attempt on the task has."""
        drawn = self._random(task, attempt)
        return sum(drawn.random() < self.mean / MOST for _ in range(MOST))

    def _random(self, task: str, attempt: int, use: str = "") -> random.Random:
        told = f"{self.name}\n{task}\n{attempt}\n{use}".encode()
        return random.Random(hashlib.sha256(told).digest())  # noqa: S311 - drawn to be repeated


class SampleLadder(Sample):
    """Plays a rung of the task's ladder, drawn anew at each attempt."""

    def __init__(self, mean: float = USUAL) -> None:
        super().__init__("ladder", mean)

    def unfit(self, task: Task) -> str:
        """Needs a rung for each number of defects."""
        missing = [str(n) for n in range(MOST + 1) if Artifact(f"ladder-{n}").unfit(task)]
        return f"has no rung of {', '.join(missing)} defects" if missing else ""

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Play the rung that was drawn."""
        return Artifact(f"ladder-{self.defects(task.name, context.attempt)}").run(context, task)


class SampleMutants(Sample):
    """Plays the reference solution with random small changes in its code, drawn anew at each attempt."""

    def __init__(self, mean: float = USUAL) -> None:
        super().__init__("mutants", mean)

    def unfit(self, task: Task) -> str:
        """Needs a reference solution of code."""
        return Oracle().unfit(task) if task.changes_code else "has no code to be mutated"

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Play the reference, then put the mutated files in the place of its own."""
        result = Oracle().run(context, task)
        count = self.defects(task.name, context.attempt)
        if result.error or not count:
            return result
        with cache.scratch() as room:
            with context.sandbox.held():
                tree = context.sandbox.get_tree(context.workdir, room / "tree")
            before = sources(tree, task.bench.verify, task.hidden)
            after = self._mutated(before, task.name, context.attempt, count)
        changed = {name: text.encode() for name, text in after.items() if text != before[name]}
        context.put({str(Path(context.workdir.strip("/"), name)): data for name, data in changed.items()})
        return result

    def _mutated(self, before: dict[str, str], task: str, attempt: int, count: int) -> dict[str, str]:
        """One change after the other: two mutants of one file would undo each other."""
        after, drawn = dict(before), self._random(task, attempt, "mutants")
        for _ in range(count):
            found = mutants(after, drawn.getrandbits(62), 1)
            after |= {mutant.file: mutant.text for mutant in found}
        return after


def sample_agent(text: str) -> SampleLadder | SampleMutants:
    """The agent of `sample:ladder[:MEAN]` or `sample:mutants[:MEAN]`. Raises UserError."""
    _, of, *rest = text.split(":", 2)
    kinds: dict[str, type[SampleLadder | SampleMutants]] = {"ladder": SampleLadder, "mutants": SampleMutants}
    try:
        mean = float(rest[0]) if rest else USUAL
    except ValueError:
        mean = -1.0
    if of not in kinds or not 0 <= mean <= MOST:
        mend = f"Write sample:ladder:MEAN or sample:mutants:MEAN, with a mean of 0 to {MOST} defects"
        raise UserError("no such sample", where=f"-a {text}", mend=mend)
    return kinds[of](mean)
