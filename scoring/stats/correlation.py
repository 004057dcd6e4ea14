"""Rank correlation of two measurements on the same units."""

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.intervals import LEVEL
from scoring.stats.measured import NO_VARIANCE, Measured, undefined

FEWEST = 10
"""Units below which the interval is no longer held: Bonett and Wright simulate from 10 on."""


def spearman(first: ArrayLike, second: ArrayLike, level: float = LEVEL) -> Measured:
    """Spearman's rank correlation of two columns (units,), ties sharing their mean rank, of independent units.

    The interval is Bonett and Wright's, Psychometrika 65 (2000) 23: Fisher's z with variance (1 + r^2 / 2) / (n - 3),
    which holds up to |r| of .9 or so. Without variance there is no correlation. Raises ValueError for unknown
    values."""
    x, y = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if x.shape != y.shape or x.ndim != 1 or not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("needs two columns of the same length, all known")
    n = len(x)
    if n < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return undefined(NO_VARIANCE, n, n)
    from scipy.stats import norm, rankdata

    r = float(np.clip(np.corrcoef(rankdata(x), rankdata(y))[0, 1], -1, 1))
    if n < FEWEST:
        return Measured(value=r, n=n, clusters=n, note=f"no interval ({n} of {FEWEST} units)")
    if abs(r) > 1 - 1e-12:
        return Measured(value=r, n=n, clusters=n, note="no interval (all ranks agree)")
    half = norm.ppf((1 + level) / 2) * np.sqrt((1 + r * r / 2) / (n - 3))
    low, high = np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)
    return Measured(value=r, low=float(low), high=float(high), n=n, clusters=n, method="delta")
