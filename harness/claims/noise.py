"""What a claim's quantity scatters by from task to task and from attempt to attempt: seen in a pilot, or assumed."""

from collections.abc import Callable, Sequence
from math import log
from statistics import fmean
from typing import NamedTuple

import numpy as np

from harness.attempts import Attempt, treated
from harness.claims.claim import Claim
from harness.claims.quantities import Evidence, Found, by_task, held_of, meant, on, times_of, worth
from sandboxes.spec import Frozen
from scoring.stats.human_times import HumanTimes
from scoring.stats.linearised import (
    Linear,
    assumed_horizon,
    assumed_throughput,
    horizon_parts,
    speedup_parts,
    throughput_parts,
)
from scoring.stats.measured import Measured
from scoring.stats.planned import assumed_noise, noise_of, noise_of_one
from scoring.stats.variance import Components

SHARES = ("score", "solved", "coherent")
"""Compared by their log-odds."""
RATIOS = ("horizon_50", "horizon_80", "throughput", "speedup")
"""Compared by their logarithm."""
SLOPE = -0.6
"""Log-odds of success for a doubling of a task's length, where there are no data."""
PASSED = 0.5
"""Share of attempts that pass, where nothing else is known of it: the noisiest."""

NO_SHARE = "Shares are planned for values and thresholds between 0 and 1 only: give such an --expect."


class Assumed(Frozen):
    """What plans assume where nothing has been seen."""

    spread: float = 0.3
    """How much tasks of an even chance differ: standard deviation of the chance; between two agents, of the true
    difference."""
    usd: float | None = None
    """Of an attempt."""
    minutes: float | None = None
    """Of an attempt."""


class Noise(NamedTuple):
    """How a quantity scatters, on the scale that its interval is symmetric on."""

    components: Components
    """For plans of a difference: half of it where one agent is held against a number."""
    units: int = 0
    """Of the pilot: independent tasks, or packages; 0 without one."""
    size: float = 1.0
    """Tasks in a unit."""
    attempts: float = 0.0
    """Of the pilot, at each task."""
    value: float | None = None
    """What the pilot found."""
    said: tuple[str, ...] = ()
    """What is assumed, a sentence each."""
    lacks: str = ""
    """Why there is none, and how to mend it."""


def seen(claim: Claim, known: Found, evidence: Evidence) -> Noise:
    """From a pilot."""
    parts = _gains(claim, evidence.rows) if claim.quantity == "gain_difference" else _parts(claim, known, evidence)
    if parts is None or parts.units < 2:
        few = known.measured.note or "fewer than two tasks of them"
        return Noise(
            Components(), lacks=f"The pilot says nothing of it ({few}): give --expect and no run, or more tasks."
        )
    if not any(parts.components.given.values()):
        return Noise(
            Components(), lacks="The pilot shows no noise to plan from: give --expect and no run, or more tasks."
        )
    return parts._replace(value=known.measured.value, attempts=known.attempts)


def _parts(claim: Claim, known: Found, evidence: Evidence) -> Noise | None:
    rows = [row for row in treated(evidence.rows, claim.cheats) if on(row.task, claim.tasks)]
    own = [row for row in rows if meant(claim.agent, row.agent)]
    if claim.quantity == "difference":
        mine, theirs = by_task(own), by_task([row for row in rows if meant(claim.other, row.agent)])
        both = [task for task in mine if task in theirs]
        groups = [mine[task][0].cluster for task in both]
        first, second = ([[row.score for row in side[task]] for task in both] for side in (mine, theirs))
        return _noise(noise_of(first, second, groups), groups) if both else None
    if claim.quantity == "coherent":
        long, held = held_of(claim, own, evidence.progress)
        own = [row._replace(score=float(one)) for row, one in zip(long, held, strict=True)]
    if claim.quantity in SHARES:
        tasks = by_task(own).values()
        groups = [tries[0].cluster for tries in tasks]
        return _noise(noise_of_one([[worth(claim, row) for row in tries] for tries in tasks], groups), groups)
    linear = _linear(claim, [row for row in own if row.human])
    if linear is not None:
        return _noise(noise_of_one(linear.scores, linear.families), linear.families.tolist(), linear.by_time)
    return _of_interval(claim, known)


def _noise(found: Components, groups: Sequence[str], by_time: float = 0.0) -> Noise:
    units = len(set(groups))
    size = len(groups) / max(1, units)
    given = found.given
    # A unit's mean is over the attempts at all of its tasks, and so is its error in human times.
    i = None if found.i is None else found.i / size
    between = given.get("ta", 0.0) + by_time / (2 * size)
    return Noise(Components(ta=between if given else None, i=i), units, size)


def _linear(claim: Claim, rows: Sequence[Attempt]) -> Linear | None:
    if not rows:
        return None
    times, tasks = times_of(rows), np.array([row.task for row in rows], dtype=np.str_)
    solved, spent = [float(row.passed) for row in rows], [row.wall_s / 60 for row in rows]
    made: dict[str, Callable[[], Linear | None]] = {
        "horizon_50": lambda: horizon_parts(times, tasks, solved, 0.5),
        "horizon_80": lambda: horizon_parts(times, tasks, solved, 0.8),
        "throughput": lambda: throughput_parts(times, tasks, spent, solved),
        "speedup": lambda: speedup_parts(times, tasks, spent, solved),
    }
    return made[claim.quantity]() if claim.quantity in made else None


def _of_interval(claim: Claim, known: Found) -> Noise | None:
    """What is no mean, from the width of its interval: all in `ta`."""
    from scipy.special import stdtrit

    found = known.measured
    if claim.quantity in RATIOS or found.low is None or found.high is None or found.clusters < 2:
        return None
    quantile = float(stdtrit(found.clusters - 1, (1 + claim.confidence) / 2))
    variance = ((found.high - found.low) / (2 * quantile)) ** 2 * found.clusters
    return Noise(Components(ta=variance / 2), found.clusters, known.tasks / found.clusters)


def _gains(claim: Claim, rows: Sequence[Attempt]) -> Noise | None:
    """Of the two gains together: so many tasks on each side."""
    sides = []
    for named in (claim.tasks, claim.other_tasks):
        one = claim.model_copy(update={"quantity": "difference", "tasks": named})
        # Tasks are the units of this quantity.
        alone = [row._replace(cluster=row.task) for row in rows]
        sides.append(_parts(one, Found(Measured(), 0, 0.0), Evidence(tuple(alone))))
    first, second = sides
    if first is None or second is None:
        return None
    a, b = first.components, second.components
    i = None if a.i is None or b.i is None else a.i + b.i
    between = (a.ta or 0.0) + (b.ta or 0.0)
    if i is None:
        between += sum(part.i or 0.0 for part in (a, b)) / max(1.0, fmean(len(rows) for rows in by_task(rows).values()))
    return Noise(Components(ta=between, i=i), min(first.units, second.units))


def assumed(claim: Claim, expect: float, times: HumanTimes | None, by: Assumed) -> Noise:
    """Before there are any data."""
    differ = f"tasks differ by a standard deviation of {by.spread:g} (--spread)"
    share = min(1.0, by.spread**2 / (PASSED * (1 - PASSED)))
    if claim.quantity in ("score", "solved"):
        if not 0 < expect < 1:
            return Noise(Components(), lacks=NO_SHARE)
        said = f"attempts pass or fail, which is noisiest; of an even chance {differ}"
        return Noise(_split(expect * (1 - expect), share, 0.0), said=(said,))
    if claim.quantity in ("difference", "gain_difference"):
        said = f"attempts pass or fail, half of them each, which is noisiest; true differences between {differ}"
        found = assumed_noise(PASSED, by.spread)
        twice = 2 if claim.quantity == "gain_difference" else 1
        return Noise(Components(**{str(name): twice * value for name, value in found.given.items()}), said=(said,))
    if claim.quantity not in ("horizon_50", "horizon_80", "throughput"):
        what = "a survey" if claim.quantity == "survey_correlation" else f"{claim.quantity}"
        mend = "ask 30 people first" if claim.quantity == "survey_correlation" else "give a pilot run"
        return Noise(Components(), lacks=f"Nothing is known of how {what} scatters before there are data: {mend}.")
    if times is None or len(times.mid) < 2 or np.ptp(times.mid) <= 0:
        return Noise(
            Components(), lacks="Needs tasks of several lengths: name such as have human minutes in the claim."
        )
    reach = f"{times.mid.min():g} to {times.mid.max():g}"
    bands = (
        f"tasks like the {len(times.mid)} named, with their human minutes ({reach}) and bands, each of its own package"
    )
    if claim.quantity == "throughput":
        made = assumed_throughput(times, PASSED)
        how = "half of all attempts pass, at any length, and take time in proportion to it"
    else:
        made = assumed_horizon(times, expect, 0.5 if claim.quantity == "horizon_50" else 0.8, SLOPE)
        how = f"log-odds of success fall by {-SLOPE:g} with a doubling of length"
    variance = float(np.mean(made.worth**2 * made.passes * (1 - made.passes)))
    return Noise(_split(variance, share, made.by_time), said=(bands, f"{how}; of an even chance {differ}"))


def _split(variance: float, share: float, by_time: float) -> Components:
    """Of one attempt at each task, of which a share lies between tasks."""
    return Components(ta=(share * variance + by_time) / 2, i=(1 - share) * variance / 2)


def gap(claim: Claim, truth: float, noise: Noise) -> tuple[float, Components] | str:
    """How far the truth lies from the threshold, and the noise there; or why no study tells them apart."""
    threshold = claim.threshold
    if truth == threshold:
        return "If the truth is the threshold itself, no number of tasks decides it."
    if claim.quantity in RATIOS:
        if min(truth, threshold) <= 0:
            return f"{claim.quantity} is compared by its logarithm, and planned for values and thresholds above 0 only."
        return abs(log(truth / threshold)), noise.components
    if claim.quantity not in SHARES:
        return abs(truth - threshold), noise.components
    if not (0 < truth < 1 and 0 < threshold < 1):
        return NO_SHARE
    there = truth * (1 - truth)
    pilot = noise.value
    # Of what passes or fails the variance is that of a coin; what is graded is taken to scatter in proportion.
    scale = there / (pilot * (1 - pilot)) if pilot is not None and 0 < pilot < 1 else 1.0
    moved = {str(name): value * scale for name, value in noise.components.given.items()}
    return there * abs(log(truth / (1 - truth)) - log(threshold / (1 - threshold))), Components(**moved)
