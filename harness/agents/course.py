"""An agent whose progress is known: it improves the workspace step by step, breaks it on the way, and repairs it."""

from harness.agents.base import AgentContext
from harness.agents.builtin import Modelless, read_dir
from harness.records import AgentResult
from harness.task import Task
from sandboxes.errors import UserError

LONGEST_S = 7 * 24 * 3600.0
KEEP = "cp -a . /tmp/course"
BREAK = "find . -name '*.py' -type f -exec sh -c 'for file; do echo \")\" >> \"$file\"; done' sh {} +"
REPAIR = "cp -a /tmp/course/. . && rm -rf /tmp/course"
"""What was there is there again, to the letter."""


class Course(Modelless):
    """Plays the reference solution's milestones, evenly over its time; halfway it spoils every Python file, and repairs
    them one step later."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.name = f"course:{seconds:g}"

    def unfit(self, task: Task) -> str:
        """Needs solution/milestones/."""
        return "" if task.milestones else "has no milestones"

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Take the steps, each at its time."""
        context.put(read_dir(task.directory / "solution", "solution"))
        steps = steps_of(task.milestones)
        pause = self.seconds / len(steps)
        return context.run(["/bin/sh", "-ec", "\n".join(f"sleep {pause:g}\n{step}" for step in steps)])


def steps_of(milestones: tuple[str, ...]) -> list[str]:
    """Shell commands in order: half of the milestones, the break, the repair, and the other half."""
    half = (len(milestones) + 1) // 2
    plays = [f"/bin/sh /solution/milestones/{name}" for name in milestones]
    return [*plays[:half], f"{KEEP} && {BREAK}", REPAIR, *plays[half:]]


def course_agent(text: str) -> Course:
    """The agent that `course:SECONDS` names. Raises UserError where that is no time."""
    try:
        seconds = float(text.partition(":")[2])
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= LONGEST_S:
        raise UserError("no time", where=f"-a {text}", mend="Give seconds for the whole course, as in course:300")
    return Course(seconds)
