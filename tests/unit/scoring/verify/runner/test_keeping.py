"""What one request keeps of an answer for those after it, and what a frame says that work cost."""

from typing import Any

import pytest

from sandboxes.errors import InfraError
from scoring.verify.runner.client import Reply, RunnerClient
from scoring.verify.runner.speaking import filled, kept
from tests.unit.scoring.verify.fuzzing import Tape, framed

COOKIE = {"header": "Set-Cookie", "after": "sid=", "until": ";"}


@pytest.mark.parametrize(
    ("answer", "where", "found"),
    [
        ({"headers": [["set-cookie", "view=1"], ["Set-Cookie", "sid=ab; Path=/"]]}, COOKIE, "ab"),
        ({"headers": [["Set-Cookie", "sid=ab"]]}, COOKIE, "ab"),
        ({"headers": [["Set-Cookie", "other=ab"]]}, COOKIE, ""),
        ({"headers": [], "body": "id=7\n"}, {"after": "id=", "until": "\n"}, "7"),
        ({"body": {"base64": "AA=="}}, {"after": "id=", "until": "\n"}, ""),
        ({"broken": "x"}, COOKIE, ""),
    ],
)
def test_what_stands_between_two_texts_is_kept(answer: dict[str, Any], where: dict[str, str], found: str) -> None:
    assert kept(answer, where) == found


def test_what_was_kept_is_filled_in_wherever_it_is_named() -> None:
    wish = {"path": "/<<a>>", "headers": {"Cookie": "sid=<<a>>"}, "body": '{"x": "<<a>>", "y": "<<b>>"}', "n": 3}
    done = filled(wish, {"a": 'q"\\\u00e9'})
    assert done["path"] == '/q"\\\u00e9'
    assert done["headers"]["Cookie"] == 'sid=q"\\\u00e9'
    assert done["body"] == '{"x": "q"\\\u00e9", "y": "<<b>>"}'
    assert filled(wish, {}) == wish


def asked(costs: str, body: str = '{"status": "ok", "costs": [[1, 0.0]]}') -> Reply:
    def script(request: dict[str, Any]) -> Any:
        import json

        frame = json.dumps({"nonce": request["nonce"], "index": 0, "body": body})
        yield framed((frame[:-1] + costs + "}").encode())

    tape = Tape(script)
    return RunnerClient(tape, tape.clock).ask([{"id": "a"}], paths=[], case_timeout_s=1, deadline_s=1)[0]


def test_only_the_loop_tells_what_work_cost() -> None:
    assert "costs" not in asked("").fields
    assert asked(', "costs": [[2, 0.5]]').fields["costs"] == [[2.0, 0.5]]


def test_a_box_that_cannot_tell_is_nobody_elses_fault() -> None:
    with pytest.raises(InfraError, match="control group"):
        asked(', "costs": [[2, NaN]]')


@pytest.mark.parametrize("costs", ["7", "[[1]]", '[["x", 1]]', "[null]"])
def test_costs_that_are_none_break_the_protocol(costs: str) -> None:
    reply = asked(f', "costs": {costs}')
    assert (reply.status, "broke the protocol" in reply.fields["why"]) == ("crashed", True)
