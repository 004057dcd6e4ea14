"""A world whose truth is known: agents whose attempts have binomially many defects, judges who err by the rule of the
scripted ones, tests that flip now and then. Its studies are drawn by the thousand, without files or containers."""

from typing import NamedTuple

import numpy as np

from scoring.contrast.gaming import Gaming
from scoring.contrast.row import Evidence
from scoring.contrast.sheet import STEPS, Domain, Looks, Sheet, Source
from scoring.stats.bootstrap import Floats

Random = np.random.Generator
CRITERIA = 6
"""Of a rubric, of equal weight: points from 0 to 3 each."""

SCRIPTED: Source = "scripted"


class Judge(NamedTuple):
    """As scoring/judge/backends/scripted.py: round(3 (q + bias) + noise * z), cut at 0 and 3, for each criterion."""

    bias: float
    noise: float


class World(NamedTuple):
    """How many of everything there is, and how it errs."""

    tasks: int = 12
    means: tuple[float, ...] = (1.0, 2.0, 3.0)
    """Defects of an attempt of each agent."""
    attempts: int = 8
    judges: tuple[Judge, ...] = (Judge(0.0, 0.8), Judge(0.25, 0.4))
    looks: int = 3
    task_effect: float = 0.06
    """Standard deviation, in quality, of what all judges add to all work on a task: some rubrics are kinder."""
    flip: float = 0.04
    """Probability that a look of the tests says the opposite."""


def study(world: World, random: Random) -> Evidence:
    """One study, both domains alike."""
    return Evidence(_sheet("code", world, random), _sheet("writing", world, random), (_tricks(world, random),))


def _sheet(domain: Domain, world: World, random: Random) -> Sheet:
    task, agent, attempt = (part.ravel() for part in np.indices((world.tasks, len(world.means), world.attempts)))
    chance = np.array(world.means)[agent] / STEPS
    quality = 1 - random.binomial(STEPS, chance) / STEPS
    scripted = (SCRIPTED,) * len(world.judges)
    judged = judge(world, quality, random.normal(0, world.task_effect, world.tasks)[task], random)
    right = (quality >= 1).astype(float)
    turned = random.random((len(right), 1, world.looks)) < world.flip
    checked = np.where(turned, 1 - right[:, None, None], right[:, None, None])
    n, none = len(right), np.zeros((len(right), 0, 1))
    return Sheet(
        domain=domain,
        tasks=np.char.add("t", task.astype(str)),
        agents=np.char.add("a", agent.astype(str)),
        attempts=attempt + 1,
        control=np.zeros(n, dtype=bool),
        cheats=np.zeros(n, dtype=bool),
        gold=quality,
        oracle=right if domain == "code" else np.full(n, np.nan),
        structure=np.ones(n),
        checked=_looks(("checks",), checked, ("measured",), strict=True),
        judged=_looks(tuple(f"j{at}" for at in range(len(world.judges))), judged, scripted),
        baselines=_looks((), none, ()),
        fractions=_looks(("checks",), (0.5 + quality / 2)[:, None, None], ("measured",), strict=True)
        if domain == "code"
        else None,
    )


def judge(world: World, quality: Floats, kinder: Floats, random: Random) -> Floats:
    """Scores of works (works,) by every judge at every look: (works, judges, looks)."""
    shape = len(quality), len(world.judges), world.looks, CRITERIA
    bias, noise = (np.array(part)[None, :, None, None] for part in zip(*world.judges, strict=True))
    liked = 3 * (quality[:, None, None, None] + kinder[:, None, None, None] + bias)
    points = np.rint(np.clip(liked + noise * random.normal(size=shape), 0, 3))
    return np.asarray(points.mean(axis=3) / 3)


def _looks(raters: tuple[str, ...], scores: Floats, sources: tuple[Source, ...], strict: bool = False) -> Looks:
    return Looks(raters, scores, sources, np.zeros(scores.shape), np.ones(scores.shape), strict)


def _tricks(world: World, random: Random, attacks: int = 10, bad: int = 3) -> Gaming:
    """Tricks that work on some tasks' works more often than on others'."""
    task, attack, piece = (part.ravel() for part in np.indices((world.tasks, attacks, bad)))
    often = random.beta(2, 6, world.tasks)[task]
    worked = (random.random(len(task)) < often).astype(float)
    return Gaming(
        domain="writing",
        channel="judged",
        rater="j0",
        source="scripted",
        attacks=np.char.add("x", attack.astype(str)),
        tasks=np.char.add("t", task.astype(str)),
        artifacts=np.char.add("p", piece.astype(str)),
        worked=worked,
        defects=worked,
    )
