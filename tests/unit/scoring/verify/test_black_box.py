"""Exchanges with a program: how a case is sent, what of an answer counts, and files of expected exchanges."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandboxes.errors import UserError
from scoring.spec import ServeSpec, VerifySpec
from scoring.verify.black_box import compare_exchanges, load_exchanges
from scoring.verify.differential import Expected, compare
from scoring.verify.exchange import counted, sent
from scoring.verify.runner.client import Case, Reply

SERVE = ServeSpec(argv=("run", "{port}"), headers=("Content-Type",))
SPEC = VerifySpec(kind="black_box", serve=SERVE)


def http(expected: Any = None, **more: Any) -> dict[str, Any]:
    stated = {} if expected is None else {"expected": expected}
    return {"id": "g/1", "group": "g", "http": {"path": "/"}, **stated, **more}


def answered(*answers: Any, status: str = "ok", **fields: Any) -> Reply:
    return Reply(status, {"answers": list(answers), **fields})


def whole(**changes: Any) -> dict[str, Any]:
    headers = [["Content-Type", "text/plain"], ["X", "1"], ["x", "2"], ["Date", "today"]]
    return {"status": 200, "headers": headers, "body": "hello", **changes}


def test_what_is_expected_is_never_sent() -> None:
    found = sent(http(expected={"status": 200}), SPEC)
    assert found == {
        "id": "g/1",
        "group": "g",
        "http": {"path": "/"},
        "serve": {"argv": ["run", "{port}"], "port": 8000, "socket": "", "start_s": 30.0, "restart": "case"},
    }
    command: Case = {"id": "a", "group": "g", "argv": ["x"], "expected": {"exit": 0}}
    assert sent(command, VerifySpec(kind="black_box")) == {"id": "a", "group": "g", "argv": ["x"]}


@pytest.mark.parametrize(
    ("case", "spec", "message"),
    [
        ({"id": "a", "call": "m:f"}, SPEC, "case a is no exchange"),
        (http(), VerifySpec(kind="black_box"), "needs a server"),
        (http(), VerifySpec(kind="differential"), "needs a server"),
    ],
)
def test_a_case_that_does_not_fit_is_refused(case: Case, spec: VerifySpec, message: str) -> None:
    with pytest.raises(UserError, match=message):
        sent(case, spec)


@pytest.mark.parametrize(
    ("change", "agrees"),
    [
        ({}, True),
        ({"headers": [["content-type", "text/plain"], ["Date", "tomorrow"]]}, True),
        ({"headers": [["Content-Type", "text/plain"], ["Content-Type", "text/plain"]]}, False),
        ({"headers": []}, False),
        ({"headers": "none"}, False),
        ({"headers": [["Content-Type"], [1, 2, 3], None, "x"]}, False),
        ({"status": "200"}, False),
        ({"status": True}, False),
        ({"status": 200.0}, False),
        ({"body": "hello\n"}, False),
        ({"body": {"base64": "aGVsbG8="}}, False),
        ({"broken": "the body is cut short"}, False),
    ],
)
def test_status_body_and_listed_headers_count(change: dict[str, Any], agrees: bool) -> None:
    case = http()
    want, got = (counted(case, answered(answer), SPEC) for answer in (whole(), whole(**change)))
    check = compare(Expected([case], [want]), [got], prefix="d")[0]
    assert check.passed is agrees


@pytest.mark.parametrize("answers", [None, "all", {"0": whole()}, [], [None], [[]], [whole(), whole()], [{}]])
def test_answers_that_cannot_be_read_are_no_answers(answers: Any) -> None:
    case = http(expected={"status": 200})
    assert not compare_exchanges([case], [Reply("ok", {"answers": answers})], prefix="b")[0].passed
    want, got = (counted(case, reply, SPEC) for reply in (answered(whole()), Reply("ok", {"answers": answers})))
    assert not compare(Expected([http()], [want]), [got], prefix="d")[0].passed


@pytest.mark.parametrize(
    ("expected", "passed"),
    [
        ({"status": 200}, True),
        ({"status": 200, "body": "hello", "headers": {"CONTENT-TYPE": "text/plain"}}, True),
        ([{"body": "hello"}], True),
        ({"status": 201}, False),
        ({"status": 200, "body": "hello "}, False),
        ({"headers": {"X": "1"}}, False),
        ({"headers": {"Absent": "1"}}, False),
        ([{"status": 200}, {"status": 200}], False),
    ],
)
def test_only_what_an_expected_answer_speaks_of_counts(expected: Any, passed: bool) -> None:
    check = compare_exchanges([http(expected=expected)], [answered(whole())], prefix="b")[0]
    assert (check.id, check.passed, check.gate) == ("b/g", passed, True)


def test_a_failure_is_told_by_case_and_reason() -> None:
    cases = [http(expected={"status": 200}), {**http(expected={"status": 200}), "id": "g/2"}]
    replies = [answered(whole()), answered(status="crashed", why="nothing listens on port 8000\ud800")]
    check = compare_exchanges(cases, replies, prefix="b")[0]
    assert check.evidence["differ"] == ["g/2"]
    assert check.message.startswith("1 of 2 cases differ from what is expected (nothing listens on port 8000")
    check.model_dump_json()


def test_a_partial_conversation_is_wrong_even_where_all_that_came_was_right() -> None:
    case = {"id": "s", "group": "g", "socket": [{}, {}], "expected": ["one\n", {"base64": "/w=="}]}
    right = [{"received": "one\n"}, {"received": {"base64": "/w=="}}]
    passed = [
        compare_exchanges([case], [answered(*answers, status=status)], prefix="b")[0].passed
        for answers, status in ((right, "ok"), (right, "timeout"), (right[:1], "ok"))
    ]
    assert passed == [True, False, False]


def test_a_command_line_is_compared_in_what_is_expected_of_it() -> None:
    case = {"id": "c", "group": "g", "argv": ["x"], "expected": {"exit": 0, "outputs": {"a": "1\n"}}}
    right = {"exit": 0, "outputs": {"a": "1\n"}, "stdout": "anything"}
    assert compare_exchanges([case], [Reply("ok", right)], prefix="b")[0].passed
    for wrong in ({"exit": False}, {"exit": 1}, {"outputs": {"a": None}}, {"outputs": {}}):
        assert not compare_exchanges([case], [Reply("ok", right | wrong)], prefix="b")[0].passed


def test_output_files_count_where_a_case_names_them() -> None:
    case: Case = {"id": "c", "group": "g", "argv": ["x"], "outputs": ["a"]}
    want, got = (Reply("ok", {"exit": 0, "stdout": "", "outputs": {"a": text}}) for text in ("1", "2"))
    assert not compare(Expected([case], [want]), [got], prefix="d")[0].passed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}x",
        '{"a": 1}',
        "[1]",
        "[{}]",
        '[{"id": "a", "group": "g", "argv": []}]',
        '[{"id": "a", "group": "g", "argv": [], "expected": {}}]',
        '[{"id": 1, "group": "g", "argv": [], "expected": {"exit": 0}}]',
        '[{"id": "a", "group": "g", "http": {}, "expected": 7}]',
    ],
)
def test_a_malformed_file_of_exchanges_is_the_tasks_fault(tmp_path: Path, text: str) -> None:
    (tmp_path / "e.json").write_text(text)
    with pytest.raises(UserError, match=r"e\.json"):
        load_exchanges(tmp_path / "e.json")


def test_fixture_files_of_exchanges_can_be_read() -> None:
    kinds = Path(__file__).parents[3] / "fixtures" / "tasks" / "kinds"
    found = {path.parents[2].name: load_exchanges(path) for path in kinds.glob("*/tests/hidden/exchanges.json")}
    assert {"command-line", "http-server", "socket-server"} <= found.keys()
    assert all(json.dumps(case) for cases in found.values() for case in cases)
