"""Judges read finished works again in other manners (scoring/judge/manner.py): what should not matter changed, and, for
code, told what the checks found. Agents are not run again."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import inf
from pathlib import Path
from typing import NamedTuple

from harness.audit import piece_of
from harness.contrast.order import spread_works
from harness.host import Host
from harness.journal import Journal
from harness.judges import material_of
from harness.judging import kept_opinions
from harness.records import TrialRecord
from harness.score import scorable
from harness.store import RunStore
from harness.task import Task
from sandboxes.spec import Frozen
from scoring.judge.judge import Opinion, Work
from scoring.judge.manner import Manner, findings, informed, nuisance
from scoring.judge.panel import Panel
from scoring.judge.prompt import Material

OPINIONS = Path("manners", "opinions.jsonl")
WORKS, LOOKS = 40, 2
"""Works of a domain that each judge reads in nuisance manners (30 are the least, measurement.md 3a), and how often."""


class About(NamedTuple):
    """What a reading is about."""

    trial: str
    """Its key."""
    tree: str
    """Digest of what was read."""
    scoring: str
    """Digest of what scored it, the rubric among it."""
    manner: Manner
    found: str
    """sha256 of the checks' findings that the judge was told; empty where it was told none."""


class Told(Frozen):
    """A line of opinions.jsonl: what one judge said about one finished work, asked in one manner, once."""

    trial: str
    tree: str
    scoring: str
    manner: Manner
    found: str
    """As in `About`."""
    judge: str
    """As on the command line."""
    repeat: int
    """nuisance: from 1; informed: 0."""
    opinion: Opinion


class Question(NamedTuple):
    """One reading of one work that is to be had."""

    record: TrialRecord
    judge: str
    manner: Manner
    repeat: int


def told(root: Path) -> Mapping[About, list[Told]]:
    """What a run keeps of such readings, by what they are about."""
    found: dict[About, list[Told]] = defaultdict(list)
    for one in Journal(root / OPINIONS).read(Told.model_validate_json):
        found[About(one.trial, one.tree, one.scoring, one.manner, one.found)].append(one)
    return found


def about(record: TrialRecord, manner: Manner) -> About:
    """What an answer depends on beside the judge: where a part of that has changed, it is another question."""
    shown = findings(record.reward("verified")) if manner == "informed" else ""
    digest = hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest() if shown else ""
    return About(record.key, record.tree_digest, record.scoring_digest, manner, digest)


def missing(store: RunStore, tasks: Mapping[str, Task]) -> list[Question]:
    """What is left to ask the judges of a run about works that they have read: nuisance about some of each domain, no
    two alike before all kinds had one; informed about every work of code, once."""
    records = scorable(store)
    asked = set(store.settings.judging.judges)
    judges = {r.key: asked & {one.judge for one in kept_opinions(store.trial_dir(r.spec) / "judged")} for r in records}
    read = [r for r in records if judges[r.key]]
    domains = [[r for r in read if tasks[r.spec.task].changes_code is code] for code in (False, True)]
    looks = [(r, at) for at in range(1, LOOKS + 1) for works in domains for r in spread_works(works)[:WORKS]]
    wanted = [Question(r, judge, "nuisance", at) for r, at in looks for judge in sorted(judges[r.key])]
    code = [r for r in domains[1] if findings(r.reward("verified"))]
    wanted += [Question(r, judge, "informed", 0) for r in code for judge in sorted(judges[r.key])]
    known = {(key, one.judge, one.repeat) for key, lines in told(store.root).items() for one in lines}
    return [one for one in wanted if (about(one.record, one.manner), one.judge, one.repeat) not in known]


def ask(
    store: RunStore, host: Host, tasks: Mapping[str, Task], questions: Sequence[Question], *, until: float = inf
) -> Iterator[Told]:
    """Ask, nothing any more after the monotonic time `until`; each answer is kept as soon as it is there. A judge that
    could not be had has not spoken, and is left out."""
    if not questions or time.monotonic() >= until:
        return
    settings = store.settings.judging
    panel = host.panel(settings)
    records = {one.record.key: one.record for one in questions}
    pieces = {key: piece_of(store, host, tasks[record.spec.task], record) for key, record in records.items()}
    materials = {name: material_of(task, host.base_tree(task)) for name, task in _tasks_of(records, tasks).items()}
    journal = Journal(store.root / OPINIONS)
    pool = ThreadPoolExecutor(settings.concurrency, thread_name_prefix="manners")

    def in_time(one: Question) -> Told | None:
        piece, task = pieces[one.record.key], tasks[one.record.spec.task]
        if piece is None or time.monotonic() >= until:
            return None
        return _answer(panel, one, piece.work, materials[task.name], task)

    try:
        for line in pool.map(in_time, questions):
            if line:
                journal.append(line.model_dump_json(exclude={"opinion": {"replies"}}))
                yield line
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _answer(panel: Panel, one: Question, work: Work, material: Material, task: Task) -> Told | None:
    assert task.rubric, "judges have read it by one"
    judge = next(judge for judge in panel.judges if judge.name == one.judge)
    guise = (
        nuisance(material, task.rubric, work.sha256, one.repeat)
        if one.manner == "nuisance"
        else informed(material, task.rubric, findings(one.record.reward("verified")))
    )
    (opinion,) = panel.ask(judge, work, guise.material, guise.rubric, [one.repeat])
    if all(verdict.abstained.startswith("unavailable") for verdict in opinion.verdicts):
        return None
    said = {"judge": one.judge, "repeat": one.repeat, "opinion": guise.back(opinion)}
    return Told.model_validate({**about(one.record, one.manner)._asdict(), **said})


def _tasks_of(records: Mapping[str, TrialRecord], tasks: Mapping[str, Task]) -> dict[str, Task]:
    return {record.spec.task: tasks[record.spec.task] for record in records.values()}
