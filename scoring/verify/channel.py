"""The verified channel of one task: runs its verifiers on a sanitised tree and composes what they say into rewards.

Cheapest first. Once the reward can only be 0, layers that could only lower it are not run, and the record says so."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sandboxes.archive import Tree
from sandboxes.errors import UserError
from scoring import SCORER_VERSION
from scoring.reward import Channel, CheckResult, Provenance, Reward, Trust, compose, lowest_trust
from scoring.spec import VerifySpec
from scoring.verify import evidence
from scoring.verify.black_box import verify_black_box
from scoring.verify.boxes import Boxes
from scoring.verify.constraint.spec import load_checks
from scoring.verify.constraint.verifier import verify_constraints
from scoring.verify.defences import ALL, Defence, narrowed, verify_exposed
from scoring.verify.differential import verify_differential
from scoring.verify.flaws import FILE as FLAWS
from scoring.verify.flaws import closed, load_flaws
from scoring.verify.liveness import verify_liveness
from scoring.verify.script import ScriptVerdict, script_check
from scoring.verify.static.spec import load_structure
from scoring.verify.static.verifier import verify_static
from scoring.verify.suite import verify_suite
from scoring.verify.surroundings import Package, surrounded

TRUST: dict[str, Trust] = {
    "static": "static",
    "black_box": "black_box",
    "differential": "differential",
    "liveness": "differential",
    "suite": "in_process",
    "constraint": "static",
    "script": "shared",
}
ORDER = ("script", "static", "constraint", "black_box", "differential", "suite", "liveness")
"""Cheapest first: a script has run already, in the agent's container."""
DRAWN = ("black_box", "differential", "liveness")
"""The kinds that draw something from a seed."""


class Scoring(NamedTuple):
    """What a task brings to its scoring, and what one verification needs."""

    specs: Sequence[VerifySpec]
    hidden: Path
    """The task's tests/hidden/."""
    unpacked: Callable[[str], Path]
    """The unpacked directory of a pinned source, by its file name."""
    base: Tree
    """The workspace as the agent found it."""
    boxes: Boxes
    seed: int
    """For the cases drawn freshly."""
    evidence: Path
    """Directory for the cases that were used."""
    package: Package | None = None
    """What of the tree is run; the rest is the original's. Without it all of the tree is."""
    watched: str = ""
    """A visible test (`path::[Class::]name`, from the workspace's root) whose outcome is told whatever it is."""
    script: ScriptVerdict | None = None
    """What the task's script said in the agent's container, where it has one."""
    replay: Path | None = None
    """Directory of an earlier verification whose stored cases are put again instead of fresh ones."""
    defences: frozenset[Defence] = ALL
    """`meltbench attack --ablate` leaves one out; a reward given without it is worth no trust, and says so."""


class _Trees(NamedTuple):
    """The tree as it was left, which is read, and what runs of it; the latter is made when it is first asked for."""

    read: Tree
    running: Callable[[], Tree]


class _Layer(NamedTuple):
    checks: tuple[CheckResult, ...]
    sha256: str = ""


def verify(tree: Tree, scoring: Scoring) -> tuple[Reward, ...]:
    """The rewards of a tree: verified or constraint, then oracles and visible tests, each with its checks."""
    main = sorted((s for s in scoring.specs if s.role in ("reward", "gate")), key=lambda s: ORDER.index(s.kind))
    with ExitStack() as stack:

        @cache
        def running() -> Tree:
            if scoring.package is None or Defence.PACKAGE_ONLY not in scoring.defences:
                return tree
            return stack.enter_context(surrounded(tree, scoring.base, scoring.package))

        trees = _Trees(tree, running)
        rewards = [_main_reward(trees, scoring, main)] if main else []
        rewards += [_side_reward(trees, scoring, s) for s in scoring.specs if s.role in ("oracle", "visible")]
    return tuple(rewards)


def _main_reward(trees: _Trees, scoring: Scoring, specs: list[VerifySpec]) -> Reward:
    started = time.monotonic()
    channel = main_channel(specs)
    checks: tuple[CheckResult, ...] = ()
    digests = []
    for spec in specs:
        if checks and compose(checks) == 0.0:
            checks += (_not_run(spec),)
            continue
        layer = _run(trees, scoring, spec)
        checks += layer.checks
        digests.append(layer.sha256)
    return Reward(
        channel=channel,
        name=channel,
        value=compose(checks),
        trust=trust_of(specs) if scoring.defences == ALL else "none",
        checks=checks,
        provenance=_provenance(scoring, specs, digests),
        duration_s=time.monotonic() - started,
    )


def _side_reward(trees: _Trees, scoring: Scoring, spec: VerifySpec) -> Reward:
    """An oracle passes or fails; visible tests give the share that passes. Neither is ever the reward."""
    started = time.monotonic()
    layer = _run(trees, scoring, spec)
    passed = all(check.passed for check in layer.checks)
    share = min((check.score for check in layer.checks), default=0.0)
    return Reward(
        channel="verified",
        name=spec.name or spec.role,
        value=share if spec.role == "visible" else float(passed),
        trust=TRUST[spec.kind] if scoring.defences == ALL else "none",
        role=spec.role,
        checks=layer.checks,
        provenance=_provenance(scoring, [spec], [layer.sha256]),
        duration_s=time.monotonic() - started,
    )


def main_channel(specs: Sequence[VerifySpec]) -> Channel:
    """Which channel a task's main reward is of."""
    kinds = {s.kind for s in specs if s.role in ("reward", "gate")}
    return "constraint" if kinds == {"constraint"} else "verified"


def trust_of(specs: Sequence[VerifySpec]) -> Trust:
    """The weakest part that can earn or keep the reward. A suite beside stronger parts is a tripwire: it can only lower
    what they grant, so forging its pass gains nothing (docs/decisions/0002-trust-of-a-composite.md)."""
    main = [s.kind for s in specs if s.role in ("reward", "gate")]
    strong = [kind for kind in main if kind != "suite"]
    return lowest_trust(tuple(TRUST[kind] for kind in strong or main))


def _provenance(scoring: Scoring, specs: Sequence[VerifySpec], digests: Sequence[str]) -> Provenance:
    drawn = any((s.kind in DRAWN and not s.expect) or _is_disguised(s) for s in specs)
    return Provenance(
        scorer=SCORER_VERSION,
        seed=scoring.seed if drawn else None,
        cases_sha256=" ".join(d for d in digests if d),
        images={"runner": scoring.boxes.image},
        without=tuple(sorted(defence.value for defence in ALL - scoring.defences)),
    )


def _not_run(spec: VerifySpec) -> CheckResult:
    message = "not run: the reward is 0 already"
    return CheckResult(id=spec.name or spec.kind, passed=False, score=0.0, gate=True, message=message)


def _run(trees: _Trees, scoring: Scoring, spec: VerifySpec) -> _Layer:
    if spec.kind == "static":
        structure = narrowed(load_structure(scoring.hidden / (spec.path or "structure.toml")), scoring.defences)
        boxes = scoring.boxes
        return _Layer(verify_static(trees.read.root, scoring.base.root, structure, boxes.collector, spec.timeout_s))
    if spec.kind == "constraint":
        wanted = load_checks(scoring.hidden / (spec.path or "checks.toml"))
        return _Layer(verify_constraints(trees.read.root, wanted, scoring.base.root))
    if spec.kind == "suite":
        return _Layer((_suite(trees.running(), scoring, spec),))
    if spec.kind == "script":
        return _Layer((script_check(spec, scoring.script),))
    if spec.kind == "liveness":
        without = Defence.LIVENESS not in scoring.defences
        return _Layer(() if without else _liveness(trees.running(), scoring, spec))
    return _cases(trees.running(), scoring, spec)


def _cases(tree: Tree, scoring: Scoring, spec: VerifySpec) -> _Layer:
    name = f"{spec.name or spec.role}-cases.json.gz"
    stored = evidence.load(scoring.replay / name).cases if scoring.replay else None
    hidden = scoring.hidden / spec.path
    if Defence.FRESH_CASES not in scoring.defences:
        spec = spec.model_copy(update={"fresh_cases": 0})
    if Defence.VALUES_APART not in scoring.defences:
        return _Layer(verify_exposed(tree, scoring.base, hidden, spec, scoring.boxes, scoring.seed))
    verify_cases = verify_black_box if spec.kind == "black_box" else verify_differential
    checks, cases = verify_cases(tree, scoring.base, hidden, spec, scoring.boxes, seed=scoring.seed, stored=stored)
    if spec.role == "reward":
        checks = tuple(closed(checks, cases, load_flaws(hidden / FLAWS), hidden))
    return _Layer(checks, evidence.store(scoring.evidence / name, cases).sha256)


def _liveness(tree: Tree, scoring: Scoring, spec: VerifySpec) -> tuple[CheckResult, ...]:
    if scoring.package is None:
        mend = "Add structure checks (kind `static`), whose package it is about"
        raise UserError("liveness of what package?", where=str(scoring.hidden), mend=mend)
    hidden, seed = scoring.hidden / spec.path, _kept_seed(scoring, spec, "probes")
    return verify_liveness(tree, scoring.base, scoring.package, hidden, spec, scoring.boxes, seed)


def _suite(tree: Tree, scoring: Scoring, spec: VerifySpec) -> CheckResult:
    if spec.role == "visible":
        tests = scoring.base.root / (spec.path or "tests")
    elif spec.source:
        tests = scoring.unpacked(spec.source) / spec.path
    else:
        tests = scoring.hidden / (spec.path or "suite")
    if not tests.is_dir():
        raise UserError("no such test directory", where=str(tests), mend="Correct the suite's `path` in task.toml")
    expected = json.loads((scoring.hidden / spec.expect).read_text(encoding="utf-8")) if spec.expect else None
    if Defence.TWINS not in scoring.defences:
        spec = spec.model_copy(update={"twins": False})
    seed = _kept_seed(scoring, spec, "names") if _is_disguised(spec) else None
    watched = _watched(scoring, spec)
    return verify_suite(tree, tests, spec, scoring.boxes, expected=expected, seed=seed, watched=watched)


def _watched(scoring: Scoring, spec: VerifySpec) -> str:
    """The watched test as a suite knows it; empty for a suite that does not hold it."""
    inside = f"{(spec.path or 'tests').rstrip('/')}/"
    of_it = spec.role == "visible" and scoring.watched.startswith(inside)
    return scoring.watched.removeprefix(inside) if of_it else ""


def _is_disguised(spec: VerifySpec) -> bool:
    return spec.kind == "suite" and spec.role != "visible" and (spec.twins or not spec.source)


def _kept_seed(scoring: Scoring, spec: VerifySpec, drawn: str) -> int:
    """The seed that something is drawn from, kept with the evidence; the stored one if a verification is repeated."""
    name = f"{spec.name or spec.kind}-{drawn}.json.gz"
    former = scoring.replay / name if scoring.replay else None
    seed = int(evidence.load(former).cases[0]["seed"]) if former and former.is_file() else scoring.seed
    evidence.store(scoring.evidence / name, [{"seed": seed}])
    return seed
