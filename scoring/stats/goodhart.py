"""What choosing the best of n by a reward does to quality, in theory: curves to draw beside those that are measured."""

from functools import cache
from math import comb, exp, lgamma, log

import numpy as np


@cache
def expected_max(n: int) -> float:
    """E[max of n standard normal draws], by quadrature to 10 digits. Source: Tippett, Biometrika 17 (1925) 364."""
    from scipy.integrate import quad
    from scipy.special import log_ndtr

    if n < 1:
        raise ValueError(f"needs one draw at least, not {n}")
    found, _ = quad(
        lambda z: z * n * np.exp((n - 1) * log_ndtr(z) - z * z / 2) / np.sqrt(2 * np.pi), -12, 12, limit=400
    )
    return float(found)


def divergence(n: int) -> float:
    """How far the best of n is from one draw, ln n - (n - 1) / n, in nats: an upper bound where rewards can tie.

    Source: Beirami et al., arXiv 2401.01879 (2024)."""
    return log(n) - (n - 1) / n


def regressional(correlation: float, n: int) -> float:
    """Quality, in standard deviations, of the best of n by a reward that correlates with it so, both normal:
    rho E[max]. The share of what could be gained is rho for every n.

    Source: Gao, Schulman and Hilton, arXiv 2210.10760 (2022)."""
    return correlation * expected_max(n)


def extremal(correlation: float, share: float, cost: float, n: int) -> float:
    """The same where a share of the attempts is an exploit, which is always chosen and is worth -cost: it rises, then
    falls. (1 - eps)^n rho E[max] - (1 - (1 - eps)^n) c, taking the rest to be n attempts still."""
    clean = (1 - share) ** n
    return clean * regressional(correlation, n) - (1 - clean) * cost


def saturating(right: float, sensitivity: float, false_pass: float, n: int) -> float:
    """P(the chosen attempt is right) for the best of n by a pass or fail reward: one of those that pass by lot, else
    any by lot. (1 - (1 - s)^n) PPV + (1 - s)^n FOR with s the share that passes; it tends to the PPV."""
    passes = right * sensitivity + (1 - right) * false_pass
    ppv = right * sensitivity / passes if passes > 0 else 0.0
    omitted = right * (1 - sensitivity) / (1 - passes) if passes < 1 else 0.0
    none = (1 - passes) ** n
    return (1 - none) * ppv + none * omitted


def share_chosen(below: int, tied: int, total: int, n: int) -> float:
    """P(the best of n of `total` attempts is one of `tied` equal ones that have `below` strictly below them):
    [C(b + c, n) - C(b, n)] / C(N, n)."""
    return (_ratio(below + tied, total, n) - _ratio(below, total, n)) if n <= total else float("nan")


def _ratio(some: int, total: int, n: int) -> float:
    """C(some, n) / C(total, n)."""
    if some < n:
        return 0.0
    if total <= 60:
        return comb(some, n) / comb(total, n)
    return exp(lgamma(some + 1) - lgamma(some - n + 1) - lgamma(total + 1) + lgamma(total - n + 1))
