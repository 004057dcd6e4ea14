"""From finished runs to the sheets that the contrast is found on: code and writing, each with both channels."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from harness.attempts import is_control
from harness.contrast.manners import Told, about, told
from harness.contrast.retest import Regime, readings
from harness.judging import Kept, kept_opinions, known_quality
from harness.records import TrialRecord
from harness.resume import tasks_of
from harness.store import RunStore, distinct
from harness.task import Task
from scoring.contrast.fraction import pass_fraction, shape
from scoring.contrast.sheet import Domain, Looks, Sheet, Source
from scoring.judge.judge import Opinion
from scoring.judge.panel import PANEL
from scoring.judge.verdict import task_score
from scoring.reward import hidden_share


class Look(NamedTuple):
    """One look at one artifact."""

    score: float | None
    usd: float | None
    seconds: float | None
    fraction: float | None = None
    """Of the tests that pass; None where the channel knows none."""


class Piece(NamedTuple):
    """One finished trial, as it enters a sheet."""

    directory: Path
    """Of the trial."""
    record: TrialRecord
    task: Task
    checked: dict[int, Look]
    """By repeat, the trial's own verification being 0."""
    judged: dict[str, dict[int, Look]]
    """By judge and repeat."""
    frozen: dict[int, Look]
    """Looks of the checks with the trial's own cases, its verification among them; empty where there was no other."""
    nuisance: dict[str, dict[int, Look]]
    """By judge and repeat: asked with another order and other names."""
    informed: dict[str, dict[int, Look]]
    """By judge: told what the checks found."""


class Gathered(NamedTuple):
    """All that the contrast rests on."""

    code: Sheet
    writing: Sheet
    pieces: tuple[Piece, ...]
    """The trials that they hold."""
    left_out: tuple[str, ...]
    """What is not in the sheets, a sentence each."""


def domain_of(task: Task) -> Domain:
    """Whether agents change code, or write what people read (questions and answers count as writing)."""
    return "code" if task.changes_code else "writing"


def gather(stores: Sequence[RunStore]) -> Gathered:
    """The sheets of some runs; a run that is named twice counts once. Raises UserError for damaged runs."""
    pieces: list[Piece] = []
    unscored = 0
    for store in distinct(stores):
        for piece in pieces_of(store):
            if piece.record.main is None or piece.record.main.value is None:
                unscored += 1
            else:
                pieces.append(piece)
    found = {domain: [p for p in pieces if domain_of(p.task) == domain] for domain in ("code", "writing")}
    what = "1 trial is" if unscored == 1 else f"{unscored} trials are"
    notes = (f"{what} left out, without a verified or constraint score.",) if unscored else ()
    return Gathered(_sheet("code", found["code"]), _sheet("writing", found["writing"]), tuple(pieces), notes)


def pieces_of(store: RunStore) -> Iterator[Piece]:
    """The finished trials of a run with every look at them that is kept."""
    tasks = tasks_of(store.run())
    again: dict[tuple[str, str, str, Regime], dict[int, Look]] = defaultdict(dict)
    for one in readings(store.root):
        again[one.trial, one.tree, one.scoring, one.regime][one.repeat] = Look(
            one.value, 0.0, one.seconds, one.fraction
        )
    manners = told(store.root)
    informed = {one.judge for found, lines in manners.items() if found.manner == "informed" for one in lines}
    for record in store.records():
        task, main = tasks[record.spec.task], record.main
        own = {0: Look(main.value, 0.0, main.duration_s, pass_fraction(main, task.bench.verify))} if main else {}
        key = record.key, record.tree_digest, record.scoring_digest
        frozen = again.get((*key, "frozen"), {})
        lines = kept_opinions(store.trial_dir(record.spec) / "judged")
        absent = {} if lines else _absent(record)
        worthless = {judge: looks for judge, looks in absent.items() if judge in informed and task.changes_code}
        yield Piece(
            directory=store.trial_dir(record.spec),
            record=record,
            task=task,
            checked=own | again.get((*key, "varied"), {}),
            judged=_by_judge(lines, task) | absent,
            frozen=own | frozen if frozen else {},
            nuisance=_by_judge(manners.get(about(record, "nuisance"), ()), task),
            informed=_by_judge(manners.get(about(record, "informed"), ()), task) | worthless,
        )


def _by_judge(lines: Iterable[Kept | Told], task: Task) -> dict[str, dict[int, Look]]:
    found: dict[str, dict[int, Look]] = defaultdict(dict)
    for line in lines:
        found[line.judge][line.opinion.repeat] = _look(line.opinion, task)
    return found


def _absent(record: TrialRecord) -> dict[str, dict[int, Look]]:
    """Of a work that is not there, the zeros that judges gave unasked."""
    judged = [r for r in record.rewards if r.channel == "judged" and r.name != PANEL]
    return {reward.name: {0: Look(0.0, None, None)} for reward in judged if reward.value == 0.0}


def _look(opinion: Opinion, task: Task) -> Look:
    score = task_score(opinion.verdicts, opinion.faults, task.rubric) if task.rubric else None
    return Look(score, opinion.asking.cost_usd, opinion.asking.duration_s)


def _sheet(domain: Domain, pieces: Sequence[Piece]) -> Sheet:
    specs = [piece.record.spec for piece in pieces]
    judges = sorted({judge for piece in pieces for judge in piece.judged})
    sources = [source_of(judge) for judge in judges]
    baselines = sorted({r.name for p in pieces for r in p.record.rewards if r.channel == "baseline"})
    strict = domain == "code"
    return Sheet(
        domain=domain,
        tasks=np.array([spec.task for spec in specs], dtype=str),
        agents=np.array([spec.agent for spec in specs], dtype=str),
        attempts=np.array([spec.attempt for spec in specs], dtype=np.intp),
        control=np.array([is_control(spec.agent) for spec in specs], dtype=bool),
        cheats=np.array([pretends(piece) for piece in pieces], dtype=bool),
        gold=np.array([gold_of(piece) for piece in pieces], dtype=float),
        oracle=np.array([_number(hidden_share(piece.record.rewards)) for piece in pieces], dtype=float),
        structure=np.array([structure_of(piece.record) for piece in pieces], dtype=float),
        checked=_looks(["checks"], [{"checks": piece.checked} for piece in pieces], ["measured"], strict),
        judged=_looks(judges, [piece.judged for piece in pieces], sources),
        fractions=_fractions(pieces) if domain == "code" else None,
        baselines=_looks(baselines, [_baselines(piece) for piece in pieces], ["measured"] * len(baselines)),
        frozen=_further(["checks"], [{"checks": p.frozen} if p.frozen else {} for p in pieces], ["measured"], strict),
        nuisance=_further(judges, [piece.nuisance for piece in pieces], sources),
        informed=_further(judges, [piece.informed for piece in pieces], sources),
    )


def pretends(piece: Piece) -> bool:
    """Whether the artifact was made to look like work that it is not."""
    kind, _, name = piece.record.spec.agent.partition(":")
    attacks = {n for a in piece.task.ladder.artifact if a.kind == "attack" for n in a.names}
    return kind == "cheat" or (kind == "artifact" and name in attacks)


def gold_of(piece: Piece) -> float:
    """Quality by construction, nan where that is not known: of an agent that does nothing, which stands on no ladder,
    and of one that pretends."""
    if piece.record.spec.agent == "nop" or pretends(piece):
        return np.nan
    return _number(known_quality(piece.record.spec, piece.task.ladder))


def structure_of(record: TrialRecord) -> float:
    """How much of the shape that was asked for is there."""
    return shape(record.reward("verified"))


def _fractions(pieces: Sequence[Piece]) -> Looks:
    found = [{at: look._replace(score=look.fraction) for at, look in piece.checked.items()} for piece in pieces]
    return _looks(["checks"], [{"checks": one} for one in found], ["measured"], strict=True)


def _baselines(piece: Piece) -> dict[str, dict[int, Look]]:
    return {r.name: {0: Look(r.value, 0.0, None)} for r in piece.record.rewards if r.channel == "baseline"}


def source_of(judge: str) -> Source:
    """Where a judge's scores come from, by its name."""
    kinds: dict[str, Source] = {"scripted": "scripted", "replay": "replay", "baseline": "measured"}
    return kinds.get(judge.partition(":")[0], "live")


def _further(
    raters: Sequence[str],
    found: Sequence[Mapping[str, Mapping[int, Look]]],
    sources: Sequence[Source],
    strict: bool = False,
) -> Looks | None:
    """Looks that not every run has."""
    return _looks(raters, found, sources, strict) if any(found) else None


def _looks(
    raters: Sequence[str],
    found: Sequence[Mapping[str, Mapping[int, Look]]],
    sources: Sequence[Source],
    strict: bool = False,
) -> Looks:
    repeats = 1 + max((at for one in found for looks in one.values() for at in looks), default=0)
    shape = (3, len(found), len(raters), repeats)
    values = np.full(shape, np.nan)
    for row, one in enumerate(found):
        for column, rater in enumerate(raters):
            for at, look in one.get(rater, {}).items():
                values[:, row, column, at] = [_number(part) for part in look[:3]]
    return Looks(tuple(raters), values[0], tuple(sources), values[1], values[2], strict)


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)
