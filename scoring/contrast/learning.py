"""What a cell's reward could teach, as curves and points: choosing the best of n, and what a gradient would see."""

import numpy as np

from sandboxes.spec import Frozen
from scoring.contrast.rows.climbing import attempts_of, usual_attempts
from scoring.contrast.sheet import Channel, Domain, Sheet
from scoring.stats.bootstrap import Floats, divide
from scoring.stats.goodhart import extremal
from scoring.stats.learnability import advantage_snr, live_groups, sign_accuracy, useful_signal
from scoring.stats.measured import Measured
from scoring.stats.selection import Choice, best_of_curve

MOST_SEEN = 0.9
"""Share of the attempts that must have been looked at again before the curve of another look is drawn."""
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
    found here, and tricks as frequent as agents were found to cheat: theory, to be drawn beside."""
    correlation: float | None


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


def climb(sheet: Sheet, channel: Channel, tricks: float = 0.0) -> Climb | None:
    """The curve of a cell; None below four attempts per task. `tricks` is the share of attempts that cheat."""
    rewards, quality, again, _ = attempts_of(sheet, channel)
    most = usual_attempts(rewards, quality) // 2
    if most < 2:
        return None
    known = np.isfinite(again).sum() / max(1, np.isfinite(rewards).sum())
    rho = within_correlation(rewards, quality)
    sizes = range(1, most + 1)
    return Climb(
        domain=sheet.domain,
        channel=channel,
        choices=tuple(best_of_curve(rewards, quality, again if known >= MOST_SEEN else None, most=most)),
        expected=tuple(extremal(rho, tricks, 1.0, n) for n in sizes) if rho is not None else (),
        correlation=rho,
    )


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
