"""People as judges: which works of a run a person has still to read, and what becomes of their points."""

import random
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from pydantic import Field, ValidationError

from harness.audit import Piece, pieces_of
from harness.host import Host
from harness.records import TrialRecord
from harness.store import RunStore, now
from harness.task import Task
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.judge.judge import Work
from scoring.judge.labelled import ScoreData, ScoreLabel, ScoreVerdict
from scoring.judge.verdict import TOP, Verdict, task_score
from scoring.reward import CheckResult, Provenance, Reward
from scoring.spec import RubricSpec

LABELS = Path("human", "labels.jsonl")


class Label(Frozen):
    """A line of human/labels.jsonl: what one person gave one work."""

    rater: str
    task: str
    artifact: str
    """sha256 of the text."""
    rubric: str
    """Version of the rubric."""
    scores: dict[str, int | None]
    """Points by criterion; null where the person could not say."""
    faults: dict[str, int] = Field(default_factory=dict)
    """How many instances of each penalty they found."""
    note: str = ""
    seconds: float = Field(default=0.0, ge=0)
    """Wall time that it took."""
    made: str = ""


class Unread(NamedTuple):
    """A work that a person has still to read; of whom it is, nobody says."""

    task: Task
    work: Work


def unread(store: RunStore, host: Host, tasks: Mapping[str, Task], rater: str) -> list[Unread]:
    """Works that this person has not labelled, each text once, in an order of their own."""
    done = {(label.task, label.artifact) for label in read_labels(store) if label.rater == rater}
    found: dict[tuple[str, str], Unread] = {}
    for name, pieces in pieces_of(store, host, tasks).items():
        for piece in pieces:
            key = (name, piece.work.sha256)
            if key not in done:
                found[key] = Unread(tasks[name], piece.work)
    left = [found[key] for key in sorted(found)]
    random.Random(f"{store.root.name} {rater}").shuffle(left)  # noqa: S311 - an order, not a secret
    return left


def read_labels(store: RunStore) -> list[Label]:
    """What people have given so far. Raises UserError that names a damaged line."""
    path = store.root / LABELS
    if not path.is_file():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(Label.model_validate_json(line))
        except ValidationError as error:
            why = str(error).splitlines()[0]
            raise UserError(f"is damaged: {why}", where=f"{path}:{number}", mend="Take the line out") from error
    return found


def keep_label(store: RunStore, label: Label) -> None:
    """Add a line. What was given cannot be lost by stopping afterwards."""
    path = store.root / LABELS
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as handle:
        handle.write(f"{label.model_copy(update={'made': now()}).model_dump_json()}\n")


def record_labels(store: RunStore, host: Host, tasks: Mapping[str, Task]) -> int:
    """Put all labels into the records of the trials they are about, as rewards of the `human` channel; how many trials
    have one now."""
    labels = read_labels(store)
    trials = 0
    for name, pieces in pieces_of(store, host, tasks).items():
        rubric = tasks[name].rubric
        for piece in pieces:
            given = [x for x in labels if (x.task, x.artifact) == (name, piece.work.sha256)]
            if rubric and given:
                store.finish(_with_labels(piece, given, rubric))
                trials += 1
    return trials


def _with_labels(piece: Piece, labels: list[Label], rubric: RubricSpec) -> TrialRecord:
    others = tuple(reward for reward in piece.record.rewards if reward.channel != "human")
    latest = {label.rater: label for label in labels}
    human = tuple(human_reward(label, rubric) for _, label in sorted(latest.items()))
    return piece.record.model_copy(update={"rewards": others + human})


def human_reward(label: Label, rubric: RubricSpec) -> Reward:
    """A person's points as a reward, by the same formula as a judge's."""
    verdicts = [Verdict(criterion=c.id, score=label.scores.get(c.id)) for c in rubric.criteria]
    merit = task_score(verdicts, (), rubric)
    points = {penalty.id: penalty.points for penalty in rubric.penalties}
    lost = sum(points.get(name, 0.0) * count for name, count in label.faults.items()) / 100
    return Reward(
        channel="human",
        name=label.rater,
        value=None if merit is None else max(0.0, merit - lost),
        status="abstained" if merit is None else "scored",
        checks=tuple(
            CheckResult(
                id=c.id, passed=score == TOP, score=(score or 0) / TOP, weight=0.0 if score is None else c.weight
            )
            for c in rubric.criteria
            for score in [label.scores.get(c.id)]
        ),
        provenance=Provenance(rubric=label.rubric),
        duration_s=label.seconds,
    )


def labelled_run(store: RunStore) -> ScoreData:
    """A run as calibration data: what people gave (their mean), what got full marks, and each judge's scores.

    Raises UserError where nobody has read it."""
    labels, verdicts = {}, []
    for record in store.records():
        item, main = record.spec.directory, record.main
        people = [r.value for r in record.rewards if r.channel == "human" and r.value is not None]
        labels[item] = ScoreLabel(
            item=item,
            score=fmean(people) if people else None,
            passed=main.passed if main and main.value is not None else None,
            cluster=record.spec.task,
        )
        judged = [reward for reward in record.rewards if reward.channel in ("judged", "baseline")]
        verdicts += [
            ScoreVerdict(item=item, judge=reward.name, score=reward.value, control=reward.channel == "baseline")
            for reward in judged
        ]
    if not any(label.score is not None for label in labels.values()):
        raise UserError(
            "nobody has read this run", where=str(store.root), mend="Begin with `meltbench judge label RUN`"
        )
    return ScoreData(labels=labels, verdicts=tuple(verdicts))
