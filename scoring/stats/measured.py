"""A statistic with its interval, or the reason why it has none."""

from typing import Literal

from sandboxes.spec import Frozen

Spread = Literal[
    "percentile",
    "bca",
    "jackknife",
    "sign-flip",
    "chi-square",
    "F",
    "t",
    "wilson",
    "newcombe",
    "clopper-pearson",
    "delong",
    "delta",
    "profile",
    "agreement",
    "order statistics",
    "none",
]
"""How an interval was found. `jackknife` and `t` take Student quantiles; `profile` is a bound on one side only."""

NO_VARIANCE = "undefined (no variance)"
"""Where a coefficient compares variances that are all 0: it is neither 0 nor 1 then, it does not exist."""


class Measured(Frozen):
    """A statistic with its 95 % interval (unless it was asked for at another level)."""

    value: float | None = None
    """None where it does not exist; the note says why."""
    low: float | None = None
    """None where there is no interval, or none on this side; the note says why."""
    high: float | None = None
    n: int = 0
    """How many items it was found from."""
    clusters: int = 0
    """How many independent units the interval rests on: tasks, or the items themselves where they are independent."""
    method: Spread = "none"
    note: str = ""
    """Why there is no value or no interval; empty where there is nothing to say."""


def undefined(note: str, n: int = 0, clusters: int = 0) -> Measured:
    """A statistic that does not exist for this data."""
    return Measured(n=n, clusters=clusters, note=note)
