"""The noncentral F distribution turned round: which noncentralities an observed F ratio leaves possible."""

from scoring.stats.intervals import LEVEL

LARGE = 1e5
"""Noncentrality above which a central F stands in: by then they differ by less than 1e-7."""


def noncentral_f(ratio: float, above: int, below: int, noncentrality: float) -> float:
    """P(F' <= ratio) for `above` and `below` degrees of freedom and a noncentrality of at least 0.

    Above `LARGE`, where the series takes long and then fails, Patnaik's central F with the first two moments of the
    numerator. Source: Patnaik, Biometrika 36 (1949) 202."""
    from scipy.special import fdtr, ncfdtr

    if noncentrality <= LARGE:
        return float(ncfdtr(above, below, noncentrality, ratio))
    mean = above + noncentrality
    return float(fdtr(mean**2 / (above + 2 * noncentrality), below, ratio * above / mean))


def noncentralities(ratio: float, above: int, below: int, level: float = LEVEL) -> tuple[float, float]:
    """The interval of noncentralities whose central `level` of F' holds the ratio, which covers exactly `level`; an end
    that would be negative is 0. Source: Steiger, Psychol. Methods 9 (2004) 164."""
    tail = (1 - level) / 2
    return _matching(ratio, above, below, 1 - tail), _matching(ratio, above, below, tail)


def _matching(ratio: float, above: int, below: int, share: float) -> float:
    """The noncentrality with P(F' <= ratio) = share, or 0 where even none leaves less below."""
    from scipy.optimize import brentq

    def excess(noncentrality: float) -> float:
        return noncentral_f(ratio, above, below, noncentrality) - share

    if excess(0.0) <= 0:
        return 0.0
    end = 1 + above * ratio
    while excess(end) > 0:
        end *= 2
    return float(brentq(excess, 0.0, end, xtol=1e-12 * end, rtol=1e-12))
