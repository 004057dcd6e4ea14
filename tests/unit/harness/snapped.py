"""Trials on disk whose snapshots were taken by hand, on a tiny letter whose checks need no container."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from harness.gateway.exchanges import INDEX, Exchange
from harness.journal import Journal
from harness.plan import make_plan
from harness.progress import READINGS, REPOSITORY, Reading
from harness.records import AgentResult, TrialRecord, TrialSpec
from harness.run import new_run
from harness.snapshots.draft import Draft
from harness.snapshots.repository import Snapshot, SnapshotRepository
from harness.snapshots.taking import SnapshotReport
from harness.store import RunStore
from harness.task import Task
from sandboxes.archive import incoming, pack, scan
from scoring.reward import Reward
from tests.unit.harness import played, tiny_ladders

Files = dict[str, bytes]
AGENT = "artifact:k0"
LETTER = "writing/letter-0"


def keep_on() -> None:
    """Never give up."""


def take(repository: SnapshotRepository, files: Files, elapsed_s: float = 1.0) -> Snapshot:
    """One snapshot of these files (a `.sh` is executable)."""
    with Draft(repository, keep_on) as draft:
        for file in incoming([pack(files, prefix="top")], []):
            draft.add(file.path, file.size, file.executable, file.content)
        return draft.store(elapsed_s, 0.25)


class Attempt(NamedTuple):
    """What a trial was: the workspace at each moment, the last of them being how it ended."""

    moments: Sequence[tuple[float, Files]]
    value: float | None
    """Of its end."""
    usd: Sequence[tuple[float, float | None]] = ()
    """Seconds after which an answer was there, and what it cost."""
    watch: SnapshotReport | None = None


def letter(red: int) -> Files:
    """A workspace with so many red doors of five; with none there is no letter yet."""
    notes = {"notes.txt": b"House 0 has a red door.\n"}
    said = [f"Door {at} of house 0 is {'red' if at < red else 'green'}." for at in range(5)]
    return notes | {"letter.md": ("A letter.\n\n" + "\n\n".join(said) + "\n").encode()} if red else notes


def tasks(root: Path) -> dict[str, Task]:
    """The letter."""
    return played.tasks_in(played.with_checks(tiny_ladders.tasks(root, 1)))


def run(root: Path, known: dict[str, Task], *attempts: Attempt) -> RunStore:
    """A finished run of these attempts at the letter."""
    plan = make_plan(list(known.values()), [AGENT], attempts=len(attempts), track=None)
    store = new_run(root, plan, jobs=1, argv=())
    for spec, attempt in zip(plan.trials, attempts, strict=True):
        _finish(store, known[spec.task], spec, attempt)
    store.release()
    return store


def _finish(store: RunStore, task: Task, spec: TrialSpec, attempt: Attempt) -> None:
    directory = store.trial_dir(spec)
    *before, (end, last) = attempt.moments
    for name, content in last.items():
        (directory / "workspace").mkdir(parents=True, exist_ok=True)
        (directory / "workspace" / name).write_bytes(content)
    if before:
        repository = SnapshotRepository(directory / REPOSITORY)
        for at, files in before:
            take(repository, files, at)
        repository.close()
    for at, usd in attempt.usd:
        # An answer that took half a second; the agent began two seconds after the trial.
        line = Exchange(at=1_000_000_002.0 + at - 0.5, total_s=0.5, wire="chat", path="/", usd=usd)
        Journal(directory / "agent" / "exchanges" / INDEX).append(line.model_dump_json())
    reward = Reward(channel="constraint", name="constraint", value=attempt.value)
    store.finish(
        TrialRecord(
            key=spec.key,
            spec=spec,
            outcome="completed",
            started="2001-09-09T01:46:40.000+00:00",
            finished="2001-09-09T01:56:40.000+00:00",
            phases={"prepare": 2.0, "agent": end},
            tree_digest=scan(directory / "workspace").digest,
            agent=AgentResult(snapshots=attempt.watch),
            rewards=(reward,),
            scoring_digest=task.scoring_digest,
        )
    )


def digest(files: Files, room: Path) -> str:
    """Of a tree of these files."""
    room.mkdir(exist_ok=True)
    repository = SnapshotRepository(room / f"{len(list(room.iterdir()))}.git")
    found = take(repository, files).digest
    repository.close()
    return found


def read(store: RunStore, task: Task, tree: str, value: float | None, *, base: bool = False, scoring: str = "") -> None:
    """Let a tree have been scored, by the task's checks as they are unless others are named."""
    by = scoring or task.scoring_digest
    line = Reading(task=task.name, tree=tree, scoring=by, value=value, seconds=0.1, base=base)
    Journal(store.root / READINGS).append(line.model_dump_json())
