"""Where a judge says that a property holds, and a check of the same property fails.

A criterion of a rubric may name constraint checks that measure the same (`mirrors`). Each look of a judge at such a
criterion is set beside what the checks found: full marks say that the property holds, a check that fails says that it
does not. Source: measurement.md 3e."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np

from sandboxes.spec import Frozen
from scoring.contrast.figures import Figure, Scope
from scoring.contrast.sheet import Names, Source
from scoring.judge.verdict import TOP
from scoring.reward import CheckResult
from scoring.stats.bootstrap import FEWEST, Floats, share
from scoring.stats.measured import undefined

WORKS = 50
"""Works that a rate should rest on."""
Group = Literal["all", "kind", "judge", "property"]
"""All looks together; at criteria with checks of one kind, by these checks alone; of one judge; at one criterion."""


class Found(NamedTuple):
    """What one check found in one work."""

    check: str
    kind: str
    passed: bool | None
    """None where that cannot be told."""


class Beside(NamedTuple):
    """One judge's verdict on one criterion of one work, once, beside the checks of the same property."""

    task: str
    work: str
    judge: str
    source: Source
    criterion: str
    score: int | None
    """From 0 to 3; None where the judge abstained."""
    found: tuple[Found, ...]


class Mirrored(Frozen):
    """What judges say of some properties, beside what checks find of them."""

    group: Group
    name: str
    """Of the kind, the judge, or the task with its criterion; empty for all."""
    checks: tuple[str, ...] = ()
    """property: ids of its checks, of which each has to pass."""
    sources: tuple[Source, ...]
    """Where the judges' verdicts come from, each once."""
    tasks: int
    works: int
    held_failed: int
    """Looks with full marks where a check fails,"""
    held_passed: int
    """with full marks where all checks pass,"""
    denied_failed: int
    """with less where a check fails,"""
    denied_passed: int
    """with less where all checks pass."""
    overlooked: Figure
    """P(full marks | a check fails)."""
    hollow: Figure
    """P(a check fails | full marks)."""
    stricter: Figure
    """P(less than full marks | all checks pass): a criterion mostly asks for more than its checks do."""
    abstained: int
    """Looks left out since the judge did not decide,"""
    untold: int
    """or since what the checks found cannot be told."""

    @property
    def looks(self) -> int:
        """Looks that are counted."""
        return self.held_failed + self.held_passed + self.denied_failed + self.denied_passed


def alone(check: CheckResult, scale: float) -> bool | None:
    """Whether a check holds by itself, whose score was multiplied by `scale`, the score of another check (1 without
    one); None where nothing is left of it."""
    return None if scale == 0 else check.score == scale


def mirrored(looks: Sequence[Beside]) -> Iterator[Mirrored]:
    """All looks together, then by kind of check, by judge where there are several, and property by property; nothing
    where there are none."""
    if not looks:
        return
    yield _group("all", "", looks)
    for kind in sorted({found.kind for one in looks for found in one.found}):
        yield _group("kind", kind, [part for one in looks if (part := _of_kind(one, kind)).found])
    judges = sorted({one.judge for one in looks})
    for judge in judges if len(judges) > 1 else ():
        yield _group("judge", judge, [one for one in looks if one.judge == judge])
    for task, criterion in sorted({(one.task, one.criterion) for one in looks}):
        here = [one for one in looks if (one.task, one.criterion) == (task, criterion)]
        checks = tuple(found.check for found in here[0].found)
        yield _group("property", f"{task} {criterion}", here).model_copy(update={"checks": checks})


def _of_kind(one: Beside, kind: str) -> Beside:
    return one._replace(found=tuple(found for found in one.found if found.kind == kind))


def _group(group: Group, name: str, looks: Sequence[Beside]) -> Mirrored:
    held = np.array([np.nan if one.score is None else float(one.score == TOP) for one in looks])
    passed = np.array([_passed(one) for one in looks])
    tasks = np.array([one.task for one in looks], dtype=np.str_)
    works = np.array([one.work for one in looks], dtype=np.str_)
    known = np.isfinite(held) & np.isfinite(passed)

    def counted(says: int, finds: int) -> int:
        return int((known & (held == says) & (passed == finds)).sum())

    def rate(title: str, hits: Floats, given: Floats, value: int) -> Figure:
        rows = known & (given == value)
        clusters, scope = _clusters(tasks[rows], works[rows])
        found = share(hits[rows], clusters) if rows.any() else undefined("no such look")
        if scope == "these tasks":
            found = found.model_copy(update={"note": found.note.replace("clusters", "works")})
        have = len(np.unique(works[rows]))
        return Figure(name=title, unit="share", measured=found, scope=scope, have=have, need=WORKS, of="works")

    return Mirrored(
        group=group,
        name=name,
        sources=tuple(sorted({one.source for one in looks})),
        tasks=len(np.unique(tasks[known])),
        works=len(np.unique(works[known])),
        held_failed=counted(1, 0),
        held_passed=counted(1, 1),
        denied_failed=counted(0, 0),
        denied_passed=counted(0, 1),
        overlooked=rate("full marks where a check fails", held, passed, 0),
        hollow=rate("a check fails where there are full marks", 1 - passed, held, 1),
        stricter=rate("less than full marks where all checks pass", 1 - held, passed, 1),
        abstained=int(np.isnan(held).sum()),
        untold=int((np.isfinite(held) & np.isnan(passed)).sum()),
    )


def _passed(one: Beside) -> float:
    """1 where all checks pass, 0 where one fails, nan where that cannot be told."""
    told = {found.passed for found in one.found}
    if False in told:
        return 0.0
    return np.nan if None in told else 1.0


def _clusters(tasks: Names, works: Names) -> tuple[Names | None, Scope]:
    """Tasks; or, where there are too few, the works of these very tasks: looks at one work belong together."""
    if len(np.unique(tasks)) >= FEWEST:
        return tasks, "tasks"
    return (works if len(np.unique(works)) < len(works) else None), "these tasks"
