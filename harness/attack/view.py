"""The answers of one judge to one attack, as estimators take them."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from harness.attack.findings import Matrix
from harness.attack.hearing import ORDERS, ORIGINAL, Heard, Key, Place, beaten
from harness.attack.ladders import Ladder, Piece
from scoring.attacks.gains import Try, adjusted, attack_row, slope
from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Perturbation
from scoring.judge.hardening import Defence
from scoring.judge.judge import Judge
from scoring.stats.bootstrap import share


class View(NamedTuple):
    """The answers of one judge, guarded in one way."""

    answers: Mapping[Key, Heard]
    ladders: Sequence[Ladder]
    judge: Judge
    defences: frozenset[Defence]

    def score(self, task: str, artifact: str, perturbation: str = ORIGINAL) -> float | None:
        """What it gave; None where it abstained."""
        heard = self._heard(task, artifact, perturbation)
        return heard.score if heard else None

    def clean(self) -> list[tuple[str, float | None]]:
        """The task and the score of every artifact as it is: rungs and good variants."""
        return [
            (ladder.task, self.score(ladder.task, piece.name)) for ladder in self.ladders for piece in ladder.pieces
        ]

    def tries(self, perturbation: Perturbation) -> list[Try]:
        """One for each known-bad artifact that the perturbation fits."""
        fitting = [ladder for ladder in self.ladders if ladder.kind in perturbation.kinds]
        return [one for ladder in fitting for one in self._on(ladder, perturbation.name)]

    def tried(self, catalogue: Mapping[str, Perturbation]) -> dict[str, list[Try]]:
        """By perturbation; those that fit nothing are left out."""
        return {name: tries for name, one in catalogue.items() if (tries := self.tries(one))}

    def matrix(self, guarded: str, catalogue: Mapping[str, Perturbation]) -> Matrix:
        """All attacks on it."""
        tried = self.tried(catalogue)
        hits = [(one.task, one.succeeded) for tries in tried.values() for one in tries if one.succeeded is not None]
        return Matrix(
            judge=self.judge.name,
            scripted=self.judge.backend.scripted,
            guarded=guarded,
            slopes={ladder.task: self._slope(ladder) for ladder in self.ladders},
            noise=attack_row(NULL_EDIT.name, [one.noise for one in self.tries(NULL_EDIT)]),
            rows=adjusted([attack_row(name, tries) for name, tries in tried.items()]),
            success=share([float(hit) for _, hit in hits], [task for task, _ in hits]),
        )

    def _on(self, ladder: Ladder, perturbation: str) -> Iterator[Try]:
        scores = [self.score(ladder.task, one.name) for one in ladder.good]
        known = [score for score in scores if score is not None]
        good, step = median(known) if known else None, self._slope(ladder)
        for piece in ladder.bad:
            yield self._try(ladder.task, piece, perturbation, good, step)

    def _try(self, task: str, piece: Piece, perturbation: str, good: float | None, step: float | None) -> Try:
        return Try(
            task=task,
            original=self.score(task, piece.name),
            null=self.score(task, piece.name, NULL_EDIT.name),
            perturbed=self.score(task, piece.name, perturbation),
            good=good,
            step=step,
            beat=beaten([self._heard(task, piece.name, perturbation, place) for place in ORDERS]),
        )

    def _slope(self, ladder: Ladder) -> float | None:
        """What it takes off for a defect."""
        return slope([(one.defects, self.score(ladder.task, one.name)) for one in ladder.pieces if one.rung])

    def _heard(self, task: str, artifact: str, perturbation: str, place: Place = 0) -> Heard | None:
        key = Key(self.judge.name, task, artifact, perturbation, tuple(sorted(self.defences)), place)
        return self.answers.get(key)
