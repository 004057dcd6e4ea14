"""A suite with must-fail twins in its real box: the reference passes, whoever forges the run for all does not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sandboxes.archive import scan
from sandboxes.base import SandboxProvider
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.boxes import Boxes
from scoring.verify.suite import verify_suite
from tests.e2e import meltbench

TASK = meltbench.FIXTURES / "kinds/twinned-suite"
Judged = Callable[..., CheckResult]

ALL_PASS = """
from _pytest.python import Function
from _pytest.unittest import TestCaseFunction
Function.runtest = TestCaseFunction.runtest = lambda self: None
"""
ALL_REPORTED_PASSED = """
from _pytest.reports import TestReport
make = TestReport.from_item_and_call.__func__
def always(cls, item, call):
    report = make(cls, item, call)
    report.outcome, report.longrepr = "passed", None
    return report
TestReport.from_item_and_call = classmethod(always)
"""
ALL_FAIL = "from _pytest.python import Function\nFunction.runtest = lambda self: 1 / 0\n"
ALWAYS_EQUAL = """
class Same(list):
    __hash__ = None
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __truediv__(self, other): return self
    def __rtruediv__(self, other): return self
    def __bool__(self): return True
class Heavy(Exception): pass
def price(weight, express=False):
    if weight < 0: raise ValueError("below")
    return Same()
def label(name): return Same()
def split(weights, most):
    if max(weights, default=0) > most: raise Heavy
    return Same()
def fits(weight, most): return weight <= most
"""


@pytest.fixture
def judged(provider: SandboxProvider, base_image: str, tmp_path: Path) -> Judged:
    """The verdict on a `parcel.py`: the reference with something before it, or another text."""

    def judge(before: str = "", text: str = "", *, twins: bool = True) -> CheckResult:
        tree = tmp_path / "tree"
        tree.mkdir()
        shutil.copy(TASK / "solution/parcel.py", tree)
        if before or text:
            reference = (tree / "parcel.py").read_text()
            (tree / "parcel.py").write_text(text or f"{before}\n{reference}")
        spec = VerifySpec(kind="suite", twins=twins, timeout_s=60)
        boxes = Boxes(provider, base_image, lambda: "", "/app", {})
        return verify_suite(scan(tree), TASK / "tests/hidden/suite", spec, boxes, expected=None, seed=5)

    return judge


def test_the_reference_passes(judged: Judged) -> None:
    result = judged()
    assert result.passed, (result.message, result.evidence)
    assert result.evidence["without twin"] == []
    assert result.evidence["seed"] == 5


@pytest.mark.parametrize("forgery", [ALL_PASS, ALL_REPORTED_PASSED], ids=["nothing is run", "all is reported passed"])
def test_a_run_forged_for_all_fails_by_its_twins(judged: Judged, forgery: str) -> None:
    # A wrong package, so that the twins and nothing else stand between it and the pass.
    result = judged(text=forgery + ALWAYS_EQUAL.replace("weight <= most", "None"))
    assert not result.passed
    assert "15 of 15 tests came out right" in result.message
    assert "twins that must fail did not" in result.message


def test_objects_that_equal_everything_fail_by_twins(judged: Judged) -> None:
    result = judged(text=ALWAYS_EQUAL)
    assert not result.passed
    passing = result.evidence["twins that passed"]
    assert isinstance(passing, list)
    assert {"test_split.py::Splitting::test_nothing", "test_price.py::TestLabel::test_upper"} <= set(passing)
    assert "test_price.py::test_below_zero" not in passing


def test_without_twins_they_would_pass(judged: Judged) -> None:
    assert judged(text=ALWAYS_EQUAL, twins=False).passed


def test_who_makes_everything_fail_fails(judged: Judged) -> None:
    result = judged(before=ALL_FAIL)
    assert not result.passed
    assert "twins" not in result.message


def test_an_exit_status_that_contradicts_the_outcomes_is_told(judged: Judged) -> None:
    result = judged(before="import atexit, os\natexit.register(os._exit, 0)\n")
    assert not result.passed
    assert "pytest ended with 0 (all passed)" in result.message


def test_the_fixture_task_is_worth_one_solved_and_zero_untouched(tmp_path: Path) -> None:
    run = tmp_path / "run"
    result = meltbench.run(
        "run", "kinds/twinned-suite", "-a", "oracle", "-a", "nop", "-o", run, tasks=meltbench.FIXTURES
    )
    assert result.returncode == 0, result.stderr
    found = {r["spec"]["agent"]: r["rewards"][0] for r in meltbench.records(run).values()}
    assert {agent: reward["value"] for agent, reward in found.items()} == {"oracle": 1.0, "nop": 0.0}
    assert found["oracle"]["provenance"]["seed"] == found["oracle"]["checks"][0]["evidence"]["seed"]
    again = meltbench.run("score", run, "--verify", tasks=meltbench.FIXTURES)
    assert "2 of 2 verdicts repeated exactly" in again.stdout, again.stderr
