"""What is known of the artifacts of one domain: scores of both channels beside the truth about each, as arrays.

Truth comes from elsewhere than the rewards: from how an artifact was made (the defects planted in it), and from a
second hidden suite that is never the reward. No judge is truth for a judge."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.stats.bootstrap import Floats, Ints, divide

Domain = Literal["code", "writing"]
Channel = Literal["checked", "judged"]
"""`checked`: hidden tests (of code), constraint checks (of writing). `judged`: models that read."""
Source = Literal["live", "replay", "scripted", "measured"]
"""Where scores come from: a model asked in this run, its recorded replies, a scripted judge (which shows the instrument
and not the world), or checks that ran."""
Names = NDArray[np.str_]

COPY = "\x1f"
"""Between the name of a task and the number of its copy: numpy's texts lose a NUL at their end."""
STEPS = 5
"""Defects between an artifact that is worth 1 and one that is worth 0."""
PASSES = 0.9
"""From which score up a graded channel (constraint checks, judges) is taken to say that nothing is wrong: halfway
between no defect and one. Hidden tests say so with full marks only."""


class Looks(NamedTuple):
    """How one channel scored the artifacts of a sheet."""

    raters: tuple[str, ...]
    scores: Floats
    """(artifacts, raters, repeats) in [0, 1]; nan where a rater abstained or did not look."""
    sources: tuple[Source, ...]
    """Of each rater."""
    usd: Floats
    """(artifacts, raters, repeats): what each look cost; nan where that is not known."""
    seconds: Floats
    """(artifacts, raters, repeats): what it took; nan where that is not known."""
    strict: bool = False
    """Whether only full marks pass."""

    @property
    def repeats(self) -> int:
        """The most often that anybody looked at an artifact."""
        return int(self.scores.shape[2])

    @property
    def first(self) -> Floats:
        """What the channel says as a reward: the mean over its raters of one look each. (artifacts,)"""
        return _mean(self.scores[:, :, :1])

    @property
    def again(self) -> Floats:
        """The same from the other looks, for reporting what the first has chosen; nan without any. (artifacts,)"""
        return _mean(self.scores[:, :, 1:])

    @property
    def passed(self) -> Floats:
        """Whether each look says that nothing is wrong: 1, 0 or nan, of the shape of `scores`."""
        return self.passing(self.scores)

    def passing(self, scores: Floats) -> Floats:
        """Scores as verdicts."""
        enough = scores >= (1.0 if self.strict else PASSES) - 1e-9
        return np.where(np.isfinite(scores), enough.astype(float), np.nan)

    def take(self, rows: Ints) -> "Looks":
        """Of some artifacts."""
        return self._replace(scores=self.scores[rows], usd=self.usd[rows], seconds=self.seconds[rows])

    def only(self, rater: int) -> "Looks":
        """Of one rater."""
        one = slice(rater, rater + 1)
        return Looks(
            self.raters[one],
            self.scores[:, one],
            self.sources[one],
            self.usd[:, one],
            self.seconds[:, one],
            self.strict,
        )


class Sheet(NamedTuple):
    """The artifacts of a domain, one per trial."""

    domain: Domain
    tasks: Names
    agents: Names
    attempts: Ints
    control: NDArray[np.bool_]
    """Whether the agent only proves the instrument (the reference, a rung of a ladder, a cheat): left out where agents
    are compared."""
    cheats: NDArray[np.bool_]
    """Whether the artifact was made to look like work that it is not, and is worth nothing by construction."""
    gold: Floats
    """(artifacts,): 1 less a fifth for each planted defect; nan where nothing is known of how it was made."""
    oracle: Floats
    """(artifacts,): share of the second hidden suite that passes, which is no reward; nan without one."""
    structure: Floats
    """(artifacts,): how much of the shape that the assignment asks for is there, as read from the files; 1 where it
    asks for none. A refactoring that was never done keeps all behaviour: no suite can see that."""
    checked: Looks
    judged: Looks
    baselines: Looks
    fractions: Looks | None = None
    """What checks that pass or fail say as the fraction of tests that pass; None where the checks are graded anyway."""
    frozen: Looks | None = None
    """Checks, with the same cases to the letter; None where they have not looked so."""
    nuisance: Looks | None = None
    """The judges of `judged`, asked in another order and under other names (scoring/judge/manner.py)."""
    informed: Looks | None = None
    """The judges of `judged`, told what the checks found."""

    @property
    def by_fraction(self) -> "Sheet | None":
        """The same artifacts with fractions for the scores of the checks; None where there are none."""
        known = self.fractions is not None and bool(np.isfinite(self.fractions.scores).any())
        return self._replace(checked=self.fractions) if self.fractions is not None and known else None

    def looks(self, channel: Channel) -> Looks:
        """How a channel scored them."""
        return self.checked if channel == "checked" else self.judged

    @property
    def truth(self) -> Floats:
        """Whether an artifact is right: no defect was planted in it, it is no cheat, it has the shape that was asked
        for, and the second suite passes where there is one. (artifacts,): 1, 0, or nan where nothing is known."""
        right = np.where(np.isfinite(self.oracle), self.second, np.where(np.isfinite(self.gold), 1.0, np.nan))
        return np.where((self.gold < 1) | self.cheats | (self.structure < 1), 0.0, right)

    @property
    def second(self) -> Floats:
        """Whether the second hidden suite passes in full and the shape is there: 1, 0, or nan without a suite."""
        return np.where(np.isfinite(self.oracle), ((self.oracle >= 1) & (self.structure >= 1)).astype(float), np.nan)

    @property
    def quality(self) -> Floats:
        """How good an artifact is: by its construction, or else by the second suite and its shape. (artifacts,)"""
        return np.where(np.isfinite(self.gold), self.gold, self.oracle * self.structure)

    def take(self, rows: Ints) -> "Sheet":
        """Some artifacts."""
        return self._replace(
            tasks=self.tasks[rows],
            agents=self.agents[rows],
            attempts=self.attempts[rows],
            control=self.control[rows],
            cheats=self.cheats[rows],
            gold=self.gold[rows],
            oracle=self.oracle[rows],
            structure=self.structure[rows],
            checked=self.checked.take(rows),
            judged=self.judged.take(rows),
            baselines=self.baselines.take(rows),
            fractions=self.fractions and self.fractions.take(rows),
            frozen=self.frozen and self.frozen.take(rows),
            nuisance=self.nuisance and self.nuisance.take(rows),
            informed=self.informed and self.informed.take(rows),
        )

    def where(self, chosen: NDArray[np.bool_]) -> "Sheet":
        """The artifacts of a mask."""
        return self.take(np.flatnonzero(chosen))

    @property
    def compared(self) -> "Sheet":
        """The artifacts of agents that are compared."""
        return self.where(~self.control)

    @property
    def rungs(self) -> "Sheet":
        """Artifacts whose defects are known, cheats aside."""
        return self.where(np.isfinite(self.gold) & ~self.cheats)

    def cube(self, channel: Channel) -> tuple[Floats, Names, Names]:
        """Scores of the agents that are compared, as (tasks, agents, attempts, judges, repeats), nan where there is
        none; and the names of tasks and agents."""
        chosen = self.compared
        scores = chosen.looks(channel).scores
        tasks, t = np.unique(chosen.tasks, return_inverse=True)
        agents, a = np.unique(chosen.agents, return_inverse=True)
        place = np.zeros(len(scores), dtype=np.intp)
        for task, agent in {*zip(t.tolist(), a.tolist(), strict=True)}:
            here = np.flatnonzero((t == task) & (a == agent))
            place[here[np.argsort(chosen.attempts[here], kind="stable")]] = np.arange(len(here))
        found = np.full((len(tasks), len(agents), int(place.max(initial=-1)) + 1, *scores.shape[1:]), np.nan)
        found[t, a, place] = scores
        return found, tasks, agents

    def drawn(self, tasks: Names, counts: Floats) -> "Sheet":
        """The artifacts of each task as often as it was drawn; a task drawn twice is two tasks."""
        rows, names = drawn_rows(self.tasks, tasks, counts)
        return self.take(rows)._replace(tasks=names)


def drawn_rows(labels: Names, tasks: Names, counts: Floats) -> tuple[Ints, Names]:
    """The rows (rows,) of the tasks drawn and the label of each, other ones for each time that a task was drawn."""
    times = counts.astype(int)[np.searchsorted(tasks, labels)]
    if times.max(initial=0) <= 1:
        rows = np.flatnonzero(times)
        return rows, labels[rows]
    rows = np.repeat(np.arange(len(labels)), times)
    copies = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    return rows, np.char.add(np.char.add(labels[rows], COPY), copies.astype(str))


def _mean(scores: Floats) -> Floats:
    """Over raters and looks, those that are missing left out: (artifacts,)."""
    known = np.isfinite(scores).sum(axis=(1, 2))
    total = np.nansum(scores, axis=(1, 2))
    return divide(total, known)
