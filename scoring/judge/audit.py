"""What a finished run says about its judges: how far each agrees with itself and with others, and what sways it."""

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field

from sandboxes.spec import Frozen
from scoring.stats.agreement import alpha, kappa
from scoring.stats.bias import BiasFit, Choices, fit_bias
from scoring.stats.bootstrap import Floats, share
from scoring.stats.measured import Measured, undefined
from scoring.stats.panel import effective_votes, errors_of
from scoring.stats.reliability import flip_rate, icc, sem, smallest_difference

SHEPPARD = 1 / 12
"""Variance that rounding to whole points adds to noise that is not small beside a point."""


class Scored(Frozen):
    """One judge's opinion of one artifact, once."""

    judge: str
    task: str
    artifact: str
    """sha256."""
    repeat: int
    score: float | None
    """Of the task, in [0, 1]; None where the judge abstained."""
    criteria: dict[str, int | None]
    """Points by criterion."""
    gold: float | None = None
    """The artifact's true quality, where it is known by construction."""


class Compared(Frozen):
    """One judge's choice between two artifacts of a task, in one order, once."""

    judge: str
    task: str
    a: str
    """The agents whose work A and B are."""
    b: str
    first: bool
    """Whether A was shown first."""
    won: float | None = Field(ge=0, le=1)
    """1 where A won, .5 for a tie; None where the judge abstained."""
    length: int
    """Characters of A minus those of B."""
    own: int = 0
    """1 where A's author is of the judge's family and B's is not, -1 the other way round."""
    gold: float | None = None
    """Quality of A minus that of B, where both are known."""
    repeat: int = 0
    scripted: bool = False


class Retest(Frozen):
    """How far one judge agrees with itself."""

    judge: str
    artifacts: int
    repeats: int
    abstained: int
    """Opinions without a score."""
    flips: Measured
    """How often two readings give a criterion other points."""
    noise: Measured
    """Standard deviation of the points of one criterion over readings."""
    latent: Measured
    """The same before it was rounded to whole points (Sheppard's correction); undefined where rounding is all there is.
    Near the ends of the scale it is too small: what would go beyond them is cut off."""
    sem: Measured
    """Standard deviation of a task's score over readings, in [0, 1]."""
    difference: Measured
    """Smallest difference of two single scores that is no noise."""
    icc: Measured
    """ICC(1): the share of the variance between readings that is due to the artifacts."""


def retest(judge: str, opinions: Sequence[Scored]) -> Retest:
    """From all opinions of one judge, several of each artifact."""
    points, tasks = _points(opinions)
    scores, of_task = _tables(opinions)
    noise = sem(points, tasks)
    error = sem(scores, of_task)
    return Retest(
        judge=judge,
        artifacts=len(scores),
        repeats=scores.shape[1],
        abstained=sum(one.score is None for one in opinions),
        flips=flip_rate(points, tasks),
        noise=noise,
        latent=unrounded(noise),
        sem=error,
        difference=smallest_difference(error),
        icc=icc(scores, labels=of_task) if len(scores) else undefined("undefined (no data)"),
    )


def unrounded(noise: Measured) -> Measured:
    """Standard deviation before rounding to whole points, from that after.

    Source: Sheppard, Proc. London Math. Soc. 29 (1898) 353."""
    if noise.value is None or noise.value**2 <= SHEPPARD:
        return undefined("undefined (no more than rounding)", noise.n, noise.clusters)
    ends = {name: _less(end) for name, end in (("value", noise.value), ("low", noise.low), ("high", noise.high))}
    return noise.model_copy(update=ends)


def _less(deviation: float | None) -> float | None:
    return None if deviation is None else sqrt(max(0.0, deviation**2 - SHEPPARD))


class Agreement(Frozen):
    """How far judges agree with each other, on the means of their readings."""

    judges: tuple[str, ...]
    artifacts: int
    alpha: Measured
    """Krippendorff's, interval."""
    kappa: dict[str, Measured]
    """`A / B` -> quadratic-weighted kappa of task scores in points of 0 to 3."""
    effective: Measured | None
    """How many independent judges they equal, by the errors against known quality; None where none is known."""


def agreement(opinions: Sequence[Scored]) -> Agreement | None:
    """From all opinions of a run; None with fewer than two judges."""
    judges = sorted({one.judge for one in opinions})
    if len(judges) < 2:
        return None
    artifacts = sorted({(one.task, one.artifact) for one in opinions})
    means = np.array([[_mean(opinions, judge, task, sha) for judge in judges] for task, sha in artifacts])
    tasks = np.array([task for task, _ in artifacts])
    known = {(one.task, one.artifact): one.gold for one in opinions if one.gold is not None}
    rows = [at for at, key in enumerate(artifacts) if key in known]
    gold = np.array([known[artifacts[at]] for at in rows])
    points = np.round(3 * means)
    return Agreement(
        judges=tuple(judges),
        artifacts=len(artifacts),
        alpha=alpha(means, "interval", tasks),
        kappa={
            f"{judges[one]} / {judges[other]}": kappa(points[:, one], points[:, other], "quadratic", tasks)
            for other in range(len(judges))
            for one in range(other)
        },
        effective=effective_votes(errors_of(means[rows], gold), tasks[rows]) if rows else None,
    )


class Sway(Frozen):
    """What sways one judge when it compares."""

    judge: str
    scripted: bool
    fit: BiasFit
    flips: Measured
    """Pairs that were judged otherwise in the other order."""
    to_first: Measured
    """Of those, how many went with the first place."""


def sway(judge: str, compared: Sequence[Compared], length_unit: float | None = None) -> Sway:
    """The pairwise model of measurement.md 3g, fitted to one judge's choices: with known quality in place of agents'
    strengths where it is known throughout. `length_unit` is that of tanh(length / unit), in characters; None takes the
    root mean square of the differences."""
    labels = np.array([one.task for one in compared])
    golds = [one.gold for one in compared]
    known = all(gold is not None for gold in golds)
    own = np.array([float(one.own) for one in compared])
    choices = Choices(
        won=np.array([np.nan if one.won is None else one.won for one in compared]),
        order=np.array([1.0 if one.first else -1.0 for one in compared]),
        labels=labels,
        a=None if known else np.array([one.a for one in compared]),
        b=None if known else np.array([one.b for one in compared]),
        length=np.array([float(one.length) for one in compared]),
        own=own if own.any() else None,
        gold=np.array(golds, dtype=float) if known else None,
    )
    first, second, tasks = _orders(compared)
    moved = first - second
    flipped = np.where(np.isfinite(moved), moved != 0, np.nan)
    return Sway(
        judge=judge,
        scripted=any(one.scripted for one in compared),
        fit=fit_bias(choices, length_sd=length_unit),
        flips=share(flipped, tasks),
        to_first=share(np.where(flipped == 1, moved > 0, np.nan), tasks),
    )


def _orders(compared: Sequence[Compared]) -> tuple[Floats, Floats, ArrayLike]:
    """What A won shown first and shown second, of each pair and repeat; and the pair's task."""
    found: dict[tuple[str, str, str, int], dict[bool, float]] = {}
    for one in compared:
        won = np.nan if one.won is None else one.won
        found.setdefault((one.task, one.a, one.b, one.repeat), {})[one.first] = won
    both = [(orders.get(True, np.nan), orders.get(False, np.nan)) for orders in found.values()]
    first, second = np.array(both).T if both else (np.zeros(0), np.zeros(0))
    return first, second, np.array([task for task, *_ in found])


def _tables(opinions: Sequence[Scored]) -> tuple[Floats, ArrayLike]:
    """Scores (artifacts, repeats), nan where the judge abstained; and each artifact's task."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for one in opinions:
        found.setdefault((one.task, one.artifact), {})[one.repeat] = np.nan if one.score is None else one.score
    return _table(list(found.values())), np.array([task for task, _ in found])


def _points(opinions: Sequence[Scored]) -> tuple[Floats, ArrayLike]:
    """Points (artifacts and criteria, repeats); and each row's task."""
    found: dict[tuple[str, str, str], dict[int, float]] = {}
    for one in opinions:
        for criterion, points in one.criteria.items():
            row = found.setdefault((one.task, one.artifact, criterion), {})
            row[one.repeat] = np.nan if points is None else float(points)
    return _table(list(found.values())), np.array([task for task, *_ in found])


def _table(rows: Sequence[Mapping[int, float]]) -> Floats:
    width = 1 + max((repeat for row in rows for repeat in row), default=0)
    made: Floats = np.array([[row.get(at, np.nan) for at in range(width)] for row in rows], dtype=float)
    return made.reshape(len(rows), width)


def _mean(opinions: Sequence[Scored], judge: str, task: str, artifact: str) -> float:
    known = [
        one.score
        for one in opinions
        if (one.judge, one.task, one.artifact) == (judge, task, artifact) and one.score is not None
    ]
    return float(np.mean(known)) if known else np.nan
