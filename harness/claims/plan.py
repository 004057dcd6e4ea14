"""How many tasks, and attempts at each, would decide a claim, and what they cost."""

from collections.abc import Sequence
from math import ceil
from statistics import fmean
from typing import Literal, NamedTuple

import numpy as np

from harness.attempts import Attempt
from harness.claims.claim import Claim
from harness.claims.noise import Assumed, Noise, assumed, gap, seen
from harness.claims.quantities import Evidence, Found, meant, on
from harness.dataset import Dataset, tasks_root
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.stats.human_times import HumanTimes, human_times
from scoring.stats.measured import Measured
from scoring.stats.planned import over_noise, planned_attempts, planned_tasks
from scoring.stats.variance import Components

TRIES = (1, 2, 3, 5, 10)
"""Attempts at each task that plans are made for."""


class Named(NamedTuple):
    """The tasks that a claim names, as their files have them."""

    tasks: int = 0
    times: HumanTimes | None = None
    """Of those with human minutes."""
    minutes: float | None = None
    """That an attempt may take, on average."""


class Choice(Frozen):
    """A study that decides the claim."""

    attempts: int
    """At each task, of each side where two are compared."""
    tasks: Measured
    """With the interval that comes of not knowing the noise better, where a pilot showed it."""
    usd: float | None
    """For all attempts; None where their cost is not known."""
    hours: float | None
    """Of agents' own time, one attempt after the other."""

    @property
    def tries(self) -> float:
        """Attempts in all, of one side."""
        return self.attempts * (self.tasks.value or 0.0)


class Planned(Frozen):
    """What it would take."""

    expect: float | None = None
    """What the quantity is taken to be."""
    decides: Literal["supported", "refuted"] | None = None
    """The verdict, were that so."""
    choices: tuple[Choice, ...] = ()
    """Fewest attempts first; each has 80 % power."""
    same_tasks: Measured | None = None
    """Attempts at each of `tasks_at_hand` that would do as well."""
    tasks_at_hand: int = 0
    """Of the pilot, or those that the claim names."""
    pilot: int = 0
    """Tasks that the noise was seen on; 0 where it is assumed."""
    assumptions: tuple[str, ...] = ()
    note: str = ""
    """Why there is no plan, and how to mend it."""

    @property
    def cheapest(self) -> Choice | None:
        """The fewest attempts in all, and of such the most at a task, which needs fewer tasks."""
        return min(self.choices, key=lambda one: (one.tries, -one.attempts), default=None)


def plan(
    claim: Claim,
    pilot: tuple[Found, Evidence] | None,
    *,
    expect: float | None = None,
    named: Named = Named(),  # noqa: B008 - immutable
    by: Assumed = Assumed(),  # noqa: B008 - immutable
) -> Planned:
    """Tasks at which the claim's interval leaves its threshold with 80 % power, if the truth is `expect`, or else what
    the pilot found: with Student quantiles, on the scale of the interval, by the noise that a pilot shows or that is
    assumed. Raises UserError with neither a pilot nor `expect`."""
    survey = claim.quantity == "survey_correlation"
    if pilot is None and expect is None and not survey:
        raise UserError("nothing to plan for", where="meltbench claim plan", mend="Give --expect, or a pilot run")
    noise = assumed(claim, expect or 0.0, named.times, by) if survey or pilot is None else seen(claim, *pilot)
    truth = noise.value if expect is None else expect
    if noise.lacks or truth is None:
        return Planned(expect=truth, note=noise.lacks or "The pilot found no value: give --expect.")
    apart = gap(claim, truth, noise)
    if isinstance(apart, str):
        return Planned(expect=truth, note=apart)
    costs, told = _costs(claim, pilot[1].rows if pilot else (), by, named.minutes)
    at_hand = round(noise.units * noise.size) if pilot else named.tasks
    return Planned(
        expect=truth,
        decides="supported" if (truth > claim.threshold) == (claim.at_least is not None) else "refuted",
        choices=tuple(_choices(claim, *apart, noise, costs)),
        same_tasks=_same_tasks(claim, *apart, noise, at_hand) if at_hand else None,
        tasks_at_hand=at_hand,
        pilot=round(noise.units * noise.size),
        assumptions=(*noise.said, *told),
    )


def named_by(claim: Claim) -> Named:
    """The tasks here that a claim names, `tasks` of a gain; none where it names none."""
    if not claim.tasks:
        return Named()
    here = Dataset(tasks_root())
    tasks = [here.task(name) for name in here.names() if on(name, claim.tasks)]
    known = [(task.name, task.bench.human_minutes) for task in tasks if task.bench.human_minutes]
    ends = np.array([[human.mid, human.low, human.high] for _, human in known]).reshape(-1, 3).T
    times = human_times([name for name, _ in known], *ends) if known else None
    return Named(len(tasks), times, fmean(task.timeout_s / 60 for task in tasks) if tasks else None)


def _choices(
    claim: Claim, delta: float, found: Components, noise: Noise, costs: tuple[float | None, float | None]
) -> list[Choice]:
    known = found.i is not None
    tries = [k for k in TRIES if k >= claim.least.attempts] or [claim.least.attempts]
    if not known:
        # With one attempt of each nobody knows what a second would add.
        tries = [max(1, round(noise.attempts))]
    choices = []
    for k in tries:
        each = k if known else 1

        def units(one: Components, each: int = each) -> Measured:
            return planned_tasks(delta, one, each, level=claim.confidence, student=True)

        tasks = _tasks(claim, over_noise(units, found, noise.units), noise.size)
        if tasks.value is not None:
            attempts = k * tasks.value * _sides(claim)
            usd, minutes = (None if cost is None else attempts * cost for cost in costs)
            choices.append(Choice(attempts=k, tasks=tasks, usd=usd, hours=None if minutes is None else minutes / 60))
    return choices


def _tasks(claim: Claim, units: Measured, size: float) -> Measured:
    """Tasks in so many units, no fewer than the claim asks for."""
    ends = {"value": units.value, "low": units.low, "high": units.high}
    whole = {name: None if end is None else max(claim.least.tasks, ceil(end * size)) for name, end in ends.items()}
    return units.model_copy(update=whole)


def _same_tasks(claim: Claim, delta: float, found: Components, noise: Noise, tasks: int) -> Measured:
    units = int(tasks / noise.size)
    return over_noise(lambda one: planned_attempts(delta, one, units, level=claim.confidence), found, noise.units)


def _sides(claim: Claim) -> int:
    """How often a task's attempts are made: by both of two agents, at two sets of tasks."""
    return {"difference": 2, "gain_difference": 4}.get(claim.quantity, 1)


def _costs(
    claim: Claim, rows: Sequence[Attempt], by: Assumed, budget_minutes: float | None
) -> tuple[tuple[float | None, float | None], list[str]]:
    """Dollars and minutes of an attempt, and what is assumed of them."""
    own = [row for row in rows if meant(claim.agent, row.agent) or (claim.other and meant(claim.other, row.agent))]
    paid = [row.usd for row in own if row.usd is not None]
    usd = fmean(paid) if paid and len(paid) == len(own) else None
    minutes = fmean(row.wall_s / 60 for row in own) if own else None
    told = []
    if by.usd is not None:
        usd, told = by.usd, [f"an attempt costs ${by.usd:g} (--usd-per-attempt)"]
    if by.minutes is not None:
        minutes = by.minutes
        told.append(f"an attempt takes {minutes:g} min (--minutes-per-attempt)")
    elif minutes is None and budget_minutes is not None:
        minutes = budget_minutes
        told.append(f"an attempt takes all of its task's time, {minutes:.3g} min on average (--minutes-per-attempt)")
    return (usd, minutes), told
