"""What the work of agents was worth while they worked, as plain data. `report progress --json` prints it."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from harness.attempts import cluster_of, plays_a_part, shown_agent
from harness.progress import Progress, progress_of, watched
from harness.reports import wording
from harness.reports.progress_figures import Figures, figures_of
from harness.resume import tasks_of
from harness.store import RunStore, distinct
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.stats import intervals
from scoring.stats.bootstrap import FEWEST
from scoring.stats.progress import on_grid

PROGRESS_VERSION = 1


class Line(Frozen):
    """One attempt: a step function of time."""

    run: str
    trial: str
    """Its directory."""
    at: tuple[float, ...]
    """(looks,): seconds from the agent's beginning, the last at its end."""
    value: tuple[float, ...]
    """(looks,): the reward seen then, in [0, 1]."""
    unscored: int
    """Snapshots without a reward."""


class Band(Frozen):
    """The mean of all attempts at each moment; one that was done sooner keeps its last reward."""

    at: tuple[float, ...]
    """(points,): seconds."""
    mean: tuple[float, ...]
    low: tuple[float, ...]
    """(points,): 95 % at each moment by itself, over attempts at this task; empty for a single attempt."""
    high: tuple[float, ...]


class OnTask(Frozen):
    """One agent on one task."""

    task: str
    agent: str
    """With its track where that is not the usual one."""
    source: str
    """Channel and trust of the reward."""
    lines: tuple[Line, ...]
    band: Band
    apart_s: float
    """Median seconds between two looks: what happened between them was not seen."""
    most_apart_s: float
    figures: Figures


class OverTasks(Frozen):
    """One agent over all of its tasks."""

    agent: str
    tasks: int
    clusters: int
    """Independent ones: tasks about one package count once."""
    attempts: int
    below: str
    """What is missing to the minimum; empty where nothing is."""
    figures: Figures


class ProgressReport(Frozen):
    """The whole report."""

    schema_version: int = PROGRESS_VERSION
    runs: tuple[str, ...]
    tasks: tuple[OnTask, ...]
    agents: tuple[OverTasks, ...]
    notes: tuple[str, ...]
    """What is left out and what is to be known, a sentence each."""

    @property
    def scripted(self) -> tuple[str, ...]:
        """Agents that only play a part."""
        return tuple(one.agent for one in self.agents if plays_a_part(one.agent))


class Seen(NamedTuple):
    """One attempt, and where it is from."""

    run: str
    cluster: str
    agent: str
    progress: Progress

    @property
    def task(self) -> str:
        """Its task's name."""
        return self.progress.record.spec.task


def progress_report(stores: Sequence[RunStore]) -> ProgressReport:
    """The report of some runs; a run that is named twice counts once. Raises UserError for damaged runs, and where no
    snapshot is scored."""
    found: list[Seen] = []
    notes: list[str] = []
    for store in distinct(stores):
        tasks = tasks_of(store.run())
        seen = progress_of(store, tasks)
        for one in seen:
            spec = one.record.spec
            found.append(Seen(store.root.name, cluster_of(tasks[spec.task]), shown_agent(spec), one))
        notes += _left_out(store, len(watched(store, tasks)), len(seen))
        if old := sum(one.record.scoring_digest != tasks[one.record.spec.task].scoring_digest for one in seen):
            notes.append(
                f"{wording.plain(store.root.name)}: {wording.count(old, 'attempt')} ended with a score of other tests "
                "than those of the snapshots (`meltbench score RUN` brings it up to date)."
            )
    if not found:
        mend = "Run with `--snapshots 60`, then `meltbench score RUN --snapshots 20`"
        raise UserError("no snapshot is scored", where=", ".join(str(store.root) for store in stores), mend=mend)
    return report_of(tuple(found), [store.root.name for store in stores], notes)


def report_of(found: Sequence[Seen], runs: Sequence[str], notes: Sequence[str] = ()) -> ProgressReport:
    """Everything that follows from attempts, of which there is at least one."""
    pairs = dict.fromkeys((one.task, one.agent) for one in found)
    agents = dict.fromkeys(one.agent for one in found)
    return ProgressReport(
        runs=tuple(runs),
        tasks=tuple(_on_task([one for one in found if (one.task, one.agent) == pair]) for pair in sorted(pairs)),
        agents=tuple(_over_tasks([one for one in found if one.agent == agent]) for agent in agents),
        notes=(*notes, *_remarks(found)),
    )


def _on_task(found: Sequence[Seen]) -> OnTask:
    curves = [one.progress.curve for one in found]
    gaps = [gap for each in curves for gap in np.diff(each.at).tolist()]
    rewards = [main for one in found if (main := one.progress.record.main)]
    return OnTask(
        task=found[0].task,
        agent=found[0].agent,
        source=", ".join(dict.fromkeys(f"{main.channel} reward, trust: {main.trust}" for main in rewards)),
        lines=tuple(_line(one) for one in found),
        band=_band(found),
        apart_s=median(gaps) if gaps else 0.0,
        most_apart_s=max(gaps, default=0.0),
        figures=figures_of([one.progress for one in found]),
    )


def _over_tasks(found: Sequence[Seen]) -> OverTasks:
    clusters = len({one.cluster for one in found})
    return OverTasks(
        agent=found[0].agent,
        tasks=len({one.task for one in found}),
        clusters=clusters,
        attempts=len(found),
        below="" if clusters >= FEWEST else f"below minimum ({clusters} of {FEWEST} independent tasks)",
        figures=figures_of([one.progress for one in found], [one.cluster for one in found]),
    )


def _line(one: Seen) -> Line:
    return Line(
        run=one.run,
        trial=one.progress.record.spec.directory,
        at=tuple(one.progress.curve.at.tolist()),
        value=tuple(one.progress.curve.value.tolist()),
        unscored=one.progress.unscored,
    )


def _band(found: Sequence[Seen]) -> Band:
    grid, rewards = on_grid([one.progress.curve for one in found])
    known = np.isfinite(rewards).all(axis=0)
    means = [intervals.mean(column.tolist()) for column in rewards[:, known].T]
    kept = [one for one in means if one]
    several = len(found) > 1
    return Band(
        at=tuple(grid[known].tolist()),
        mean=tuple(one.value for one in kept),
        low=tuple(one.low or 0.0 for one in kept) if several else (),
        high=tuple(1.0 if one.high is None else one.high for one in kept) if several else (),
    )


def _left_out(store: RunStore, with_snapshots: int, shown: int) -> Iterator[str]:
    """What a run holds and the report does not."""
    name, scored = wording.plain(store.root.name), [one for one in store.records() if one.main is not None]
    without = len(scored) - with_snapshots
    if without:
        yield f"{name}: {wording.count(without, 'trial')} left out, of which there are no snapshots to be scored."
    if with_snapshots > shown:
        unseen = wording.count(with_snapshots - shown, "trial")
        yield f"{name}: {unseen} left out, no snapshot of which is scored (`meltbench score RUN --snapshots N`)."


def _remarks(found: Sequence[Seen]) -> Iterator[str]:
    """What is to be known of what is shown."""
    records = [one.progress.record for one in found]
    unscored = sum(one.progress.unscored for one in found)
    looks = unscored + sum(len(one.progress.curve.at) for one in found)
    if unscored:
        yield f"{unscored} of {looks} looks are not scored; until the next one the work counts as it was before."
    late = sum(one.progress.curve.at[0] > 0 for one in found)
    if late:
        yield f"Of {wording.count(late, 'attempt')} the beginning is not scored: the curve begins later."
    cheats = sum(one.integrity is not None and one.integrity.verdict == "cheat" for one in records)
    if cheats:
        yield f"{wording.count(cheats, 'attempt')} flagged as cheating: counted as scored."
    if replayed := sum(one.agent.replayed for one in records):
        yield f"{wording.count(replayed, 'attempt')} replayed from an earlier run."
    if scripted := [agent for agent in dict.fromkeys(one.agent for one in found) if plays_a_part(agent)]:
        yield wording.scripted(scripted)
