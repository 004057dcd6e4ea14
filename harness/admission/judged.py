"""Step `judged`: a task that judges are asked about says clearly what, and its ladder is one.

What can be checked about the writing orders the ladder as far as it can see; how far that is, is measured here: the
verifiability share."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from pydantic import Field

from harness.admission.played import broken, value_of
from harness.admission.record import Item, item, listed
from harness.admission.subject import Subject
from harness.records import TrialRecord
from harness.task import Task
from sandboxes.archive import scan
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.judge.rubric import check_mirrors, load_rubric
from scoring.spec import LadderArtifact, RubricSpec
from scoring.tables import load
from scoring.verify.constraint.document import words_of
from scoring.verify.constraint.spec import AnyCheck, ChecksSpec, load_checks

RUNGS = 6
VARIANTS, ATTACKS = 2, 3
ECHO = 5
"""Words in a run of the rubric's that the author may not read beforehand."""
APART = 1.5
"""Ratio of the lengths of the longest and the shortest good variant: or length could not be told from quality."""
FACTUAL = frozenset({"contains", "number", "duration", "timestamps", "items"})
"""Kinds of check that ask for facts."""
FACTS = "facts.toml"


class Fact(Frozen):
    """What a source supports."""

    id: str
    fact: str
    file: str
    """In the workspace, or instruction.md."""
    line: int = Field(ge=1)
    quote: str = Field(min_length=1)
    """Stands on that line."""
    check: str = ""
    """The check that asks for it."""


class Trap(Frozen):
    """What a careless reader would claim, and where that comes from."""

    id: str
    claim: str
    why: str = ""
    """What is wrong with it."""
    file: str
    line: int = Field(ge=1)
    quote: str = Field(min_length=1)


class FactSheet(Frozen):
    """tests/hidden/facts.toml."""

    required: tuple[Fact, ...]
    forbidden: tuple[Trap, ...] = ()


def judged(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """Nothing to do for tasks whose judges read a diff: their ladder is one of behaviour."""
    del only
    task = subject.task
    if task.bench.judge.artifact == "diff":
        return
    yield from stated_items(task)
    records = subject.trials([f"artifact:{a.name}" for a in task.ladder.artifact])
    yield from ladder_items({a: records[f"artifact:{a.name}"] for a in task.ladder.artifact})


def stated_items(task: Task) -> Iterator[Item]:
    """What the task's files alone tell."""
    try:
        rubric = load_rubric(task.directory / task.bench.judge.rubric)
        checks = load_checks(task.hidden / "checks.toml")
        facts = load(FactSheet, task.hidden / FACTS)
        check_mirrors(rubric, {check.id for check in checks.check}, task.directory / task.bench.judge.rubric)
    except (UserError, OSError) as error:
        yield item("files", str(error))
        return
    yield item("rubric", _rubric(task, rubric, checks), f"{len(rubric.criteria)} criteria, weights sum to 100")
    yield item("weights", _weights(checks), "the checks' weights sum to 100")
    yield item("facts", listed(missing_facts(task, facts, checks.check)), f"{len(facts.required)} stand in the sources")
    yield item("echoes", listed(echoes(task, rubric), 2), "the author reads nothing of the rubric")
    yield item("artifacts", _artifacts(task.ladder.artifact), f"{len(task.ladder.artifact)} on the ladder")
    yield item("lengths", _lengths(task), "the good variants differ in length")


def ladder_items(played: dict[LadderArtifact, TrialRecord]) -> Iterator[Item]:
    """What the checks make of the ladder."""
    if failed := [f"{a.name}: {why}" for a, record in played.items() if (why := broken(record))]:
        yield item("played", listed(failed))
        return
    yield from value_items({artifact: value_of(record) for artifact, record in played.items()})


def value_items(values: dict[LadderArtifact, float]) -> Iterator[Item]:
    """The same, from what each artifact scores."""
    rungs = sorted((a for a in values if a.kind == "defect"), key=lambda a: a.defects)
    steps = [(lower, upper) for lower, upper in pairwise(rungs)]
    rising = [f"{b.name} scores more than {a.name}" for a, b in steps if values[b] > values[a]]
    seen = [b.name for a, b in steps if values[b] < values[a]]
    yield item("order", listed(rising) or ("" if seen else "no defect is seen by any check"), "the ladder never rises")
    yield item(
        "verifiability", "", f"{len(seen) / max(1, len(steps)):.2f}: {len(seen)} of {len(steps)} defects are seen"
    )
    full = values[rungs[0]] if rungs else 1.0
    less = [f"{a.name} scores {values[a]:.3f}" for a in values if a.kind == "variant" and values[a] != full]
    yield item("variants", listed(less), "tie with the reference")
    by_defects = {a.defects: values[a] for a in rungs}
    gained = [
        f"{a.name} scores {values[a]:.3f}, more than a work of its defects"
        for a in values
        if a.kind == "attack" and values[a] > by_defects.get(min(a.defects, max(by_defects, default=0)), 0.0)
    ]
    yield item("attacks", listed(gained), "gain nothing")


def missing_facts(task: Task, facts: FactSheet, checks: Iterable[AnyCheck]) -> Iterator[str]:
    """Facts that do not stand where they should, and checks that ask for facts which nothing supports."""
    workspace = task.directory / "environment" / "workspace"
    known = {check.id for check in checks}
    placed: list[Fact | Trap] = [*facts.required, *facts.forbidden]
    for fact in placed:
        path = task.directory / fact.file if fact.file == "instruction.md" else workspace / fact.file
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        if fact.line > len(lines) or fact.quote not in lines[fact.line - 1]:
            yield f"{fact.id}: {fact.quote[:40]!r} is not on line {fact.line} of {fact.file}"
    supported = {fact.check for fact in facts.required if fact.check}
    yield from (f"there is no check {name!r}" for name in sorted(supported - known))
    yield from (f"check {c.id}: no fact supports it" for c in checks if c.kind in FACTUAL and c.id not in supported)


def echoes(task: Task, rubric: RubricSpec) -> Iterator[str]:
    """Runs of the rubric's words that stand in what the author reads."""
    asked = [c.question for c in rubric.criteria] + [p.question for p in rubric.penalties]
    told = _runs([*asked, *(anchor.text for c in rubric.criteria for anchor in c.anchors)])
    workspace = task.directory / "environment" / "workspace"
    read = [task.instruction(track) for track in task.bench.track]
    read += [(workspace / e.path).read_text("utf-8", "replace") for e in scan(workspace).entries]
    yield from sorted(" ".join(run) for run in told & _runs(read))


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    listed_words = [words_of(text) for text in texts]
    return {tuple(words[at : at + ECHO]) for words in listed_words for at in range(len(words) - ECHO + 1)}


def _rubric(task: Task, rubric: RubricSpec, checks: ChecksSpec) -> str:
    names = {rubric.artifact, task.bench.judge.artifact, checks.deliverable.path}
    return "" if len(names) == 1 else f"rubric, task and checks mean different files: {listed(sorted(names))}"


def _weights(checks: ChecksSpec) -> str:
    total = sum(check.weight for check in checks.check)
    return "" if total == 100 else f"the weights of the checks sum to {total:g}, not 100"


def _artifacts(artifacts: tuple[LadderArtifact, ...]) -> str:
    rungs = [a.defects for a in artifacts if a.kind == "defect"]
    if sorted(rungs) != list(range(RUNGS)):
        return f"the ladder's rungs have {sorted(rungs)} defects, not 0 to {RUNGS - 1}"
    number = {kind: sum(a.kind == kind for a in artifacts) for kind in ("variant", "attack")}
    if number["variant"] < VARIANTS or number["attack"] < ATTACKS:
        wanted = f"{VARIANTS} and {ATTACKS} are wanted"
        return f"{number['variant']} good variants and {number['attack']} attacks: {wanted}"
    return ""


def _lengths(task: Task) -> str:
    sizes = {a.name: _size(task, a) for a in task.ladder.artifact if a.kind == "variant"}
    if not sizes or min(sizes.values()) == 0:
        return f"a variant's file is missing or empty: {listed(sizes)}"
    ratio = max(sizes.values()) / min(sizes.values())
    return "" if ratio >= APART else f"the longest variant is {ratio:.2f} times the shortest, not {APART}"


def _size(task: Task, artifact: LadderArtifact) -> int:
    path = task.directory / "ladder" / artifact.files / task.bench.judge.artifact
    return path.stat().st_size if Path(path).is_file() else 0
