"""The melt report as plain data: how long tasks may be that agents solve, and what an hour or a dollar of theirs does
of people's work. `report melt --json` prints it."""

from datetime import date
from typing import Literal

from harness.attempts import Treatment
from sandboxes.spec import Frozen
from scoring.stats.horizon import Horizon, Point
from scoring.stats.horizon_draws import Weights
from scoring.stats.measured import Measured
from scoring.stats.melt import Melt

MELT_VERSION = 1

Against = Literal["wall", "active", "cost"]
Source = Literal["live", "replay", "measured", "scripted"]
"""`measured` are agents that ask no model, `scripted` those that play a part."""


class Ratios(Frozen):
    """Melt factors against one thing that attempts take."""

    against: Against
    """Human time over wall time or over active time, human cost over cost."""
    melt: Melt | None
    missing: str = ""
    """Why there are none."""


class TaskPoint(Frozen):
    """How one agent fared at one task."""

    task: str
    minutes: float
    """Of a person, the middle of the band."""
    attempts: int
    solved: int


class Reading(Frozen):
    """What an agent came to under one treatment of cheats."""

    cheats: Treatment
    horizon: Horizon
    """At chances of 50 % and 80 %."""
    ratios: tuple[Ratios, ...]
    tasks: tuple[TaskPoint, ...]

    def point(self, chance: float) -> Point:
        """The horizon at a chance."""
        return next(point for point in self.horizon.points if point.chance == chance)

    def melt(self, against: Against = "wall") -> Melt | None:
        """The melt factors against wall time, unless it is said otherwise."""
        return next(one.melt for one in self.ratios if one.against == against)


class Supposed(Frozen):
    """The headline figures if all estimates of human times were that many times what they are."""

    factor: float
    horizon: Measured
    """At 50 %, in minutes."""
    throughput: Measured
    """Against wall time."""


class AgentMelt(Frozen):
    """One agent."""

    agent: str
    model: str
    released: date | None
    source: Source
    attempts: int
    flagged: int
    """Attempts flagged as cheating; where there are none, all readings are equal."""
    readings: tuple[Reading, ...]
    """One for each treatment of cheats, the headline first."""
    supposed: tuple[Supposed, ...]
    """Empty where no human time is an estimate."""

    @property
    def headline(self) -> Reading:
        """Cheats count as failures."""
        return self.readings[0]


class HumanTask(Frozen):
    """How long people take for a task, in minutes, and how that is known."""

    task: str
    low: float
    mid: float
    high: float
    source: Literal["estimate", "baseline"]
    rule: str
    people: int
    """Who were timed."""


class Dated(Frozen):
    """A model's longest horizon at 50 %, of those of its agents."""

    model: str
    released: date
    agent: str
    minutes: Measured


class Trend(Frozen):
    """Horizons by release date."""

    models: tuple[Dated, ...]
    """In the order of their release; only horizons that lie among the tasks."""
    doubling: Measured
    """Days in which horizons double, over all of these models."""
    leading: Measured
    """The same over models that were the best of these at their release, as METR takes them."""


class MeltReport(Frozen):
    """The whole report."""

    schema_version: int = MELT_VERSION
    runs: tuple[str, ...]
    weights: Weights
    hourly_rate: float | None
    """Dollars for an hour of people's work."""
    agents: tuple[AgentMelt, ...]
    tasks: tuple[HumanTask, ...]
    trend: Trend
    notes: tuple[str, ...]
    """What is left out, a sentence each."""

    @property
    def scripted(self) -> tuple[str, ...]:
        """Agents that play a part."""
        return tuple(one.agent for one in self.agents if one.source == "scripted")
