"""Whether a judge still is who it was: vendors change models behind a name, and scores of last month are compared with
scores of today. A few works that never change are scored anew at every run."""

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np

from sandboxes.spec import Frozen
from scoring.stats.measured import Measured, undefined

LEVEL = 0.99
"""Of the interval, and one false alarm in a hundred runs: it is looked at in every run."""
FEWEST = 2
"""Earlier scores that an anchor needs before noise can be told from change."""


class Drift(Frozen):
    """One judge on the anchors, now and before."""

    judge: str
    today: dict[str, float]
    """Score by anchor; those that it abstained on are missing."""
    before: dict[str, float]
    """Mean of its earlier scores by anchor; empty at first."""
    difference: Measured
    """Mean of today minus before over the anchors, with its 99 % interval by the noise of the earlier scores."""

    @property
    def changed(self) -> bool:
        """Whether no change can be ruled out."""
        low, high = self.difference.low, self.difference.high
        return low is not None and high is not None and not low <= 0 <= high


def drift(judge: str, today: Mapping[str, float], history: Mapping[str, Sequence[float]]) -> Drift:
    """From today's score of each anchor and its earlier ones.

    The noise of one score is pooled over the anchors' earlier scores; the interval is Student's, two-sample, for equal
    noise. Where no earlier score differs from another, one point in a thousand stands for the noise: such a judge that
    says something else has changed. Anchors with fewer than two earlier scores count for nothing yet."""
    from scipy.special import stdtrit

    known = {name: np.array(history[name]) for name in today if len(history.get(name, ())) >= FEWEST}
    before = {name: float(np.mean(scores)) for name, scores in history.items() if len(scores)}
    if not known:
        return Drift(judge=judge, today=dict(today), before=before, difference=undefined("no history yet"))
    free = sum(len(scores) - 1 for scores in known.values())
    noise = sqrt(max(sum(float(((s - s.mean()) ** 2).sum()) for s in known.values()) / free, 1e-6))
    value = float(np.mean([today[name] - scores.mean() for name, scores in known.items()]))
    error = noise * sqrt(sum(1 + 1 / len(scores) for scores in known.values())) / len(known)
    half = float(stdtrit(free, 0.5 + LEVEL / 2)) * error
    difference = Measured(
        value=value, low=value - half, high=value + half, n=len(known), clusters=len(known), method="t"
    )
    return Drift(judge=judge, today=dict(today), before=before, difference=difference)
