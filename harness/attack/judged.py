"""Attacking judges: perturbed artifacts of known quality, put to each judge with all defences, and without each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from harness.attack.concluding import conclude, guards
from harness.attack.findings import JudgedAttack
from harness.attack.hearing import ORDERS, Heard, Hearing, Key, Question
from harness.attack.ladders import Ladder, fitting
from harness.attack.trying import ORIGINAL
from harness.attack.view import View
from harness.judges import Qualities
from scoring.attacks.gains import Try
from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Perturbation, perturbations
from scoring.judge.hardening import DEFENCES, Defence
from scoring.judge.judge import Judge, Work
from scoring.judge.panel import Panel


class Terms(NamedTuple):
    """What is asked for."""

    ablate: bool = False
    """Also without each defence, and without any."""
    pairs: bool = False
    """Also beside the original, in both orders."""
    jobs: int = 8
    """Requests at one time."""


class Shown(NamedTuple):
    """One text that judges are shown."""

    ladder: Ladder
    artifact: str
    perturbation: str
    work: Work
    original: Work


class JudgesAttack:
    """An attack on judges: what will be asked, and doing it."""

    def __init__(
        self,
        judges: Sequence[Judge],
        ladders: Sequence[Ladder],
        qualities: Qualities,
        terms: Terms,
        catalogue: Mapping[str, Perturbation] | None = None,
    ) -> None:
        """`qualities` is where scripted judges learn what is true; every perturbation is tried if none are given."""
        self._judges = tuple(judges)
        self._ladders = tuple(ladders)
        self._terms = terms
        self._catalogue = perturbations() if catalogue is None else catalogue
        self._texts = list(self._shown(qualities))
        self.questions = self._questions(guards(terms.ablate).values())
        """Everything that is asked, answered before or not."""

    def run(self, directory: Path, said: Callable[[Heard], None]) -> JudgedAttack:
        """Ask what `directory` does not hold yet, and conclude. `said` is told each answer, from several threads."""
        answers = self._answers(self.questions, directory, said)
        return conclude(answers, self._judges, self._ladders, self._catalogue, guards(self._terms.ablate))

    def tries(
        self, directory: Path, said: Callable[[Heard], None], defences: frozenset[Defence] = DEFENCES
    ) -> dict[str, dict[str, list[Try]]]:
        """Ask with these defences only; each try by judge and perturbation."""
        answers = self._answers(self._questions([defences]), directory, said)
        views = {judge.name: View(answers, self._ladders, judge, defences) for judge in self._judges}
        return {name: view.tried(self._catalogue) for name, view in views.items()}

    def _answers(
        self, questions: Sequence[Question], directory: Path, said: Callable[[Heard], None]
    ) -> dict[Key, Heard]:
        with Panel(self._judges, concurrency=self._terms.jobs) as panel:
            return Hearing(directory).answers(panel, questions, jobs=self._terms.jobs, said=said)

    def _shown(self, qualities: Qualities) -> Iterator[Shown]:
        for ladder in self._ladders:
            for piece in ladder.pieces:
                original = Work(piece.text)
                qualities.learn(original.sha256, piece.quality)
                yield Shown(ladder, piece.name, ORIGINAL, original, original)
            for piece in ladder.bad:
                perturbed = ladder.all_perturbed(piece, (NULL_EDIT, *fitting(ladder, self._catalogue)))
                for name, (work, quality) in perturbed.items():
                    qualities.learn(work.sha256, quality)
                    yield Shown(ladder, piece.name, name, work, Work(piece.text))

    def _questions(self, guarded: Iterable[frozenset[Defence]]) -> list[Question]:
        found = []
        for defences in guarded:
            for judge in (one._replace(defences=defences) for one in self._judges):
                for one in self._texts:
                    found.append(Question(judge, one.ladder, one.artifact, one.perturbation, one.work))
                    if self._terms.pairs and one.perturbation != ORIGINAL:
                        found += self._beside(judge, one)
        return found

    def _beside(self, judge: Judge, one: Shown) -> Iterator[Question]:
        for place in ORDERS:
            yield Question(judge, one.ladder, one.artifact, one.perturbation, one.work, place, one.original)
