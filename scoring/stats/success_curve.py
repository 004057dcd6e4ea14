"""Success against length: logistic curves with a penalty on the slope, fitted by the thousand."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.stats.bootstrap import BLOCK, Floats

PENALTY = 1e-5
"""On half the squared slope, beside a log-likelihood whose weights sum to 1. METR's since March 2026; its 0.1 of before
shrank slopes, and lengthened the horizons of strong agents by up to a fifth."""
SETTLED = 1e-8
"""Log-odds by which a step may still move a curve at its centre, or a doubling of length."""
FARTHEST_STEP = 30.0
"""Log-odds by which one step may move a task: where all is nearly certain the information is nearly 0."""
STEPS = 100
HALVINGS = 40


class Curves(NamedTuple):
    """P(success) = 1 / (1 + exp(-(intercept + slope x))), x the binary logarithm of human minutes."""

    intercept: Floats
    """(curves,) infinite, with slope 0, where all failed (-) or all succeeded (+)."""
    slope: Floats
    """(curves,) log-odds for a doubling of length."""

    def success(self, x: Floats) -> Floats:
        """At x (points,): (curves, points)."""
        odds = self.intercept[:, None] + self.slope[:, None] * x
        return np.asarray(0.5 * (1 + np.tanh(odds / 2)))

    def horizon(self, chance: float) -> Floats:
        """The x at which success has that chance: (curves,), -inf where all failed, inf where all succeeded, nan
        where the curve does not fall."""
        odds = np.log(chance / (1 - chance)) - self.intercept
        falling = self.slope < 0
        fallen = np.divide(odds, self.slope, out=np.full(len(odds), np.nan), where=falling)
        return np.where(np.isinf(self.intercept), self.intercept, fallen)


def fit(
    x: Floats, weights: Floats, successes: Floats, *, penalty: float = PENALTY, near: tuple[float, float] | None = None
) -> Curves:
    """Curves of most likelihood, one for each row of weights (curves, tasks) and of weighted successes (curves, tasks),
    each between 0 and its weight; x is (curves, tasks), or (1, tasks) for all. Every row needs some weight. `near` is
    an intercept and slope to begin from.

    Newton's method with a line search, without which it diverges where nearly all succeed."""
    size = max(1, BLOCK // max(1, weights.shape[1]))
    centre = float(x.mean())
    parts = []
    for at in range(0, len(weights), size):
        own = x[at : at + size] if len(x) > 1 else x
        rows = _Rows(own - centre, weights[at : at + size], successes[at : at + size], penalty)
        parts.append(rows.fitted(None if near is None else (near[0] + near[1] * centre, near[1])))
    level, slope = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Curves(level - slope * centre, slope)


class _Point(NamedTuple):
    """Where curves are on their way up."""

    level: Floats
    """(curves,) log-odds at x = 0, the centre."""
    slope: Floats
    height: Floats
    """(curves,) penalised log-likelihood."""
    share: Floats
    """(curves, tasks) chance of success."""


class _Rows(NamedTuple):
    """The data of several curves."""

    x: Floats
    """(curves or 1, tasks)"""
    weights: Floats
    successes: Floats
    penalty: float

    def fitted(self, near: tuple[float, float] | None) -> tuple[Floats, Floats]:
        """Level and slope of each: (curves,) both."""
        total, solved = self.weights.sum(axis=1), self.successes.sum(axis=1)
        none, every = solved <= 1e-12 * total, solved >= (1 - 1e-12) * total
        level, slope = np.where(none, -np.inf, np.inf), np.zeros(len(total))
        going = np.flatnonzero(~none & ~every)
        rows = self.only(going)
        if near is None:
            point = rows.at(np.log(solved[going] / (total - solved)[going]), slope[going])
        else:
            point = rows.at(np.full(len(going), near[0]), np.full(len(going), near[1]))
        for _ in range(STEPS):
            if not len(going):
                break
            new = rows.climbed(point)
            level[going], slope[going] = new.level, new.slope
            moving = np.abs(new.level - point.level) + np.abs(new.slope - point.slope) > SETTLED
            if not moving.all():
                going, rows, new = going[moving], rows.only(moving), _Point(*(each[moving] for each in new))
            point = new
        return level, slope

    def only(self, some: NDArray[Any]) -> "_Rows":
        """Of some curves."""
        own = self.x[some] if len(self.x) > 1 else self.x
        return _Rows(own, self.weights[some], self.successes[some], self.penalty)

    def climbed(self, point: _Point) -> _Point:
        """One step of Newton's, halved until it does not lead down."""
        rest = self.successes - self.weights * point.share
        inner = self.weights * point.share * (1 - point.share)
        a, b, c = inner.sum(axis=1), self.along(inner), self.along(inner * self.x) + self.penalty
        first, second = rest.sum(axis=1), self.along(rest) - self.penalty * point.slope
        area = np.maximum(a * c - b * b, 1e-300)
        up, turn = (c * first - b * second) / area, (a * second - b * first) / area
        shorter = np.minimum(1.0, FARTHEST_STEP / np.maximum(np.abs(up) + np.abs(turn) * np.abs(self.x).max(), 1e-300))
        up, turn = up * shorter, turn * shorter
        new = self.at(point.level + up, point.slope + turn)
        for _ in range(HALVINGS):
            lower = ~(new.height >= point.height - 1e-14)
            if not lower.any():
                break
            up, turn = np.where(lower, up / 2, up), np.where(lower, turn / 2, turn)
            new = self.at(point.level + up, point.slope + turn)
        return new

    def at(self, level: Floats, slope: Floats) -> _Point:
        """The curves (curves,) as points."""
        odds = level[:, None] + slope[:, None] * self.x
        # Both logistic and its logarithm from one exponential: this is where the time goes.
        small = np.exp(-np.abs(odds))
        share = np.where(odds >= 0, 1.0, small) / (1 + small)
        lost = self.weights * (np.maximum(odds, 0.0) + np.log1p(small))
        height = (self.successes * odds - lost).sum(axis=1) - self.penalty / 2 * slope**2
        return _Point(level, slope, height, share)

    def along(self, values: Floats) -> Floats:
        """Sums of values (curves, tasks) times x: (curves,)."""
        return np.asarray(values @ self.x[0] if len(self.x) == 1 else (values * self.x).sum(axis=1))
