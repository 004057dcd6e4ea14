"""How cost grows with size, from measurements at n, 2n, 4n: an exponent, never a threshold of seconds. Of more sizes
the three largest count: they are there because the smaller ones cost too little.

The exponent is that of the increments, log2((c(4n) - c(2n)) / (c(2n) - c(n))): what a request costs whatever its size
cancels out, so that paying a constant on top hides nothing. Of repeated measurements of a size the least counts."""

from collections import defaultdict
from collections.abc import Iterable
from math import inf, log
from typing import NamedTuple

MOST = 1.5
"""Highest exponent: between n log n and n squared."""
ENOUGH_S = 0.3
"""Seconds of processor time by which the largest of three sizes should cost more than the least, to tell them apart."""
FLOOR_S = 0.06
"""The same where no larger size is there: below it nothing grows."""
SIZES = 3
"""How many sizes an exponent is told by."""


class Growth(NamedTuple):
    """What was measured."""

    sizes: tuple[float, ...]
    least_s: tuple[float, ...]
    """Least cost of each size."""
    exponent: float
    """0 where the differences are too small to tell, infinite where fewer than three sizes were measured."""

    def __str__(self) -> str:
        costs = ", ".join(f"{n:g}: {s:.3f} s" for n, s in zip(self.sizes, self.least_s, strict=True))
        return f"grows as n**{self.exponent:.2f} ({costs})"

    @property
    def harmless(self) -> bool:
        """Whether it grows no faster than that."""
        return self.exponent <= MOST


def growth(costs: Iterable[tuple[float, float]]) -> Growth:
    """The growth over the three largest sizes, from (size, seconds) pairs."""
    by_size: dict[float, list[float]] = defaultdict(list)
    for size, seconds in costs:
        by_size[size].append(seconds)
    sizes = tuple(sorted(by_size))[-SIZES:]
    least = tuple(min(by_size[size]) for size in sizes)
    return Growth(sizes, least, _exponent(sizes, least) if len(sizes) == SIZES else inf)


def _exponent(sizes: tuple[float, ...], least: tuple[float, ...]) -> float:
    early, late = least[1] - least[0], least[2] - least[1]
    if early + late < FLOOR_S:
        return 0.0
    if early <= 0:
        return inf
    # Sizes double: of c = a * n**p the increments grow by 2**p from one doubling to the next.
    return log(max(late, 1e-9) / early) / log(sizes[2] / sizes[1])
