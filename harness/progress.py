"""Progress over time: the snapshots of finished trials, scored off the clock by the hidden verifier.

The agent cannot learn of it: its sandbox is long gone. A tree is scored once for all trials of a task that held it."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from harness.access import EXCHANGES
from harness.gateway.exchanges import INDEX, Exchange
from harness.host import Host
from harness.journal import Journal
from harness.records import TrialRecord
from harness.score import main_reward, reopened, scorable
from harness.snapshots.reading import checkout, snapshots_in
from harness.snapshots.repository import Snapshot
from harness.store import RunStore
from harness.task import Task
from harness.trial import scoring_of
from harness.watching import REPOSITORY
from sandboxes.cache import scratch
from sandboxes.spec import Frozen
from scoring.stats.progress import Curve, curve

READINGS = Path("progress", "readings.jsonl")


class Reading(Frozen):
    """A line of readings.jsonl: what a tree was worth."""

    task: str
    tree: str
    """Its digest."""
    scoring: str
    """Digest of what scored it."""
    value: float | None
    """None where nothing could be said."""
    seconds: float
    base: bool = False
    """Whether it is what every trial of the task begins with."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it was read of."""
        return self.task, self.tree, self.scoring


class Wanted(NamedTuple):
    """A tree that is to be scored: a snapshot of a trial, or (None) the workspace that all trials of its task began
    with."""

    record: TrialRecord
    snapshot: Snapshot | None
    key: tuple[str, str, str]


class Progress(NamedTuple):
    """One trial over time."""

    record: TrialRecord
    curve: Curve
    changed: tuple[bool, ...]
    """Between which looks the work has changed."""
    unscored: int
    """Snapshots without a reward."""
    spent: tuple[tuple[float, float], ...]
    """Seconds and US dollars up to then, one for each answer of the model; empty where nothing has a price."""

    def cost_until(self, seconds: float) -> float | None:
        """US dollars spent by then; None where that is not known."""
        until = [usd for at, usd in self.spent if at <= seconds]
        return (until[-1] if until else 0.0) if self.spent else None


def wanted(store: RunStore, host: Host, tasks: Mapping[str, Task], most: int) -> list[Wanted]:
    """The trees that are left to score: of each trial `most` snapshots at most, evenly over its time."""
    kept = readings(store)
    known, begun = {one.key for one in kept}, {(one.task, one.scoring) for one in kept if one.base}
    found: dict[tuple[str, str, str], Wanted] = {}
    for record in watched(store, tasks):
        task = tasks[record.spec.task]
        if (task.name, task.scoring_digest) not in begun:
            begun.add((task.name, task.scoring_digest))
            key = (task.name, host.base_tree(task).digest, task.scoring_digest)
            found[key] = Wanted(record, None, key)
        for snapshot in spread(snapshots_of(store, record), most):
            key = (task.name, snapshot.digest, task.scoring_digest)
            if key not in known and snapshot.digest != record.tree_digest:
                found.setdefault(key, Wanted(record, snapshot, key))
    return list(found.values())


def readings(store: RunStore) -> list[Reading]:
    """What a run keeps of scored snapshots."""
    return list(Journal(store.root / READINGS).read(Reading.model_validate_json))


def watched(store: RunStore, tasks: Mapping[str, Task]) -> list[TrialRecord]:
    """Finished trials that were watched, and whose reward can be found again: a script in the agent's own container
    cannot."""
    return [
        record
        for record in scorable(store)
        if record.main is not None
        and tasks[record.spec.task].script is None
        and (snapshots_of(store, record) or _done_at_once(record))
    ]


def _done_at_once(record: TrialRecord) -> bool:
    """Whether it ended before its first snapshot was due: its beginning and its end are all there is to see."""
    watch = record.agent.snapshots
    return watch is not None and not watch.failed and record.phases.get("agent", 0.0) <= watch.every_s


def snapshots_of(store: RunStore, record: TrialRecord) -> list[Snapshot]:
    """The snapshots of a trial, in order; none where none were taken."""
    repository = store.trial_dir(record.spec) / REPOSITORY
    return snapshots_in(repository) if repository.is_dir() else []


def spread(snapshots: Sequence[Snapshot], most: int) -> list[Snapshot]:
    """At most so many, evenly spaced, the last among them; those that changed nothing are kept, for they cost
    nothing."""
    if len(snapshots) <= most:
        return list(snapshots)
    return [snapshots[(place + 1) * len(snapshots) // most - 1] for place in range(most)]


def score_snapshots(
    store: RunStore, host: Host, tasks: Mapping[str, Task], asked: Sequence[Wanted], *, jobs: int
) -> Iterator[Reading]:
    """Score them, `jobs` at a time; each is kept as soon as it is there. Raises InfraError where the machine fails."""
    journal = Journal(store.root / READINGS)
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="progress")
    try:
        for reading in pool.map(lambda one: _read(store, host, tasks, one), asked):
            journal.append(reading.model_dump_json())
            yield reading
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _read(store: RunStore, host: Host, tasks: Mapping[str, Task], one: Wanted) -> Reading:
    trial, base, _ = reopened(store, host, tasks, one.record)
    started = time.monotonic()
    with scratch() as room:
        tree = base
        if one.snapshot:
            tree = checkout(store.trial_dir(one.record.spec) / REPOSITORY, one.snapshot.commit, room / "tree")
        reward = main_reward(trial.task, tree, scoring_of(trial, base)._replace(evidence=room / "evidence"))
    task, digest, scoring = one.key
    took = round(time.monotonic() - started, 3)
    first = one.snapshot is None
    return Reading(task=task, tree=digest, scoring=scoring, value=reward.value, seconds=took, base=first)


def progress_of(store: RunStore, tasks: Mapping[str, Task]) -> list[Progress]:
    """Every trial of which something is known over time."""
    kept = readings(store)
    found = (_progress(store, record, tasks[record.spec.task], kept) for record in watched(store, tasks))
    return [one for one in found if one is not None]


def _progress(store: RunStore, record: TrialRecord, task: Task, kept: Sequence[Reading]) -> Progress | None:
    """None where nothing of it has been scored but how it ended."""
    end = record.phases.get("agent", 0.0)
    mine = [one for one in kept if (one.task, one.scoring) == (task.name, task.scoring_digest)]
    values = {one.tree: one.value for one in mine}
    looks = [(0.0, one.tree) for one in mine if one.base][:1]
    looks += [(s.elapsed_s, s.digest) for s in snapshots_of(store, record) if s.elapsed_s < end]
    last = record.main.value if record.main else None
    known = {record.tree_digest: last} if last is not None else {}
    scored: dict[float, tuple[float, str]] = {}
    unscored = 0
    for at, digest in looks:
        value = known.get(digest, values.get(digest))
        if value is None:
            unscored += 1
        else:
            scored[at] = value, digest
    if last is None or not scored:
        return None
    scored[end] = last, record.tree_digest
    return Progress(
        record,
        curve(list(scored), [value for value, _ in scored.values()], end),
        tuple(a != b for (_, a), (_, b) in pairwise(scored.values())),
        unscored,
        tuple(_spent(store, record)),
    )


def _spent(store: RunStore, record: TrialRecord) -> Iterable[tuple[float, float]]:
    """Seconds from the agent's beginning and dollars up to then."""
    began = datetime.fromisoformat(record.started).timestamp() + record.phases.get("prepare", 0.0)
    index = Journal(store.trial_dir(record.spec) / EXCHANGES / INDEX)
    total = 0.0
    answers = sorted(index.read(Exchange.model_validate_json), key=lambda one: one.at)
    for one in answers:
        if one.usd is not None:
            total += one.usd
            yield max(0.0, one.at + one.total_s - began), total
