"""The answers of one judge to one attack, as estimators take them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from harness.attack.findings import Matrix
from harness.attack.hearing import ORDERS, Heard, Key, Place, beaten
from harness.attack.ladders import Ladder
from harness.attack.trying import ORIGINAL, Catalogue, attacked, tried
from scoring.attacks.gains import Try
from scoring.judge.hardening import Defence
from scoring.judge.judge import Judge


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

    def beat(self, task: str, artifact: str, perturbation: str) -> bool | None:
        """Whether it preferred the perturbed artifact in both orders; None where that was not asked or answered."""
        return beaten([self._heard(task, artifact, perturbation, place) for place in ORDERS])

    def clean(self) -> list[tuple[str, float | None]]:
        """The task and the score of every artifact as it is: rungs and good variants."""
        return [
            (ladder.task, self.score(ladder.task, piece.name)) for ladder in self.ladders for piece in ladder.pieces
        ]

    def tried(self, catalogue: Catalogue) -> dict[str, list[Try]]:
        """By perturbation; those that fit nothing are left out."""
        return tried(self, self.ladders, catalogue)

    def matrix(self, guarded: str, catalogue: Catalogue) -> Matrix:
        """All attacks on it."""
        found = attacked(self, self.ladders, catalogue)
        return Matrix(judge=self.judge.name, scripted=self.judge.backend.scripted, guarded=guarded, **dict(found))

    def _heard(self, task: str, artifact: str, perturbation: str, place: Place = 0) -> Heard | None:
        key = Key(self.judge.name, task, artifact, perturbation, tuple(sorted(self.defences)), place)
        return self.answers.get(key)
