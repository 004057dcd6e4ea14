"""Judges that compare: drawn from the pairwise model itself. Four agents of three families, judges of the same three,
lengths that overlap within every pair of agents, orders at random: all of it is identified."""

import numpy as np
from scipy.special import expit

from scoring.stats.bias import BiasFit, Choices, fit_bias

FAMILY = np.array([0, 0, 1, 2])
STRENGTH = np.array([0.5, 0.0, -0.2, -0.3])
LENGTH_SD = 1.4
EFFECTS = {"position": 0.3, "length": 0.4, "self": 0.35}
"""In log-odds: beta, gamma and delta."""


def choices(random: np.random.Generator, tasks: int, each: int, ties: float = 0.0) -> Choices:
    """`each` choices on each task, a share of them ties where coins disagree."""
    n = tasks * each
    a = random.integers(0, 4, n)
    b = (a + random.integers(1, 4, n)) % 4
    judge, order = random.integers(0, 3, n), random.choice([-1, 1], n)
    length = random.normal(size=n) - random.normal(size=n) + 0.3 * (STRENGTH[a] - STRENGTH[b])
    own = (judge == FAMILY[a]).astype(float) - (judge == FAMILY[b])
    odds = STRENGTH[a] - STRENGTH[b] + EFFECTS["position"] * order
    odds += EFFECTS["length"] * np.tanh(length / LENGTH_SD) + EFFECTS["self"] * own
    won = (random.random(n) < expit(odds)).astype(float)
    # Two coins that disagree make a tie, some of the time: the mean outcome stays what it was.
    tied = (random.random(n) < ties) & (won != (random.random(n) < expit(odds)))
    return Choices(np.where(tied, 0.5, won), order, np.repeat(np.arange(tasks), each), a, b, length, own)


def fitted(random: np.random.Generator, tasks: int, each: int, ties: float = 0.0) -> BiasFit:
    """The model fitted to one such data set."""
    return fit_bias(choices(random, tasks, each, ties), length_sd=LENGTH_SD)
