"""Task by task: every statistic of both channels, against how much of the task's ladder the checks can see."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from sandboxes.spec import Frozen
from scoring.contrast.figures import Unit, by_rater, scaled, step_of
from scoring.contrast.gaming import pooled
from scoring.contrast.row import Evidence
from scoring.contrast.rows.validity import area
from scoring.contrast.sheet import STEPS, Channel, Domain, Sheet
from scoring.stats.bootstrap import share
from scoring.stats.information import mutual_information
from scoring.stats.measured import Measured
from scoring.stats.reliability import flip_rate, sem

FEWEST_WORKS = 20
"""Of known quality on a task, below which bits are not told: five in each cell of the least table."""
PERMUTATIONS = 300
CHANNELS: tuple[Channel, ...] = ("checked", "judged")


class OfTask(Frozen):
    """One statistic of one channel on one task. Intervals are over its works: of this task only."""

    channel: Channel
    name: str
    unit: Unit
    measured: Measured


class Share(Frozen):
    """A task, by how much of its ladder checks can see."""

    task: str
    domain: Domain
    verifiability: float
    """Share of the ladder's steps at which the checks' score falls."""
    judged: Measured
    """P(right above wrong) by judges, on this task alone."""
    checked: Measured
    step_judged: float | None
    """What judges take off for a defect on this task."""
    step_checked: float | None
    others: tuple[OfTask, ...] = ()
    """What else is known of it: flips, noise, bits, tricks; what is not known is not there."""


def shares(evidence: Evidence, domain: Domain) -> list[Share]:
    """Every task of a domain with a ladder."""
    sheet = evidence.sheet(domain)
    found = []
    for task in np.unique(sheet.rungs.tasks):
        here = sheet.where(sheet.tasks == task)
        if (seen := verifiability(here)) is None:
            continue
        found.append(
            Share(
                task=str(task),
                domain=domain,
                verifiability=seen,
                judged=area(here.judged.first, here)[0],
                checked=area(here.checked.first, here)[0],
                step_judged=step_of(here, "judged"),
                step_checked=step_of(here, "checked"),
                others=tuple(
                    one
                    for channel in CHANNELS
                    for one in _others(evidence, here, channel)
                    if one.measured.value is not None
                ),
            )
        )
    return found


def verifiability(task: Sheet) -> float | None:
    """The share of the ladder's steps at which the checks' mean score falls, on one task; None below two rungs."""
    rungs = task.rungs
    scores, defects = rungs.checked.first, np.rint((1 - rungs.gold) * STEPS)
    steps = [scores[(defects == n) & np.isfinite(scores)] for n in range(STEPS + 1)]
    means = [float(found.mean()) for found in steps if len(found)]
    return sum(b < a - 1e-9 for a, b in pairwise(means)) / (len(means) - 1) if len(means) > 1 else None


def _others(evidence: Evidence, task: Sheet, channel: Channel) -> Iterator[OfTask]:
    looks, step = task.looks(channel), step_of(task, channel)
    flips = flip_rate(by_rater(looks, looks.passed))
    yield OfTask(channel=channel, name="verdict flips", unit="share", measured=flips)
    if step:
        noise = scaled(sem(by_rater(looks, looks.scores)), 1 / step)
        yield OfTask(channel=channel, name="SEM", unit="defects", measured=noise)
    known = np.isfinite(task.quality) & np.isfinite(looks.first)
    if known.sum() >= FEWEST_WORKS:
        quality, scores, names = task.quality[known], looks.first[known], task.tasks[known]
        bits = mutual_information(quality, scores, names, permutations=PERMUTATIONS)
        yield OfTask(channel=channel, name="bits about quality", unit="bits", measured=bits)
    if tricks := pooled(evidence.gamed(task.domain, channel)):
        here = tricks.tasks == task.tasks[0]
        worked = share(tricks.worked[here], tricks.artifacts[here])
        yield OfTask(channel=channel, name="tricks that work", unit="share", measured=worked)
