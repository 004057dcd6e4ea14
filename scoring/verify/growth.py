"""How cost grows with size, from measurements at n, 2n, 4n, ...: an exponent, never a threshold of seconds.

Of repeated measurements of a size the least counts; through these goes c(n) = a + b * n**p, a and b not negative, by
least squares of the relative differences, and p is the exponent. The constant takes what a request costs whatever its
size; one that is paid on top to drown the rest in noise is itself not harmless. All sizes are fitted, not the last
three: where the speed of a machine varies twofold within a second, which it does, differences of neighbours call one
line in three a square (tests/unit/scoring/verify/test_growth.py holds the fit against simulated machines).

Compare the power rules of McGeoch, Sanders, Fleischer, Cohen, Precup, "Using finite experiments to study asymptotic
performance" (Experimental Algorithmics, LNCS 2547, 2002)."""

from collections import defaultdict
from collections.abc import Iterable
from math import inf
from typing import NamedTuple

import numpy as np

MOST = 1.5
"""Highest exponent: between n log n and n squared."""
ENOUGH_S = 0.3
"""Seconds of processor time by which the largest size should cost more than the least, to tell how it grows."""
CLEAR = 4
"""How many times what the least size costs the largest should cost more: noise is in proportion to what is paid."""
FLOOR_S = 0.06
"""The same where no larger size is there: below it nothing grows."""
SIZES = 6
"""Fewer sizes tell no exponent."""
NOISE_S = 0.005
"""Seconds that any measurement is uncertain by."""
EXPONENTS = np.arange(0.0, 4.001, 0.01)


class Growth(NamedTuple):
    """What was measured."""

    sizes: tuple[float, ...]
    least_s: tuple[float, ...]
    """Least cost of each size."""
    exponent: float
    """0 where the differences are too small to tell, at most 4; infinite where fewer than SIZES sizes were measured, or
    where the least size costs so much that what the others add cannot be told from noise."""

    def __str__(self) -> str:
        costs = ", ".join(f"{n:g}: {s:.3f} s" for n, s in zip(self.sizes, self.least_s, strict=True))
        return f"grows as n**{self.exponent:.2f} ({costs})"

    @property
    def harmless(self) -> bool:
        """Whether it grows no faster than that."""
        return self.exponent <= MOST

    @property
    def told(self) -> bool:
        """Whether larger sizes would tell no more: the largest costs enough, and five times what the least does."""
        if len(self.sizes) < SIZES:
            return False
        return self.least_s[-1] - self.least_s[0] >= max(ENOUGH_S, CLEAR * self.least_s[0])


def growth(costs: Iterable[tuple[float, float]]) -> Growth:
    """The growth over all sizes, from (size, seconds) pairs."""
    by_size: dict[float, list[float]] = defaultdict(list)
    for size, seconds in costs:
        by_size[size].append(seconds)
    sizes = tuple(sorted(by_size))
    least = tuple(min(by_size[size]) for size in sizes)
    found = Growth(sizes, least, inf)
    hidden = len(sizes) < SIZES or (least[0] >= ENOUGH_S and not found.told)
    return found if hidden else found._replace(exponent=_exponent(np.array(sizes), np.array(least)))


def _exponent(sizes: np.ndarray, least: np.ndarray) -> float:
    if least[-1] - least[0] < FLOOR_S:
        return 0.0
    # For each exponent the best a and b in closed form: rows are exponents, columns sizes.
    weight = np.broadcast_to(1 / (np.maximum(least, 0) + NOISE_S), (EXPONENTS.size, sizes.size))
    one, power = weight, weight * (sizes / sizes[-1]) ** EXPONENTS[:, None]
    cost = weight * least
    a, b = _without_negatives(one, power, cost)
    misfit = ((a[:, None] * one + b[:, None] * power - cost) ** 2).sum(axis=1)
    return float(EXPONENTS[np.argmin(misfit)])


def _without_negatives(one: np.ndarray, power: np.ndarray, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Least squares of two coefficients that are not negative, row by row."""

    def dot(left: np.ndarray, right: np.ndarray) -> np.ndarray:
        return np.asarray((left * right).sum(axis=1))

    oo, pp, op, oc, pc = dot(one, one), dot(power, power), dot(one, power), dot(one, cost), dot(power, cost)
    within = np.maximum(oo * pp - op * op, 1e-12 * oo * pp)
    a, b = (oc * pp - pc * op) / within, (pc * oo - oc * op) / within
    alone_a, alone_b = np.maximum(oc / oo, 0), np.maximum(pc / pp, 0)
    return np.where(a < 0, 0, np.where(b < 0, alone_a, a)), np.where(a < 0, alone_b, np.where(b < 0, 0, b))
