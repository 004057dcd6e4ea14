"""What a run is to do: the matrix of tasks, agents and attempts, as trial specs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harness.agents.base import Agent
from harness.agents.registry import expand, find_agent
from harness.gateway.budget import Budget
from harness.gateway.prices import known_prices
from harness.records import AgentEntry, TaskEntry, TrialSpec
from harness.task import Task
from sandboxes.allowlist import checked_hosts
from sandboxes.errors import UserError
from sandboxes.spec import NetworkPolicy

OUTPUT_MB = 2048
"""For programs that print all they do, for hours: of that the harness keeps what it will."""


class Wish(NamedTuple):
    """An agent that is asked for, and terms of its own."""

    agent: str
    """As on the command line."""
    attempts: int | None = None
    """As many as for the others if not given; so with the budget."""
    budget: Budget | None = None
    tier: str = ""
    """What its users pay for it, for reports to tell apart."""


class Plan(NamedTuple):
    """The trials of a run, and the pairs that make no sense."""

    tasks: tuple[TaskEntry, ...]
    agents: tuple[AgentEntry, ...]
    trials: tuple[TrialSpec, ...]
    left_out: tuple[str, ...]


def make_plan(
    tasks: Sequence[Task],
    agents: Sequence[str | Wish],
    *,
    attempts: int,
    track: str | None,
    budget: Budget = Budget(),  # noqa: B008 - immutable
    network: NetworkPolicy = "gateway",
    allow: Sequence[str] = (),
) -> Plan:
    """Every fitting pair of task and agent, `attempts` times; `budget`, `network` and the hosts to `allow` are for
    agents that ask a model.

    Raises UserError where nothing is left to do."""
    if not tasks or not agents:
        raise UserError("nothing to run", where="meltbench run", mend="Name a task or suite, and an agent with -a")
    hosts = checked_hosts(allow)
    if bool(hosts) != (network == "allowlist"):
        mend = "Give both: --network allowlist, and --allow HOST for each host"
        raise UserError("an allow-list needs hosts, and hosts an allow-list", where="--network", mend=mend)
    wishes = [wish if isinstance(wish, Wish) else Wish(wish) for wish in agents]
    entries: dict[str, AgentEntry] = {}
    trials: dict[str, TrialSpec] = {}
    left_out = []
    for attempt in range(1, 1 + max(wish.attempts or attempts for wish in wishes)):
        for task, wish, name in _pairs(tasks, wishes, attempt, attempts):
            agent = find_agent(name)
            reason = agent.unfit(task) or _track_missing(task, track)
            if reason and attempt == 1:
                left_out.append(f"{agent.name} on {task.name}: {reason}")
            if reason:
                continue
            entries.setdefault(agent.name, _entry(agent, wish.tier))
            spec = _spec(task, agent.name, attempt, track)
            if agent.needs.model:
                limits = spec.limits.model_copy(update={"output_mb": OUTPUT_MB})
                asks = {"budget": wish.budget or budget, "network": network, "allow": hosts, "limits": limits}
                spec = spec.model_copy(update=asks)
            trials.setdefault(spec.key, spec)
    if not trials:
        raise UserError(f"nothing to run: {left_out[0]}", where="meltbench run", mend="Choose another task or agent")
    return Plan(tuple(map(_task_entry, tasks)), tuple(entries.values()), tuple(trials.values()), tuple(left_out))


def attended(task: Task, agent: str, track: str | None, timeout_s: float) -> Plan:
    """One trial of a person, who may take as long as they like. Raises UserError where the task has no such track."""
    if missing := _track_missing(task, track):
        raise UserError(missing, where=task.name, mend=f"It has {', '.join(task.bench.track)}")
    spec = _spec(task, find_agent(agent).name, 1, track)
    limits = spec.limits.model_copy(update={"lifetime_s": spec.limits.lifetime_s - spec.timeout_s + timeout_s})
    spec = spec.model_copy(update={"timeout_s": timeout_s, "limits": limits})
    return Plan((_task_entry(task),), (AgentEntry(name=spec.agent),), (spec,), ())


def _task_entry(task: Task) -> TaskEntry:
    return TaskEntry(
        name=task.name,
        directory=str(task.directory),
        visible_digest=task.visible_digest,
        scoring_digest=task.scoring_digest,
    )


def _pairs(
    tasks: Sequence[Task], wishes: Sequence[Wish], attempt: int, attempts: int
) -> Iterator[tuple[Task, Wish, str]]:
    """What is to be attempted so often, by the name of the agent."""
    for task in tasks:
        for wish in wishes:
            if attempt <= (wish.attempts or attempts):
                yield from ((task, wish, name) for name in expand([wish.agent], task))


def _entry(agent: Agent, tier: str) -> AgentEntry:
    asked = agent.needs.model
    model = known_prices().find(asked.model) if asked else None
    return AgentEntry(
        name=agent.name,
        provider=asked.provider if asked else "",
        model=asked.model if asked else "",
        released=model.released if model else None,
        tier=tier,
    )


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
