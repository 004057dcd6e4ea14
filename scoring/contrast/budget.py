"""Statistics at equal budgets: what a minute or a dollar of looking buys in each cell."""

from typing import Literal

import numpy as np

from scoring.contrast.figures import scaled
from scoring.contrast.sheet import Looks
from scoring.stats.bootstrap import Floats
from scoring.stats.measured import Measured, undefined
from scoring.stats.variance import Components

Money = Literal["min", "usd"]
MINUTE_S = 60.0
PAIR = 2
FREE, UNKNOWN = "undefined (free)", "undefined (what a look takes is not known)"
AS_MEASURED = "The interval takes what a look costs as measured. Agents' own time and money are left out."


def costs(looks: Looks) -> dict[Money, float]:
    """Minutes and dollars of one look by every rater, one after the other; nan where one rater's are not known."""
    return {"min": _each_once(looks.seconds) / MINUTE_S, "usd": _each_once(looks.usd)}


def bought(found: Measured, cost: float) -> Measured:
    """A statistic of one score, for one unit of what the score costs."""
    return scaled(found, 1 / cost) if cost > 0 else _priceless(found, cost)


def spent(tasks: Measured, study: Components, cost: float) -> Measured:
    """What looking takes on so many tasks until two agents are told apart, each with the attempts and repeats of the
    study; `cost` is that of one look by every rater."""
    if study.sizes is None or not cost > 0:
        return _priceless(tasks, cost)
    return scaled(tasks, PAIR * study.sizes.attempts * study.sizes.repeats * cost)


def _priceless(found: Measured, cost: float) -> Measured:
    return undefined(UNKNOWN if np.isnan(cost) else FREE, found.n, found.clusters)


def _each_once(values: Floats) -> float:
    """The sum of the raters' means; values are (artifacts, raters, repeats)."""
    found = [part[np.isfinite(part)] for part in np.moveaxis(values, 1, 0)]
    return sum(float(part.mean()) if len(part) else np.nan for part in found) if found else np.nan
