"""Cases that state what is right: closed lists of answers, what must be absent, and what a call is to return."""

from typing import Any

import pytest

from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.differential import STATED, Expected, compare
from scoring.verify.exchange import sent
from scoring.verify.runner.client import Case, Reply
from scoring.verify.stated import held_against

SIZES = tuple(1 << doubled for doubled in range(6))
REFUSED = [{"status": 400}, {"status": 404, "absent": ["secret", "key"]}]


def judged(case: dict[str, Any], reply: Reply) -> CheckResult:
    return compare(Expected([{"id": "g/1", "group": "g", **case}], [STATED]), [reply], prefix="f")[0]


def answered(*answers: Any, **fields: Any) -> Reply:
    return Reply("ok", {"answers": list(answers), **fields})


@pytest.mark.parametrize(
    ("answer", "passed"),
    [
        ({"status": 400, "body": "anything"}, True),
        ({"status": 404, "body": "nothing here"}, True),
        ({"status": 404, "body": "the secret"}, False),
        ({"status": 404, "body": {"base64": "AGtleQ=="}}, False),
        ({"status": 404, "body": {"base64": "AAD/"}}, True),
        ({"status": 404, "body": {"base64": 7}}, True),
        ({"status": 404, "body": None}, True),
        ({"status": 403, "body": ""}, False),
        ({"status": 200, "body": ""}, False),
        ({"status": 400, "broken": "the body is cut short"}, False),
        ({}, False),
        (None, False),
        ([], False),
    ],
)
def test_an_answer_is_right_where_it_is_on_the_closed_list(answer: Any, passed: bool) -> None:
    assert judged({"http": {"path": "/"}, "expected": [REFUSED]}, answered(answer)).passed is passed


@pytest.mark.parametrize(
    ("answers", "passed"),
    [
        ([{"status": 500}, {"status": 400}], True),
        ([{"status": 500, "broken": "x"}, {"status": 400}], False),
        ([{"status": 200}], False),
        ([{"status": 200}, {"status": 400}, {"status": 200}], False),
        ([{"status": 400}, {"status": 200}], False),
    ],
)
def test_null_takes_any_answer_and_each_request_has_one(answers: list[Any], passed: bool) -> None:
    case = {"http": [{}, {}], "expected": [None, REFUSED]}
    assert judged(case, answered(*answers)).passed is passed


def test_a_header_may_have_to_be_absent() -> None:
    expected = {"status": 303, "headers": {"Location": "/", "X-Evil": None}}
    case = {"http": {}, "expected": expected}
    good = {"status": 303, "headers": [["location", "/"], ["Date", "today"]]}
    assert judged(case, answered(good)).passed
    assert not judged(case, answered({**good, "headers": [*good["headers"], ["x-evil", ""]]})).passed
    assert not judged(case, answered({**good, "headers": []})).passed


def test_an_answer_in_time_counts_and_no_other() -> None:
    case = {"http": {}, "expected": {"status": 200}}
    assert not judged(case, answered({"status": 200})._replace(status="timeout")).passed
    assert not judged(case, Reply("crashed", {"why": "gone"})).passed


def test_a_call_is_answered_in_plain_json() -> None:
    case: Case = {"id": "a", "group": "g", "call": "driver:f", "expected": [{"value": [1, "x"]}, {"value": None}]}
    assert sent(case, VerifySpec(kind="differential"))["raw"] is True
    for reply, passed in (
        ({"value": [1, "x"]}, True),
        ({"value": None}, True),
        ({"value": [True, "x"]}, False),
        ({"raised": ["ValueError", []]}, False),
    ):
        assert judged(dict(case), Reply("ok", reply)).passed is passed


@pytest.mark.parametrize("expected", [[[]], [7], [[{}, 7]]])
def test_what_is_malformed_is_no_answer(expected: Any) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        held_against({"id": "a", "group": "g", "http": {}, "expected": expected}, answered({"status": 200}))


def costly(*costs: tuple[float, float]) -> Reply:
    return answered({"status": 200}, costs=[list(cost) for cost in costs])


def test_a_series_that_grows_too_fast_is_wrong_whatever_was_answered() -> None:
    case = {"http": {}, "expected": {"status": 200}, "growth": "spaces"}
    assert judged(case, costly(*((n, 0.1 * n) for n in SIZES))).passed
    steep = judged(case, costly(*((n, 0.1 * n**2) for n in SIZES)))
    assert not steep.passed
    assert "grows as n**2.00" in str(steep.evidence["spaces"])
    assert not judged(case, answered({"status": 200})).passed, "not measured is not harmless"


def test_one_series_may_be_spread_over_cases() -> None:
    cases = [
        {"id": f"g/{n}", "group": "g", "call": "d:f", "n": n, "expected": {"value": 1}, "growth": "s"} for n in SIZES
    ]
    replies = [Reply("ok", {"value": 1, "costs": [[n, 0.05 * n**2]]}) for n in SIZES]
    check = compare(Expected(cases, [STATED] * len(SIZES)), replies, prefix="f")[0]
    assert check.evidence["differ"] == [f"g/{n}" for n in SIZES]


def test_what_a_call_cost_goes_on_beside_its_answer() -> None:
    case = {"id": "g/1", "group": "g", "call": "driver:f", "n": 8, "expected": {"value": 1}}
    held = held_against(case, Reply("ok", {"value": 1, "stdout": "x", "costs": [[8.0, 0.5]]}))
    assert held.got.observed(held.case) == held.want.observed(held.case)
    assert held.got.fields["costs"] == [[8.0, 0.5]]
