"""What a run is to do: the matrix of tasks, agents and attempts, as trial specs."""

from collections.abc import Sequence
from typing import NamedTuple

from harness.agents.registry import expand, find_agent
from harness.gateway.budget import Budget
from harness.records import TaskEntry, TrialSpec
from harness.task import Task
from sandboxes.errors import UserError
from sandboxes.spec import Limits, NetworkPolicy

OUTPUT_MB = 2048


class Plan(NamedTuple):
    """The trials of a run, and the pairs that make no sense."""

    tasks: tuple[TaskEntry, ...]
    trials: tuple[TrialSpec, ...]
    left_out: tuple[str, ...]


def make_plan(
    tasks: Sequence[Task],
    agents: Sequence[str],
    *,
    attempts: int,
    track: str | None,
    budget: Budget = Budget(),  # noqa: B008 - immutable
    network: NetworkPolicy = "gateway",
) -> Plan:
    """Every fitting pair of task and agent, `attempts` times; `budget` and `network` are for agents that ask a model.

    Raises UserError where nothing is left to do."""
    if not tasks or not agents:
        raise UserError("nothing to run", where="meltbench run", mend="Name a task or suite, and an agent with -a")
    trials, left_out = [], []
    for attempt in range(1, attempts + 1):
        for task in tasks:
            for name in expand(agents, task):
                agent = find_agent(name)
                reason = agent.unfit(task) or _track_missing(task, track)
                if reason and attempt == 1:
                    left_out.append(f"{agent.name} on {task.name}: {reason}")
                if not reason:
                    spec = _spec(task, agent.name, attempt, track)
                    asks = {"budget": budget, "network": network, "limits": talkative(spec.limits)}
                    trials.append(spec.model_copy(update=asks) if agent.needs.model else spec)
    if not trials:
        raise UserError(f"nothing to run: {left_out[0]}", where="meltbench run", mend="Choose another task or agent")
    entries = tuple(
        TaskEntry(
            name=task.name,
            directory=str(task.directory),
            visible_digest=task.visible_digest,
            scoring_digest=task.scoring_digest,
        )
        for task in tasks
    )
    return Plan(entries, tuple(trials), tuple(left_out))


def talkative(limits: Limits) -> Limits:
    """For programs that print all they do, for hours: of that the harness keeps what it will."""
    return limits.model_copy(update={"output_mb": OUTPUT_MB})


def _track_missing(task: Task, track: str | None) -> str:
    return f"has no track {track!r}" if track and track not in task.bench.track else ""


def _spec(task: Task, agent: str, attempt: int, track: str | None) -> TrialSpec:
    return TrialSpec(
        task=task.name,
        task_digest=task.visible_digest,
        track=track or task.bench.track[0],
        agent=agent,
        attempt=attempt,
        timeout_s=task.timeout_s,
        limits=task.limits,
    )
