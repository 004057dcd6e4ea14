"""Claims: whether studies of the size that `claim plan` names decide them as often as it says, and how often a claim
counts as supported where the truth is its threshold."""

from math import exp, log
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit

from harness.attempts import Attempt
from harness.claims.check import judged
from harness.claims.claim import Claim, Quantity
from harness.claims.noise import SHARES
from harness.claims.plan import plan
from harness.claims.quantities import Evidence, found
from harness.task import HumanMinutes
from scoring.stats.horizon_draws import board_of
from tests.validate.agents import DRAWS, Agents, played
from tests.validate.comparisons import NEAR, Rate, Rivals, drawn, made

FAMILIES = 20_000
"""Of the pilot that plans know the noise from."""
MANY = 200_000
"""Families that the truth is known from, where it has no formula."""
UNEVEN = "known: .89, for a few long tasks have most of the time, and intervals reach less far up than down"
FEW_DRAWS = 2
"""Where only the value is asked for."""
WAYS = ("planned, supported", "planned, refuted", "truth at the threshold, supported")


class Claimed(NamedTuple):
    """A claim of a quantity whose truth lies so far from the threshold: a difference, log-odds, or a logarithm."""

    quantity: Quantity
    world: Rivals | Agents
    apart: float
    known: tuple[str, str, str] = ("", "", "")
    """By the three ways."""


CLAIMED = (
    Claimed("score", Rivals(0, graded=True, gap=0.3), 0.4),
    Claimed("solved", Rivals(0, gap=0.3), 0.6),
    Claimed("difference", Rivals(0, gap=0.15), 0.15),
    Claimed("throughput", Agents(0, 1, 3), log(2), ("", UNEVEN, "")),
    Claimed("horizon_50", Agents(0, 1, 3), log(2)),
)


def evidence(world: Rivals | Agents, tasks: int, random: np.random.Generator) -> Evidence:
    """Attempts at so many tasks, each of a package of its own."""
    if isinstance(world, Rivals):
        scores = drawn(world._replace(tasks=tasks), random)
        rows = [
            made(agent, f"t{task}", attempt, float(score))
            for agent, own in zip(("a", "b"), scores, strict=True)
            for task, tries in enumerate(own)
            for attempt, score in enumerate(tries)
        ]
        return Evidence(tuple(rows))
    one = played(world._replace(families=tasks), random)
    return Evidence(tuple(_timed(*row, one.times.mid) for row in zip(one.tasks, one.spent, one.solved, strict=True)))


def _timed(task: int, spent: float, solved: float, minutes: np.ndarray) -> Attempt:
    human = HumanMinutes(low=minutes[task], mid=minutes[task], high=minutes[task], source="estimate")
    return made("a", f"t{task}", 1, float(solved), human=human, wall_s=60 * spent)


def claim_of(quantity: Quantity, threshold: float) -> Claim:
    return Claim(says="x", source="y", quantity=quantity, at_least=threshold, agent="a", other="b")


def truth_of(case: Claimed, random: np.random.Generator) -> float:
    """What a study without end would find."""
    if isinstance(case.world, Rivals):
        return case.world.gap if case.quantity == "difference" else 0.5 + case.world.gap / 2
    one = played(case.world._replace(families=MANY), random)
    if case.quantity == "horizon_50":
        return float(2 ** board_of(one.times, one.tasks, one.solved, "invsqrt").fitted().horizon(0.5)[0])
    return float((one.solved * one.times.mid[one.tasks]).sum() / one.spent.sum())


def moved(quantity: Quantity, value: float, by: float) -> float:
    """A threshold so far above a value, on the scale of its interval."""
    if quantity == "difference":
        return value + by
    return float(expit(logit(value) + by)) if quantity in SHARES else value * exp(by)


def rated(at: int, random: np.random.Generator, of: int) -> list[Rate]:
    """Three lines of one claim, from so many studies of the size planned: how often it is supported, how often refuted
    where the threshold lies as far on the other side, and how often supported where the truth is the threshold."""
    case = CLAIMED[at]
    truth, pilot = truth_of(case, random), evidence(case.world, FAMILIES, random)
    thresholds = [moved(case.quantity, truth, by) for by in (-case.apart, case.apart, 0)]
    claims = [claim_of(case.quantity, threshold) for threshold in thresholds]
    planned = plan(claims[0], (found(claims[0], pilot, FEW_DRAWS), pilot), expect=truth)
    tasks = next(round(one.tasks.value or 0) for one in planned.choices if one.attempts == case.world.attempts)
    verdicts = []
    for _ in range(of):
        known = found(claims[0], evidence(case.world, tasks, random), DRAWS)
        verdicts.append([judged(claim, known)[0] for claim in claims])
    power = 0.8 - NEAR, 0.8 + NEAR
    sought = (("supported", *power), ("refuted", *power), ("supported", 0.0, 0.025))
    return [
        Rate(
            f"claim on {case.quantity}: {WAYS[way]}",
            f"{tasks} tasks x {case.world.attempts}",
            low,
            high,
            sum(verdict[way] == wanted for verdict in verdicts),
            of,
            case.known[way],
        )
        for way, (wanted, low, high) in enumerate(sought)
    ]
