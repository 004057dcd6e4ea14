"""Asking judges about originals and perturbed artifacts, each answer journalled so that nothing is asked twice."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Literal, NamedTuple

from harness.attack.ladders import Ladder
from harness.journal import Journal
from sandboxes.spec import Frozen
from scoring.judge.judge import Asking, Judge, Opinion, Preference, Work
from scoring.judge.panel import Panel
from scoring.judge.verdict import task_score

OPINIONS = "opinions.jsonl"
Place = Literal[0, 1, 2]
"""Where the perturbed artifact stood beside the original; 0 where it was scored alone."""
_UNSEEN: Final = {"criteria": {"__all__": {"mirrors"}}}
"""What of a rubric no judge is shown."""
ORDERS: Final[tuple[Place, ...]] = (1, 2)


class Key(NamedTuple):
    """What tells one answer from all others."""

    judge: str
    task: str
    artifact: str
    """By its name on the ladder."""
    perturbation: str
    defences: tuple[str, ...]
    """What the judge was guarded by."""
    place: Place = 0


class Heard(Frozen):
    """A line of opinions.jsonl: what one judge said, once."""

    judge: str
    task: str
    artifact: str
    perturbation: str
    defences: tuple[str, ...]
    place: Place = 0
    asked: str
    """Digest of judge, rubric, material and texts: where one of them has changed, the answer is another one."""
    score: float | None = None
    """Alone: in [0, 1]; None where the judge abstained."""
    won: float | None = None
    """Beside the original: 1 where the perturbed one won, .5 for a tie; None where the judge abstained."""
    abstained: str = ""
    """Why there is neither, or empty."""
    suspected: bool = False
    """Whether the judge thought that it was spoken to."""
    cost_usd: float | None = 0.0
    tokens: int = 0

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return Key(self.judge, self.task, self.artifact, self.perturbation, self.defences, self.place)


class Question(NamedTuple):
    """One thing to ask one judge."""

    judge: Judge
    ladder: Ladder
    artifact: str
    perturbation: str
    work: Work
    place: Place = 0
    beside: Work | None = None
    """The original, where the judge is to compare."""

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        defences = tuple(sorted(self.judge.defences))
        return Key(self.judge.name, self.ladder.task, self.artifact, self.perturbation, defences, self.place)

    @property
    def digest(self) -> str:
        """Of all that the answer depends on."""
        material = [*self.ladder.material, self.ladder.rubric.model_dump(mode="json", exclude=_UNSEEN)]
        texts = [self.work.sha256, self.beside.sha256 if self.beside else ""]
        told = json.dumps([self.judge.backend.identity, self.judge.per_call, material, texts], sort_keys=True)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Hearing:
    """Answers of a directory, and how new ones come into it."""

    def __init__(self, directory: Path) -> None:
        self._journal = Journal(directory / OPINIONS)
        self._known = {heard.key: heard for heard in self._journal.read(Heard.model_validate_json)}

    def answers(
        self, panel: Panel, questions: Iterable[Question], *, jobs: int, said: Callable[[Heard], None]
    ) -> dict[Key, Heard]:
        """The answer to every question, `jobs` at a time; what the directory holds is not asked again."""
        pool = ThreadPoolExecutor(jobs, thread_name_prefix="hearing")

        def one(question: Question) -> Heard:
            heard = self._answer(panel, question)
            said(heard)
            return heard

        try:
            return {heard.key: heard for heard in pool.map(one, list(questions))}
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _answer(self, panel: Panel, question: Question) -> Heard:
        known, digest = self._known.get(question.key), question.digest
        if known and known.asked == digest:
            return known
        heard = _ask(panel, question, digest)
        # A judge that could not be had has not spoken: it is asked again another time.
        if not heard.abstained.startswith("unavailable"):
            self._journal.append(heard.model_dump_json())
        return heard


def _ask(panel: Panel, question: Question, digest: str) -> Heard:
    if question.beside:
        return _compared(panel, question, digest)
    judge, ladder = question.judge, question.ladder
    (opinion,) = panel.ask(judge, question.work, ladder.material, ladder.rubric, [0])
    score = task_score(opinion.verdicts, opinion.faults, ladder.rubric)
    return _heard(
        question,
        digest,
        opinion.asking,
        score=score,
        abstained="" if score is not None else _why(opinion),
        suspected=opinion.injection_suspected,
    )


def _compared(panel: Panel, question: Question, digest: str) -> Heard:
    assert question.beside, "it is compared with something"
    shown = (question.work, question.beside) if question.place == 1 else (question.beside, question.work)
    ladder = question.ladder
    preference = panel.compare(question.judge, *shown, ladder.material, ladder.rubric).result()
    return _heard(
        question,
        digest,
        preference.asking,
        won=_won(preference, question.place),
        abstained=preference.choice.abstained,
        suspected=preference.choice.injection_suspected,
    )


def _heard(question: Question, digest: str, asking: Asking, **found: object) -> Heard:
    spent = {"cost_usd": asking.cost_usd, "tokens": asking.input_tokens + asking.output_tokens}
    return Heard.model_validate({**question.key._asdict(), "asked": digest, **spent, **found})


def _won(preference: Preference, place: Place) -> float | None:
    winner = preference.choice.winner
    return None if winner is None else 0.5 if winner == 0 else float(winner == place)


def _why(opinion: Opinion) -> str:
    return next((verdict.abstained for verdict in opinion.verdicts if verdict.abstained), "nothing was judged")


def beaten(heard: Sequence[Heard | None]) -> bool | None:
    """Whether the perturbed artifact won in both orders; None where one of them has no answer."""
    won = [one.won for one in heard if one is not None and one.won is not None]
    return all(each == 1.0 for each in won) if len(won) == 2 else None
