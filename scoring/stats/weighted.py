"""Weighted sums of means of strata (kinds of work), each over units of its own."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
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


def weighted_sum(parts: Sequence[tuple[float, Measured]], over: Sequence[Hashable] = ()) -> Measured:
    """The sum of weight times mean, from the means' own intervals: to either side as far as the squares of the weighted
    distances to the ends add up to. For weights that sum to 1 this is a weighted mean and stays within [0, 1]; with the
    differences of two sets of weights it is the difference of two such means over the same strata, in which what they
    share cancels. Where all of a stratum's units are 0 or 1, its exact bound counts, so that it adds no certainty. No
    interval where a stratum with any weight has none.

    Each part is a stratum of its own, independent of the others, unless `over` names for each (as many as parts) what
    units it is over. Means over the same units (of two agents, say) go together more or less: those whose weights have
    the same sign count as if they did wholly, their distances added; those of opposite sign as independent. That is
    wide enough for any correlation from 0 to 1. `clusters` then counts the most units of such a group.

    Source: Zou and Donner, Stat. Med. 27 (2008) 1693 (MOVER); Zou, Huang and Zhang, Comput. Stat. Data Anal. 53 (2009)
    1080 (weighted sums)."""
    strata = over or range(len(parts))
    used = [(at, weight, part) for at, (weight, part) in zip(strata, parts, strict=True) if abs(weight) > NEGLIGIBLE]
    units: dict[Hashable, int] = defaultdict(int)
    for at, _, part in used:
        units[at] = max(units[at], part.clusters)
    n, clusters = sum(part.n for _, _, part in used), sum(units.values())
    if not used:
        return undefined("undefined (no stratum has a weight)")
    if any(part.value is None for _, _, part in used):
        return undefined("undefined (a mean is)", n, clusters)
    value = sum(weight * (part.value or 0.0) for _, weight, part in used)
    none = Measured(value=value, n=n, clusters=clusters)
    if missing := [part.note for _, _, part in used if part.low is None or part.high is None]:
        return none.model_copy(update={"note": missing[0] or "no interval (one of the means has none)"})
    down: dict[tuple[Hashable, bool], float] = defaultdict(float)
    up: dict[tuple[Hashable, bool], float] = defaultdict(float)
    for at, weight, part in used:
        below, above = (part.value or 0.0) - (part.low or 0.0), (part.high or 0.0) - (part.value or 0.0)
        down[at, weight > 0] += weight * below if weight > 0 else -weight * above
        up[at, weight > 0] += weight * above if weight > 0 else -weight * below
    ends = {"low": value - hypot(*down.values()), "high": value + hypot(*up.values())}
    return none.model_copy(update={**ends, "method": "newcombe"})
