"""How fast horizons grow: the days in which they double."""

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured, undefined

FEWEST_MODELS = 3


def doubling_time(days: ArrayLike, minutes: ArrayLike, level: float = LEVEL) -> Measured:
    """Days in which horizons double: one over the slope of a least-squares line of log2 minutes (models,) on release
    days (models,). METR takes the models that were the best at their release.

    The interval is that of the slope, by Student's t on models - 2 degrees of freedom, turned over: it holds how models
    lie about a line, not how uncertain each horizon is. Where the slope may be 0 it has no upper end. Raises ValueError
    for a horizon that is not finite and above 0: those that are undefined are not on the line."""
    when, long = np.asarray(days, dtype=float), np.asarray(minutes, dtype=float)
    if when.ndim != 1 or when.shape != long.shape or not np.isfinite(when).all():
        raise ValueError("needs a release day for each horizon")
    if not (np.isfinite(long) & (long > 0)).all():
        raise ValueError("a horizon on the line is finite and above 0")
    n = len(when)
    if n < FEWEST_MODELS or np.ptp(when) == 0:
        return undefined(f"below minimum ({len(np.unique(when))} of {FEWEST_MODELS} release days)", n, n)
    from scipy.special import stdtrit
    from scipy.stats import linregress

    line = linregress(when, np.log2(long))
    slope, half = float(line.slope), float(stdtrit(n - 2, 0.5 + level / 2)) * float(line.stderr)
    if slope <= 0:
        return undefined("no doubling (horizons do not grow)", n, n)
    found = Measured(value=1 / slope, low=1 / (slope + half), n=n, clusters=n, method="t")
    if slope - half <= 0:
        return found.model_copy(update={"note": "no upper bound (growth is not shown)"})
    return found.model_copy(update={"high": 1 / (slope - half)})
