"""A pytest suite against the candidate, in its own disposable box: a gate and a tripwire.

It runs in the same process as the code under test, which can therefore forge a pass: a failure makes the gate fail, a
pass never earns a reward by itself. A suite of ours goes in under neutral names, beside must-fail twins where the task
asks for them (`neutral`, `twins`), so that a pass that is forged for all is found out."""

import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from sandboxes.archive import Tree, open_to_all
from sandboxes.cache import scratch
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.boxes import RUNNER, Boxes
from scoring.verify.neutral import Disguise, bare, disguise
from scoring.verify.runner.claims import read_object, shown
from scoring.verify.runner.client import Case, Reply, RunnerClient

TESTS = "/opt/meltbench/tests"
SHOWN = 20
ORDER = "MELTBENCH_TEST_ORDER"
"""Set in the environment of a box: the seed of another order of tests than the collected one."""
SUITE_ENVIRONMENT = {
    "PYTHONPATH": "",
    "PYTHONPYCACHEPREFIX": "",  # pytest's own bytecode is where it always was
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
GOOD = frozenset({"passed", "skipped"})
UNREADABLE = "no outcome that can be read"


PYTEST = {0: "all passed", 1: "some failed", 2: "interrupted", 3: "an internal error", 4: "misused", 5: "no tests"}
"""pytest's exit statuses."""


def verify_suite(
    candidate: Tree,
    tests: Path,
    spec: VerifySpec,
    boxes: Boxes,
    *,
    expected: dict[str, str] | None,
    seed: int | None = None,
    watched: str = "",
) -> CheckResult:
    """Run the suite in `tests` (a host directory of ours) against the candidate.

    With `expected` outcomes by test id every one must come out as pinned; without, all that is collected must pass or
    skip, and something must pass. With a `seed` the suite is put in disguise, and every twin must fail. The score is
    the share of tests that came out right. The outcomes of one test, `watched` (`file::[Class::]name`), are told in
    the evidence whatever they are."""
    with scratch() as directory:
        copy = shutil.copytree(tests, directory / "tests")
        hidden = None if seed is None else disguise(copy, seed, with_twins=spec.twins)
        open_to_all(copy)
        with boxes.runner(candidate.root, [(copy, TESTS)]) as box:
            reply = RunnerClient.of(box).ask(
                [_case(boxes)],
                paths=[boxes.workdir],
                case_timeout_s=spec.timeout_s,
                deadline_s=spec.timeout_s + 60,
            )[0]
    check = judge_reply(reply, expected, hidden, name=spec.name or "suite", seed=seed)
    return with_watched(check, reply, watched) if watched else check


def judge_reply(
    reply: Reply, expected: dict[str, str] | None, hidden: Disguise | None, *, name: str, seed: int | None = None
) -> CheckResult:
    """Judge what the box claims: outcomes by test id, twins, and pytest's own exit status."""
    seen = outcomes(reply)
    real = {hidden.own(test): o for test, o in seen.items() if not hidden.is_twin(test)} if hidden else seen
    judged = judge(real, expected, name=name, status=reply.status)
    problems = [_exit_problem(reply, seen)]
    evidence: dict[str, object] = {**judged.evidence, **_differences(real, expected)}
    if hidden:
        results = _by_name(seen)
        passing, absent = twins_that_pass(seen, hidden), [t for name, t in hidden.tests.items() if name not in results]
        problems += [_listed("twins that must fail did not", passing), _listed("not collected", absent)]
        evidence |= {"seed": seed, "twins": len(hidden.twins), "without twin": list(hidden.without[:SHOWN])}
        evidence |= {"twins that passed": passing[:SHOWN]} if passing else {}
    said = [problem for problem in problems if problem]
    passed = judged.passed and not said
    differences = [] if passed else [_listed(what, tests) for what, tests in _differences(real, expected).items()]
    message = "; ".join([judged.message, *said, *differences])
    score = 1.0 if passed else min(judged.score, 0.999)
    return judged.model_copy(update={"passed": passed, "score": score, "message": message, "evidence": evidence})


def with_watched(check: CheckResult, reply: Reply, test: str) -> CheckResult:
    """The check with the outcomes of one test by id: one for each set of its parameters, none where it was not run."""
    found = {name: outcome for name, outcome in outcomes(reply).items() if name.partition("[")[0] == test}
    kept = dict(sorted(found.items(), key=lambda pair: (pair[1] != "passed", pair[0]))[:SHOWN])
    return check.model_copy(update={"evidence": {**check.evidence, "watched": kept}})


def twins_that_pass(seen: dict[str, str], hidden: Disguise) -> list[str]:
    """The tests of which a twin passed, or did not fail as often as the test itself passed."""
    results = _by_name(seen)
    found = set()
    for twin, test in hidden.twins.items():
        wanted = results[test].count("passed")
        if "passed" in results[twin] or results[twin].count("failed") < wanted:
            found.add(hidden.tests[test])
    return sorted(found)


def _by_name(seen: dict[str, str]) -> defaultdict[str, list[str]]:
    """The outcomes of every test function: one for each set of parameters, in each class that inherits it."""
    results: defaultdict[str, list[str]] = defaultdict(list)
    for test, outcome in seen.items():
        results[bare(test)].append(outcome)
    return results


def _exit_problem(reply: Reply, seen: dict[str, str]) -> str:
    """What pytest's exit status says that the outcomes do not."""
    status = reply.fields.get("exit")
    if reply.status != "ok":
        return ""
    if type(status) is int and status == int("failed" in seen.values()):
        return ""
    told = PYTEST.get(status, "") if type(status) is int else ""
    return f"pytest ended with {status if type(status) is int else 'no status'}" + (f" ({told})" if told else "")


def _differences(seen: dict[str, str], expected: dict[str, str] | None) -> dict[str, list[str]]:
    """Which pinned ids are missing, and which are there that nobody pinned."""
    if expected is None:
        return {}
    found = {"missing": sorted(set(expected) - set(seen)), "not pinned": sorted(set(seen) - set(expected))}
    return {what: tests[:SHOWN] for what, tests in found.items() if tests}


def _listed(what: str, tests: Sequence[str]) -> str:
    return f"{what}: {', '.join(tests[:3])}{' ...' if len(tests) > 3 else ''}" if tests else ""


def _case(boxes: Boxes) -> Case:
    argv = ["{python}", "-s", "-P", "-B", f"{RUNNER}/suite_entry.py", TESTS, "{result}", boxes.workdir]
    order = {ORDER: boxes.environment[ORDER]} if ORDER in boxes.environment else {}
    return {"argv": argv, "result": True, "env": {**SUITE_ENVIRONMENT, **order}}


def outcomes(reply: Reply) -> dict[str, str]:
    """The outcome of every test id, as the box claims it; empty where it claims nothing that can be read."""
    try:
        seen = read_object(reply.fields.get("result"))
    except ValueError:
        return {}
    return {shown(test): shown(outcome) if isinstance(outcome, str) else UNREADABLE for test, outcome in seen.items()}


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
