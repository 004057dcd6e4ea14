"""Two agents on the same tasks: how often `report compare` says that one is ahead where neither is, and whether a
planned number of tasks or attempts finds a difference as often as it promises."""

from typing import NamedTuple

import numpy as np

from harness.attempts import Attempt
from harness.reports.compare_pairs import who_is_ahead
from scoring.stats.bootstrap import Floats
from scoring.stats.holm import holm
from scoring.stats.intervals import clopper_pearson
from scoring.stats.paired import paired_t
from scoring.stats.planned import assumed_noise, noise_of, planned_attempts, planned_tasks
from scoring.stats.variance import Components

NEAR = 0.05
"""How far from 80 % the power of a plan may be."""
PILOT = 100_000
"""Tasks that plans know the noise from: what is tried is the plan, not how well a small study knows the noise."""
CHECKS = 5
"""That a graded score is the share of."""


class Rivals(NamedTuple):
    """Two agents, who differ by `gap` on average and by so much more or less, `spread`, on each task."""

    tasks: int
    attempts: int = 3
    graded: bool = False
    gap: float = 0.0
    spread: float = 0.1
    hard: float = 0.3
    """Tasks' chances lie so far to either side of one half."""


class Rate(NamedTuple):
    """A line of the table."""

    name: str
    sizes: str
    low: float
    """Between which shares the true one should lie."""
    high: float
    hits: int
    of: int
    known: str = ""
    """Why it lies elsewhere, where that is known and reported."""

    @property
    def interval(self) -> tuple[float, float]:
        """Exact, at 99.9 %."""
        low, high, _ = clopper_pearson(self.hits, self.of, 0.999)
        return low, high

    @property
    def verdict(self) -> str:
        """Whether it may lie there."""
        low, high = self.interval
        return "too seldom" if high < self.low else "too often" if low > self.high else "holds"


def drawn(rivals: Rivals, random: np.random.Generator) -> Floats:
    """Scores: (agents, tasks, attempts)."""
    chance = 0.5 + random.uniform(-rivals.hard, rivals.hard, rivals.tasks)
    apart = rivals.gap + rivals.spread * random.choice((-1, 1), rivals.tasks)
    both = np.clip(np.stack([chance + apart / 2, chance - apart / 2]), 0, 1)[..., None]
    checks = CHECKS if rivals.graded else 1
    return random.binomial(checks, both, (2, rivals.tasks, rivals.attempts)) / checks


def ahead(scores: Floats) -> bool:
    """Whether the report says that one of the two is ahead, by its own rule."""
    found = paired_t(*scores.mean(axis=2), np.arange(scores.shape[1]))
    return who_is_ahead(found.value, holm([found.p])[0]) in ("first", "second")


def made(agent: str, task: str, attempt: int, score: float, **more: object) -> Attempt:
    """An attempt, made up."""
    plain: dict[str, object] = {
        "run": "made", "task": task, "cluster": task, "kind": "smoke", "domain": "code", "channel": "verified",
        "agent": agent, "model": "maker/model", "released": None, "tier": "", "attempt": attempt, "score": score,
        "passed": score == 1, "cheated": False, "judged": None, "scripted": False, "wall_s": 60.0, "active_s": 60.0,
        "usd": 0.5, "tokens": 1000, "human": None,
    }  # fmt: skip
    return Attempt(**plain | more)  # type: ignore[arg-type]


STEPS = "known: 6 % in 40,000 studies below ten tasks, for scores in so few steps"
NULLS = (
    ("says that one is ahead, pass or fail", Rivals(8), STEPS),
    ("says that one is ahead, graded", Rivals(8, graded=True), ""),
    ("says that one is ahead, pass or fail", Rivals(20), ""),
    ("says that one is ahead, graded", Rivals(20, graded=True), ""),
)


def _noise(rivals: Rivals, random: np.random.Generator) -> Components:
    return noise_of(*drawn(rivals._replace(tasks=PILOT), random))


def _more_tasks(rivals: Rivals, random: np.random.Generator) -> Rivals:
    found = planned_tasks(rivals.gap, _noise(rivals, random), rivals.attempts).value
    return rivals._replace(tasks=int(found or 0))


def _more_attempts(rivals: Rivals, random: np.random.Generator) -> Rivals:
    found = planned_attempts(rivals.gap, _noise(rivals, random), rivals.tasks).value
    return rivals._replace(attempts=int(found or 0))


def _before_data(rivals: Rivals, random: np.random.Generator) -> Rivals:
    found = planned_tasks(rivals.gap, assumed_noise(0.5, rivals.spread), rivals.attempts).value
    return rivals._replace(tasks=int(found or 0))


PLANS = (
    ("power of planned tasks", _more_tasks, Rivals(0, gap=0.15, spread=0.1)),
    ("power of planned tasks, graded", _more_tasks, Rivals(0, gap=0.1, spread=0.1, graded=True)),
    ("power of planned attempts", _more_attempts, Rivals(20, gap=0.15, spread=0.1)),
    ("power of tasks planned before data", _before_data, Rivals(0, gap=0.2, spread=0.1, hard=0.0)),
)
LINES = len(NULLS) + len(PLANS)


def rated(at: int, random: np.random.Generator, of: int) -> Rate:
    """A line: how often, of so many studies, one of the two is said to be ahead."""
    null = at < len(NULLS)
    if null:
        name, rivals, known = NULLS[at]
        wanted = (0.05, 0.05)
    else:
        known = ""
        name, plan, rough = PLANS[at - len(NULLS)]
        rivals, wanted = plan(rough, random), (0.8 - NEAR, 0.8 + NEAR)
    sizes = f"{rivals.tasks} tasks x {rivals.attempts}" + (f", {rivals.gap:g} apart" if rivals.gap else ", no gap")
    return Rate(name, sizes, *wanted, sum(ahead(drawn(rivals, random)) for _ in range(of)), of, known)
