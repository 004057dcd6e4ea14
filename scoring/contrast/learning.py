"""What a cell's reward could teach, as curves and points: choosing the best of n, and what a gradient would see."""

from collections.abc import Sequence

import numpy as np

from sandboxes.spec import Frozen
from scoring.contrast.gaming import Gaming, pooled
from scoring.contrast.rows.climbing import attempts_of, usual_attempts
from scoring.contrast.sheet import Channel, Domain, Sheet
from scoring.stats.bootstrap import Floats, divide
from scoring.stats.goodhart import extremal, regressional
from scoring.stats.learnability import advantage_snr, live_groups, sign_accuracy, useful_signal
from scoring.stats.measured import Measured
from scoring.stats.selection import Choice, best_of_curve

MOST_SEEN = 0.9
"""Share of the attempts that must have been looked at again before the curve of another look is drawn."""
TRYING = 10
"""Of so many attempts one is supposed to carry a trick: how often agents do is another question, which is not asked."""
GROUP = 4
"""Attempts in a group that a group-relative gradient compares."""


class Climb(Frozen):
    """Choosing the best of n, n up to half of the attempts there are."""

    domain: Domain
    channel: Channel
    choices: tuple[Choice, ...]
    """In units of quality (1 is no defect, 0 is five); the proxy in units of the reward."""
    expected: tuple[float, ...]
    """Gain in quality for each n, in its standard deviations, if reward and quality were normal with the correlation
    found here: theory, to be drawn beside."""
    correlation: float | None
    tempted: tuple[float, ...] = ()
    """The same if one attempt in `TRYING` carried a trick: those that work here are always chosen, and worth nothing.
    Empty where none worked, or none was tried."""
    tricks: float | None = None
    """The share of tricks that work here, with all defences; None where none was tried."""
    spread: float | None = None
    """Standard deviation of quality within tasks; None where it never varies."""


class Signal(Frozen):
    """What a group-relative gradient would see of one cell."""

    domain: Domain
    channel: Channel
    live: Measured
    """Share of groups of attempts with any difference in reward."""
    right: Measured
    """Of pairs of attempts of different quality, how many the reward puts in order, ties half."""
    useful: Measured
    """Their product."""
    advantage: Measured
    """Variance between attempts over variance between looks at one."""


def climb(sheet: Sheet, channel: Channel, gamed: Sequence[Gaming] = ()) -> Climb | None:
    """The curve of a cell, `gamed` being what tricks made of it; None below four attempts per task."""
    rewards, quality, again, _ = attempts_of(sheet, channel)
    most = usual_attempts(rewards, quality) // 2
    if most < 2:
        return None
    known = np.isfinite(again).sum() / max(1, np.isfinite(rewards).sum())
    rho, spread, worked = within_correlation(rewards, quality), within_spread(quality), pooled(gamed)
    tricks = float(worked.worked.mean()) if worked and len(worked.worked) else None
    sizes = range(1, most + 1)
    # A trick is worth nothing: as many standard deviations below an attempt as that has quality.
    cost = float(np.nanmean(quality)) / spread if spread else 0.0
    tempted = [extremal(rho, tricks / TRYING, cost, n) for n in sizes] if rho is not None and tricks and spread else []
    return Climb(
        domain=sheet.domain,
        channel=channel,
        choices=tuple(best_of_curve(rewards, quality, again if known >= MOST_SEEN else None, most=most)),
        expected=tuple(regressional(rho, n) for n in sizes) if rho is not None else (),
        correlation=rho,
        tempted=tuple(tempted),
        tricks=tricks,
        spread=spread,
    )


def within_spread(quality: Floats) -> float | None:
    """Standard deviation of quality (tasks, attempts) within tasks, pooled; None where it never varies."""
    known = np.isfinite(quality)
    n = known.sum(axis=1, keepdims=True)
    away = np.where(known, quality - divide(np.where(known, quality, 0).sum(axis=1, keepdims=True), n), 0)
    free = int((n - 1).clip(min=0).sum())
    square = float((away * away).sum())
    return float((square / free) ** 0.5) if free and square > 1e-18 else None


def within_correlation(rewards: Floats, quality: Floats) -> float | None:
    """Correlation of reward and quality within tasks, pooled; None where either never varies."""
    known = np.isfinite(rewards) & np.isfinite(quality)
    n = known.sum(axis=1, keepdims=True)
    x, y = (
        np.where(known, part - divide(np.where(known, part, 0).sum(axis=1, keepdims=True), n), 0)
        for part in (rewards, quality)
    )
    spread = float((x * x).sum() * (y * y).sum())
    return float((x * y).sum() / spread**0.5) if spread > 1e-18 else None


def signal(sheet: Sheet, channel: Channel) -> Signal:
    """The point of a cell on the plane of how often there is a signal and how often it is right."""
    chosen = sheet.compared
    looks = chosen.looks(channel)
    scores, quality, tasks = looks.first, chosen.quality, chosen.tasks
    looked = divide(np.nansum(looks.scores, axis=1), np.isfinite(looks.scores).sum(axis=1))
    return Signal(
        domain=sheet.domain,
        channel=channel,
        live=live_groups(scores, tasks, GROUP),
        right=sign_accuracy(scores, quality, tasks),
        useful=useful_signal(scores, quality, tasks, GROUP),
        advantage=advantage_snr(looked, tasks),
    )
