"""Melt factors and horizons as means over tasks: values whose mean moves as the logarithm of the figure does, for
plans. To first order, which is what a large study comes to; intervals themselves are bootstrapped.

Source: the infinitesimal jackknife, Efron, The Jackknife, the Bootstrap and Other Resampling Plans (1982), ch. 6."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import Floats, Ints
from scoring.stats.horizon_draws import board_of
from scoring.stats.human_times import BAND_Z, HumanTimes


class Linear(NamedTuple):
    """What attempts contribute to a natural logarithm."""

    scores: tuple[Floats, ...]
    """Of each task's attempts: the logarithm is their mean over tasks, but for a constant."""
    families: Ints
    """(tasks,) the top cluster of each."""
    by_time: float
    """Variance of a task's contribution that comes of not knowing its human time."""


class Weighed(NamedTuple):
    """The same before there are any data: what a pass at each task is worth."""

    passes: Floats
    """(tasks,) chances."""
    worth: Floats
    """(tasks,) by which a task's contribution grows from a failure to a pass."""
    by_time: float


def throughput_parts(times: HumanTimes, tasks: ArrayLike, spent: ArrayLike, solved: ArrayLike) -> Linear | None:
    """Of `melt.throughput`, with its arguments; None where nothing is solved or nothing spent."""
    known, codes = times.attempted(tasks)
    took, won = np.asarray(spent, dtype=float), np.asarray(solved, dtype=float) * known.mid[codes]
    if not won.any() or not took.any():
        return None
    return _linear(known, codes, won / won.mean() - took / took.mean(), won / won.mean())


def speedup_parts(times: HumanTimes, tasks: ArrayLike, spent: ArrayLike, solved: ArrayLike) -> Linear | None:
    """Of `melt.speedup`; None where nothing is solved or a success took no time."""
    known, codes = times.attempted(tasks)
    took, won = np.asarray(spent, dtype=float), np.asarray(solved, dtype=float)
    if not won.any() or (took[won == 1] == 0).any():
        return None
    logs = np.log(known.mid[codes] / np.where(won == 1, took, 1.0))
    share, middle = won.mean(), (won * logs).sum() / won.sum()
    return _linear(known, codes, won * (logs - middle) / share, won / share)


def horizon_parts(times: HumanTimes, tasks: ArrayLike, solved: ArrayLike, chance: float) -> Linear | None:
    """Of `horizon` at a chance; None where there is none."""
    board = board_of(times, tasks, solved, "invsqrt")
    curve = board.fitted()
    at = float(curve.horizon(chance)[0])
    if not np.isfinite(at):
        return None
    x, slope = np.log2(board.times.mid), float(curve.slope[0])
    passes = curve.success(x)[0]
    worth = _horizon_worth(x, passes, board.weights, slope, at)
    scores = tuple(w * (own - p) for w, own, p in zip(worth, board.scores, passes, strict=True))
    moved = worth * passes * (1 - passes) * slope / np.log(2)
    return Linear(scores, board.clusters.codes, float(np.mean((moved * _sd(board.times)) ** 2)))


def assumed_throughput(times: HumanTimes, passed: float) -> Weighed:
    """Of agents that pass so many attempts whatever the length, and take time in proportion to it."""
    share = times.mid / times.mid.mean()
    return Weighed(np.full(len(share), passed), share / passed, float(np.mean((share * _sd(times)) ** 2)))


def assumed_horizon(times: HumanTimes, minutes: float, chance: float, slope: float) -> Weighed:
    """Of agents with that horizon at a chance, whose log-odds change by `slope` with a doubling of length. Raises
    ValueError unless slope < 0, and for tasks all of one length."""
    x = np.log2(times.mid)
    if slope >= 0 or np.ptp(x) <= 0:
        raise ValueError("needs a slope below 0 and tasks of several lengths")
    at = float(np.log2(minutes))
    passes = 1 / (1 + np.exp(-(np.log(chance / (1 - chance)) + slope * (x - at))))
    worth = _horizon_worth(x, passes, np.full(len(x), 1 / len(x)), slope, at)
    moved = worth * passes * (1 - passes) * slope / np.log(2)
    return Weighed(passes, worth, float(np.mean((moved * _sd(times)) ** 2)))


def _horizon_worth(x: Floats, passes: Floats, weights: Floats, slope: float, at: float) -> Floats:
    """How ln of the horizon grows with a task's mean score, times the number of tasks."""
    design = np.stack([np.ones_like(x), x - at], axis=1)
    information = (design * (weights * passes * (1 - passes))[:, None]).T @ design
    # At the horizon itself only the intercept of the curve moved there counts.
    rows = design @ np.linalg.inv(information)[:, 0]
    return np.asarray(-np.log(2) / slope * rows * weights * len(x))


def _linear(times: HumanTimes, codes: Ints, values: Floats, moved: Floats) -> Linear:
    order, often = np.argsort(codes, kind="stable"), np.bincount(codes)
    scores = tuple(np.split(values[order], np.cumsum(often)[:-1]))
    by_task = np.bincount(codes, moved) / often
    return Linear(scores, times.clusters().codes, float(np.mean((by_task * _sd(times)) ** 2)))


def _sd(times: HumanTimes) -> Floats:
    """Of natural logs of human times, mean of both sides: (tasks,)."""
    return np.asarray(np.log(times.high / times.low) / (2 * BAND_Z))
