"""Auditing the judges of a finished run: their opinions are read again, more are asked for, and pairs of works are put
to them in both orders. Agents are not run again."""

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from harness.host import Host
from harness.judges import author_family, material_of
from harness.judging import Kept, kept_opinions, read_work, tell_scripted
from harness.records import TrialRecord
from harness.score import scorable
from harness.store import RunStore, write_atomic
from harness.task import Task
from sandboxes.archive import scan
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.apart import Unfinished, apart
from scoring.judge.audit import Agreement, Compared, Retest, Scored, Sway, agreement, retest, sway
from scoring.judge.judge import Judge, Preference, Work
from scoring.judge.panel import Panel
from scoring.judge.verdict import task_score
from scoring.spec import RubricSpec

if TYPE_CHECKING:
    from concurrent.futures import Future

DIRECTORY, FILE = "audit", "audit.json"
FEW_ARTIFACTS, FEW_PAIRS = 30, 100
"""Below these a report says that it rests on few (measurement.md 3a, 3g)."""


class Audit(Frozen):
    """audit.json."""

    retest: tuple[Retest, ...]
    agreement: Agreement | None
    sway: tuple[Sway, ...]
    scripted: tuple[str, ...]
    """Judges that are scripted."""
    notes: tuple[str, ...] = ()
    """What is too little to conclude much from."""


class Terms(NamedTuple):
    """What is asked for."""

    judges: tuple[str, ...] = ()
    """Empty: those who judged the run."""
    repeats: int = 1
    """Readings of each work by each judge, at least."""
    pairs: int = 6
    """Pairs of works of each task, at most; 0 compares nothing."""
    families: Mapping[str, str] = MappingProxyType({})
    """Model family by agent, where its name does not tell."""
    length_unit: float | None = None
    seed: int = 0
    concurrency: int = 8


class Piece(NamedTuple):
    """A finished trial's work, as judges read it."""

    record: TrialRecord
    work: Work
    quality: float | None


def audit(store: RunStore, host: Host, tasks: Mapping[str, Task], terms: Terms, said: Callable[[str], None]) -> Audit:
    """Audit the judges of a run; audit/ keeps what they said. Raises UserError where there is nothing to audit."""
    kept = {r.key: kept_opinions(store.trial_dir(r.spec) / "judged") for r in scorable(store)}
    names = terms.judges or tuple(sorted({line.judge for lines in kept.values() for line in lines}))
    if not names:
        mend = "Name one with --judge, or `meltbench score RUN --judge ...` first"
        raise UserError("no judge has read this run", where=str(store.root), mend=mend)
    # Asked as they were in the run: criteria one by one are another question than all at once.
    asked = store.settings.judging.model_copy(update={"judges": names, "concurrency": terms.concurrency})
    panel = host.panel(asked)
    scored: list[Scored] = []
    compared: list[Compared] = []
    by_task = pieces_of(store, host, tasks, terms.families)
    for name, pieces in by_task.items():
        said(f"{name}: {len(pieces)} works")
        task = tasks[name]
        scored += _read(host, panel, task, pieces, kept, terms)
        compared += _compare(host, panel, task, pieces, terms)
    _keep(store.root / DIRECTORY, scored, compared)
    return conclude(scored, compared, [j.name for j in panel.judges if j.backend.scripted], terms.length_unit)


def keep_audit(store: RunStore, found: Audit) -> None:
    """Write audit/audit.json."""
    write_atomic(store.root / DIRECTORY / FILE, found.model_dump_json(indent=2))


def kept_audit(store: RunStore) -> Audit | None:
    """What the last audit of a run found; None where there was none. Raises UserError for a file that is damaged."""
    path = store.root / DIRECTORY / FILE
    try:
        return Audit.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        mend = "Audit again: `meltbench judge audit RUN`"
        raise UserError(f"is damaged: {str(error).splitlines()[0]}", where=str(path), mend=mend) from error


def conclude(
    scored: Sequence[Scored], compared: Sequence[Compared], scripted: Sequence[str], length_unit: float | None
) -> Audit:
    """What follows from what was said."""
    judges = sorted({one.judge for one in scored})
    return Audit(
        retest=tuple(retest(judge, [one for one in scored if one.judge == judge]) for judge in judges),
        agreement=agreement(scored),
        sway=tuple(
            sway(judge, chosen, length_unit)
            for judge in judges
            if (chosen := [one for one in compared if one.judge == judge])
        ),
        scripted=tuple(scripted),
        notes=tuple(_few(scored, compared)),
    )


def _few(scored: Sequence[Scored], compared: Sequence[Compared]) -> list[str]:
    artifacts = len({(one.task, one.artifact) for one in scored})
    pairs = len({(one.task, one.a, one.b, one.repeat) for one in compared})
    notes = [f"{artifacts} of {FEW_ARTIFACTS} artifacts that a retest wants"] if artifacts < FEW_ARTIFACTS else []
    if max((one.repeat for one in scored), default=0) < 1:
        notes.append("each work was read once by each judge: noise needs --repeats 2 or more")
    return notes + ([f"{pairs} of {FEW_PAIRS} pairs that a bias wants"] if 0 < pairs < FEW_PAIRS else [])


def pieces_of(
    store: RunStore, host: Host, tasks: Mapping[str, Task], families: Mapping[str, str] = MappingProxyType({})
) -> dict[str, list[Piece]]:
    """Works by task; those that are empty or cannot be read are left out, as nobody was asked about them."""
    found: dict[str, list[Piece]] = {}
    for record in scorable(store):
        task = tasks[record.spec.task]
        if piece := piece_of(store, host, task, record, families):
            found.setdefault(task.name, []).append(piece)
    return found


def piece_of(
    store: RunStore,
    host: Host,
    task: Task,
    record: TrialRecord,
    families: Mapping[str, str] = MappingProxyType({}),
) -> Piece | None:
    """A trial's work as judges read it; None where it is empty, cannot be read, or has no rubric."""
    if task.rubric is None:
        return None
    tree = scan(store.trial_dir(record.spec) / "workspace")
    try:
        work = apart(read_work, host.base_tree(task), tree, task.bench.judge.artifact)
    except Unfinished:
        return None
    if not work.text.strip():
        return None
    agent = record.spec.agent
    work = work._replace(family=families.get(agent) or author_family(agent))
    return Piece(record, work, tell_scripted(host, record.spec, task.ladder, work))


def _read(
    host: Host, panel: Panel, task: Task, pieces: Sequence[Piece], kept: Mapping[str, list[Kept]], terms: Terms
) -> list[Scored]:
    """Opinions of every work: those that the trial kept, and those that are missing from as many as are wanted."""
    rubric, material = _rubric(task), material_of(task, host.base_tree(task))
    names = {judge.name for judge in panel.judges}
    found = []
    for piece in pieces:
        lines = [line for line in kept[piece.record.key] if line.judge in names and line.artifact == piece.work.sha256]
        there = {(line.judge, line.opinion.repeat) for line in lines}
        said = [(line.judge, line.opinion) for line in lines]
        for judge in panel.judges:
            missing = [at for at in range(terms.repeats) if (judge.name, at) not in there]
            said += [(judge.name, one) for one in panel.ask(judge, piece.work, material, rubric, missing)]
        found += [
            Scored(
                judge=name,
                task=task.name,
                artifact=piece.work.sha256,
                repeat=opinion.repeat,
                score=task_score(opinion.verdicts, opinion.faults, rubric),
                criteria={verdict.criterion: verdict.score for verdict in opinion.verdicts},
                gold=piece.quality,
            )
            for name, opinion in said
        ]
    return found


def _compare(host: Host, panel: Panel, task: Task, pieces: Sequence[Piece], terms: Terms) -> list[Compared]:
    """Choices between pairs of different works, in both orders."""
    rubric, material = _rubric(task), material_of(task, host.base_tree(task))
    pairs = [(a, b) for a, b in itertools.combinations(pieces, 2) if a.work.sha256 != b.work.sha256]
    random.Random(f"{terms.seed} {task.name}").shuffle(pairs)  # noqa: S311 - which pairs, not a secret
    asked: list[tuple[Piece, Piece, bool, Judge, Future[Preference]]] = []
    for a, b in pairs[: terms.pairs]:
        for first in (True, False):
            shown = (a.work, b.work) if first else (b.work, a.work)
            asked += [(a, b, first, j, panel.compare(j, *shown, material, rubric)) for j in panel.judges]
    return [_compared(task.name, a, b, first, judge, future.result()) for a, b, first, judge, future in asked]


def _compared(task: str, a: Piece, b: Piece, first: bool, judge: Judge, preference: Preference) -> Compared:
    winner = preference.choice.winner
    own = [int(bool(piece.work.family) and piece.work.family == judge.backend.family) for piece in (a, b)]
    known = a.quality is not None and b.quality is not None
    return Compared(
        judge=judge.name,
        task=task,
        a=a.record.spec.agent,
        b=b.record.spec.agent,
        first=first,
        won=None if winner is None else 0.5 if winner == 0 else float((winner == 1) == first),
        length=len(a.work.text) - len(b.work.text),
        own=own[0] - own[1],
        gold=(a.quality or 0.0) - (b.quality or 0.0) if known else None,
        repeat=preference.repeat,
        scripted=judge.backend.scripted,
    )


def _rubric(task: Task) -> RubricSpec:
    assert task.rubric, "tasks without a rubric are left out"
    return task.rubric


def _keep(directory: Path, scored: Sequence[Scored], compared: Sequence[Compared]) -> None:
    for name, lines in (("opinions", scored), ("pairs", compared)):
        write_atomic(directory / f"{name}.jsonl", "".join(f"{line.model_dump_json()}\n" for line in lines))
