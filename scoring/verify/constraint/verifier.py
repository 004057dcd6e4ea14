"""The constraint verifier: the gate, then every check, on one written file of a sanitised tree, in a worker."""

from pathlib import Path

from scoring.apart import DEADLINE_S, Unfinished, apart
from scoring.reward import CheckResult
from scoring.verify.constraint.check import Finding
from scoring.verify.constraint.gate import IDS, gate
from scoring.verify.constraint.reading import Readout, read_deliverable
from scoring.verify.constraint.spec import AnyCheck, ChecksSpec


def verify_constraints(
    tree: Path, spec: ChecksSpec, sources: Path, *, deadline_s: float = DEADLINE_S
) -> tuple[CheckResult, ...]:
    """The results of the gate and of every check, always under the same ids.

    `tree` is the agent's sanitised workspace; `sources` the workspace as the agent found it, never its edited copy.
    Never raises for what the tree holds: where that takes more than `deadline_s` of processor time, everything fails.
    UserError where the task's own source files do not fit its checks."""
    try:
        return apart(verify_here, tree, spec, sources, deadline_s=deadline_s)
    except Unfinished as why:
        message = f"{spec.deliverable.path} could not be checked: it {why}"
    gates = (CheckResult(id=name, passed=False, score=0.0, gate=True, message=message) for name in IDS)
    return (*gates, *(_result(check, Finding(0.0, message, {}), 1.0) for check in spec.check))


def verify_here(tree: Path, spec: ChecksSpec, sources: Path) -> tuple[CheckResult, ...]:
    """The same in this process, however long it takes."""
    readout = read_deliverable(tree, spec.deliverable)
    results = {result.id: result for result in gate(readout, spec.deliverable, sources)}
    for check in spec.check:
        factor = results[check.scaled_by].score if check.scaled_by else 1.0
        finding = _unread(readout) if readout.problem else check.measure(readout.document, sources)
        results[check.id] = _result(check, finding, factor)
    return tuple(results.values())


def _unread(readout: Readout) -> Finding:
    return Finding(0.0, readout.problem, {})


def _result(check: AnyCheck, finding: Finding, factor: float) -> CheckResult:
    scaled = f", times {factor:.2f} of {check.scaled_by}" if factor < 1 else ""
    score = finding.score * factor
    return CheckResult(
        id=check.id,
        passed=score == 1.0,
        score=score,
        weight=check.weight,
        message=finding.message + scaled,
        evidence=finding.evidence,
    )
