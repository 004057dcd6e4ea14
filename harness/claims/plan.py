"""How many tasks would decide a claim, and what they cost."""

from math import ceil, log
from statistics import NormalDist, fmean

from harness.attempts import Attempt
from harness.claims.claim import Claim
from harness.claims.quantities import Found
from sandboxes.spec import Frozen
from scoring.stats.measured import Measured

POWER = 0.8
NO_GAP = "If the truth is the threshold itself, no number of tasks decides it."


class Planned(Frozen):
    """What it would take."""

    tasks: int | None
    """None where that cannot be said; the note tells why."""
    attempts: float
    """At each task."""
    usd: float | None
    """For all attempts; None where their cost is not known."""
    hours: float
    """Of the agent's own time, one attempt after the other."""
    note: str


def plan(claim: Claim, known: Found, rows: tuple[Attempt, ...], expect: float | None = None) -> Planned:
    """Tasks at which the claim's interval leaves its threshold with 80 % power, if the truth is `expect`, or else what
    was found, and tasks differ as those seen do: the interval's standard error falls with the root of their number.
    An approximation: ratios and horizons are compared by their logarithm."""
    apart = _apart(claim, known.measured, expect)
    each = known.attempts
    own = [row for row in rows if row.wall_s > 0]
    if apart is None or known.measured.low is None or known.measured.high is None:
        note = f"A pilot with an interval is needed first ({known.measured.note or 'none here'})."
        return Planned(tasks=None, attempts=each, usd=None, hours=0.0, note=note)
    gap, error = apart
    if gap == 0:
        return Planned(tasks=None, attempts=each, usd=None, hours=0.0, note=NO_GAP)
    needed = _normal((1 + claim.confidence) / 2) + _normal(POWER)
    tasks = max(claim.least.tasks, ceil(known.tasks * (needed * error / gap) ** 2))
    tries = tasks * each
    dollars = [row.usd for row in own if row.usd is not None]
    usd = tries * fmean(dollars) if dollars and len(dollars) == len(own) else None
    hours = tries * fmean(row.wall_s for row in own) / 3600 if own else 0.0
    note = f"By what {known.tasks} tasks showed; a small pilot plans badly, most often too few."
    return Planned(tasks=tasks, attempts=each, usd=usd, hours=hours, note=note)


RATIOS = ("horizon_50", "horizon_80", "throughput", "speedup")


def _apart(claim: Claim, found: Measured, expect: float | None) -> tuple[float, float] | None:
    """How far the truth is taken to lie from the threshold, and the standard error now, on one scale."""
    truth = found.value if expect is None else expect
    if truth is None or found.low is None or found.high is None:
        return None
    width = 2 * _normal((1 + claim.confidence) / 2)
    if claim.quantity in RATIOS:
        if min(truth, found.low, claim.threshold) <= 0:
            return None
        return abs(log(truth / claim.threshold)), log(found.high / found.low) / width
    return abs(truth - claim.threshold), (found.high - found.low) / width


def _normal(share: float) -> float:
    return NormalDist().inv_cdf(share)
