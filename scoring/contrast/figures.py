"""What a row of the card says of one cell: figures, each with its interval, its n, and what it is too few for."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from sandboxes.spec import Frozen
from scoring.contrast.sheet import STEPS, Channel, Domain, Looks, Names, Sheet, Source
from scoring.stats.bootstrap import FEWEST, Floats, cluster_interval, clusters_of, ratio
from scoring.stats.measured import Measured, undefined

Unit = Literal[
    "share",
    "score",
    "defects",
    "coefficient",
    "votes",
    "bits",
    "levels",
    "tasks",
    "pairs",
    "attempts",
    "usd",
    "s",
    "min",
]
Scope = Literal["tasks", "these tasks"]
"""What an interval speaks about: tasks of this kind, or other work on these very tasks."""


class Figure(Frozen):
    """One statistic of one cell."""

    name: str
    """In words."""
    unit: Unit
    measured: Measured
    scope: Scope = "tasks"
    have: int = 0
    need: int = 0
    """Least number of `of` from which the figure is worth comparing."""
    of: str = "artifacts"
    why: str = ""
    """One sentence on how to read it, where there is something to say."""

    @property
    def below(self) -> str:
        """`below minimum (n of N)`, or empty."""
        return f"below minimum ({self.have} of {self.need} {self.of})" if self.have < self.need else ""


class Face(Frozen):
    """What a row says of one cell."""

    domain: Domain
    channel: Channel
    figures: tuple[Figure, ...]
    """The one that was chosen beforehand first; the others explore."""
    raters: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    """Where the scores behind it come from, each once."""

    @property
    def primary(self) -> Figure:
        """The one that was chosen beforehand."""
        return self.figures[0]

    @property
    def scripted(self) -> bool:
        """Whether a scripted judge had a part in it: it shows the instrument and not the world."""
        return "scripted" in self.sources


def face(sheet: Sheet, channel: Channel, *figures: Figure, sources: tuple[Source, ...] | None = None) -> Face:
    """A cell with the sources of its channel."""
    looks = sheet.looks(channel)
    found = tuple(sorted(set(looks.sources))) if sources is None else sources
    return Face(domain=sheet.domain, channel=channel, figures=figures, raters=looks.raters, sources=found)


def over(labels: Names, measure: Callable[[Names | None], Measured]) -> tuple[Measured, Scope]:
    """A statistic with its interval over tasks (the labels); over the artifacts of these very tasks where there are
    too few tasks for any other."""
    if len(np.unique(labels)) >= FEWEST:
        return measure(labels), "tasks"
    found = measure(None)
    return found, "these tasks"


def empty(name: str, unit: Unit, need: int, of: str, have: int = 0, why: str = "") -> Figure:
    """A figure without enough to find it from."""
    note = f"needs {need} {of}"
    return Figure(name=name, unit=unit, measured=undefined(note), have=have, need=need, of=of, why=why)


def scaled(found: Measured, factor: float) -> Measured:
    """The same in another unit."""
    ends = {key: None if (end := getattr(found, key)) is None else end * factor for key in ("value", "low", "high")}
    return found.model_copy(update=ends)


def fraction_of(sheet: Sheet, channel: Channel) -> Sheet | None:
    """The sheet with pass fractions for the checks' scores; None where the cell has none."""
    return sheet.by_fraction if channel == "checked" else None


def by_rater(looks: Looks, values: Floats) -> Floats:
    """(artifacts, raters, repeats) as items of one rater each: (artifacts * raters, repeats)."""
    return values.reshape(len(values) * len(looks.raters), looks.repeats)


def each_rater(looks: Looks, labels: Names) -> Names:
    """The label of each of these items."""
    return np.repeat(labels, len(looks.raters))


def step_of(sheet: Sheet, channel: Channel) -> float | None:
    """What the channel takes off for one planted defect, in units of its score: the least-squares slope within tasks
    over artifacts of known defects; None where it does not see them (below a tenth of what it would if it gave 1 to no
    defect and 0 to five)."""
    _, above, below = _fall(sheet, channel)
    falls = float(above.sum() / below.sum()) if below.sum() > 0 else 0.0
    return falls if falls >= LEAST_STEP else None


def slope(sheet: Sheet, channel: Channel) -> Measured:
    """The same however small it is, with its interval; of works on fewer than six tasks over these works, each with its
    distance from the mean of its task."""
    tasks, above, below = _fall(sheet, channel)
    if not below.sum() > 0:
        return undefined(BLIND if len(tasks) else UNSEEN, len(tasks))

    def measure(labels: Names | None) -> Measured:
        clusters = clusters_of(labels, len(tasks))
        return cluster_interval(ratio(clusters.total(above), clusters.total(below)), clusters.size, len(tasks))

    return over(tasks, measure)[0]


def blind(sheet: Sheet, channel: Channel) -> str:
    """Why a channel has no step: it does not see the ladder, or nobody looked."""
    return BLIND if np.isfinite(sheet.rungs.looks(channel).first).any() else UNSEEN


def _fall(sheet: Sheet, channel: Channel) -> tuple[Names, Floats, Floats]:
    """Of each rung that was scored its task, and what it adds to the numerator and the denominator of the slope."""
    rungs = sheet.rungs
    scores = rungs.looks(channel).first
    known = np.isfinite(scores)
    defects, scores, tasks = (1 - rungs.gold[known]) * STEPS, scores[known], rungs.tasks[known]
    away, off = np.zeros(len(scores)), np.zeros(len(scores))
    for task in np.unique(tasks):
        here = tasks == task
        away[here], off[here] = defects[here] - defects[here].mean(), scores[here] - scores[here].mean()
    return tasks, -away * off, away * away


BLIND, UNSEEN = "does not see the ladder", "not looked at"
FRACTION = "{} as a pass fraction"
"""Names what a pass or fail would say if the fraction of its tests that pass were the reward."""
FRACTION_IS = "The shape times the share of the hidden suites' tests that pass; what no longer ran is left out."
LEAST_STEP = 0.02
