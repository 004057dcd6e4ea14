"""How many tasks, or attempts at each, tell two agents apart: from what a first study saw, or from what is assumed.

The difference that is planned for is the mean, over tasks like those seen, of what two agents are truly worth; both
have so many attempts at every task, and a paired t test over tasks decides (`paired.paired_t`)."""

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import FEWEST, Floats, clusters_of
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured, undefined
from scoring.stats.power import POWER, chi_square_factors, least_difference, tasks_needed
from scoring.stats.variance import Components

NO_ATTEMPTS = "no number of attempts suffices"
"""Where the agents differ so much from task to task that only more tasks help."""
ONE_ATTEMPT = "undefined (one attempt of each: nobody knows what a second would add)"


def noise_of(first: Sequence[ArrayLike], second: Sequence[ArrayLike], groups: ArrayLike | None = None) -> Components:
    """What two agents' differences scatter by: `ta`, half of the variance of the true difference over tasks, and `i`,
    the variance of one attempt, mean of the two agents.

    `first` and `second` hold the scores of the attempts at each task, in any number; tasks of a group (tasks,) count as
    one together. `i` is None, and lies in `ta`, where one of them has no second attempt at any task. Nothing is known
    below two groups. By equating mean squares to their expectations; a negative `ta` is 0, and `truncated`."""
    sides = [[np.asarray(scores, dtype=float) for scores in side] for side in (first, second)]
    together = clusters_of(groups, len(sides[0]))
    if together.size < 2:
        return Components(note=f"needs two tasks, not {together.size}")
    apart = np.array([one.mean() - two.mean() for one, two in zip(*sides, strict=True)])
    sizes = together.total(np.ones(len(apart)))
    spread = float(np.var(together.total(apart) / sizes, ddof=1))
    single = [_of_one(side) for side in sides]
    if single[0] is None or single[1] is None:
        return Components(ta=spread / 2, note="one attempt: i lies in ta")
    inner = sum(one / np.array([len(s) for s in side]) for one, side in zip(single, sides, strict=True))
    between = spread - float(np.mean(together.total(inner) / sizes**2))
    tiny = between < 1e-12 * spread
    return Components(
        ta=0.0 if tiny else between / 2,
        i=(single[0] + single[1]) / 2,
        truncated=("ta",) if tiny and between < 0 else (),
    )


def noise_of_one(scores: Sequence[ArrayLike], groups: ArrayLike | None = None) -> Components:
    """What the mean over tasks of one agent scatters by: half of it, so that plans for a difference of two plan for the
    distance of one from a number."""
    return noise_of(scores, [np.zeros(len(np.asarray(own))) for own in scores], groups)


def _of_one(side: Sequence[Floats]) -> float | None:
    """The variance of an attempt around its task's mean; None where no task has two."""
    degrees = sum(len(scores) - 1 for scores in side)
    return sum(float(((s - s.mean()) ** 2).sum()) for s in side) / degrees if degrees else None


def assumed_noise(passed: float = 0.5, spread: float = 0.0) -> Components:
    """The noise of agents that pass or fail, before there are any data: `passed` is the share of attempts that pass,
    `spread` the standard deviation over tasks of the true difference of two agents.

    All tasks count as equally hard, which is the noisiest: where they are not, fewer suffice. Raises ValueError unless
    0 < passed < 1 and spread >= 0."""
    if not 0 < passed < 1 or spread < 0:
        raise ValueError(f"needs 0 < passed < 1 and spread >= 0, not {passed} and {spread}")
    return Components(ta=spread**2 / 2, i=passed * (1 - passed))


def planned_tasks(
    delta: float,
    noise: Components,
    attempts: int = 1,
    *,
    power: float = POWER,
    level: float = LEVEL,
    student: bool = False,
) -> Measured:
    """The fewest tasks at which two agents that differ by `delta` are told apart with the power asked for, each with
    `attempts` at every task: `power.tasks_needed`, and with `student` a few more, by Student quantiles at any number of
    tasks. Raises ValueError unless delta > 0 and attempts >= 1."""
    if attempts > 1 and noise.ta is not None and noise.i is None:
        return undefined(ONE_ATTEMPT)
    found = tasks_needed(noise, delta, attempts, power=power, level=level)
    if not student or found.value is None:
        return found
    tasks = int(found.value)
    while (least_difference(noise, tasks, attempts, power=power, level=level).value or 0.0) > delta:
        tasks += 1
    return found.model_copy(update={"value": tasks})


def planned_attempts(
    delta: float, noise: Components, tasks: int, *, power: float = POWER, level: float = LEVEL
) -> Measured:
    """The fewest attempts of each agent at each of `tasks` tasks that do the same: 2 i / (v - 2 ta) with v what the
    variance of a task's difference may be; `NO_ATTEMPTS` where that is not positive. Raises ValueError unless
    delta > 0."""
    if not delta > 0:
        raise ValueError(f"needs a difference above 0, not {delta}")
    known = least_difference(noise, tasks, power=power, level=level)
    if known.value is None or noise.ta is None:
        return known
    if noise.i is None:
        return undefined(ONE_ATTEMPT)
    of_one = least_difference(Components(ta=0.5), tasks, power=power, level=level).value
    assert of_one
    left = (delta / of_one) ** 2 - 2 * noise.ta
    return Measured(value=max(1, ceil(2 * noise.i / left * (1 - 1e-12)))) if left > 0 else undefined(NO_ATTEMPTS)


def over_noise(
    plan: Callable[[Components], Measured], noise: Components, clusters: int, *, level: float = LEVEL
) -> Measured:
    """A plan for the noise seen on so many clusters, with the interval that comes of not knowing it better: chi-square
    with clusters - 1 degrees of freedom, for normal differences. The difference planned for is taken as given. None
    below 6 clusters."""
    found = plan(noise)
    if found.value is None or clusters < FEWEST:
        return found.model_copy(update={"n": clusters, "clusters": clusters})
    ends = [plan(_scaled(noise, factor)) for factor in chi_square_factors(clusters - 1, level)]
    return Measured(
        value=found.value,
        low=ends[0].value,
        high=ends[1].value,
        n=clusters,
        clusters=clusters,
        method="chi-square",
        note="" if ends[1].value is not None else f"no upper end: perhaps {ends[1].note}",
    )


def _scaled(noise: Components, factor: float) -> Components:
    return Components(**{str(name): value * factor for name, value in noise.given.items()})
