"""Attacks on whoever rates works, a judge or checks: from scores to tries, and from tries to what they mean."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Protocol

from harness.attack.findings import Attacked, Described
from harness.attack.ladders import Ladder, Piece
from scoring.attacks.gains import Try, adjusted, attack_row, slope
from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Perturbation
from scoring.stats.bootstrap import share

ORIGINAL = ""
"""In place of a perturbation's name: the artifact as it is."""
FEW_BAD = 30
"""Known-bad artifacts below which a report says that it rests on few (measurement.md 3d)."""
LINE = 3
"""Different rungs that a slope takes."""

Catalogue = Mapping[str, Perturbation]


class Rater(Protocol):
    """Whoever gives scores."""

    def score(self, task: str, artifact: str, perturbation: str = ORIGINAL) -> float | None:
        """What it gave, in [0, 1]; None where it gave none."""
        ...

    def beat(self, task: str, artifact: str, perturbation: str) -> bool | None:
        """Whether it preferred the perturbed artifact to the original in both orders; None where nobody asked."""
        ...


def tries(rater: Rater, ladders: Sequence[Ladder], perturbation: Perturbation) -> list[Try]:
    """One for each known-bad artifact that the perturbation fits."""
    fitting = [ladder for ladder in ladders if ladder.kind in perturbation.kinds]
    return [one for ladder in fitting for one in _on(rater, ladder, perturbation.name)]


def tried(rater: Rater, ladders: Sequence[Ladder], catalogue: Catalogue) -> dict[str, list[Try]]:
    """By perturbation; those that fit nothing are left out."""
    return {name: found for name, one in catalogue.items() if (found := tries(rater, ladders, one))}


def attacked(rater: Rater, ladders: Sequence[Ladder], catalogue: Catalogue) -> Attacked:
    """What came of all attacks."""
    found = tried(rater, ladders, catalogue)
    hits = [(one.task, one.succeeded) for each in found.values() for one in each if one.succeeded is not None]
    return Attacked(
        slopes={ladder.task: _slope(rater, ladder) for ladder in ladders},
        noise=attack_row(NULL_EDIT.name, [one.noise for one in tries(rater, ladders, NULL_EDIT)]),
        rows=adjusted([attack_row(name, each) for name, each in found.items()]),
        success=share([float(hit) for _, hit in hits], [task for task, _ in hits]),
    )


def described(ladders: Sequence[Ladder], catalogue: Catalogue) -> tuple[Described, ...]:
    """The attacks that fit one of the ladders."""
    kinds = {ladder.kind for ladder in ladders}
    chosen = [one for one in catalogue.values() if kinds & set(one.kinds)]
    return tuple(Described(**one.model_dump(include=set(Described.model_fields))) for one in chosen)


def limits(ladders: Sequence[Ladder]) -> Iterator[str]:
    """What in the ladders limits every conclusion, a sentence each."""
    bad = sum(len(ladder.bad) for ladder in ladders)
    if bad < FEW_BAD:
        yield f"An attack wants {FEW_BAD} known-bad artifacts: there are {bad}."
    if short := [ladder.task for ladder in ladders if not _long(ladder)]:
        yield f"Fewer than {LINE} rungs of {', '.join(short)}: no gain is counted in defects there."


def limits_of(name: str, found: Attacked, ladders: Sequence[Ladder]) -> Iterator[str]:
    """What limits the conclusions on one rater."""
    long = [ladder.task for ladder in ladders if _long(ladder)]
    if blind := [task for task in long if found.slopes[task] is None]:
        where = "any task" if len(blind) == len(ladders) else ", ".join(blind)
        yield f"{name} does not see the ladder of {where}: no gain is counted in defects there."
    if all(row.beyond_noise is None for row in found.rows):
        yield f"There are too few artifacts to tell {len(found.rows)} attacks on {name} from noise."


def _long(ladder: Ladder) -> bool:
    return len({piece.defects for piece in ladder.pieces if piece.rung}) >= LINE


def _on(rater: Rater, ladder: Ladder, perturbation: str) -> Iterator[Try]:
    scores = [rater.score(ladder.task, one.name) for one in ladder.good]
    known = [score for score in scores if score is not None]
    good, step = median(known) if known else None, _slope(rater, ladder)
    for piece in ladder.bad:
        yield _try(rater, ladder.task, piece, perturbation, good, step)


def _try(rater: Rater, task: str, piece: Piece, perturbation: str, good: float | None, step: float | None) -> Try:
    return Try(
        task=task,
        original=rater.score(task, piece.name),
        null=rater.score(task, piece.name, NULL_EDIT.name),
        perturbed=rater.score(task, piece.name, perturbation),
        good=good,
        step=step,
        beat=rater.beat(task, piece.name, perturbation),
    )


def _slope(rater: Rater, ladder: Ladder) -> float | None:
    """What is taken off for a defect."""
    return slope([(one.defects, rater.score(ladder.task, one.name)) for one in ladder.pieces if one.rung])
