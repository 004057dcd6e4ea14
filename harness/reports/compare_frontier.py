"""Which agents are beaten in both, cost and quality, by another; over the tasks that all of them have."""

from collections.abc import Sequence
from typing import Literal

from harness.attempts import Attempt
from harness.reports.compare_means import mean_over
from sandboxes.spec import Frozen
from scoring.stats.bootstrap import SIZE
from scoring.stats.measured import Measured


class Point(Frozen):
    """One agent."""

    agent: str
    cost: Measured
    """Of an attempt."""
    score: Measured
    beaten_by: tuple[str, ...]
    """Agents that are no dearer and no worse, and one of both better; none on the frontier. By the values alone: what
    intervals leave open may be otherwise."""


class Frontier(Frozen):
    """All that can be set beside each other."""

    unit: Literal["usd", "s"]
    """Dollars where every attempt of two agents has a known cost, else seconds of the agent's own time."""
    tasks: int
    points: tuple[Point, ...]
    left_out: tuple[str, ...]
    """Agents of unknown cost."""


def frontier_of(rows: Sequence[Attempt]) -> Frontier | None:
    """Of these attempts; None below two agents, and where no task is common to all."""
    agents = list(dict.fromkeys(row.agent for row in rows))
    priced = [agent for agent in agents if all(row.usd is not None for row in rows if row.agent == agent)]
    dollars = len(priced) > 1
    shown = priced if dollars else agents
    had = [{row.task for row in rows if row.agent == agent} for agent in shown]
    common = set.intersection(*had) if had else set()
    if len(shown) < 2 or not common:
        return None
    points = [_point(agent, [r for r in rows if r.agent == agent and r.task in common], dollars) for agent in shown]
    return Frontier(
        unit="usd" if dollars else "s",
        tasks=len(common),
        points=tuple(
            p.model_copy(update={"beaten_by": tuple(q.agent for q in points if _beats(q, p))}) for p in points
        ),
        left_out=tuple(agent for agent in agents if agent not in shown),
    )


def _point(agent: str, own: Sequence[Attempt], dollars: bool) -> Point:
    cost = mean_over(own, lambda row: (row.usd if dollars else row.wall_s) or 0.0, SIZE)
    return Point(agent=agent, cost=cost, score=mean_over(own, lambda row: row.score), beaten_by=())


def _beating(point: Point, points: Sequence[Point]) -> tuple[str, ...]:
    return tuple(other.agent for other in points if _beats(other, point))


def _beats(one: Point, other: Point) -> bool:
    ours = (one.cost.value or 0.0, -(one.score.value or 0.0))
    theirs = (other.cost.value or 0.0, -(other.score.value or 0.0))
    return ours != theirs and ours[0] <= theirs[0] and ours[1] <= theirs[1]
