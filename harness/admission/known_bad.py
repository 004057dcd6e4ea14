"""Step `known-bad`: every hidden check has rejected some work that is known to be bad.

Structure checks meet one variant of the reference made for their kind, text checks many variants of the reference text.
Checks of behaviour have met the ladder and the mutants already; what these did not fail is put to the ladder's worst
artifact without stopping at the first failure, then to trees whose functions return nothing, that lack a public name,
whose parts stand there for show, that read their own text, and at last that cannot be imported."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext

from harness.admission.mutants import checks_failed
from harness.admission.record import Item, item
from harness.admission.subject import Subject, check_id, checks_of
from harness.agents.cheat import sloppiest
from sandboxes.archive import Tree, open_to_all, scan
from sandboxes.cache import scratch
from scoring.attacks.known_bad import Package, Variant, structural, texts
from scoring.attacks.spoilt_packages import dead_parts, hollow, self_reading, unevaluated
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.constraint.gate import IDS as GATE
from scoring.verify.constraint.reading import Deliverable
from scoring.verify.constraint.spec import load_checks
from scoring.verify.constraint.verifier import verify_constraints
from scoring.verify.static.spec import StructureSpec, load_structure
from scoring.verify.static.verifier import params_of, verify_static

COPIED = 20
"""Words of the material that stand for each record's own."""
NEVER = "no known-bad work ever failed it"
Rejected = dict[str, str]
"""Check id -> what it rejected."""


def known_bad(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """One item for each hidden check."""
    reference = subject.reference
    if reference is None:
        yield item("reference", "there is no reference tree to spoil")
        return
    for spec in subject.task.bench.verify:
        if spec.kind == "static":
            yield from _items(_of_structure(subject, reference, spec, only))
        elif spec.kind == "constraint":
            yield from _items(_of_text(subject, reference, spec))
    yield from _items(_of_behaviour(subject, reference, only))


def _items(rejected: Mapping[str, str]) -> Iterator[Item]:
    for name, what in rejected.items():
        yield item(name, "" if what else NEVER, f"rejects {what}")


def _of_structure(subject: Subject, reference: Tree, spec: VerifySpec, only: frozenset[str] | None) -> Rejected:
    structure = load_structure(subject.task.hidden / (spec.path or "structure.toml"))
    rejected: Rejected = {check.id: "" for check in structure.check}
    kinds = {check.id: check.kind for check in structure.check}
    for variant in structural_variants(reference, structure, only):
        with planted(reference, variant) as tree:
            boxes = subject.boxes({})
            results = verify_static(tree.root, subject.base.root, structure, boxes.collector, spec.timeout_s)
        own = [r for r in results if not r.passed and "requires" not in r.evidence]
        # The variant that was made for a kind tells more than one that fails it by the way.
        rejected |= {r.id: f"a variant of the reference ({variant.name})" for r in own if kinds[r.id] == variant.name}
        _note(rejected, f"a variant of the reference ({variant.name})", _by_id(own))
    return rejected


def structural_variants(reference: Tree, structure: StructureSpec, only: frozenset[str] | None) -> Iterator[Variant]:
    """One variant for each kind of check, no two alike."""
    package = package_of(reference, structure)
    seen: list[object] = []
    for check in structure.check:
        variant = structural(package, check.kind, params_of(check, structure))
        if variant and variant.edits not in seen and (only is None or check.id in only):
            seen.append(variant.edits)
            yield variant


def package_of(tree: Tree, structure: StructureSpec) -> Package:
    """The package that structure.toml names, as its files in a tree."""
    start = f"{structure.root}/" if structure.root else ""
    folder, single = f"{start}{structure.package}/", f"{start}{structure.package}.py"
    chosen = [
        e.path for e in tree.entries if e.path.endswith(".py") and (e.path.startswith(folder) or e.path == single)
    ]
    files = {path: (tree.root / path).read_text(encoding="utf-8") for path in chosen}
    return Package(structure.package, structure.root, files)


def _of_text(subject: Subject, reference: Tree, spec: VerifySpec) -> Rejected:
    """In this process, as every verification of a text: nothing of a text is run."""
    wanted = load_checks(subject.task.hidden / (spec.path or "checks.toml"))
    rejected: Rejected = dict.fromkeys((*GATE, *(check.id for check in wanted.check)), "")
    for record in subject.trials(["artifact:all", "nop"]).values():
        _note(rejected, record.spec.agent, checks_of(record))
    path = wanted.deliverable.path
    good = (reference.root / path).read_text(encoding="utf-8")
    sources = "".join((subject.base.root / e.path).read_text("utf-8", "replace") for e in subject.base.entries)
    for name, text in (*texts(good), *_copied(good, sources, wanted.deliverable)):
        if all(rejected.values()):
            break
        with planted(reference, Variant(name, {path: text})) as tree:
            _note(rejected, f"the text {name}", _by_id(verify_constraints(tree.root, wanted, subject.base.root)))
    return rejected


def _copied(good: str, sources: str, wanted: Deliverable) -> Iterator[tuple[str, str]]:
    """The author's material in the place of the author's words, as much of it as is read."""
    room = sources.encode()[: wanted.max_bytes - 1].decode("utf-8", "ignore")
    yield "copied", room
    yield "with-sources", good + room[: max(0, len(room) - len(good.encode()))]
    if wanted.format == "jsonl" and wanted.text_field:
        records = [json.loads(line) for line in good.splitlines() if line.strip()]
        words = " ".join(sources.split()).split(" ")
        share = len(words) // max(1, len(records))
        copied = [{**r, wanted.text_field: " ".join(words[at * share :][:COPIED])} for at, r in enumerate(records)]
        yield "copied-reasons", "".join(f"{json.dumps(record)}\n" for record in copied)


def _of_behaviour(subject: Subject, reference: Tree, only: frozenset[str] | None) -> Rejected:
    """Checks of differential verifiers and hidden suites, oracles included."""
    specs = {id_: spec for id_, spec in _behaviour_checks(subject) if only is None or id_ in only}
    rejected: Rejected = dict.fromkeys(specs, "")
    if not rejected:
        return rejected
    for record in subject.trials(["artifact:all"]).values():
        _note(rejected, record.spec.agent, checks_of(record))
    for name, count in checks_failed(subject).items():
        if rejected.get(name) == "" and count:
            rejected[name] = f"{count} mutants"
    for name, tree in _worse_and_worse(subject, reference):
        left = {specs[id_].model_dump_json(): specs[id_] for id_, what in rejected.items() if not what}
        if not left:
            break
        with tree as bad:
            if bad is not None:
                evidence = subject.directory / "known-bad"
                found = subject.every_check(bad, evidence, seed=0, environment={}, specs=list(left.values()))
                _note(rejected, name, {checked.id: checked.result for checked in found})
    return rejected


def _behaviour_checks(subject: Subject) -> Iterator[tuple[str, VerifySpec]]:
    """(check id, verifier) of what the reference's record has beyond declared checks and visible tests."""
    rewards = [r for r in subject.trials(["oracle"])["oracle"].rewards if r.role in ("reward", "oracle")]
    for spec in subject.task.bench.verify:
        if spec.role != "visible" and spec.kind not in ("static", "constraint"):
            name = spec.name or spec.kind
            for reward in (r for r in rewards if (r.role == "oracle") == (spec.role == "oracle")):
                for check in reward.checks:
                    if check.id == name or check.id.startswith(f"{name}/"):
                        yield check_id(reward.role, check.id), spec


def _worse_and_worse(subject: Subject, reference: Tree) -> Iterator[tuple[str, AbstractContextManager[Tree | None]]]:
    """The ladder's worst artifact, then variants of the reference, each bad in a way of its own."""
    if worst := sloppiest(subject.task):
        yield f"artifact:{worst}", nullcontext(subject.tree(f"artifact:{worst}"))
    static = next((spec for spec in subject.task.bench.verify if spec.kind == "static"), None)
    if static:
        structure = load_structure(subject.task.hidden / (static.path or "structure.toml"))
        package = package_of(reference, structure)
        yield "hollow functions", planted(reference, hollow(package))
        dead = (dead_parts(package, behind) for behind in (package_of(subject.base, structure), package))
        others = (structural(package, "public_api", {}), *dead, self_reading(package), unevaluated(package))
        yield from ((f"a variant of the reference ({v.name})", planted(reference, v)) for v in others if v)


@contextmanager
def planted(reference: Tree, variant: Variant) -> Iterator[Tree]:
    """A copy of a tree with a variant's edits."""
    with scratch() as room:
        # A place of its own each time: what was read of a tree is remembered by its path.
        copy = shutil.copytree(reference.root, room / "tree")
        for path, text in variant.edits.items():
            target = copy / path
            target.unlink(missing_ok=True)
            if text is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        open_to_all(copy)
        yield scan(copy)


def _note(rejected: Rejected, what: str, results: Mapping[str, CheckResult]) -> None:
    """Write down what a check rejected, for those that had rejected nothing yet."""
    for name, result in results.items():
        if not result.passed and rejected.get(name) == "":
            rejected[name] = what


def _by_id(results: Iterable[CheckResult]) -> dict[str, CheckResult]:
    return {result.id: result for result in results}
