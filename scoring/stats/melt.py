"""Melt factors: what people take for tasks against what an agent takes, in time or in money."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sandboxes.spec import Frozen
from scoring.stats.bootstrap import BLOCK, DRAWS, SEED, Clusters, Floats, Ints, divide, drawn_interval, resample, share
from scoring.stats.human_times import HumanTimes
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured, undefined

NONE_SOLVED = "none solved"
FREE = "undefined (attempts that cost nothing)"
NO_DATA = "undefined (no data)"
AT_HALF = "undefined at exactly half: between 0 and {:.4g}"


class Melt(Frozen):
    """Ratios of human to agent time (or of human cost to agent cost) of one agent, each over attempts."""

    throughput: Measured
    """The headline: human time of all solved attempts over agent time of all attempts, failures included. What an hour
    of agent time buys in human hours; long tasks weigh most."""
    speedup: Measured
    """When solved: the geometric mean of the ratios of solved attempts. Of survivors only: read it with `solved`."""
    median: Measured
    """The median ratio of all attempts, a failure counting 0."""
    solved: Measured
    """The share of attempts that are solved."""
    attempts: int
    tasks: int
    families: int
    """Tasks count as their own where there are none."""
    heaviest: float | None
    """The share that one family has of the human time solved; None where nothing is. Where it is large the throughput
    is that family's, and its interval is too narrow: of 2,000 simulated agents each, tasks from 1 minute to
    16 hours, intervals held it in 91 of 100 with 20 families of 3 tasks, and in 92 with 60 tasks."""
    uncertain_times: bool
    """Whether human times have bands or a shared error, and intervals that uncertainty in them."""


def melt(
    times: HumanTimes,
    tasks: ArrayLike,
    spent: ArrayLike,
    solved: ArrayLike,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    level: float = LEVEL,
) -> Melt:
    """The three ratios of one agent's attempts: label of the task, minutes spent, solved 0 or 1, (rows,) each. Against
    cost: `times.worth(hourly_rate)` and `spent` in the same currency.

    Intervals are Student-wide percentiles of a bootstrap of the top cluster (families, else tasks); where human times
    have bands every draw has its own times. Each task's error is its own; where one rule estimated many tasks they
    share another, which no bootstrap of tasks can see: `times.shared_sd` (0 unless given) puts it in. Where none is
    solved throughput and median are 0 and `solved` has the upper bound. `n` of a figure counts its attempts, of the
    speed-up those solved. Raises ValueError for negative or unknown time spent, for other outcomes than 0 and 1, and
    for a task without a human time."""
    took, won = np.asarray(spent, dtype=float), np.asarray(solved, dtype=float)
    if took.ndim != 1 or not np.shape(tasks) == took.shape == won.shape:
        raise ValueError("needs a task, what was spent and whether it was solved for each attempt")
    if not (np.isfinite(took) & (took >= 0)).all() or not np.isin(won, (0, 1)).all():
        raise ValueError("what was spent is finite and not below 0, and solved is 0 or 1")
    known, codes = times.attempted(tasks)
    clusters = known.clusters()
    attempts = _Attempts(known, clusters, codes, took, won)
    throughput, speedup, median = attempts.ratios(draws, seed, level)
    return Melt(
        throughput=throughput,
        speedup=speedup,
        median=median,
        solved=share(won, clusters.codes[codes], level=level),
        attempts=len(took),
        tasks=len(known.mid),
        families=clusters.size,
        heaviest=attempts.heaviest(),
        uncertain_times=known.uncertain,
    )


class _Attempts(NamedTuple):
    times: HumanTimes
    clusters: Clusters
    codes: Ints
    """(rows,) the task of each attempt."""
    spent: Floats
    """(rows,)"""
    solved: Floats
    """(rows,) 0 or 1."""

    def ratios(self, draws: int, seed: int, level: float) -> tuple[Measured, Measured, Measured]:
        """Throughput, speed-up and median."""
        n, k = len(self.spent), self.clusters.size
        if not self.spent.any() or (self.spent[self.solved == 1] == 0).any():
            none = undefined(FREE if n else NO_DATA, n, k)
            return none, none, none
        if not self.solved.any():
            zero = Measured(value=0.0, n=n, clusters=k, note=NONE_SOLVED)
            return zero, undefined(f"undefined ({NONE_SOLVED})", n, k), zero
        random = np.random.default_rng([seed, 1])
        values = self._columns(np.ones((1, k)), np.log(self.times.mid)[None, :], np.ones(1))[0]
        excess = self.times.excess()
        sample = resample(
            lambda counts: self._columns(counts, self.times.drawn(random, len(counts)), excess),
            k,
            draws=draws,
            seed=seed,
        )
        throughput = drawn_interval(float(values[0]), sample[:, 0], n, k, level=level)
        speedup = drawn_interval(float(values[1]), sample[:, 1], int(self.solved.sum()), k, level=level)
        low, high = float(values[2]), float(values[3])
        if low == 0 < high:
            return throughput, speedup, undefined(AT_HALF.format(high), n, k)
        middle = drawn_interval((low + high) / 2, sample[:, 2], n, k, above=sample[:, 3], level=level)
        return throughput, speedup, middle

    def heaviest(self) -> float | None:
        """The largest family's share of the human time of solved attempts."""
        worth = self.clusters.total(self._by_task(self.solved) * self.times.mid)
        return float(worth.max() / worth.sum()) if worth.any() else None

    def _columns(self, counts: Floats, logs: Floats, excess: Floats) -> Floats:
        """Throughput, speed-up, lower and upper median from counts of clusters (draws, clusters), ln of human times
        (draws or 1, tasks) and by how much their means exceed them (tasks or 1,): (draws, 4)."""
        tasks = counts[:, self.clusters.codes]
        won, spent = self._by_task(self.solved), self._by_task(self.spent)
        # What a failure took is no part of a speed-up, and may be 0.
        pace = self._by_task(self.solved * np.log(np.where(self.solved == 1, self.spent, 1.0)))
        throughput = divide((tasks * won * np.exp(logs) / excess).sum(axis=1), tasks @ spent)
        speedup = np.exp(divide((tasks * (won * logs - pace)).sum(axis=1), tasks @ won))
        return np.column_stack([throughput, speedup, self._medians(tasks, logs)])

    def _by_task(self, values: Floats) -> Floats:
        return np.bincount(self.codes, values, minlength=len(self.times.mid)).astype(float)

    def _medians(self, tasks: Floats, logs: Floats) -> Floats:
        """The two middle ratios of all attempts, the same one where their number is odd: (draws, 2)."""
        size = max(1, BLOCK // len(self.spent))
        wide = len(logs) > 1
        parts = [
            self._middle(tasks[at : at + size], logs[at : at + size] if wide else logs)
            for at in range(0, len(tasks), size)
        ]
        return np.concatenate(parts)

    def _middle(self, tasks: Floats, logs: Floats) -> Floats:
        worth = self.solved / np.where(self.solved == 1, self.spent, 1.0)
        ratios = worth * np.exp(logs[:, self.codes])
        order = np.argsort(ratios, axis=1)
        ratios = np.broadcast_to(np.take_along_axis(ratios, order, axis=1), (len(tasks), len(self.spent)))
        often = np.take_along_axis(tasks[:, self.codes], np.broadcast_to(order, ratios.shape), axis=1)
        upto = np.cumsum(often, axis=1)
        total = upto[:, -1:]
        # The first ratio by which half of the attempts are reached, and the first by which more than half are.
        places = [np.argmax(upto >= total / 2, axis=1), np.argmax(upto > total / 2, axis=1)]
        return np.column_stack([ratios[np.arange(len(tasks)), place] for place in places])
