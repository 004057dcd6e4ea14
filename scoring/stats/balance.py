"""The balanced part of scores (tasks, agents, attempts, judges, repeats), nan where there is none."""

from math import prod

import numpy as np
from numpy.typing import ArrayLike

from sandboxes.spec import Frozen
from scoring.stats.bootstrap import Floats
from scoring.stats.reliability import as_scores


class Sizes(Frozen):
    """How many there are of each in a balanced design: attempts per task and agent, repeats per attempt and judge."""

    tasks: int
    agents: int
    attempts: int
    judges: int
    repeats: int


def as_cube(scores: ArrayLike) -> Floats:
    """The array (tasks, agents, attempts, judges, repeats) of floats, to twelve digits of the largest. Raises
    ValueError for another number of dimensions, or for an infinite score."""
    numbers = np.asarray(scores, dtype=float)
    if numbers.ndim != 5:
        raise ValueError(f"needs (tasks, agents, attempts, judges, repeats), not {numbers.ndim} dimensions")
    table = as_scores(numbers.reshape(prod(numbers.shape[:-1]), numbers.shape[-1]))
    return np.asarray(table.reshape(numbers.shape))


def seen(numbers: Floats) -> Floats:
    """Scores without the agents and the judges that have none at all."""
    known = np.isfinite(numbers)
    return numbers[:, known.any(axis=(0, 2, 3, 4))][:, :, :, known.any(axis=(0, 1, 2, 4))]


def balanced(scores: ArrayLike) -> tuple[Floats, str]:
    """The largest balanced part of scores, and what was kept in words (empty where all was).

    Agents and judges without any score are left out. An attempt is complete with so many repeats by every judge, and a
    task with so many complete attempts by every agent. Of all such numbers those count that keep the most tasks, and
    then the most scores; at least two attempts and two repeats where the design has them, unless fewer than two tasks
    have these. Of more than so many, the first ones are taken."""
    numbers = as_cube(scores)
    known = np.isfinite(numbers)
    if known.all():
        return numbers, ""
    kept = seen(numbers)
    kept = np.take_along_axis(kept, np.argsort(np.isnan(kept), axis=4, kind="stable"), axis=4)
    if kept.size:
        kept = _complete(kept)
    sizes = zip(Sizes.model_fields, kept.shape, numbers.shape, strict=True)
    parts = [f"{few} of {every} {name}" for name, few, every in sizes if few < every]
    return kept, ", ".join([f"kept {kept.size} of {known.sum()} scores", *parts])


def _complete(numbers: Floats) -> Floats:
    """The balanced part of scores whose repeats are in front of what is missing."""
    looks = np.isfinite(numbers).sum(axis=4).min(axis=3)
    attempts, repeats = numbers.shape[2], numbers.shape[4]
    # Of each task, the complete attempts of the agent that has the fewest, for each number of repeats.
    least = {r: (looks >= r).sum(axis=2).min(axis=1) for r in range(1, repeats + 1)}

    def worth(pair: tuple[int, int]) -> tuple[bool, bool, bool, int, int]:
        k, r = pair
        tasks = int((least[r] >= k).sum())
        return tasks > 1, k >= min(2, attempts), r >= min(2, repeats), tasks, k * r

    k, r = max(((k, r) for r in least for k in range(1, attempts + 1)), key=worth)
    order = np.argsort(looks < r, axis=2, kind="stable")[:, :, :, None, None]
    ordered = np.take_along_axis(numbers, order, axis=2)
    return np.asarray(ordered[least[r] >= k][:, :, :k, :, :r])
