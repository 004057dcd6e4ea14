"""Comparing what two boxes answered, and what a suite came out as."""

import json

import pytest

from sandboxes.errors import InfraError
from scoring.verify.differential import Expected, _expected, compare
from scoring.verify.runner.client import Case, Reply
from scoring.verify.suite import UNREADABLE, judge, outcomes


def reply(value: object = 1, status: str = "ok", **fields: object) -> Reply:
    return Reply(status, {"value": value, "stdout": "", **fields})


def case(name: str, **more: object) -> Case:
    return {"id": name, "group": name.partition("/")[0], "call": "driver:f", **more}


def test_groups_pass_where_every_answer_agrees() -> None:
    cases = [case("a/1"), case("a/2"), case("b/1")]
    checks = compare(Expected(cases, [reply(1), reply(2), reply(3)]), [reply(1), reply(0), reply(3)], prefix="d")
    assert [(c.id, c.passed, c.score, c.gate) for c in checks] == [("d/a", False, 0.5, True), ("d/b", True, 1.0, True)]
    assert checks[0].evidence["differ"] == ["a/2"]


@pytest.mark.parametrize(
    ("want", "got"),
    [
        (reply(["builtins.int", "1"]), reply(["builtins.bool", "True"])),
        (reply(1), reply(1, status="timeout")),
        (reply(1), Reply("ok", {"stdout": ""})),
        (reply(1), reply(1, stdout="noise")),
        (Reply("ok", {"raised": ["builtins.ValueError", []]}), Reply("ok", {"raised": ["builtins.KeyError", []]})),
    ],
)
def test_a_difference_in_type_status_or_output_counts(want: Reply, got: Reply) -> None:
    assert not compare(Expected([case("a/1")], [want]), [got], prefix="d")[0].passed


def test_only_what_is_compared_counts() -> None:
    chosen = case("a/1", compare=["value"])
    assert compare(Expected([chosen], [reply(1)]), [reply(1, stdout="noise")], prefix="d")[0].passed
    command: Case = {"id": "a/2", "group": "a", "argv": ["x"]}
    before, after = Reply("ok", {"exit": 0, "stderr": "a"}), Reply("ok", {"exit": 0, "stderr": "b"})
    assert compare(Expected([command], [before]), [after], prefix="d")[0].passed


@pytest.mark.parametrize(
    "silent",
    [reply(status="timeout"), reply(status="overflow"), Reply("crashed", {"why": "the runner box ended"})],
    ids=lambda silent: silent.status,
)
def test_no_answer_of_the_originals_is_ever_what_is_expected(silent: Reply) -> None:
    with pytest.raises(InfraError, match="no answer to case a/2"):
        _expected([case("a/1"), case("a/2")], [reply(1), silent])


def test_a_crash_of_the_original_is_an_answer() -> None:
    crash = Reply("crashed", {"stdout": "", "stderr": ""})
    expected = _expected([case("a/1")], [crash])
    assert compare(expected, [crash], prefix="d")[0].passed
    assert not compare(expected, [reply(1)], prefix="d")[0].passed


def test_a_suite_must_come_out_as_pinned() -> None:
    pinned = {"t::a": "passed", "t::b": "skipped"}
    assert judge({"t::a": "passed", "t::b": "skipped", "t::c": "failed"}, pinned, name="s", status="ok").passed
    for seen in ({"t::a": "passed"}, {"t::a": "passed", "t::b": "passed"}, {}):
        wrong = judge(seen, pinned, name="s", status="ok")
        assert not wrong.passed
        assert wrong.score < 1
    assert not judge(pinned, pinned, name="s", status="timeout").passed


def test_a_suite_without_pins_must_pass_something() -> None:
    assert judge({"t::a": "passed"}, None, name="s", status="ok").passed
    assert not judge({"t::a": "skipped"}, None, name="s", status="ok").passed
    assert not judge({}, None, name="s", status="ok").passed


@pytest.mark.parametrize("claimed", ["", "[]", "{", "null", "1" * 100, "[" * 5000])
def test_claims_that_cannot_be_read_are_no_outcomes(claimed: str) -> None:
    assert outcomes(Reply("ok", {"result": claimed})) == {}


def test_outcomes_and_names_are_text_that_can_be_stored() -> None:
    claimed = json.dumps({"t::a": ["passed"], "t::\ud800" + "x" * 5000: "passed"})
    found = outcomes(Reply("ok", {"result": claimed}))
    assert list(found.values()) == [UNREADABLE, "passed"]
    assert all(len(name.encode()) < 1100 for name in found)
