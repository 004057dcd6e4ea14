"""How long people take for tasks, and how sure that is: what horizons and melt factors measure agents against."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.stats.bootstrap import Clusters, Floats, Ints, clusters_of

BAND_Z = 1.6448536269514722
"""The normal quantile of .95: a band is the middle 90 %."""


class HumanTimes(NamedTuple):
    """Minutes a person takes for each task (or what those minutes cost): `human_times` makes and checks them."""

    tasks: NDArray[np.generic]
    """(tasks,) labels, each once."""
    mid: Floats
    """(tasks,)"""
    low: Floats
    """(tasks,) 5 % are shorter; equal to mid where nothing is known of the spread."""
    high: Floats
    """(tasks,) 5 % are longer."""
    families: NDArray[np.generic] | None = None
    """(tasks,) labels of the top cluster; None where each task is its own."""
    shared_sd: float = 0.0
    """Standard deviation, in natural logs, of an error that all tasks have in common (one rule estimated them all)."""

    @property
    def uncertain(self) -> bool:
        """Whether draws differ from the mid."""
        return self.shared_sd > 0 or bool((self.high > self.low).any())

    def clusters(self) -> Clusters:
        """Families, or the tasks themselves."""
        return clusters_of(self.families, len(self.mid))

    def attempted(self, labels: ArrayLike) -> tuple["HumanTimes", Ints]:
        """The tasks that occur among labels (rows,) of attempts, and the number of each attempt's task among them.
        Raises ValueError for a task without a human time."""
        found, codes = np.unique(np.asarray(labels), return_inverse=True)
        order = np.argsort(self.tasks, kind="stable")
        place = np.searchsorted(self.tasks[order], found)
        place = order[np.minimum(place, len(order) - 1)] if len(order) else place
        if len(found) and (not len(order) or (self.tasks[place] != found).any()):
            raise ValueError("needs a human time for each task that is attempted")
        families = None if self.families is None else self.families[place]
        kept = self._replace(
            tasks=found, mid=self.mid[place], low=self.low[place], high=self.high[place], families=families
        )
        return kept, codes.astype(np.intp)

    def drawn(self, random: np.random.Generator, draws: int) -> Floats:
        """Natural logs of times as they may be: (draws, tasks), or (1, tasks) where nothing is uncertain.

        Log-normal with mid as the median; the two sides of mid have their own deviation, so that 5 % lie below low and
        5 % above high whatever the three numbers are. Errors of tasks are independent, but for the shared one.

        The mid is itself one draw of that error, and resampling tasks sees it already where errors are independent: an
        interval with bands is then somewhat wider than its level. Of a shared error it sees nothing."""
        middle = np.log(self.mid)
        if not self.uncertain:
            return middle[None, :]
        below, above = self._deviations()
        z = random.normal(size=(draws, len(middle)))
        drawn: Floats = middle + z * np.where(z < 0, below, above)
        return drawn + self.shared_sd * random.normal(size=(draws, 1))

    def excess(self) -> Floats:
        """How much larger than the mid the mean of a task's drawn times is, the shared error aside: a factor
        (tasks,). A sum of draws divided by it lies around the sum of mids: a band then widens it and does not move it.
        """
        from scipy.special import ndtr

        below, above = self._deviations()
        return np.asarray(np.exp(below**2 / 2) * ndtr(-below) + np.exp(above**2 / 2) * ndtr(above))

    def _deviations(self) -> tuple[Floats, Floats]:
        """Of natural logs below and above the mid: (tasks,) both."""
        middle = np.log(self.mid)
        return (middle - np.log(self.low)) / BAND_Z, (np.log(self.high) - middle) / BAND_Z

    def worth(self, hourly_rate: float) -> "HumanTimes":
        """What the minutes cost at a rate per hour, in its currency: to hold against the cost of attempts."""
        if not (np.isfinite(hourly_rate) and hourly_rate > 0):
            raise ValueError(f"needs an hourly rate above 0, not {hourly_rate}")
        scale = hourly_rate / 60
        return self._replace(mid=self.mid * scale, low=self.low * scale, high=self.high * scale)


def human_times(
    tasks: ArrayLike,
    mid: ArrayLike,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    *,
    families: ArrayLike | None = None,
    shared_sd: float = 0.0,
) -> HumanTimes:
    """Labels (tasks,), minutes (tasks,) and the band within which 90 % lie; without a band they count as certain.

    Raises ValueError for minutes that are not finite and above 0, for a mid outside its band, for half a band, for a
    task named twice and for another number of families."""
    labels, middle = np.asarray(tasks), np.asarray(mid, dtype=float)
    if (low is None) != (high is None):
        raise ValueError("a band has two ends")
    ends = [middle if end is None else np.asarray(end, dtype=float) for end in (low, high)]
    if labels.ndim != 1 or any(part.shape != labels.shape for part in (middle, *ends)):
        raise ValueError("needs a label, a time and its band for each task")
    if len(np.unique(labels)) != len(labels):
        raise ValueError("a task has one human time")
    if not (np.isfinite([middle, *ends]).all() and (ends[0] > 0).all() and (ends[0] <= middle).all()):
        raise ValueError("human times are finite and above 0, none below its band")
    if not (middle <= ends[1]).all() or not shared_sd >= 0:
        raise ValueError("no human time lies above its band, and no deviation below 0")
    top = None if families is None else np.asarray(families)
    if top is not None and top.shape != labels.shape:
        raise ValueError(f"needs a family for each of {len(labels)} tasks, not {top.shape}")
    return HumanTimes(labels, middle, ends[0], ends[1], top, float(shared_sd))
