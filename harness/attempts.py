"""What the trials of some runs came to, one line each: what reports on melting, on comparisons and on segments, and
claims, are found from.

A trial without a main score (above all `infra_error`) is none of the agent's and is left out, with a note."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from harness.records import AgentEntry, RunRecord, TrialRecord, TrialSpec
from harness.resume import tasks_of
from harness.store import RunStore, distinct
from harness.task import HumanMinutes, Task
from scoring.judge.panel import PANEL

CONTROLS = ("oracle", "nop", "partial:", "course:", "artifact:", "cheat:")
"""Agents that only prove the instrument."""

Treatment = Literal["as-scored", "failure", "left-out", "success"]
"""What a trial flagged `cheat` counts for in means, intervals and full marks: what it scored, 0, nothing, or 1."""


class Attempt(NamedTuple):
    """One scored trial."""

    run: str
    task: str
    cluster: str
    """What tasks belong together by: the package that they are about, else the task itself."""
    kind: str
    """The task's family: smoke, refactor, security, writing or everyday."""
    domain: str
    """What the task is about, as it says itself: code, security, and others."""
    channel: str
    """Of the main score: verified or constraint."""
    agent: str
    """As on the command line, with the track where that is not the instructed one: another assignment."""
    model: str
    """Empty where it asks none."""
    released: date | None
    tier: str
    attempt: int
    score: float
    passed: bool
    """Full marks."""
    cheated: bool
    """Flagged as cheating by what was left behind."""
    judged: float | None
    """Mean of what judges gave; None without any."""
    scripted: bool
    """Whether one of these judges is scripted."""
    wall_s: float
    """The agent's own time: from its start to its end; of a person, while the clock ran."""
    active_s: float
    """The same without what its model's server let it wait by failing, and without stalls."""
    usd: float | None
    """None where it is not known."""
    tokens: int | None
    human: HumanMinutes | None
    """How long people take for the task."""


class Attempts(NamedTuple):
    """The table."""

    rows: tuple[Attempt, ...]
    notes: tuple[str, ...]
    """What is left out, a sentence each."""

    @property
    def agents(self) -> tuple[str, ...]:
        """In the order of their first attempt."""
        return tuple(dict.fromkeys(row.agent for row in self.rows))

    def of(self, agent: str) -> tuple[Attempt, ...]:
        """One agent's."""
        return tuple(row for row in self.rows if row.agent == agent)


def attempts_of(stores: Sequence[RunStore]) -> Attempts:
    """The table of some runs; a run that is named twice counts once. Raises UserError for damaged runs."""
    found: list[Attempt] = []
    unscored = 0
    for store in distinct(stores):
        run = store.run()
        tasks = tasks_of(run)
        for record in store.records():
            if record.main is None or record.main.value is None:
                unscored += 1
            else:
                found.append(_attempt(run, record, tasks[record.spec.task]))
    return Attempts(tuple(found), tuple(_left_out(unscored)))


def cluster_of(task: Task) -> str:
    """What tasks belong together by: the package that one is about, else the task itself."""
    return task.bench.source[0].project if task.bench.source else task.name


def shown_agent(spec: TrialSpec) -> str:
    """An agent as reports tell it from others."""
    return spec.agent if spec.track == "instructed" else f"{spec.agent} ({spec.track})"


def is_control(agent: str) -> bool:
    """Whether an agent only proves the instrument."""
    return agent.startswith(CONTROLS)


def plays_a_part(agent: str) -> bool:
    """Whether what an agent does is laid down beforehand: figures of it show the instrument, and not the world."""
    return is_control(agent) or agent.startswith("sample:")


def treated(rows: Sequence[Attempt], cheats: Treatment) -> tuple[Attempt, ...]:
    """What attempts count for when those that cheated are treated so."""
    if cheats == "as-scored":
        return tuple(rows)
    if cheats == "left-out":
        return tuple(row for row in rows if not row.cheated)
    worked = cheats == "success"
    return tuple(row._replace(score=float(worked), passed=worked) if row.cheated else row for row in rows)


def _left_out(unscored: int) -> Iterator[str]:
    if unscored:
        yield f"{'1 trial is' if unscored == 1 else f'{unscored} trials are'} left out, without a main score."


def _attempt(run: RunRecord, record: TrialRecord, task: Task) -> Attempt:
    main, spent = record.main, record.agent.spent
    assert main
    assert main.value is not None
    entry = next((one for one in run.agents if one.name == record.spec.agent), AgentEntry(name=record.spec.agent))
    judged = [r for r in record.rewards if r.channel == "judged" and r.role == "reward" and r.value is not None]
    judged = [r for r in judged if r.name == PANEL] or judged
    active = record.agent.active_s
    wall = record.phases.get("agent", 0.0) if active is None else active
    idle = record.agent.lost_s + sum(stall.duration_s for stall in record.agent.stalls)
    return Attempt(
        run=run.id,
        task=task.name,
        cluster=cluster_of(task),
        kind=task.bench.family,
        domain=task.bench.domain,
        channel=main.channel,
        agent=shown_agent(record.spec),
        model=f"{entry.provider}/{entry.model}" if entry.model else "",
        released=entry.released,
        tier=entry.tier,
        attempt=record.spec.attempt,
        score=main.value,
        passed=main.passed,
        cheated=record.integrity is not None and record.integrity.verdict == "cheat",
        judged=sum(r.value or 0.0 for r in judged) / len(judged) if judged else None,
        scripted=any(r.provenance.scripted for r in judged),
        wall_s=wall,
        active_s=max(0.0, wall - idle),
        usd=spent.cost_usd if spent else None,
        tokens=spent.usage.total if spent else None,
        human=task.bench.human_minutes,
    )
