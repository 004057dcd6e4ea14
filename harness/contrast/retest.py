"""Checking finished works again: the verified or constraint channel looks at the same tree several times.

`varied`: with fresh cases, and with what does not belong to the tree changed (hash seed, order of tests).
`frozen`: with the cases of the trial's own verification, to the letter. Agents are not run again."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import inf
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from harness.host import Host
from harness.journal import Journal
from harness.records import TrialRecord
from harness.score import main_reward, reopened, scorable
from harness.store import RunStore
from harness.task import Task
from harness.trial import scoring_of
from sandboxes import cache
from sandboxes.spec import Frozen
from scoring.contrast.fraction import pass_fraction
from scoring.verify.suite import ORDER

READINGS = Path("retest", "readings.jsonl")
Regime = Literal["varied", "frozen"]


class Reading(Frozen):
    """A line of readings.jsonl: one more look at a finished work."""

    trial: str
    """Its key."""
    tree: str
    """Digest of what was looked at."""
    scoring: str
    """Digest of what scored it."""
    regime: Regime
    repeat: int
    """From 1: the trial's own verification is look 0."""
    value: float | None
    fraction: float | None = None
    """Of its tests that pass; None where that was not kept."""
    seconds: float


class Wanted(NamedTuple):
    """One look that is to be taken."""

    record: TrialRecord
    regime: Regime
    repeat: int


def readings(root: Path) -> list[Reading]:
    """What a run keeps of repeated looks."""
    return list(Journal(root / READINGS).read(Reading.model_validate_json))


def missing(store: RunStore, records: Sequence[TrialRecord], looks: int, regimes: Sequence[Regime]) -> list[Wanted]:
    """The looks that are left to take, so that each work was looked at `looks` times in each regime."""
    known = {(one.trial, one.tree, one.scoring, one.regime, one.repeat) for one in readings(store.root)}
    wanted = [Wanted(record, regime, at) for regime in regimes for at in range(1, looks) for record in records]
    return [one for one in wanted if (*_of(one.record), one.regime, one.repeat) not in known]


def retestable(store: RunStore, tasks: Mapping[str, Task]) -> list[TrialRecord]:
    """Finished works with a reward that can be computed again: a script in the agent's own container cannot."""
    return [r for r in scorable(store) if r.main is not None and tasks[r.spec.task].script is None]


def retest(
    store: RunStore,
    host: Host,
    tasks: Mapping[str, Task],
    wanted: Sequence[Wanted],
    *,
    jobs: int,
    until: float = inf,
) -> Iterator[Reading]:
    """Take the looks, `jobs` at a time, none of them begun after the monotonic time `until`; each is kept as soon as it
    is taken. Raises InfraError where the machine fails."""
    journal = Journal(store.root / READINGS)
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="retest")

    def in_time(one: Wanted) -> Reading | None:
        return _look(store, host, tasks, one) if time.monotonic() < until else None

    try:
        for reading in pool.map(in_time, wanted):
            if reading:
                journal.append(reading.model_dump_json())
                yield reading
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _of(record: TrialRecord) -> tuple[str, str, str]:
    return record.key, record.tree_digest, record.scoring_digest


def _look(store: RunStore, host: Host, tasks: Mapping[str, Task], one: Wanted) -> Reading:
    trial, base, tree = reopened(store, host, tasks, one.record)
    drawn = Random(json.dumps([one.record.key, one.regime, one.repeat]))  # noqa: S311 - it has to repeat
    evidence = store.trial_dir(one.record.spec) / "verified"
    started = time.monotonic()
    with cache.scratch() as room:
        scoring = scoring_of(trial, base)._replace(evidence=room / "evidence", seed=drawn.getrandbits(62))
        if one.regime == "frozen":
            scoring = scoring._replace(replay=evidence)
        else:
            surroundings = {"PYTHONHASHSEED": str(drawn.getrandbits(31)), ORDER: str(one.repeat)}
            boxes = scoring.boxes._replace(environment={**scoring.boxes.environment, **surroundings})
            scoring = scoring._replace(boxes=boxes)
        reward = main_reward(trial.task, tree, scoring)
    key, digest, scorer = _of(one.record)
    return Reading(
        trial=key,
        tree=digest,
        scoring=scorer,
        regime=one.regime,
        repeat=one.repeat,
        value=reward.value,
        fraction=pass_fraction(reward, trial.task.bench.verify),
        seconds=round(time.monotonic() - started, 3),
    )
