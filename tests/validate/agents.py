"""Agents whose success falls with the length of tasks, by a logistic curve and by what makes families and tasks hard
beside their length; and the time they take. Drawn by the thousand, for horizons and melt factors."""

from typing import NamedTuple

import numpy as np
from scipy.special import expit

from scoring.stats.bootstrap import Floats
from scoring.stats.horizon import horizon
from scoring.stats.human_times import BAND_Z, HumanTimes, human_times
from scoring.stats.measured import Measured
from scoring.stats.melt import melt

DRAWS = 400
"""Of each bootstrap inside."""
HALF, SLOPE = np.log2(60), -0.6
"""At one hour (as log2 minutes) half succeeds, were all tasks of a length as hard; log-odds for a doubling."""
SHORTEST, LONGEST = 1, 960
METR = "horizon at 50 %, METR's interval"
HORIZONS = ("horizon at 50 %", "horizon at 80 %", METR)


class Agents(NamedTuple):
    """What each of them plays."""

    families: int
    each: int
    """Tasks in a family."""
    attempts: int = 4
    human_sd: float = 0.0
    """Of the error of human times in natural logs, which have bands that wide."""


class Played(NamedTuple):
    """Attempts of one agent: (rows,) but for the times."""

    times: HumanTimes
    tasks: np.ndarray
    spent: Floats
    solved: Floats


def played(agents: Agents, random: np.random.Generator) -> Played:
    """One agent. Families are of a length, tasks within an octave and a half of it; what both have beside it is worth
    half a log-odd, and agents take longer for what takes people longer, though less so."""
    n = agents.families * agents.each
    family = np.repeat(np.arange(agents.families), agents.each)
    x = random.uniform(np.log2(SHORTEST), np.log2(LONGEST), agents.families)[family] + random.normal(0, 1.5, n)
    x = np.clip(x, np.log2(SHORTEST), np.log2(LONGEST))
    ease = 0.5 * (random.normal(size=agents.families)[family] + random.normal(size=n))
    solved = random.random((n, agents.attempts)) < expit(SLOPE * (x - HALF) + ease)[:, None]
    pace = 0.5 * (random.normal(size=agents.families)[family] + random.normal(size=n))
    spent = 0.3 * np.exp2(0.7 * x[:, None]) * np.exp(pace[:, None] + 0.4 * random.normal(size=solved.shape))
    mid, wide = np.exp2(x) * np.exp(agents.human_sd * random.normal(size=n)), np.exp(BAND_Z * agents.human_sd)
    times = human_times(np.arange(n), mid, mid / wide, mid * wide, families=family)
    return Played(times, np.repeat(np.arange(n), agents.attempts), spent.ravel(), solved.ravel().astype(float))


def horizons(one: Played, draws: int = DRAWS) -> dict[str, Measured]:
    """At both chances, and METR's interval."""
    half, most = horizon(one.times, one.tasks, one.solved, draws=draws).points
    return dict(zip(HORIZONS, (half.minutes, most.minutes, half.conservative), strict=True))


def melts(one: Played, draws: int = DRAWS) -> dict[str, Measured]:
    """The three ratios."""
    found = melt(one.times, one.tasks, one.spent, one.solved, draws=draws)
    return {"throughput ratio": found.throughput, "speed-up when solved": found.speedup, "median ratio": found.median}
