"""A trial played again from its record: the same bytes, no server, no key."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from harness.gateway.usage import Usage
from sandboxes.errors import UserError

from .conftest import Reply, Scripted, events

ASK = {"model": "m", "stream": True}
MESSAGES = "/v1/messages?beta=true"


def said(output: int) -> list[bytes]:
    """A whole answer of so many tokens."""
    return events(
        {"type": "message_start", "message": {"usage": {"input_tokens": 1}}},
        {"type": "message_delta", "usage": {"output_tokens": output}},
        {"type": "message_stop"},
    )


def test_each_request_gets_its_own_answer_again(serve: Any, script: Scripted) -> None:
    first = serve()
    script.replies = [Reply(said(5)), Reply([b'{"error": {}}'], status=400), Reply(said(7))]
    asked = [{**ASK, "number": number} for number in range(3)]
    answers = [first.post(MESSAGES, body) for body in asked]
    script.replies = []
    again = serve(replay=first.directory)
    for body, then in reversed(list(zip(asked, answers, strict=True))):
        now = again.post(MESSAGES, body)
        assert (now.status_code, now.content, now.headers["content-type"]) == (
            then.status_code,
            then.content,
            then.headers["content-type"],
        )
    assert len(script.asked) == 3  # none of them now
    assert again.session.spent == first.session.spent
    assert [line["drifted"] for line in again.lines] == [False] * 3


def test_a_request_that_has_changed_gets_the_next_answer_and_says_so(serve: Any, script: Scripted) -> None:
    first = serve()
    script.replies = [Reply(said(5)), Reply(said(7))]
    for number in range(2):
        first.post(MESSAGES, {**ASK, "number": number})
    again = serve(replay=first.directory)
    assert again.post(MESSAGES, {**ASK, "now": "12:00"}).content == b"".join(said(5))
    assert again.post(MESSAGES, {**ASK, "number": 1}).content == b"".join(said(7))
    assert [line["drifted"] for line in again.lines] == [True, False]


def test_a_record_that_is_at_its_end_ends_the_session(serve: Any, script: Scripted) -> None:
    first = serve()
    script.replies = [Reply(said(5))]
    first.post(MESSAGES, ASK)
    again = serve(replay=first.directory)
    assert again.post(MESSAGES, ASK).status_code == 200
    assert again.post(MESSAGES, ASK).status_code == 502
    assert again.session.trouble == "the record has no further answer"


def test_an_answer_that_was_cut_is_cut_again(serve: Any, script: Scripted) -> None:
    first = serve()
    script.replies = [Reply(said(5)[:1], cut=True)]
    with pytest.raises(httpx.RemoteProtocolError):
        first.post(MESSAGES, ASK)
    again = serve(replay=first.directory)
    with pytest.raises(httpx.RemoteProtocolError):
        again.post(MESSAGES, ASK)
    assert again.session.spent.usage == Usage(input=1, partial=True)


def test_no_record_is_told_before_anything_starts(serve: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no record of exchanges"):
        serve(replay=tmp_path)
