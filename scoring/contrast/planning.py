"""Where a cell's variance comes from, and what more tasks, attempts or judges would do for its ranking of agents."""

from sandboxes.spec import Frozen
from scoring.contrast.sheet import Channel, Domain, Sheet
from scoring.stats.variance import Components, g_study, reliability

TASKS = (5, 10, 20, 40, 80)
ATTEMPTS = (1, 2, 4, 8)
JUDGES = (1, 2, 3, 5)


class WhatIf(Frozen):
    """A leaderboard of other sizes."""

    tasks: int
    attempts: int
    judges: int
    reliability: float | None
    """E rho^2; None where this study cannot tell."""


class Variances(Frozen):
    """The variance components of a cell's scores."""

    domain: Domain
    channel: Channel
    components: Components
    plans: tuple[WhatIf, ...]


def variances(sheet: Sheet, channel: Channel) -> Variances | None:
    """Of the agents that are compared; None below two tasks or two agents."""
    cube, tasks, agents = sheet.cube(channel)
    if min(len(tasks), len(agents)) < 2:
        return None
    parts = g_study(cube)
    judges = JUDGES if channel == "judged" else (1,)
    plans = [_what_if(parts, t, k, j) for t in TASKS for k in ATTEMPTS for j in judges]
    return Variances(domain=sheet.domain, channel=channel, components=parts, plans=tuple(plans))


def _what_if(parts: Components, tasks: int, attempts: int, judges: int) -> WhatIf:
    found = reliability(parts, tasks, attempts, judges)
    return WhatIf(tasks=tasks, attempts=attempts, judges=judges, reliability=found.value)
