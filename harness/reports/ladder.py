"""Dose and response: what each scorer makes of artifacts with a known number of planted defects."""

from collections.abc import Sequence
from itertools import combinations
from statistics import linear_regression
from typing import NamedTuple

from harness.reports.model import Ladder, LadderScore, LadderStep, Row
from scoring.reward import Channel
from scoring.spec import LadderArtifact, LadderSpec

KINDS = ("defect", "variant", "attack")


class Point(NamedTuple):
    """One artifact as one scorer saw it."""

    defects: int
    score: float


def ladder_of(task: str, spec: LadderSpec, rows: Sequence[Row]) -> Ladder | None:
    """The ladder of a task from its `artifact:NAME` rows; None where none of them has run."""
    by_agent = {row.agent: row for row in rows if row.done}
    names = {f"artifact:{name}": artifact for artifact in spec.artifact for name in artifact.names}
    played = [(names[agent], row) for agent, row in by_agent.items() if agent in names]
    if not played:
        return None
    played.sort(key=lambda pair: (KINDS.index(pair[0].kind), pair[0].defects))
    steps = tuple(_step(artifact, row) for artifact, row in played)
    channel = next((row.channel for _, row in played if row.channel), None)
    return Ladder(task=task, channel=channel, steps=steps, scores=_scores(channel, steps))


def _step(artifact: LadderArtifact, row: Row) -> LadderStep:
    return LadderStep(
        artifact=artifact.name,
        kind=artifact.kind,
        defects=artifact.defects,
        note=artifact.note,
        main=row.mean,
        sides=row.sides,
    )


def _scores(channel: Channel | None, steps: Sequence[LadderStep]) -> tuple[LadderScore, ...]:
    defects = [step for step in steps if step.kind == "defect"]
    names = sorted({(side.channel, side.name) for step in defects for side in step.sides})
    scores = [_score(side_channel, name, _points(defects, side_channel, name)) for side_channel, name in names]
    main = [Point(step.defects, step.main.value) for step in defects if step.main]
    return ((_score(channel, channel, main),) if channel else ()) + tuple(scores)


def _points(steps: Sequence[LadderStep], channel: str, name: str) -> list[Point]:
    return [
        Point(step.defects, side.mean.value)
        for step in steps
        for side in step.sides
        if (side.channel, side.name) == (channel, name) and side.mean
    ]


def _score(channel: Channel, name: str, points: Sequence[Point]) -> LadderScore:
    enough = len({point.defects for point in points}) > 1
    slope = linear_regression([p.defects for p in points], [p.score for p in points]).slope if enough else None
    return LadderScore(
        channel=channel,
        name=name,
        slope=slope,
        order=order_share(points) if enough else None,
        pairs=len(_pairs(points)),
    )


def order_share(points: Sequence[Point]) -> float:
    """Share of pairs with different defect counts where fewer defects score more, ties as half.

    The pairwise reading of a rank order (a rescaled Kendall tau); a constant scorer gets .5. Needs one such pair."""
    pairs = _pairs(points)
    right = sum(1.0 if better.score > worse.score else 0.5 * (better.score == worse.score) for better, worse in pairs)
    return right / len(pairs)


def _pairs(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Every pair with different defect counts, the one with fewer first."""
    return [(a, b) if a.defects < b.defects else (b, a) for a, b in combinations(points, 2) if a.defects != b.defects]
