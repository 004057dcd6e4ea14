"""Tricks on the works of a run: the catalogue of perturbations, put to its judges and to the constraint checks."""

import itertools
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import NamedTuple

from harness.attack.judged import JudgesAttack, Terms
from harness.attack.ladders import BAD, Ladder, Piece, fitting
from harness.contrast.evidence import TRICKS, Trick
from harness.contrast.gather import domain_of
from harness.host import Host
from harness.judges import Room, find_judges, material_of
from harness.judging import read_work
from harness.records import TrialRecord
from harness.score import scorable
from harness.store import RunStore, write_atomic
from harness.task import Task
from sandboxes import cache
from sandboxes.archive import scan
from sandboxes.errors import UserError
from scoring.apart import Unfinished, apart
from scoring.attacks.gains import Try, slope
from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Kind, Perturbation, perturbations
from scoring.contrast.sheet import Channel
from scoring.judge.cache import ReplyCache
from scoring.reward import compose
from scoring.spec import LadderArtifact
from scoring.verify.channel import main_channel
from scoring.verify.constraint.spec import load_checks
from scoring.verify.constraint.verifier import verify_constraints

DIRECTORY = "attack"
Said = Callable[[str], None]


class Played(NamedTuple):
    """A ladder as the trials of a run have played it."""

    task: Task
    ladder: Ladder
    workspaces: Mapping[str, Path]
    """By artifact."""


def played(store: RunStore, host: Host, tasks: Mapping[str, Task]) -> list[Played]:
    """The ladders of a run's tasks, as far as its trials hold no defect, and 3 to 5."""
    found = []
    for name, task in tasks.items():
        records = [record for record in scorable(store) if record.spec.task == name]
        pieces, workspaces = {}, {}
        for record in records:
            artifact = _artifact(record, task)
            if artifact and artifact.name not in pieces:
                workspace = store.trial_dir(record.spec) / "workspace"
                if text := _text(host, task, workspace):
                    pieces[artifact.name] = Piece(artifact.name, artifact.defects, artifact.kind == "defect", text)
                    workspaces[artifact.name] = workspace
        if task.rubric and {0, *BAD} <= {piece.defects for piece in pieces.values() if piece.rung}:
            ordered = tuple(sorted(pieces.values(), key=lambda piece: (not piece.rung, piece.defects)))
            material = material_of(task, host.base_tree(task))
            found.append(Played(task, Ladder(name, material, task.rubric, _kind(task), ordered), workspaces))
    return found


def _artifact(record: TrialRecord, task: Task) -> LadderArtifact | None:
    """The rung or good variant that a trial played."""
    kind, _, name = record.spec.agent.partition(":")
    found = next((a for a in task.ladder.artifact if kind == "artifact" and name in a.names), None)
    return found if found and (found.kind == "defect" or (found.kind, found.defects) == ("variant", 0)) else None


def _text(host: Host, task: Task, workspace: Path) -> str:
    try:
        return apart(read_work, host.base_tree(task), scan(workspace), task.bench.judge.artifact).text.strip()
    except Unfinished:
        return ""


def _kind(task: Task) -> Kind:
    artifact = task.bench.judge.artifact
    return "diff" if artifact == "diff" else "jsonl" if artifact.endswith(".jsonl") else "prose"


def try_tricks(store: RunStore, host: Host, tasks: Mapping[str, Task], said: Said, *, jobs: int) -> int:
    """Try every trick that fits on the known-bad works of a run, and keep what came of it (`evidence.TRICKS`).

    Returns how many tries there were. What judges have answered before is not asked again."""
    ladders = played(store, host, tasks)
    lines = [*_on_judges(store, host, ladders, said), *_on_checks(ladders, said, jobs)]
    write_atomic(store.root / TRICKS, "".join(f"{line.model_dump_json()}\n" for line in lines))
    return len(lines)


def _on_judges(store: RunStore, host: Host, ladders: Sequence[Played], said: Said) -> Iterator[Trick]:
    settings = store.settings.judging
    if not settings.judges or not ladders:
        return
    room = Room(host.prices, ReplyCache(cache.cache_dir("judge") / "replies.sqlite"), host.qualities)
    terms = Terms(jobs=settings.concurrency)
    attack = JudgesAttack(find_judges(settings, room), [one.ladder for one in ladders], host.qualities, terms)
    said(f"Tricks on judges: {len(attack.questions)} questions")
    domains = {one.ladder.task: domain_of(one.task) for one in ladders}
    for judge, by_attack in attack.tries(store.root / DIRECTORY, lambda _: None).items():
        for name, tries in by_attack.items():
            for at, one in _numbered(tries):
                if one.succeeded is not None:
                    yield _trick(domains[one.task], "judged", judge, at, name, one)


def _on_checks(ladders: Sequence[Played], said: Said, jobs: int) -> Iterator[Trick]:
    """On the constraint checks of written files; hidden tests have a catalogue of their own."""
    fitting_ones = [one for one in ladders if main_channel(one.task.bench.verify) == "constraint"]
    said(f"Tricks on the checks of {len(fitting_ones)} tasks")
    for one in fitting_ones:
        for name, tries in _check_tries(one, jobs).items():
            for at, found in _numbered(tries):
                if found.succeeded is not None:
                    yield _trick(domain_of(one.task), "checked", "checks", at, name, found)


def _numbered(tries: Sequence[Try]) -> Iterator[tuple[int, Try]]:
    """Each with its number among those on its task."""
    for _, group in itertools.groupby(tries, key=lambda one: one.task):
        yield from enumerate(group)


def _trick(domain: str, channel: Channel, rater: str, at: int, attack: str, one: Try) -> Trick:
    return Trick.model_validate(
        {
            "domain": domain,
            "channel": channel,
            "rater": rater,
            "task": one.task,
            "artifact": str(at),
            "attack": attack,
            "worked": one.succeeded,
            "defects": one.in_steps,
        }
    )


def _check_tries(one: Played, jobs: int) -> dict[str, list[Try]]:
    """By perturbation, on every known-bad work."""
    chosen = fitting(one.ladder, perturbations())
    with ThreadPoolExecutor(jobs, thread_name_prefix="trick") as pool:
        plain = dict(pool.map(lambda piece: (piece.name, _value(one, piece)), one.ladder.pieces))
        wanted = [(piece, trick) for trick in (NULL_EDIT, *chosen) for piece in one.ladder.bad]
        values = dict(pool.map(lambda pair: ((pair[0].name, pair[1].name), _value(one, *pair)), wanted))
    good = median([plain[piece.name] for piece in one.ladder.good])
    step = slope([(piece.defects, plain[piece.name]) for piece in one.ladder.pieces if piece.rung])
    return {
        trick.name: [
            Try(
                task=one.ladder.task,
                original=plain[piece.name],
                null=values[piece.name, NULL_EDIT.name],
                perturbed=values[piece.name, trick.name],
                good=good,
                step=step,
            )
            for piece in one.ladder.bad
        ]
        for trick in chosen
    }


def _value(one: Played, piece: Piece, trick: Perturbation | None = None) -> float:
    """What the checks give the work, perturbed if told so. Raises UserError where the task's own files do not fit."""
    text = one.ladder.perturbed(piece, trick)[0].text if trick else piece.text
    with cache.scratch() as room:
        tree = Path(shutil.copytree(one.workspaces[piece.name], room / "tree"))
        file = tree / one.task.bench.judge.artifact
        try:
            file.write_text(text, encoding="utf-8", errors="replace")
        except OSError as error:
            raise UserError(f"cannot be written: {error.strerror}", where=str(file), mend="Make room") from error
        spec = load_checks(one.task.hidden / "checks.toml")
        return compose(verify_constraints(tree, spec, one.task.directory / "environment" / "workspace"))
