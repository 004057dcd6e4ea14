"""Position bias of a judge that saw each pair of artifacts in both orders."""

import numpy as np
from numpy.typing import ArrayLike

from sandboxes.spec import Frozen
from scoring.stats.bias import Choices, Effect, fit_bias
from scoring.stats.bootstrap import share
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured


class PositionBias(Frozen):
    """What the order of the two does."""

    effect: Effect
    """(logit P(A wins | A first) - logit P(A wins | A second)) / 2, in log-odds; above 0 the first place helps."""
    won_first: Measured
    """P(A wins | A first), a tie being half."""
    won_second: Measured
    flips: Measured
    """Of the pairs judged in both orders, how many were judged differently. Retest noise flips too: a judge without
    any position bias does so, as often to the first place as to the second."""
    to_first: Measured
    """Of those that flipped, how many went with the first place: .5 is no direction."""


def position_bias(
    first: ArrayLike, second: ArrayLike, labels: ArrayLike | None = None, *, level: float = LEVEL
) -> PositionBias:
    """From A's result (pairs,) where it was shown first and where second: 1 won, 0 lost, .5 tie, nan abstained.

    `labels` names the cluster (task) of each pair; without it the pairs are taken to be independent of each other, and
    the two orders of a pair never are."""
    shown_first, shown_second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n = len(shown_first)
    names = np.arange(n) if labels is None else np.asarray(labels)
    moved = shown_first - shown_second
    flipped = np.where(np.isfinite(moved), moved != 0, np.nan)
    towards = np.where(flipped == 1, moved > 0, np.nan)
    # All of A as one agent and all of B as another: the difference of their strengths is the model's constant.
    choices = Choices(
        won=np.concatenate([shown_first, shown_second]),
        order=np.repeat([1, -1], n),
        labels=np.concatenate([names, names]),
        a=np.repeat("A", 2 * n),
        b=np.repeat("B", 2 * n),
    )
    return PositionBias(
        effect=fit_bias(choices, level=level).effects["position"],
        won_first=share(shown_first, labels, level=level),
        won_second=share(shown_second, labels, level=level),
        flips=share(flipped, labels, level=level),
        to_first=share(towards, labels, level=level),
    )
