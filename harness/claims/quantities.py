"""What a claim is about, found from attempts at the claim's own confidence."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import numpy as np

from harness.attempts import Attempt, is_control, shown_agent, treated
from harness.claims.claim import Claim
from harness.progress import Progress
from harness.records import TrialSpec
from sandboxes.errors import UserError
from scoring.stats.bootstrap import DRAWS, share
from scoring.stats.correlation import spearman
from scoring.stats.horizon import horizon
from scoring.stats.human_times import HumanTimes, human_times
from scoring.stats.measured import Measured, undefined
from scoring.stats.melt import melt
from scoring.stats.paired import Clustered, paired_t, unpaired_difference
from scoring.stats.progress import TIE, regressions

NO_PAIR = "undefined (no task in common)"


class Evidence(NamedTuple):
    """What a claim is checked against."""

    rows: tuple[Attempt, ...]
    progress: tuple[tuple[str, Progress], ...] = ()
    """Trials over time, each after the id of its run, of those whose snapshots are scored."""
    survey: Path | None = None


class Found(NamedTuple):
    """A quantity, and how much it rests on."""

    measured: Measured
    tasks: int
    attempts: float
    """At each task, on average."""


def found(claim: Claim, evidence: Evidence, draws: int = DRAWS) -> Found:
    """The claim's quantity, with so many draws where it is bootstrapped. Raises UserError for a survey that cannot be
    read."""
    if claim.quantity == "survey_correlation":
        return _survey(claim, evidence.survey)
    rows = [row for row in treated(evidence.rows, claim.cheats) if on(row.task, claim.tasks)]
    own = [row for row in rows if meant(claim.agent, row.agent)]
    if claim.quantity == "gain_difference":
        return _gains(claim, treated(evidence.rows, claim.cheats))
    if claim.quantity == "difference":
        other = [row for row in rows if meant(claim.other, row.agent)]
        common = by_task(other)
        return _of(_difference(claim, own, other), [row for row in own if row.task in common])
    if claim.quantity == "coherent":
        return _coherent(claim, own, evidence.progress)
    if claim.quantity in ("score", "solved"):
        tasks = by_task(own).values()
        means = [fmean(worth(claim, row) for row in tries) for tries in tasks]
        return _of(share(means, [tries[0].cluster for tries in tasks], level=claim.confidence), own)
    timed = [row for row in own if row.human]
    return _of(_timed(claim, timed, draws), timed)


def worth(claim: Claim, row: Attempt) -> float:
    """What an attempt counts for."""
    return float(row.passed) if claim.quantity == "solved" else row.score


def by_task(rows: Sequence[Attempt]) -> dict[str, list[Attempt]]:
    """Attempts at each task, in the order of the first."""
    found: dict[str, list[Attempt]] = defaultdict(list)
    for row in rows:
        found[row.task].append(row)
    return dict(found)


def on(task: str, named: Sequence[str]) -> bool:
    """Whether a task is one of those named, or of a family named; all are where none is."""
    return not named or any(task == name or task.startswith(f"{name}/") for name in named)


def meant(pattern: str, agent: str) -> bool:
    """Whether an agent is one of those that a claim names; those that only prove the instrument are if named so."""
    return fnmatchcase(agent, pattern) and (is_control(pattern) or not is_control(agent))


def _of(measured: Measured, rows: Sequence[Attempt]) -> Found:
    tasks = len({row.task for row in rows})
    return Found(measured, tasks, len(rows) / tasks if tasks else 0.0)


def _timed(claim: Claim, rows: Sequence[Attempt], draws: int) -> Measured:
    """Horizons and melt factors."""
    if not rows:
        return undefined("undefined (no attempt at a task with human minutes)")
    times, tasks = times_of(rows), np.array([row.task for row in rows], dtype=np.str_)
    solved = [float(row.passed) for row in rows]
    if claim.quantity in ("horizon_50", "horizon_80"):
        chance = 0.5 if claim.quantity == "horizon_50" else 0.8
        return horizon(times, tasks, solved, chances=(chance,), draws=draws, level=claim.confidence).points[0].minutes
    spent = [row.wall_s / 60 for row in rows]
    ratios = melt(times, tasks, spent, solved, draws=draws, level=claim.confidence)
    return {"throughput": ratios.throughput, "speedup": ratios.speedup, "median_ratio": ratios.median}[claim.quantity]


def times_of(rows: Sequence[Attempt]) -> HumanTimes:
    """Human times of the rows' tasks; tasks about one package belong together."""
    known = {row.task: (row.cluster, row.human) for row in rows if row.human}
    ends = np.array([[human.mid, human.low, human.high] for _, human in known.values()])
    return human_times(list(known), *ends.T, families=[cluster for cluster, _ in known.values()])


def _difference(claim: Claim, own: Sequence[Attempt], other: Sequence[Attempt]) -> Measured:
    gains, tasks = _gains_by_task(own, other), by_task(own)
    if not gains:
        return undefined(NO_PAIR)
    clusters = [tasks[task][0].cluster for task in gains]
    values = np.array(list(gains.values()))
    return paired_t(values, np.zeros(len(values)), np.array(clusters), level=claim.confidence)


def _gains_by_task(own: Sequence[Attempt], other: Sequence[Attempt]) -> dict[str, float]:
    """Mean score less the other's, by common task."""
    mine, theirs = (
        {task: fmean(row.score for row in tries) for task, tries in by_task(rows).items()} for rows in (own, other)
    )
    return {task: mine[task] - theirs[task] for task in mine if task in theirs}


def _gains(claim: Claim, rows: Sequence[Attempt]) -> Found:
    sides, fewest, tries = [], [], []
    for named in (claim.tasks, claim.other_tasks):
        here = [row for row in rows if on(row.task, named)]
        own = [row for row in here if meant(claim.agent, row.agent)]
        gains = _gains_by_task(own, [row for row in here if meant(claim.other, row.agent)])
        values = np.array(list(gains.values()))
        sides.append(Clustered(lambda counts, v=values: counts @ v / counts.sum(axis=1), len(values), len(values)))  # type: ignore[misc]
        fewest.append(len(values))
        tries.append(len([row for row in own if row.task in gains]) / max(1, len(values)))
    if not min(fewest):
        return Found(undefined(NO_PAIR), 0, 0.0)
    return Found(unpaired_difference(*sides, level=claim.confidence), min(fewest), min(tries))


def _coherent(claim: Claim, rows: Sequence[Attempt], progress: Sequence[tuple[str, Progress]]) -> Found:
    long, held = held_of(claim, rows, progress)
    if not long:
        return Found(undefined(f"undefined (no attempt worked for {claim.work_minutes:g} min)"), 0, 0.0)
    clusters = [row.cluster for row in long]
    alone = len(set(clusters)) == len(clusters)
    return _of(share([float(one) for one in held], None if alone else clusters, level=claim.confidence), long)


def held_of(
    claim: Claim, rows: Sequence[Attempt], progress: Sequence[tuple[str, Progress]]
) -> tuple[list[Attempt], list[bool]]:
    """Attempts that worked so long, and which of them ended with full marks and at the best that was seen of them. One
    of which nothing is known over time counts by its end alone."""
    long = [row for row in rows if row.active_s >= 60 * claim.work_minutes]
    lost = {(run, *_which(one.record.spec)) for run, one in progress if regressions(one.curve).below_best > TIE}
    return long, [row.passed and (row.run, row.task, row.agent, row.attempt) not in lost for row in long]


def _which(spec: TrialSpec) -> tuple[str, str, int]:
    return spec.task, shown_agent(spec), spec.attempt


def _survey(claim: Claim, path: Path | None) -> Found:
    assert claim.columns
    if path is None:
        return Found(
            undefined(f"undefined (needs a survey: --survey FILE.csv with {' and '.join(claim.columns)})"), 0, 0.0
        )
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            lines = list(csv.DictReader(handle))
        pairs = [(float(line[claim.columns[0]]), float(line[claim.columns[1]])) for line in lines]
    except (OSError, KeyError, ValueError, TypeError) as error:
        mend = f"Give a CSV file with the numeric columns {' and '.join(claim.columns)}"
        raise UserError(f"is no such survey: {error!r}", where=str(path), mend=mend) from error
    first, second = np.array(pairs, dtype=float).reshape(-1, 2).T
    return Found(spearman(first, second, level=claim.confidence), len(pairs), 1.0)
