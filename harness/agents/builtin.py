"""The built-in agents: oracle, nop, partial, artifact and command. They need no model, and prove the instrument."""

from pathlib import Path

from harness.agents.base import AgentContext, Needs
from harness.records import AgentResult
from harness.task import Task
from sandboxes.archive import scan
from sandboxes.errors import UserError
from scoring.spec import LadderArtifact


def read_dir(directory: Path, prefix: str) -> dict[str, bytes]:
    """The files of a task's directory, as they shall lie inside the sandbox under `prefix`."""
    return {f"{prefix}/{e.path}": (directory / e.path).read_bytes() for e in scan(directory).entries}


class Modelless:
    """Asks no model, and is no program to be installed."""

    needs = Needs()


class Nop(Modelless):
    """Does nothing at all: the floor that every other score is measured from."""

    name = "nop"

    def unfit(self, task: Task) -> str:
        """Fits every task."""
        del task
        return ""

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Nothing."""
        del context, task
        return AgentResult(exit_code=0)


class Oracle(Modelless):
    """Plays the task's reference solution."""

    name = "oracle"

    def unfit(self, task: Task) -> str:
        """Needs solution/solve.sh."""
        return "" if (task.directory / "solution" / "solve.sh").is_file() else "has no reference solution"

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Run solve.sh."""
        context.put(read_dir(task.directory / "solution", "solution"))
        return context.run(["/bin/sh", "/solution/solve.sh"])


class Partial(Modelless):
    """Plays the first fraction of the reference solution's milestones."""

    def __init__(self, fraction: float) -> None:
        self.fraction = fraction
        self.name = f"partial:{fraction:g}"

    def unfit(self, task: Task) -> str:
        """Needs solution/milestones/."""
        return "" if task.milestones else "has no milestones"

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Run the first floor(fraction * n) milestone scripts in order."""
        chosen = task.milestones[: int(self.fraction * len(task.milestones))]
        if not chosen:
            return AgentResult(exit_code=0)
        context.put(read_dir(task.directory / "solution", "solution"))
        return context.run(["/bin/sh", "-ec", "\n".join(f"/bin/sh /solution/milestones/{name}" for name in chosen)])


class Artifact(Modelless):
    """Plays one artifact of the task's ladder: a work of known quality."""

    def __init__(self, artifact: str) -> None:
        self.artifact = artifact
        self.name = f"artifact:{artifact}"

    def unfit(self, task: Task) -> str:
        """Needs an artifact of that name in ladder/ladder.toml."""
        return "" if self._chosen(task) else f"has no artifact {self.artifact!r}"

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Copy its files over the workspace, or run its command."""
        chosen = self._chosen(task)
        assert chosen, "unfit() was not asked"
        if chosen.files:
            context.put(read_dir(task.directory / "ladder" / chosen.files, context.workdir.strip("/")))
            return AgentResult(exit_code=0)
        context.put(
            {**read_dir(task.directory / "solution", "solution"), **read_dir(task.directory / "ladder", "ladder")}
        )
        return context.run(["/bin/sh", "-c", chosen.command])

    def _chosen(self, task: Task) -> LadderArtifact | None:
        return next((a for a in task.ladder.artifact if self.artifact in a.names), None)


class Command(Modelless):
    """Any shell command, so that anything can be plugged in at once."""

    def __init__(self, command: str) -> None:
        if not command.strip():
            raise UserError(
                "no command", where="-a command:", mend='Write -a command:"my-agent --file $MELTBENCH_INSTRUCTION"'
            )
        self.command = command
        self.name = f"command:{command}"

    def unfit(self, task: Task) -> str:
        """Fits every task."""
        del task
        return ""

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Run it in the workspace; the instruction's path is in $MELTBENCH_INSTRUCTION."""
        del task
        context.put({})
        return context.run(["/bin/sh", "-c", self.command])


def fraction(text: str) -> float:
    """The F of `partial:F`. Raises UserError where it is no number in [0, 1]."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UserError(
            f"{text!r} is no fraction", where="-a partial:F", mend="Give a number from 0 to 1, as in partial:0.5"
        )
    return value
