"""Time horizons: the human length of task at which an agent succeeds with a given chance.

METR's estimator: a logistic curve of success on the binary logarithm of human minutes, fitted to one agent, the tasks
of a family sharing weight. Source: Kwa et al., arXiv 2503.14499 (2025), with the penalty and weights of METR's Time
Horizon 1.1 (2026)."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sandboxes.spec import Frozen
from scoring.stats.bootstrap import DRAWS, FEWEST, SEED, drawn_interval, share
from scoring.stats.horizon_draws import Board, Weights, board_of
from scoring.stats.human_times import HumanTimes
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured, undefined
from scoring.stats.success_curve import Curves

Place = Literal["within", "beyond the longest task", "below the shortest task", "undefined"]

FEWEST_TASKS = 12
"""Tasks below which there is no horizon. Of 2,000 simulated agents with a horizon of an hour, 12 tasks from 1 minute to
16 hours and 4 attempts, 8 in 100 had no interval, and those of the others held the horizon in 93 of 100, at 80 % in 90;
estimates of the middle 90 differed 12-fold. From 8 tasks that was 18-fold, and at 80 % intervals held it in 87."""
FEWEST_EITHER = 10
"""Tasks with a failure, and tasks with a success, below which a slope rests on too little: ten events for a
coefficient, after Peduzzi et al., J. Clin. Epidemiol. 49 (1996) 1373."""
FARTHEST = 1000
"""Times the longest task: a horizon beyond is none, and so is an upper end."""
CONSERVATIVE = "conservative: families, tasks and attempts resampled"
NO_DATA = "undefined (no data)"
NOT_FALLING = "no horizon (longer tasks do not fail more often)"
TOO_FAR = f"undefined (beyond {FARTHEST:,} times the longest task)"


class Point(Frozen):
    """The horizon at one chance of success, in human minutes."""

    chance: float
    minutes: Measured
    """With percentiles of a bootstrap of the top cluster (families, else tasks), Student-wide."""
    conservative: Measured
    """With METR's interval, which counts what differs within a task twice: for comparison with published ones."""
    place: Place
    """Where the estimate lies among the tasks; beyond them it is an extrapolation of the curve."""


class CurvePoint(Frozen):
    """The fitted chance of success at one length, with its interval at that length alone."""

    minutes: float
    success: Measured


class Horizon(Frozen):
    """An agent's horizons, and what they rest on."""

    points: tuple[Point, ...]
    slope: float | None
    """Log-odds for a doubling of length; None where all succeed or all fail."""
    intercept: float | None
    """Log-odds at one minute."""
    curve: tuple[CurvePoint, ...]
    weights: Weights
    share: Measured
    """Of attempts that succeed, each counted once, with its interval over families."""
    attempts: int
    tasks: int
    families: int
    """Tasks count as their own where there are none."""
    shortest: float | None
    """Human minutes of the shortest task."""
    longest: float | None
    failing: int
    """Tasks with a failure."""
    succeeding: int
    """Tasks with a success."""
    uncertain_times: bool
    """Whether human times have bands, and intervals that uncertainty in them."""
    notes: tuple[str, ...]
    """What the curve as a whole rests on too little of."""


class _Drawn(NamedTuple):
    """Curves of one bootstrap and how to take percentiles of them."""

    curves: Curves
    wide: bool


def horizon(
    times: HumanTimes,
    tasks: ArrayLike,
    scores: ArrayLike,
    *,
    weights: Weights = "invsqrt",
    chances: Sequence[float] = (0.5, 0.8),
    curve: Sequence[float] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    level: float = LEVEL,
) -> Horizon:
    """Horizons of one agent at `chances`, and its curve at the lengths `curve` in minutes.

    `tasks` (rows,) is the label of each attempt's task, `scores` (rows,) lie in [0, 1], a fraction being that much of a
    success. Where human times have bands each draw has its own times, and every interval that in it; the error also
    makes the curves of draws a little flatter than that of the data. Of draws, one in which all fail has horizon 0, one
    in which all succeed an endless one (METR's interval leaves out both), and one whose curve does not fall has none;
    more than 5 % of those and there is no interval. `n` of a figure counts attempts. Raises ValueError for scores
    outside [0, 1], for a chance or a length that is none, and for a task without a human time.

    Of 2,000 simulated agents with 20 families of 3 tasks x 4 attempts, intervals held either horizon in 93 of 100, and
    METR's in 99."""
    board = board_of(times, tasks, scores, weights)
    whole = board.fitted()
    top = metr = None
    if len(board.means) >= FEWEST_TASKS and board.clusters.size >= FEWEST and np.isfinite(whole.intercept[0]):
        near = float(whole.intercept[0]), float(whole.slope[0])
        top = _Drawn(board.redrawn(draws, seed, near), wide=True)
        metr = _Drawn(_without_one_class(board.redrawn_as_metr(draws, seed, near)), wide=False)
    return _said(board, whole, weights, level).model_copy(
        update={
            "points": tuple(_point(chance, board, whole, (top, metr), level) for chance in chances),
            "curve": tuple(_curve_point(float(minutes), board, whole, top, level) for minutes in curve),
        }
    )


def _said(board: Board, whole: Curves, weights: Weights, level: float) -> Horizon:
    """All but points and curve."""
    score = np.concatenate([*board.scores, np.zeros(0)])
    families = np.repeat(board.clusters.codes, [len(each) for each in board.scores])
    fitted, k = bool(np.isfinite(whole.intercept[0])), len(board.means)
    failing, succeeding = int((board.means < 1).sum()), int((board.means > 0).sum())
    notes = []
    if k and failing < FEWEST_EITHER:
        notes.append(f"near saturation ({failing} of {k} tasks have a failure, {FEWEST_EITHER} wanted)")
    if k and succeeding < FEWEST_EITHER:
        notes.append(f"near the floor ({succeeding} of {k} tasks have a success, {FEWEST_EITHER} wanted)")
    return Horizon(
        points=(),
        slope=float(whole.slope[0]) if fitted else None,
        intercept=float(whole.intercept[0]) if fitted else None,
        curve=(),
        weights=weights,
        share=share(score, families, level=level),
        attempts=len(score),
        tasks=k,
        families=board.clusters.size,
        shortest=float(board.times.mid.min()) if k else None,
        longest=float(board.times.mid.max()) if k else None,
        failing=failing,
        succeeding=succeeding,
        uncertain_times=board.times.uncertain,
        notes=tuple(notes),
    )


def _without_one_class(curves: Curves) -> Curves:
    return Curves(np.where(np.isinf(curves.intercept), np.nan, curves.intercept), curves.slope)


def _point(
    chance: float, board: Board, whole: Curves, drawn: tuple[_Drawn | None, _Drawn | None], level: float
) -> Point:
    if not 0 < chance < 1:
        raise ValueError(f"a chance lies between 0 and 1, not {chance}")
    value, note, place = _estimate(chance, board, whole)
    n, clusters = sum(map(len, board.scores)), board.clusters.size
    if value is None or np.isinf(whole.intercept[0]):
        none = Measured(value=value, n=n, clusters=clusters, note=note)
        return Point(chance=chance, minutes=none, conservative=none, place=place)
    most = FARTHEST * float(board.times.mid.max())
    found = [
        drawn_interval(
            value,
            np.exp2(np.minimum(np.zeros(0) if one is None else one.curves.horizon(chance), 1000)),
            n,
            clusters,
            most=most,
            wide=one is None or one.wide,
            level=level,
        )
        for one in drawn
    ]
    labelled = "; ".join(filter(None, (CONSERVATIVE, found[1].note)))
    metr = found[1].model_copy(update={"note": labelled})
    return Point(chance=chance, minutes=found[0], conservative=metr, place=place)


def _estimate(chance: float, board: Board, whole: Curves) -> tuple[float | None, str, Place]:
    """The horizon in minutes, or why there is none, and where it lies."""
    k = len(board.means)
    if k < FEWEST_TASKS:
        return None, f"below minimum ({k} of {FEWEST_TASKS} tasks)" if k else NO_DATA, "undefined"
    shortest, longest = float(board.times.mid.min()), float(board.times.mid.max())
    at = float(whole.horizon(chance)[0])
    if at == np.inf:
        note = f"undefined (all succeed: beyond the longest task, {longest:.4g} min)"
        return None, note, "beyond the longest task"
    if at == -np.inf:
        return 0.0, f"all fail: below the shortest task, {shortest:.4g} min", "below the shortest task"
    if np.isnan(at):
        return None, NOT_FALLING, "undefined"
    if at >= np.log2(FARTHEST * longest):
        return None, TOO_FAR, "beyond the longest task"
    minutes = float(np.exp2(at))
    place: Place = "within" if minutes >= shortest else "below the shortest task"
    return minutes, "", "beyond the longest task" if minutes > longest else place


def _curve_point(minutes: float, board: Board, whole: Curves, top: _Drawn | None, level: float) -> CurvePoint:
    if not (np.isfinite(minutes) and minutes > 0):
        raise ValueError(f"a length is finite and above 0, not {minutes}")
    n, k, clusters = sum(map(len, board.scores)), len(board.means), board.clusters.size
    if k < FEWEST_TASKS:
        note = f"below minimum ({k} of {FEWEST_TASKS} tasks)" if k else NO_DATA
        return CurvePoint(minutes=minutes, success=undefined(note, n, clusters))
    x = np.log2([minutes])
    value = float(whole.success(x)[0, 0])
    if np.isinf(whole.intercept[0]):
        note = "all succeed: no curve" if value else "all fail: no curve"
        return CurvePoint(minutes=minutes, success=Measured(value=value, n=n, clusters=clusters, note=note))
    sample = np.zeros(0) if top is None else top.curves.success(x)[:, 0]
    return CurvePoint(minutes=minutes, success=drawn_interval(value, sample, n, clusters, level=level))
