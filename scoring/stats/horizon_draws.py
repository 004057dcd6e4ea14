"""Curves of one agent over and over: from clusters drawn with replacement, and the way METR draws."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import Clusters, Floats, resample
from scoring.stats.human_times import HumanTimes
from scoring.stats.success_curve import Curves, fit

Weights = Literal["invsqrt", "equal"]
"""Of a task: one over the root of its family's tasks (METR's headline), or all the same."""


class Board(NamedTuple):
    """One agent's attempts, by task."""

    times: HumanTimes
    clusters: Clusters
    scores: tuple[Floats, ...]
    """Of each task's attempts, in [0, 1]."""
    means: Floats
    """(tasks,)"""
    weights: Floats
    """(tasks,) they sum to 1; a task's attempts share its."""

    def fitted(self) -> Curves:
        """The curve of the data, at mid times; nan without data."""
        if not len(self.means):
            return Curves(np.full(1, np.nan), np.zeros(1))
        return self._curves(np.ones((1, len(self.means))), self.means[None, :], np.log(self.times.mid)[None, :])

    def redrawn(self, draws: int, seed: int, near: tuple[float, float]) -> Curves:
        """From families (else tasks) drawn with replacement, all of each kept together, and new human times: draws.
        `near` is the curve of the data."""
        random = np.random.default_rng([seed, 1])

        def coefficients(counts: Floats) -> Floats:
            tasks = counts[:, self.clusters.codes]
            found = self._curves(tasks, tasks * self.means, self.times.drawn(random, len(counts)), near)
            return np.stack([found.intercept, found.slope], axis=1)

        found = resample(coefficients, self.clusters.size, draws=draws, seed=seed)
        return Curves(found[:, 0], found[:, 1])

    def redrawn_as_metr(self, draws: int, seed: int, near: tuple[float, float]) -> Curves:
        """From families, tasks of each drawn family and attempts at each drawn task, all with replacement, and new
        human times: draws. Of the same distribution as METR's, not from the same random numbers."""
        random = np.random.default_rng([seed, 2])
        families = random.multinomial(self.clusters.size, np.full(self.clusters.size, 1 / self.clusters.size), draws)
        tasks = np.zeros((draws, len(self.means)), dtype=np.int64)
        for family in range(self.clusters.size):
            members = np.flatnonzero(self.clusters.codes == family)
            shares = np.full(len(members), 1 / len(members))
            tasks[:, members] = random.multinomial(families[:, family] * len(members), shares)
        attempts = np.array([len(each) for each in self.scores])
        solved = random.binomial(tasks * attempts, self.means) / attempts
        for task, scores in enumerate(self.scores):
            if (scores % 1).any():
                levels, often = np.unique(scores, return_counts=True)
                drawn = random.multinomial(tasks[:, task] * len(scores), often / len(scores))
                solved[:, task] = drawn @ levels / len(scores)
        return self._curves(tasks.astype(float), solved, self.times.drawn(random, draws), near)

    def _curves(self, counts: Floats, solved: Floats, logs: Floats, near: tuple[float, float] | None = None) -> Curves:
        # Weights are not made to sum to 1 again in a draw: METR's are not.
        return fit(logs / np.log(2), self.weights * counts, self.weights * solved, near=near)


def board_of(times: HumanTimes, tasks: ArrayLike, scores: ArrayLike, weights: Weights) -> Board:
    """From labels and scores of attempts (rows,). Raises ValueError for a score outside [0, 1], another number of
    labels, and a task without a human time."""
    score = np.asarray(scores, dtype=float)
    if score.ndim != 1 or np.shape(tasks) != score.shape or not ((score >= 0) & (score <= 1)).all():
        raise ValueError("needs a task and a score in [0, 1] for each attempt")
    known, codes = times.attempted(tasks)
    clusters = known.clusters()
    often = np.bincount(codes, minlength=len(known.mid))
    each = tuple(np.split(score[np.argsort(codes, kind="stable")], np.cumsum(often)[:-1])) if len(often) else ()
    relatives = clusters.total(np.ones(len(each)))[clusters.codes]
    share: Floats = relatives**-0.5 if weights == "invsqrt" else np.ones(len(each))
    means = np.array([scores.mean() for scores in each])
    return Board(known, clusters, each, means, share / max(share.sum(), 1e-300))
