"""Success against length: logistic curves with a penalty on the slope, fitted by the thousand."""

from typing import NamedTuple

import numpy as np

from scoring.stats.bootstrap import BLOCK, Floats

PENALTY = 1e-5
"""On half the squared slope, beside a log-likelihood whose weights sum to 1. METR's since March 2026; its 0.1 of before
shrank slopes, and lengthened the horizons of strong agents by up to a fifth."""
SETTLED = 1e-8
"""Log-odds by which a step may still move a curve at its centre, or a doubling of length."""
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
        return np.asarray(_share(self.intercept[:, None] + self.slope[:, None] * x), dtype=float)

    def horizon(self, chance: float) -> Floats:
        """The x at which success has that chance: (curves,), -inf where all failed, inf where all succeeded, nan
        where the curve does not fall."""
        odds = np.log(chance / (1 - chance)) - self.intercept
        falling = self.slope < 0
        fallen = np.divide(odds, self.slope, out=np.full(len(odds), np.nan), where=falling)
        return np.where(np.isinf(self.intercept), self.intercept, fallen)


def fit(x: Floats, weights: Floats, successes: Floats, penalty: float = PENALTY) -> Curves:
    """Curves of most likelihood, one for each row of weights (curves, tasks) and of weighted successes (curves, tasks),
    each between 0 and its weight; x is (curves, tasks), or (1, tasks) for all. Every row needs some weight.

    Newton's method with a line search, without which it diverges where nearly all succeed."""
    wide = len(x) > 1
    size = max(1, BLOCK // max(1, weights.shape[1]))
    parts = [
        _fit(
            x[start : start + size] if wide else x,
            weights[start : start + size],
            successes[start : start + size],
            penalty,
        )
        for start in range(0, len(weights), size)
    ]
    return Curves(np.concatenate([p.intercept for p in parts]), np.concatenate([p.slope for p in parts]))


def _fit(x: Floats, weights: Floats, successes: Floats, penalty: float) -> Curves:
    total, solved = weights.sum(axis=1), successes.sum(axis=1)
    centre = (weights * x).sum(axis=1) / total
    none, every = solved <= 1e-12 * total, solved >= (1 - 1e-12) * total
    level, slope = np.where(none, -np.inf, np.inf), np.zeros(len(total))
    open_ = np.flatnonzero(~none & ~every)
    level[open_] = np.log(solved[open_] / (total - solved)[open_])
    for _ in range(STEPS):
        if not len(open_):
            break
        rows = _Rows((x[open_] if len(x) > 1 else x) - centre[open_, None], weights[open_], successes[open_], penalty)
        up, turn = rows.step(level[open_], slope[open_])
        level[open_] += up
        slope[open_] += turn
        open_ = open_[np.abs(up) + np.abs(turn) > SETTLED]
    return Curves(level - np.where(np.isinf(level), 0.0, slope * centre), slope)


class _Rows(NamedTuple):
    """Curves that have not settled."""

    x: Floats
    weights: Floats
    successes: Floats
    penalty: float

    def step(self, level: Floats, slope: Floats) -> tuple[Floats, Floats]:
        """Newton's step, halved until it does not lead down: (curves,) for the level and for the slope."""
        share = _share(level[:, None] + slope[:, None] * self.x)
        rest, inner = self.successes - self.weights * share, self.weights * share * (1 - share)
        along = inner * self.x
        a, b, c = inner.sum(axis=1), along.sum(axis=1), (along * self.x).sum(axis=1) + self.penalty
        first, second = rest.sum(axis=1), (rest * self.x).sum(axis=1) - self.penalty * slope
        # Of a curve that is all but a step the information is 0 to machine precision, and the gradient too.
        area = np.maximum(a * c - b * b, 1e-300)
        up, turn = (c * first - b * second) / area, (a * second - b * first) / area
        before = self.height(level, slope)
        for _ in range(HALVINGS):
            lower = ~(self.height(level + up, slope + turn) >= before - 1e-14)
            if not lower.any():
                break
            up, turn = np.where(lower, up / 2, up), np.where(lower, turn / 2, turn)
        return up, turn

    def height(self, level: Floats, slope: Floats) -> Floats:
        """Penalised log-likelihood: (curves,)."""
        odds = level[:, None] + slope[:, None] * self.x
        gained = (self.successes * odds - self.weights * np.logaddexp(0.0, odds)).sum(axis=1)
        return np.asarray(gained - self.penalty / 2 * slope**2)


def _share(odds: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))
