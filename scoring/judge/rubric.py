"""Loading rubric.toml: the shape (scoring.spec.RubricSpec) and what the shape cannot say."""

import math
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from sandboxes.errors import UserError
from scoring.spec import Criterion, RubricSpec
from scoring.tables import load

SCORES = (0, 1, 2, 3)
TOTAL_WEIGHT = 100.0


def diff_rubric() -> RubricSpec:
    """What is asked about a change to code whose task has no rubric of its own."""
    return load_rubric(Path(__file__).parent / "rubrics" / "diff.toml")


def load_rubric(path: Path) -> RubricSpec:
    """Read a rubric whose weights sum to 100 and whose criteria each say what 0, 1, 2 and 3 look like.

    Raises UserError for the first thing wrong: file, key, and how to mend it."""
    rubric = _read(path)
    for at, criterion in enumerate(rubric.criteria):
        _check_anchors(criterion, f"{path}: key criteria.{at}.anchors")
    _check_ids(rubric, path)
    total = math.fsum(criterion.weight for criterion in rubric.criteria)
    if not math.isclose(total, TOTAL_WEIGHT):
        raise UserError(f"the weights of `criteria` sum to {total:g}", where=str(path), mend="Make them sum to 100")
    return rubric


def check_mirrors(rubric: RubricSpec, checks: Collection[str], path: Path) -> None:
    """Raise UserError where a criterion of the rubric at `path` mirrors what is no constraint check of its task."""
    for at, criterion in enumerate(rubric.criteria):
        if unknown := [name for name in criterion.mirrors if name not in checks]:
            raise UserError(
                f"criterion {criterion.id!r} mirrors {unknown[0]!r}, and there is no such constraint check",
                where=f"{path}: key criteria.{at}.mirrors",
                mend="Name ids that stand in the task's checks.toml",
            )


def _check_anchors(criterion: Criterion, where: str) -> None:
    scores = sorted(anchor.score for anchor in criterion.anchors)
    if scores != list(SCORES):
        raise UserError(
            f"criterion {criterion.id!r} has anchors for {scores}", where=where, mend="Give one each for 0, 1, 2 and 3"
        )


def _check_ids(rubric: RubricSpec, path: Path) -> None:
    times = Counter([c.id for c in rubric.criteria] + [p.id for p in rubric.penalties])
    if twice := [name for name, n in times.items() if n > 1]:
        raise UserError(f"id {twice[0]!r} is used more than once", where=str(path), mend="Rename one of them")


def _read(path: Path) -> RubricSpec:
    return load(RubricSpec, path)
