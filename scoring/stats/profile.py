"""A bound for a coefficient whose estimate is infinite: what the likelihood still allows on the other side."""

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import Floats
from scoring.stats.intervals import LEVEL
from scoring.stats.logistic import fit, log_likelihood, newton, row_space

FARTHEST = 30
"""Log-odds beyond which no bound is looked for."""


def profile_bound(
    design: ArrayLike, outcomes: ArrayLike, contrast: ArrayLike, level: float = LEVEL
) -> tuple[float | None, float | None]:
    """A bound (low, None) or (None, high) for a `separated` combination of coefficients, one-sided at the level.

    All values the profile likelihood does not reject by chi-square with one degree of freedom, as if outcomes were
    independent. (None, None) where the combination is bounded on neither side, for it grows in both directions, or is
    not separated. Source: Heinze and Schemper, Stat. Med. 21 (2002) 2409, for profile bounds under separation."""
    from scipy.optimize import brentq
    from scipy.special import chdtri

    columns, outcome, wanted = (np.asarray(part, dtype=float) for part in (design, outcomes, contrast))
    found = fit(columns, outcome)
    if found.status(wanted) != "separated":
        return None, None
    basis, _ = row_space(columns)
    rows, along = columns @ basis, wanted @ basis
    allowed = float(chdtri(1.0, 2 * (1 - level))) / 2

    def excess(value: float) -> float:
        return found.log_likelihood - _best_given(rows, outcome, along, value) - allowed

    at_zero = excess(0.0) > 0
    for end in sorted(range(-FARTHEST, FARTHEST + 1), key=abs):
        if (excess(float(end)) > 0) != at_zero:
            bound = float(brentq(excess, min(0.0, end), max(0.0, end), xtol=1e-6))
            return (bound, None) if at_zero == (end > 0) else (None, bound)
    return None, None


def _best_given(rows: Floats, outcomes: Floats, along: Floats, value: float) -> float:
    """The greatest log-likelihood with `along @ inner` held at a value."""
    middle = along * value / (along @ along)
    rest = np.linalg.svd(along[None, :])[2][1:].T
    offset = rows @ middle
    free = rows @ rest
    return log_likelihood(free @ newton(free, outcomes, offset) + offset, outcomes)
