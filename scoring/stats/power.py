"""How many tasks tell two agents apart, and which difference so many tasks can show.

Agents are compared task by task. A difference `delta` is in units of the score: for channels to be compared it is the
same gap of gold in each, one step of the ladder times the channel's slope. Tests are two-sided, wrong in 1 - `level` of
the cases without a difference; `power` is how often they find one that is there."""

from math import ceil, isfinite, sqrt

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import FEWEST, SEED, Floats, cluster_interval, divide
from scoring.stats.intervals import LEVEL, wilson
from scoring.stats.measured import NO_VARIANCE, Measured, undefined
from scoring.stats.variance import Components, error_parts, unknown

POWER = 0.8
FEW = 30
"""Tasks below which Student quantiles take the place of normal ones."""
NO_NUMBER = "no number of tasks suffices"
"""Where judges favour an agent by more than could be told from the difference: more tasks do not average that out."""
BLOCK = 4_000_000
"""Numbers drawn at a time: 32 MB."""


def tasks_needed(
    components: Components,
    delta: float,
    attempts: int = 1,
    judges: int = 1,
    repeats: int = 1,
    *,
    power: float = POWER,
    level: float = LEVEL,
) -> Measured:
    """n80: the fewest tasks at which two agents that differ by `delta` are told apart with the power asked for.

    c 2 [s2_ta + s2_taj / n_j + (s2_i + s2_e / (R n_j)) / k] / (delta^2 - c 2 s2_aj / n_j), rounded up, with
    c = (z_.975 + z_.8)^2 = 7.849; below 30 tasks with Student quantiles, up to 30. Never fewer than 6, which decide
    nothing here. Judges are drawn at random, and where the divisor is not positive the value is None and the note
    `NO_NUMBER`; a study of one judge has no aj, and plans for that very judge. With normal quantiles the power is a
    little less than asked for: .795 at 95 tasks. Undefined where nothing varies. Raises ValueError unless delta > 0."""
    _check(power, level)
    _check_delta(delta)
    parts, why = _difference(components, attempts, judges, repeats)
    found = None if parts is None else _fewest(*parts, delta, power, level)
    return _planned(components, found, why or ("" if found else NO_NUMBER))


def tasks_needed_interval(
    components: Components, delta: float, *, power: float = POWER, level: float = LEVEL
) -> Measured:
    """n80 with its interval, for the attempts, judges and repeats of the study itself and its judges as a fixed panel.

    The difference of two agents on a task has the variance 2 MS_ta / (k n_j R), on (T - 1)(A - 1) degrees of freedom:
    the interval is chi-square, exact for normal interactions of one variance but for the rounding up. Agents taken by
    themselves may differ in it. Below 6 tasks there is none."""
    _check(power, level)
    _check_delta(delta)
    study, square = components.sizes, components.mean_squares.get("ta")
    if study is None or square is None:
        return _planned(components, None, f"undefined ({components.note or 'components of no study'})")
    if not any(components.given.values()):
        return _planned(components, None, NO_VARIANCE)

    def tasks(factor: float) -> int | None:
        return _fewest(2 * square * factor / (study.attempts * study.judges * study.repeats), 0.0, delta, power, level)

    found = _planned(components, tasks(1.0), "")
    if study.tasks < FEWEST or square <= 0:
        few = f"cannot decide ({study.tasks} of {FEWEST} tasks)"
        return found.model_copy(update={"note": few if study.tasks < FEWEST else "no interval (no noise)"})
    low, high = (tasks(factor) for factor in chi_square_factors((study.tasks - 1) * (study.agents - 1), level))
    return found.model_copy(update={"low": low, "high": high, "method": "chi-square"})


def least_difference(
    components: Components,
    tasks: int,
    attempts: int = 1,
    judges: int = 1,
    repeats: int = 1,
    *,
    power: float = POWER,
    level: float = LEVEL,
) -> Measured:
    """The least difference found with the power asked for, in units of the score: with Student quantiles
    (t_.975 + t_.8) sqrt(2 relative error). None below 6 tasks, which decide nothing here."""
    _check(power, level)
    parts, why = _difference(components, attempts, judges, repeats)
    if tasks < FEWEST:
        why = why or f"cannot decide ({tasks} of {FEWEST} tasks)"
    return _planned(components, None if parts is None or why else _gap(tasks, *parts, power, level), why)


def _check(power: float, level: float) -> None:
    if not 0.5 <= power < 1 or not 0 < level < 1:
        raise ValueError(f"needs 0.5 <= power < 1 and 0 < level < 1, not {power} and {level}")


def _check_delta(delta: float) -> None:
    if not (delta > 0 and isfinite(delta)):
        raise ValueError(f"needs a difference above 0, not {delta}")


def _difference(
    components: Components, attempts: int, judges: int, repeats: int
) -> tuple[tuple[float, float] | None, str]:
    """The variance of the difference of two agents: per task, and by judges for good. Or why there is none."""
    why = unknown(components, attempts, judges, repeats)
    if not why and not any(components.given.values()):
        why = NO_VARIANCE
    parts = None if why else error_parts(components, attempts, judges, repeats)
    return (None if parts is None else (2 * parts[0], 2 * parts[1])), why


def _planned(components: Components, value: float | None, note: str) -> Measured:
    clusters = components.sizes.tasks if components.sizes else 0
    return Measured(value=value, n=components.artifacts, clusters=clusters, note=note)


def _normal(power: float, level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2) + ndtri(power))


def _gap(tasks: int, per_task: float, lasting: float, power: float, level: float) -> float:
    from scipy.special import stdtrit

    quantiles = float(stdtrit(tasks - 1, 0.5 + level / 2) + stdtrit(tasks - 1, power))
    return quantiles * sqrt(lasting + per_task / tasks)


def _fewest(per_task: float, lasting: float, delta: float, power: float, level: float) -> int | None:
    """The fewest tasks, None where no number suffices."""
    factor = _normal(power, level) ** 2
    left = delta**2 - factor * lasting
    if left <= 0:
        return None
    # What is whole but for rounding is not rounded up.
    found = max(FEWEST, ceil(factor * per_task / left * (1 - 1e-12)))
    enough = (n for n in range(found, FEW) if _gap(n, per_task, lasting, power, level) <= delta)
    return found if found >= FEW else next(enough, FEW)


def chi_square_factors(free: int, level: float) -> tuple[float, float]:
    """The ends of the interval of a variance, as shares of its estimate with so many degrees of freedom."""
    from scipy.special import chdtri

    return free / float(chdtri(free, (1 - level) / 2)), free / float(chdtri(free, (1 + level) / 2))


def paired_binary_tasks(delta: float, discordant: float, *, power: float = POWER, level: float = LEVEL) -> int:
    """Tasks to tell apart two agents that each pass or fail a task once, where they differ in the share `discordant` of
    tasks and by `delta` in the share passed: c psi / delta^2, rounded up.

    Slightly more than it takes: the variance of a difference is psi - delta^2. Raises ValueError unless
    0 < delta <= discordant <= 1. Source: Miettinen, Biometrics 24 (1968) 339, who has the exact variance too."""
    _check(power, level)
    if not 0 < delta <= discordant <= 1:
        raise ValueError(f"needs 0 < delta <= discordant <= 1, not {delta} and {discordant}")
    return ceil(_normal(power, level) ** 2 * discordant / delta**2 * (1 - 1e-12))


def pairs_needed(differences: ArrayLike, *, power: float = POWER, level: float = LEVEL) -> Measured:
    """n80 from the differences (items,) of two sides on independent items, each in [-1, 1], nan left out: the fewest
    items at which the first is seen to be ahead.

    [z_.975 sqrt(psi) + z_.8 sqrt(psi - delta^2)]^2 / delta^2, delta their mean and psi the mean of their squares, which
    is the share of items that are not even where each is -1, 0 or 1; rounded up, and never fewer than 6. None and
    `NO_NUMBER` where the first is not ahead. The interval is that of 1 / sqrt(n), which goes through 0 where the first
    falls behind: then it has no upper end.

    Source: Miettinen, Biometrics 24 (1968) 339."""
    from scipy.special import ndtri

    _check(power, level)
    values = np.asarray(differences, dtype=float)
    values = values[np.isfinite(values)]
    sums = np.stack([np.ones_like(values), values, values**2], axis=1)
    wrong, found_if = float(ndtri(0.5 + level / 2)), float(ndtri(power))

    def root(counts: Floats) -> Floats:
        items, total, squares = (counts @ sums).T
        delta, psi = divide(total, items), divide(squares, items)
        return divide(delta, wrong * np.sqrt(psi) + found_if * np.sqrt(np.maximum(psi - delta**2, 0.0)))

    found = cluster_interval(root, len(values), len(values), level=level, missing=NO_NUMBER)
    if found.value is None or found.value <= 0:
        return undefined(NO_NUMBER if len(values) else found.note, found.n, found.clusters)
    ends = {"low": found.high, "high": found.low, "value": found.value}
    return found.model_copy(update={key: _items(end) for key, end in ends.items()})


def _items(root: float | None) -> int | None:
    """Whole items of 1 / sqrt(n); None where no number suffices."""
    return None if root is None or root <= 0 else max(FEWEST, ceil(root**-2 * (1 - 1e-12)))


def two_proportions(first: float, second: float, *, power: float = POWER, level: float = LEVEL) -> int:
    """Independent attempts of each of two agents to tell apart their pass rates, by the pooled z test without a
    continuity correction. Raises ValueError unless both are in [0, 1] and differ.

    Source: Fleiss, Statistical Methods for Rates and Proportions, 2nd ed. (1981), chapter 3."""
    from scipy.special import ndtri

    _check(power, level)
    if not (0 <= first <= 1 and 0 <= second <= 1 and first != second):
        raise ValueError(f"needs two different shares, not {first} and {second}")
    middle = (first + second) / 2
    null = sqrt(2 * middle * (1 - middle))
    real = sqrt(first * (1 - first) + second * (1 - second))
    root = float(ndtri(0.5 + level / 2)) * null + float(ndtri(power)) * real
    return ceil((root / (first - second)) ** 2 * (1 - 1e-12))


def power_by_resampling(
    differences: ArrayLike,
    tasks: int,
    *,
    delta: float | None = None,
    draws: int = 2000,
    seed: int = SEED,
    level: float = LEVEL,
) -> Measured:
    """How often a paired t test over `tasks` tasks rejects, drawn with replacement from the differences (n,) of two
    agents on tasks seen, nan left out; with `delta` they are moved to have that mean.

    The interval (Wilson) is that of the simulation only: the differences seen are taken for all there are. A draw of
    equal differences that are not 0 rejects. Nothing is decided below 6 tasks, drawn or seen."""
    _check(POWER, level)
    values = np.asarray(differences, dtype=float)
    values = values[np.isfinite(values)]
    n = len(values)
    if min(n, tasks) < FEWEST:
        return undefined(f"undefined (cannot decide: {min(n, tasks)} of {FEWEST} tasks)", n, n)
    if np.ptp(values) <= 1e-12 * np.abs(values).max():
        return undefined(NO_VARIANCE, n, n)
    moved = values if delta is None else values - values.mean() + delta
    hits = _rejections(moved, tasks, draws, np.random.default_rng(seed), level)
    low, high, _ = wilson(hits, draws)
    note = f"the interval is that of {draws} simulated data sets only"
    return Measured(value=hits / draws, low=low, high=high, n=n, clusters=n, method="wilson", note=note)


def _rejections(values: Floats, tasks: int, draws: int, random: np.random.Generator, level: float) -> int:
    from scipy.special import stdtrit

    limit, hits = float(stdtrit(tasks - 1, 0.5 + level / 2)) / sqrt(tasks), 0
    rows = max(1, BLOCK // tasks)
    for start in range(0, draws, rows):
        drawn = values[random.integers(0, len(values), (min(rows, draws - start), tasks))]
        hits += int(np.sum(np.abs(drawn.mean(axis=1)) > limit * drawn.std(axis=1, ddof=1)))
    return hits


def area_error(area: float, right: int, wrong: int) -> float:
    """Standard error of an AUROC that is to be found from so many right and wrong items, all independent.

    Source: Hanley and McNeil, Radiology 143 (1982) 29. Raises ValueError outside of (0, 1) and below one of each."""
    if not 0 < area < 1 or min(right, wrong) < 1:
        raise ValueError(f"needs an area inside (0, 1) and one of each, not {area}, {right} and {wrong}")
    twice, both = area / (2 - area), 2 * area**2 / (1 + area)
    variance = area * (1 - area) + (right - 1) * (twice - area**2) + (wrong - 1) * (both - area**2)
    return sqrt(variance / (right * wrong))
