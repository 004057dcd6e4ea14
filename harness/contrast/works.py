"""The works behind the figures: where judges and truth are farthest apart, with what the judges said."""

from collections.abc import Iterator, Sequence
from math import isfinite, nan
from statistics import fmean
from typing import NamedTuple

from harness.contrast.gather import Piece, domain_of, gold_of, pretends, structure_of
from harness.judging import kept_opinions
from sandboxes.spec import Frozen
from scoring.judge.verdict import Verdict, task_score
from scoring.reward import hidden_share

EACH = 8
"""Works of a domain that are shown."""
QUOTE_CHARS, RATIONALE_CHARS = 240, 400


class Said(Frozen):
    """What a judge gave one criterion, and why."""

    criterion: str
    points: int | None
    rationale: str
    quotes: tuple[str, ...]
    """That stand in the work."""


class Judgement(Frozen):
    """One judge's first reading of a work."""

    judge: str
    score: float | None
    said: tuple[Said, ...]


class Shown(Frozen):
    """One work."""

    domain: str
    task: str
    agent: str
    attempt: int
    trial: str
    """Its directory, from the one that holds the run."""
    quality: float
    """By construction, or else by the second suite."""
    checked: float | None
    judged: float
    """Mean of the judges' first readings."""
    judgements: tuple[Judgement, ...]


class _Far(NamedTuple):
    """A work and how far judges and truth are apart on it."""

    piece: Piece
    quality: float
    judged: float

    @property
    def apart(self) -> float:
        return abs(self.judged - self.quality)


def shown_works(pieces: Sequence[Piece]) -> list[Shown]:
    """Of each domain those whose judged score is farthest from their quality, one of each agent on a task."""
    found: dict[tuple[str, str], _Far] = {}
    for far in filter(None, map(_far, pieces)):
        key = (far.piece.record.spec.task, far.piece.record.spec.agent)
        if key not in found or far.apart > found[key].apart:
            found[key] = far
    chosen: list[_Far] = []
    for domain in ("code", "writing"):
        here = [far for far in found.values() if domain_of(far.piece.task) == domain]
        chosen += sorted(here, key=lambda far: -far.apart)[:EACH]
    return [_shown(far) for far in chosen]


def _far(piece: Piece) -> _Far | None:
    scores = [looks[0].score for looks in piece.judged.values() if 0 in looks]
    known = [score for score in scores if score is not None]
    quality = gold_of(piece)
    if not isfinite(quality):
        hidden = hidden_share(piece.record.rewards)
        quality = 0.0 if pretends(piece) else nan if hidden is None else hidden * structure_of(piece.record)
    return _Far(piece, quality, fmean(known)) if known and isfinite(quality) else None


def _shown(far: _Far) -> Shown:
    spec, main = far.piece.record.spec, far.piece.record.main
    return Shown(
        domain=domain_of(far.piece.task),
        task=spec.task,
        agent=spec.agent,
        attempt=spec.attempt,
        trial=f"{far.piece.directory.parent.parent.name}/trials/{far.piece.directory.name}",
        quality=far.quality,
        checked=main.value if main else None,
        judged=far.judged,
        judgements=tuple(_judgements(far.piece)),
    )


def _judgements(piece: Piece) -> Iterator[Judgement]:
    for line in kept_opinions(piece.directory / "judged"):
        if line.opinion.repeat == 0:
            opinion = line.opinion
            score = task_score(opinion.verdicts, opinion.faults, piece.task.rubric) if piece.task.rubric else None
            yield Judgement(judge=line.judge, score=score, said=tuple(_said(verdict) for verdict in opinion.verdicts))


def _said(verdict: Verdict) -> Said:
    return Said(
        criterion=verdict.criterion,
        points=verdict.score,
        rationale=(verdict.rationale or verdict.abstained)[:RATIONALE_CHARS],
        quotes=tuple(quote.quote[:QUOTE_CHARS] for quote in verdict.evidence),
    )
