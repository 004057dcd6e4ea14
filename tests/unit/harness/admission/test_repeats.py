"""What is varied between verifications, and how a check that does not repeat is named."""

from typing import Any, cast

from harness.admission.repeats import REPEATS, conditions, difference
from harness.admission.subject import Checked
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify import suite
from scoring.verify.boxes import Boxes

SPEC = VerifySpec(kind="differential")


def said(*scores: float) -> dict[str, Checked]:
    """One check under each condition, with the cases that differ."""
    results = [
        CheckResult(id="differential/a", passed=s == 1.0, score=s, evidence={"differ": ["a/1"]} if s < 1 else {})
        for s in scores
    ]
    return {c.name: Checked(SPEC, r) for c, r in zip(conditions(1), results, strict=False)}


def test_everything_is_varied_and_the_first_is_as_ever() -> None:
    tried = conditions(1)
    assert len(tried) == REPEATS == 5
    assert tried[0].environment == {}
    assert not tried[0].loaded
    assert len({condition.seed for condition in tried}) == REPEATS
    assert {c.environment.get("PYTHONHASHSEED") for c in tried} == {None, "1", "2", "random"}
    assert len({c.environment.get("MELTBENCH_TEST_ORDER") for c in tried}) == 4
    assert sum(condition.loaded for condition in tried) == 1


def test_the_order_of_tests_reaches_the_suite() -> None:
    boxes = Boxes(cast("Any", None), "image", str, "/app", {})
    assert suite.ORDER not in suite._case(boxes)["env"]
    shuffled = boxes._replace(environment={**boxes.environment, **conditions(1)[2].environment})
    assert suite._case(shuffled)["env"][suite.ORDER] == "2"


def test_the_same_seed_repeats_them() -> None:
    assert conditions(1) == conditions(1)
    assert conditions(1)[0].seed != conditions(2)[0].seed


def test_agreement_is_said_of_failures_too() -> None:
    assert difference(said(1, 1, 1, 1, 1), conditions(1)) == ""
    assert difference(said(0.5, 0.5, 0.5, 0.5, 0.5), conditions(1)) == ""


def test_a_difference_names_condition_and_case() -> None:
    assert difference(said(1, 1, 0.5, 1, 1), conditions(1)) == "1 as ever, 0.5 with hash seed 2: a/1"


def test_a_check_that_is_not_always_there_differs() -> None:
    assert difference(said(1, 1, 1), conditions(1)) == "not there under random hash seed, under load"
