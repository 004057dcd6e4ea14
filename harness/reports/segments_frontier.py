"""The jagged frontier: scores by kind of work and channel, and how they change from older to newer models."""

from collections.abc import Callable, Sequence
from datetime import date
from statistics import fmean

from harness.attempts import Attempt
from harness.reports.compare_means import by_task, mean_over, units_of
from harness.reports.segments_file import Paid, SegmentsFile
from sandboxes.spec import Frozen
from scoring.stats.bootstrap import SIZE
from scoring.stats.measured import Measured
from scoring.stats.paired import paired_t
from scoring.stats.weighted import stratum_mean

YEAR = 365.25
SOON = 90
"""Days between two releases below which a change is not stretched to a year."""
JUDGED = "judged"


class Spike(Frozen):
    """One agent at one kind of work."""

    work: str
    """Empty for families of tasks that stand for none."""
    kind: str
    """The family of tasks."""
    domain: str
    channel: str
    """Of the score: verified or constraint."""
    agent: str
    tier: str
    released: date | None
    tasks: int
    score: Measured
    judged: Measured | None
    """None where no judge read it."""
    scripted: bool
    """Whether one of these judges is scripted."""
    tokens: Measured
    """Tokens of an attempt, of those where they are known."""
    paid: Paid | None


class Growth(Frozen):
    """A newer model less the oldest on the tasks that both have."""

    work: str
    kind: str
    domain: str
    channel: str
    """verified, constraint or judged."""
    older: str
    newer: str
    days: int
    """Between the two releases."""
    scripted: bool
    change: Measured
    """Of the mean score; `n` and `clusters` count tasks or packages."""
    per_year: Measured | None
    """The same for a year; None where the releases are less than 90 days apart."""


Cell = tuple[str, str, str]


def _cells(rows: Sequence[Attempt]) -> list[tuple[Cell, list[Attempt]]]:
    keys = sorted({(row.kind, row.domain, row.channel) for row in rows})
    return [(key, [row for row in rows if (row.kind, row.domain, row.channel) == key]) for key in keys]


def spikes_of(rows: Sequence[Attempt], weights: SegmentsFile) -> tuple[Spike, ...]:
    """Every family and domain of tasks, by channel, for every agent."""
    return tuple(
        _spike([row for row in own if row.agent == agent], weights)
        for _, own in _cells(rows)
        for agent in dict.fromkeys(row.agent for row in own)
    )


def _spike(own: Sequence[Attempt], weights: SegmentsFile) -> Spike:
    work = weights.work_of(own[0])
    read = [row for row in own if row.judged is not None]
    counted = [row for row in own if row.tokens]
    return Spike(
        work=work,
        kind=own[0].kind,
        domain=own[0].domain,
        channel=own[0].channel,
        agent=own[0].agent,
        tier=next((row.tier for row in own if row.tier), ""),
        released=next((row.released for row in own if row.released), None),
        tasks=len({row.task for row in own}),
        score=_mean(own, lambda row: row.score),
        judged=_mean(read, lambda row: row.judged or 0.0) if read else None,
        scripted=any(row.scripted for row in own),
        tokens=mean_over(counted, lambda row: float(row.tokens or 0), SIZE),
        paid=weights.work[work].paid if work else None,
    )


def _mean(rows: Sequence[Attempt], worth: Callable[[Attempt], float]) -> Measured:
    return stratum_mean(units_of(rows, worth), len(rows))


def growth_of(rows: Sequence[Attempt], weights: SegmentsFile) -> tuple[Growth, ...]:
    """Every agent whose model is newer than the oldest one at the same tasks; agents without a release date have no
    part in it."""
    found = []
    for _, own in _cells([row for row in rows if row.released]):
        for judged in (False, True):
            read = [row for row in own if row.judged is not None] if judged else own
            dated = sorted({(row.released, row.agent) for row in read if row.released})
            found += [_growth(read, dated[0], one, weights, judged=judged) for one in dated[1:] if one[0] > dated[0][0]]
    return tuple(one for one in found if one.change.value is not None)


def _growth(
    rows: Sequence[Attempt], older: tuple[date, str], newer: tuple[date, str], weights: SegmentsFile, *, judged: bool
) -> Growth:
    old, new = (by_task([row for row in rows if row.agent == agent]) for _, agent in (older, newer))
    both = [task for task in new if task in old]
    first, second = ([fmean(_worth(row, judged=judged) for row in side[task]) for task in both] for side in (new, old))
    days = (newer[0] - older[0]).days
    change = Measured(**paired_t(first, second, [new[task][0].cluster for task in both]).model_dump(exclude={"p"}))
    return Growth(
        work=weights.work_of(rows[0]),
        kind=rows[0].kind,
        domain=rows[0].domain,
        channel=JUDGED if judged else rows[0].channel,
        older=older[1],
        newer=newer[1],
        days=days,
        scripted=judged and any(row.scripted for task in both for row in (*new[task], *old[task])),
        change=change,
        per_year=_scaled(change, YEAR / days) if days >= SOON else None,
    )


def _worth(row: Attempt, *, judged: bool) -> float:
    return (row.judged or 0.0) if judged else row.score


def _scaled(found: Measured, factor: float) -> Measured:
    ends = {key: None if end is None else end * factor for key, end in found if key in ("value", "low", "high")}
    return found.model_copy(update=ends)
