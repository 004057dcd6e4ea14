"""A pytest suite against the candidate, in its own disposable box: a gate and a tripwire.

It runs in the same process as the code under test, which can therefore forge a pass: a failure makes the gate fail, a
pass never earns a reward by itself."""

import json
import shutil
from pathlib import Path

from sandboxes.archive import Tree, open_to_all
from sandboxes.cache import scratch
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.boxes import RUNNER, Boxes
from scoring.verify.runner.client import Case, Reply, RunnerClient

TESTS = "/opt/meltbench/tests"
SHOWN = 20
SUITE_ENVIRONMENT = {
    "PYTHONPATH": "",
    "PYTHONPYCACHEPREFIX": "",  # pytest's own bytecode is where it always was
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
GOOD = frozenset({"passed", "skipped"})


def verify_suite(
    candidate: Tree, tests: Path, spec: VerifySpec, boxes: Boxes, *, expected: dict[str, str] | None
) -> CheckResult:
    """Run the suite in `tests` (a host directory of ours) against the candidate.

    With `expected` outcomes by test id every one must come out as pinned; without, all that is collected must pass or
    skip, and something must pass. The score is the share of tests that came out right."""
    with scratch() as directory:
        copy = shutil.copytree(tests, directory / "tests")
        open_to_all(copy)
        with boxes.runner(candidate.root, [(copy, TESTS)]) as box:
            reply = RunnerClient.of(box).ask(
                [_case(boxes.workdir)],
                paths=[boxes.workdir],
                case_timeout_s=spec.timeout_s,
                deadline_s=spec.timeout_s + 60,
            )[0]
    return judge(outcomes(reply), expected, name=spec.name or "suite", status=reply.status)


def _case(workdir: str) -> Case:
    argv = ["{python}", "-s", "-P", "-B", f"{RUNNER}/suite_entry.py", TESTS, "{result}", workdir]
    return {"argv": argv, "result": True, "env": SUITE_ENVIRONMENT}


def outcomes(reply: Reply) -> dict[str, str]:
    """The outcome of every test id, as the box claims it; empty where it claims nothing that can be read."""
    try:
        seen = json.loads(reply.fields.get("result") or "{}")
    except (ValueError, RecursionError, TypeError):
        return {}
    return {str(k): str(v) for k, v in seen.items()} if isinstance(seen, dict) else {}


def judge(seen: dict[str, str], expected: dict[str, str] | None, *, name: str, status: str) -> CheckResult:
    """Compare outcomes with what is pinned; see `verify_suite`."""
    if expected is None:
        wrong = sorted(test for test, outcome in seen.items() if outcome not in GOOD)
        total = len(seen)
        passed = not wrong and "passed" in seen.values()
    else:
        wrong = sorted(test for test, outcome in expected.items() if seen.get(test) != outcome)
        total = len(expected)
        passed = not wrong
    right = (total - len(wrong)) / total if total else 0.0
    message = f"{total - len(wrong)} of {total} tests came out right"
    if status != "ok":
        passed, message = False, f"{message}; the run ended as {status}"
    return CheckResult(
        id=name,
        passed=passed,
        score=1.0 if passed else min(right, 0.999),
        gate=True,
        message=message,
        evidence={"wrong": wrong[:SHOWN]} if wrong else {},
    )
