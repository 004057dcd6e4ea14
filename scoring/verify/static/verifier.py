"""Static verification from the host: one tools box collects facts of both trees, the verdicts are computed here."""

import importlib
import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sandboxes.base import Sandbox, SandboxGone
from sandboxes.errors import InfraError, UserError
from sandboxes.spec import Mount
from scoring.reward import CheckResult
from scoring.verify.static.judgement import Facts, Judgement, Params, verdict
from scoring.verify.static.spec import AnyCheck, StructureSpec

CANDIDATE = "/tree"
ORIGINAL = "/original"
REPLY_BYTES = 16 << 20
MAX_CACHED = 16

OpenBox = Callable[[Sequence[Mount]], Sandbox]
FactsById = dict[str, Facts]

_originals: dict[tuple[str, str], FactsById] = {}
"""Facts of originals, by (tree, specification), the most recent ones."""
_originals_lock = threading.Lock()


class CollectionFailed(Exception):
    """The tools box gave no usable reply: one line that says why."""


def verify_static(
    candidate: Path, original: Path, spec: StructureSpec, open_box: OpenBox, timeout_s: float
) -> tuple[CheckResult, ...]:
    """One result per `[[check]]`, in the file's order. What the candidate's tree holds never raises.

    Raises UserError where a check cannot be computed on the original, InfraError where the tools themselves fail."""
    known = _recall(original, spec)
    trees = {CANDIDATE: candidate} if known else {ORIGINAL: original, CANDIDATE: candidate}
    try:
        reply = _collect(trees, spec, open_box, timeout_s)
    except CollectionFailed as error:
        _blame(original, spec, open_box, timeout_s, known)
        return tuple(_result(check, verdict(False, 0.0, f"not inspected: {error}")) for check in spec.check)
    before = known or _remember(original, spec, reply[ORIGINAL])
    return judge_all(reply[CANDIDATE], before, spec)


def judge_all(
    facts: Mapping[str, Facts], original: Mapping[str, Facts], spec: StructureSpec
) -> tuple[CheckResult, ...]:
    """The results for facts that were collected; a check whose requirements did not pass scores 0."""
    checks = {check.id: check for check in spec.check}
    found: dict[str, Judgement] = {}
    for name in spec.order():
        judged = _judge(checks[name], facts[name], original[name], spec)
        missing = [other for other in checks[name].requires if not found[other].passed]
        if missing:
            text = f"scores 0 without {', '.join(missing)}; {judged.message}"
            judged = Judgement(False, 0.0, text, {**judged.evidence, "requires": missing})
        found[name] = judged
    return tuple(_result(check, found[check.id]) for check in spec.check)


def params_of(check: AnyCheck, spec: StructureSpec) -> Params:
    """What a check's `collect` and `judge` are given."""
    return {**check.params, "package": spec.package, "root": spec.root}


def _judge(check: AnyCheck, facts: Facts, original: Facts, spec: StructureSpec) -> Judgement:
    if "error" in facts:
        return verdict(False, 0.0, f"not inspected: {facts['error']}")
    judge = importlib.import_module(f"scoring.verify.static.{check.kind}").judge
    try:
        judged: Judgement = judge(facts, original, params_of(check, spec))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return verdict(False, 0.0, f"malformed facts: {type(error).__name__}")
    return judged


def _result(check: AnyCheck, judged: Judgement) -> CheckResult:
    gate = check.role == "gate"
    return CheckResult(
        id=check.id,
        passed=judged.passed,
        score=judged.score,
        weight=0.0 if gate else check.weight,
        gate=gate,
        message=judged.message,
        evidence=judged.evidence,
    )


def _collect(
    trees: Mapping[str, Path], spec: StructureSpec, open_box: OpenBox, timeout_s: float
) -> dict[str, FactsById]:
    """Facts by place of the tree in the box, then by check. Raises CollectionFailed."""
    checks = [{"id": c.id, "kind": c.kind, "params": params_of(c, spec)} for c in spec.check]
    request = json.dumps({"trees": {place: place for place in trees}, "checks": checks}).encode()
    mounts = [Mount(source=str(tree.resolve()), target=place) for place, tree in trees.items()]
    with open_box(mounts) as box:
        try:
            data = _exchange(box, request, time.monotonic() + timeout_s)
        except SandboxGone as error:
            raise CollectionFailed(f"the tools box ended ({box.killed or 'crashed'})") from error
        except TimeoutError as error:
            raise CollectionFailed(f"no reply within {timeout_s:g} s") from error
    return _parse(data, list(trees), [check.id for check in spec.check])


def _exchange(box: Sandbox, request: bytes, deadline: float) -> bytes:
    channel = box.start()
    channel.send(request)
    channel.close_input()
    data = bytearray()
    while chunk := channel.receive(max(0.0, deadline - time.monotonic())):
        data += chunk
        if len(data) > REPLY_BYTES:
            raise CollectionFailed(f"the facts exceed {REPLY_BYTES >> 20} MiB")
    return bytes(data)


def _parse(data: bytes, places: Sequence[str], ids: Sequence[str]) -> dict[str, FactsById]:
    try:
        reply: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CollectionFailed("the tools crashed on it" if not data else "the tools' reply is malformed") from error
    for place in places:
        facts = reply.get(place) if isinstance(reply, dict) else None
        if not isinstance(facts, dict) or not all(isinstance(facts.get(name), dict) for name in ids):
            raise CollectionFailed("the tools' reply is incomplete")
    return dict(reply)


def _blame(original: Path, spec: StructureSpec, open_box: OpenBox, timeout_s: float, known: FactsById | None) -> None:
    """Return where the candidate is to blame for a failed collection: tools that read the original do work."""
    if known:
        return
    try:
        reply = _collect({ORIGINAL: original}, spec, open_box, timeout_s)
    except CollectionFailed as error:
        raise InfraError(f"static tools fail on the original itself: {error}") from error
    _remember(original, spec, reply[ORIGINAL])


def _recall(original: Path, spec: StructureSpec) -> FactsById | None:
    with _originals_lock:
        return _originals.get(_key(original, spec))


def _remember(original: Path, spec: StructureSpec, facts: FactsById) -> FactsById:
    """Keep the original's facts. Raises UserError where a check has none."""
    for check in spec.check:
        if "error" in facts[check.id]:
            raise UserError(
                f"check {check.id!r} cannot be computed on the original: {facts[check.id]['error']}",
                where=str(original),
                mend="Correct structure.toml (package, root) or the task's environment",
            )
    with _originals_lock:
        while len(_originals) >= MAX_CACHED:
            del _originals[next(iter(_originals))]
        _originals[_key(original, spec)] = facts
    return facts


def _key(original: Path, spec: StructureSpec) -> tuple[str, str]:
    return str(original.resolve()), spec.model_dump_json()
