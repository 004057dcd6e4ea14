"""The suite card: what each task on code is, how long people take for it, and how far its verdict can be trusted.

Every figure comes from the task's own files: `task.toml`, `card.toml`, and the record of its admission."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from harness.admission.record import Admission, kill_rate, standing_record
from harness.dataset import Dataset
from harness.task import HumanMinutes, Task
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.reward import Trust
from scoring.tables import load
from scoring.verify.channel import trust_of

FILE = "card.toml"
HEADS = (
    "task", "about", "what is done", "human time", "verified by", "trust", "mutants noticed", "verified in",
    "the reference changes", "image", "an answer in public",
)  # fmt: skip
HEAD = (
    "# The suite card\n\n"
    "Tasks on code, made of their own files by `make docs` (`meltbench tasks card` prints it, of any suite); a test "
    "holds that it is up to date. `meltbench run long -a AGENT` runs the long ones. [propose.md](propose.md) says how "
    "to propose one: it needs a reference solution that scores 1, and is taken once `meltbench tasks check` admits "
    "it.\n\n"
)
SOURCES = (
    "- *human time*: `human_minutes` in task.toml (`meltbench tasks show TASK`), by the rule that it names.\n"
    "- *what is done*, *an answer in public*: `card.toml` beside it.\n"
    "- *mutants noticed*, *verified in* (once, the reference, nothing beside it, on the machine of the record), *the "
    "reference changes* (lines as a diff counts them: one that is moved is added and removed), *image* (above what all "
    "are built upon, itself as large as in the record that has it largest): `meltbench tasks check TASK --fresh`, "
    "which writes `admission.json`.\n"
)


class Contamination(Frozen):
    """Whether a model may have read an answer."""

    risk: Literal["none", "low", "medium", "high"]
    why: str


class CardFile(Frozen):
    """card.toml: what nothing is played, seen or scored by."""

    kind: str
    """What is done, a few words."""
    contamination: Contamination


class Card(Frozen):
    """One task."""

    task: str
    about: str
    """Package, version and licence, or that it is our own."""
    kind: str
    human: HumanMinutes | None
    layers: tuple[str, ...]
    """Kinds of verifiers that make the reward."""
    trust: Trust
    contamination: Contamination
    record: Admission | None


def card_of(task: Task) -> Card:
    """Raises UserError where the task has no card, or one that is wrong."""
    path = task.directory / FILE
    if not path.is_file():
        raise UserError("there is no card", where=str(path), mend="Write one (docs/tasks.md)")
    told = load(CardFile, path, "docs/tasks.md")
    # A release of several wheels is one source.
    sources = dict.fromkeys(f"{one.project} {one.version} ({one.license})" for one in task.bench.source)
    main = task.counting
    return Card(
        task=task.name,
        about=", ".join(sources) or "our own",
        kind=told.kind,
        human=task.bench.human_minutes,
        layers=tuple(dict.fromkeys(spec.kind for spec in main)),
        trust=trust_of(main),
        contamination=told.contamination,
        record=standing_record(task),
    )


def markdown(cards: Sequence[Card]) -> str:
    """The card of some tasks."""
    lines = [f"| {' | '.join(HEADS)} |", "|" + "---|" * len(HEADS)]
    lines += [f"| {' | '.join(cells(one))} |" for one in cards]
    return "\n".join([*lines, "", *totals(cards), "", SOURCES])


def cells(one: Card) -> tuple[str, ...]:
    """A line of the table."""
    facts = one.record.facts if one.record else None
    return (
        one.task,
        one.about,
        one.kind,
        _hours(one.human),
        ", ".join(one.layers),
        one.trust,
        (kill_rate(one.record) if one.record else "") or "not measured",
        f"{facts.verify_s:.0f} s" if facts else "not measured",
        f"{facts.files} files, +{facts.added:,} -{facts.removed:,}" if facts else "not measured",
        f"{facts.image_mb:.0f} MB" if facts else "not measured",
        f"{one.contamination.risk}: {one.contamination.why}",
    )


def totals(cards: Sequence[Card]) -> Iterator[str]:
    """What all of it comes to."""
    human = [one.human for one in cards if one.human]
    low, mid, high = (sum(getattr(one, end) for one in human) / 60 for end in ("low", "mid", "high"))
    yield (
        f"{len(cards)} tasks, {mid:,.0f} hours of people's work in all (by bands that err together {low:,.0f} to "
        f"{high:,.0f}); the shortest takes {min((one.mid for one in human), default=0) / 60:.2g} h, the longest "
        f"{max((one.mid for one in human), default=0) / 60:.3g} h."
    )
    if waiting := [one.task for one in cards if not (one.record and one.record.admitted)]:
        yield (
            f"\nNot admitted yet, so that figures of these tasks are no claim that they cannot be gamed: "
            f"{', '.join(waiting)}."
        )
    facts = [one.record.facts for one in cards if one.record and one.record.facts]
    if facts:
        base = max((one.base_mb for one in facts if one.base_mb), default=None)
        upon = f"the {base:,.0f} MB of what all are built upon" if base else "what all are built upon"
        yield (
            f"The images of {len(facts)} of them take {sum(one.image_mb for one in facts):,.0f} MB above {upon}; "
            f"verifying each reference once takes {sum(one.verify_s for one in facts) / 60:.1f} min, "
            "each on the machine of its record."
        )


def _hours(minutes: HumanMinutes | None) -> str:
    if minutes is None:
        return "not said"
    low, mid, high = (f"{value / 60:.3g}" for value in (minutes.low, minutes.mid, minutes.high))
    source = minutes.source if minutes.source == "estimate" else f"baseline, n = {minutes.n}"
    return f"{mid} h ({low} to {high}), {source}"


def page(root: Path) -> str:
    """docs/suite.md: all tasks on code below a tasks directory."""
    dataset = Dataset(root)
    tasks = [dataset.task(name) for name in dataset.names()]
    return HEAD + markdown([card_of(task) for task in tasks if task.changes_code])
