"""Runs on disk, made by hand: tasks of known human minutes, attempts of known time, cost and success."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from harness.gateway.budget import Spent
from harness.records import AgentEntry, AgentResult, RunRecord, RunSettings, TaskEntry, TrialRecord, TrialSpec
from harness.store import RunStore
from sandboxes.spec import Limits
from scoring.integrity import Integrity
from scoring.reward import Reward

AGENT = "command:x"
SIXTEEN = [2.0**at for at in range(16)]
TABLE = """schema_version = "1.4"
[task]
name = "meltbench/made"
[environment]
workdir = "/app"
[meltbench]
family = "smoke"
domain = "code"
{human}
[[meltbench.verify]]
kind = "suite"
role = "gate"
"""


class Made(NamedTuple):
    """One attempt at task number `task`."""

    task: int
    solved: bool
    minutes: float
    """Wall time."""
    agent: str = AGENT
    attempt: int = 1
    cheated: bool = False
    usd: float | None = None
    lost: float = 0.0
    """Minutes that a failing server cost."""


def minutes(mid: float, *, band: float = 1.0, source: str = "estimate") -> str:
    """The line of task.toml."""
    return f'human_minutes = {{ low = {mid / band}, mid = {mid}, high = {mid * band}, source = "{source}" }}'


def run_of(
    root: Path,
    humans: Sequence[str],
    made: Sequence[Made],
    models: Sequence[AgentEntry] = (),
    replay: str = "",
) -> RunStore:
    """A finished run: tasks with these lines of human minutes (empty for none), and these attempts."""
    tasks = [_task(root.parent / "tasks" / f"t{at:02}", human) for at, human in enumerate(humans)]
    records = [_record(tasks[one.task].name, one) for one in made]
    record = RunRecord(
        id=root.name, created="now", meltbench="0", argv=(), jobs=1,
        tasks=tuple(tasks), agents=tuple(models), trials=tuple(one.spec for one in records),
        settings=RunSettings(replay=replay),
    )  # fmt: skip
    store = RunStore.create(root, record)
    for one in records:
        store.begin_try(one.spec)
        store.finish(one)
    store.release()
    return store


def falling(centre: int, agent: str = AGENT, minute: float = 1.0) -> list[Made]:
    """Four attempts at each task of 1, 2, 4 ... minutes, of which 4, 3, 2, 1 or 0 succeed: as many more than half below
    2^centre minutes as fewer above. The curve passes 50 % there, by symmetry."""
    found = []
    for task in range(16):
        wins = min(4, max(0, 2 + centre - task))
        # Beyond the mirror image of the tasks on the other side nothing is tried.
        if abs(task - centre) <= min(centre, 15 - centre):
            found += [Made(task, at < wins, minute, agent, at + 1) for at in range(4)]
    return found


def entry(agent: str, released: date) -> AgentEntry:
    """An agent with a model of known release."""
    return AgentEntry(name=agent, provider="made", model=f"model of {agent}", released=released)


def _task(place: Path, human: str) -> TaskEntry:
    (place / "environment").mkdir(parents=True, exist_ok=True)
    (place / "environment" / "Dockerfile").write_text("FROM scratch\n")
    (place / "instruction.md").write_text("Do it.\n")
    (place / "task.toml").write_text(TABLE.format(human=human))
    return TaskEntry(name=f"tasks/{place.name}", directory=str(place), visible_digest="v" * 64, scoring_digest="s" * 64)


def _record(task: str, one: Made) -> TrialRecord:
    spec = TrialSpec(
        task=task, task_digest="v" * 64, track="instructed", agent=one.agent, attempt=one.attempt,
        timeout_s=60, limits=Limits(),
    )  # fmt: skip
    spent = None if one.usd is None else Spent(requests=1, responses=1, usd=one.usd)
    return TrialRecord(
        key=spec.key, spec=spec, outcome="completed", started="a", finished="b",
        phases={"agent": 60 * one.minutes},
        agent=AgentResult(spent=spent, lost_s=60 * one.lost),
        rewards=(Reward(channel="verified", name="verified", value=1.0 if one.solved else 0.9),),
        integrity=Integrity(verdict="cheat") if one.cheated else None,
    )  # fmt: skip
