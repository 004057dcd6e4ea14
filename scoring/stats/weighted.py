"""Weighted sums of means of strata (kinds of work), each over units of its own."""

from collections.abc import Sequence
from math import hypot

from scoring.stats.intervals import LEVEL, mean, mean_interval
from scoring.stats.measured import Measured, undefined

FEWEST_UNITS = 2
"""Units of a stratum below which it has no interval: one says nothing of its spread."""
NEGLIGIBLE = 1e-12
"""Weights below this are rounding."""


def stratum_mean(units: Sequence[float], n: int, level: float = LEVEL) -> Measured:
    """The mean of the units (k,) of one stratum, each in [0, 1], with `intervals.mean_interval`; `n` is how many items
    they were found from. Raises ValueError for a unit outside."""
    found = mean(units)
    if found is None:
        return undefined("undefined (no data)")
    none = Measured(value=found.value, n=n, clusters=len(units))
    interval = mean_interval(units, level)
    if len(units) < FEWEST_UNITS or interval is None:
        return none.model_copy(update={"note": f"cannot decide ({len(units)} of {FEWEST_UNITS} tasks)"})
    return none.model_copy(update=interval._asdict())


def weighted_sum(parts: Sequence[tuple[float, Measured]]) -> Measured:
    """The sum of weight times mean over independent strata, from the means' own intervals: to either side as far as the
    squares of the weighted distances to the ends add up to. For weights that sum to 1 this is a weighted mean and stays
    within [0, 1]; with the differences of two sets of weights it is the difference of two such means over the same
    strata, in which what they share cancels. Where all of a stratum's units are 0 or 1, its exact bound counts, so that
    it adds no certainty. No interval where a stratum with any weight has none.

    Source: Zou and Donner, Stat. Med. 27 (2008) 1693 (MOVER); Zou, Huang and Zhang, Comput. Stat. Data Anal. 53 (2009)
    1080 (weighted sums)."""
    used = [(weight, part) for weight, part in parts if abs(weight) > NEGLIGIBLE]
    n, clusters = sum(part.n for _, part in used), sum(part.clusters for _, part in used)
    if not used:
        return undefined("undefined (no stratum has a weight)")
    if any(part.value is None for _, part in used):
        return undefined("undefined (a mean is)", n, clusters)
    value = sum(weight * (part.value or 0.0) for weight, part in used)
    none = Measured(value=value, n=n, clusters=clusters)
    if missing := [part.note for _, part in used if part.low is None or part.high is None]:
        return none.model_copy(update={"note": missing[0] or "no interval (one of the means has none)"})
    down, up = [], []
    for weight, part in used:
        below, above = (part.value or 0.0) - (part.low or 0.0), (part.high or 0.0) - (part.value or 0.0)
        down.append(weight * below if weight > 0 else weight * above)
        up.append(weight * above if weight > 0 else weight * below)
    return none.model_copy(update={"low": value - hypot(*down), "high": value + hypot(*up), "method": "newcombe"})
