"""Pairs of agents over the tasks that both have. A pair differs where p of a paired t test over units, after Holm over
all pairs that are shown, is at most .05; nothing else decides."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from harness.attempts import Attempt, Treatment, treated
from harness.reports.compare_means import by_task
from sandboxes.spec import Frozen
from scoring.stats.holm import holm
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured, undefined
from scoring.stats.paired import Difference, mcnemar, paired_difference, paired_t
from scoring.stats.planned import noise_of, over_noise, planned_attempts, planned_tasks
from scoring.stats.power import least_difference
from scoring.stats.variance import Components

TREATMENTS: tuple[Treatment, ...] = ("as-scored", "failure", "left-out", "success")
Ahead = Literal["first", "second", "undecided", "cannot decide"]


class Turned(Frozen):
    """Tasks that most attempts pass (of an even number the first decides), by who passes them: McNemar's exact test."""

    first_only: int
    second_only: int
    tasks: int
    p: float
    adjusted: float = 1.0
    """After Holm over the pairs."""


class Treated(Frozen):
    """The difference with trials flagged as cheating taken so."""

    cheats: Treatment
    difference: Difference


class Pair(Frozen):
    """Two agents over the tasks that both have, first minus second."""

    first: str
    second: str
    tasks: int
    left_out: tuple[str, ...]
    """Tasks that only one of them has."""
    attempts: int
    """Of each at a task, as a harmonic mean."""
    difference: Difference
    """Of mean scores; its interval and p are for this pair alone."""
    adjusted: float | None
    """p after Holm over the pairs; None below 6 units."""
    ahead: Ahead
    flips: float | None
    """p of all flips of units' signs, exact and cautious; it decides nothing."""
    turned: Turned
    level: float
    """That of the strictest of Holm's tests, which plans are for."""
    noise: Components
    least: Measured
    """The least true difference that these tasks and attempts would find with 80 % power."""
    planned_tasks: Measured
    """Tasks in all until a true difference as large as the one seen shows, with as many attempts as here."""
    planned_attempts: Measured
    """The same as attempts of each agent at each of these tasks."""
    treatments: tuple[Treated, ...] = ()
    """Where an attempt of either was flagged."""


def pairs_of(rows: Sequence[Attempt], pairs: Sequence[tuple[str, str]], cheats: Treatment) -> tuple[Pair, ...]:
    """Each of these pairs, with p after Holm over them all. `rows` are as they were scored."""
    found = [_pair(rows, one, two, cheats, len(pairs)) for one, two in pairs]
    by_score, by_turn = holm([pair.difference.p for pair in found]), holm([pair.turned.p for pair in found])
    return tuple(
        pair.model_copy(
            update={
                "adjusted": p,
                "ahead": who_is_ahead(pair.difference.value, p),
                "turned": pair.turned.model_copy(update={"adjusted": q}),
            }
        )
        for pair, p, q in zip(found, by_score, by_turn, strict=True)
    )


def who_is_ahead(difference: float | None, adjusted: float | None) -> Ahead:
    """The rule of the report, from a difference and its p after Holm."""
    if adjusted is None or difference is None:
        return "cannot decide"
    if adjusted > 1 - LEVEL:
        return "undecided"
    return "first" if difference > 0 else "second"


class _Sides(NamedTuple):
    """Two agents on the tasks that both have."""

    first: list[list[Attempt]]
    second: list[list[Attempt]]
    left_out: list[str]

    @property
    def groups(self) -> list[str]:
        return [tries[0].cluster for tries in self.first]

    @property
    def usual_attempts(self) -> int:
        """Of each agent at a task: the harmonic mean, which averages have the noise of."""
        each = [len(tries) for side in (self.first, self.second) for tries in side]
        return max(1, round(len(each) / sum(1 / k for k in each))) if each else 1

    def scores(self) -> tuple[list[list[float]], list[list[float]]]:
        first, second = ([[row.score for row in tries] for tries in side] for side in self[:2])
        return first, second

    def difference(self) -> Difference:
        return paired_t(*self.means(), self.groups)

    def means(self) -> tuple[list[float], list[float]]:
        first, second = ([float(np.mean(tries)) for tries in side] for side in self.scores())
        return first, second


def _sides(rows: Sequence[Attempt], first: str, second: str) -> _Sides:
    one, two = (by_task([row for row in rows if row.agent == agent]) for agent in (first, second))
    both = sorted(one.keys() & two.keys())
    return _Sides([one[task] for task in both], [two[task] for task in both], sorted(one.keys() ^ two.keys()))


def _pair(rows: Sequence[Attempt], first: str, second: str, cheats: Treatment, pairs: int) -> Pair:
    sides = _sides(treated(rows, cheats), first, second)
    difference, scores = sides.difference(), sides.scores()
    noise, level = noise_of(*scores, sides.groups), 1 - (1 - LEVEL) / pairs
    usual, units, gap = sides.usual_attempts, difference.clusters, abs(difference.value or 0.0)
    none = undefined("no difference was seen to plan for")
    flagged = any(row.cheated for row in rows if row.agent in (first, second))
    return Pair(
        first=first,
        second=second,
        tasks=len(sides.first),
        left_out=tuple(sides.left_out),
        attempts=usual,
        difference=difference,
        adjusted=None,
        ahead="cannot decide",
        flips=paired_difference(*sides.means(), sides.groups).p,
        turned=_turned(sides),
        level=level,
        noise=noise,
        least=over_noise(lambda one: least_difference(one, units, usual, level=level), noise, units),
        planned_tasks=over_noise(lambda one: planned_tasks(gap, one, usual, level=level), noise, units)
        if gap
        else none,
        planned_attempts=over_noise(lambda one: planned_attempts(gap, one, units, level=level), noise, units)
        if gap
        else none,
        treatments=tuple(_treatment(rows, first, second, one) for one in TREATMENTS) if flagged else (),
    )


def _treatment(rows: Sequence[Attempt], first: str, second: str, cheats: Treatment) -> Treated:
    return Treated(cheats=cheats, difference=_sides(treated(rows, cheats), first, second).difference())


def _turned(sides: _Sides) -> Turned:
    votes = [(_majority(one), _majority(two)) for one, two in zip(sides.first, sides.second, strict=True)]
    b, c = votes.count((True, False)), votes.count((False, True))
    return Turned(first_only=b, second_only=c, tasks=len(votes), p=mcnemar(b, c))


def _majority(tries: Sequence[Attempt]) -> bool:
    passes = 2 * sum(row.passed for row in tries)
    return tries[0].passed if passes == len(tries) else passes > len(tries)
