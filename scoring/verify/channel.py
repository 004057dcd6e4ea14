"""The verified channel of one task: runs its verifiers on a sanitised tree and composes what they say into rewards.

Cheapest first. Once the reward can only be 0, layers that could only lower it are not run, and the record says so."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from sandboxes.archive import Tree
from sandboxes.errors import UserError
from scoring import SCORER_VERSION
from scoring.reward import Channel, CheckResult, Provenance, Reward, Trust, compose, lowest_trust
from scoring.spec import VerifySpec
from scoring.verify import evidence
from scoring.verify.boxes import Boxes
from scoring.verify.constraint.spec import load_checks
from scoring.verify.constraint.verifier import verify_constraints
from scoring.verify.differential import verify_differential
from scoring.verify.static.spec import load_structure
from scoring.verify.static.verifier import verify_static
from scoring.verify.suite import verify_suite

TRUST: dict[str, Trust] = {
    "static": "static",
    "differential": "differential",
    "suite": "in_process",
    "constraint": "static",
}
ORDER = ("static", "constraint", "differential", "suite")


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
    replay: Path | None = None
    """Directory of an earlier verification whose stored cases are put again instead of fresh ones."""


class _Layer(NamedTuple):
    checks: tuple[CheckResult, ...]
    sha256: str = ""


def verify(tree: Tree, scoring: Scoring) -> tuple[Reward, ...]:
    """The rewards of a tree: verified or constraint, then oracles and visible tests, each with its checks."""
    main = sorted((s for s in scoring.specs if s.role in ("reward", "gate")), key=lambda s: ORDER.index(s.kind))
    rewards = [_main_reward(tree, scoring, main)] if main else []
    rewards += [_side_reward(tree, scoring, s) for s in scoring.specs if s.role in ("oracle", "visible")]
    return tuple(rewards)


def _main_reward(tree: Tree, scoring: Scoring, specs: list[VerifySpec]) -> Reward:
    started = time.monotonic()
    channel = main_channel(specs)
    checks: tuple[CheckResult, ...] = ()
    digests = []
    for spec in specs:
        if checks and compose(checks) == 0.0:
            checks += (_not_run(spec),)
            continue
        layer = _run(tree, scoring, spec)
        checks += layer.checks
        digests.append(layer.sha256)
    return Reward(
        channel=channel,
        name=channel,
        value=compose(checks),
        trust=trust_of(specs),
        checks=checks,
        provenance=_provenance(scoring, specs, digests),
        duration_s=time.monotonic() - started,
    )


def _side_reward(tree: Tree, scoring: Scoring, spec: VerifySpec) -> Reward:
    """An oracle passes or fails; visible tests give the share that passes. Neither is ever the reward."""
    started = time.monotonic()
    layer = _run(tree, scoring, spec)
    passed = all(check.passed for check in layer.checks)
    share = min((check.score for check in layer.checks), default=0.0)
    return Reward(
        channel="verified",
        name=spec.name or spec.role,
        value=share if spec.role == "visible" else float(passed),
        trust=TRUST[spec.kind],
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
    drawn = any(s.kind == "differential" for s in specs)
    return Provenance(
        scorer=SCORER_VERSION,
        seed=scoring.seed if drawn else None,
        cases_sha256=" ".join(d for d in digests if d),
        images={"runner": scoring.boxes.image},
    )


def _not_run(spec: VerifySpec) -> CheckResult:
    message = "not run: the reward is 0 already"
    return CheckResult(id=spec.name or spec.kind, passed=False, score=0.0, gate=True, message=message)


def _run(tree: Tree, scoring: Scoring, spec: VerifySpec) -> _Layer:
    if spec.kind == "static":
        structure = load_structure(scoring.hidden / (spec.path or "structure.toml"))
        boxes = scoring.boxes
        return _Layer(verify_static(tree.root, scoring.base.root, structure, boxes.collector, spec.timeout_s))
    if spec.kind == "constraint":
        wanted = load_checks(scoring.hidden / (spec.path or "checks.toml"))
        return _Layer(verify_constraints(tree.root, wanted, scoring.base.root))
    if spec.kind == "suite":
        return _Layer((_suite(tree, scoring, spec),))
    return _differential(tree, scoring, spec)


def _differential(tree: Tree, scoring: Scoring, spec: VerifySpec) -> _Layer:
    name = f"{spec.name or spec.role}-cases.json.gz"
    stored = evidence.load(scoring.replay / name).cases if scoring.replay else None
    hidden = scoring.hidden / spec.path
    checks, cases = verify_differential(
        tree, scoring.base, hidden, spec, scoring.boxes, seed=scoring.seed, stored=stored
    )
    return _Layer(checks, evidence.store(scoring.evidence / name, cases).sha256)


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
    return verify_suite(tree, tests, spec, scoring.boxes, expected=expected)
