"""A question of our own: how each protocol asks it, and what it makes of an answer."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.gateway.asking import TooLate, Unanswered, answer
from harness.gateway.budget import Budget
from harness.gateway.session import Session
from harness.gateway.upstream import VENDORS, Upstream
from harness.gateway.wire.anthropic import Anthropic
from harness.gateway.wire.base import Said, Wire
from harness.gateway.wire.chat import Chat
from harness.gateway.wire.gemini import Gemini
from harness.gateway.wire.responses import Responses
from tests.model.script import Say, Script
from tests.model.server import serving

TEXT = {"type": "text", "text": "a"}
WIRES: dict[str, Wire] = {wire.name: wire for wire in (Anthropic(), Responses(), Chat(), Gemini())}
ANSWERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "anthropic": (
        {"content": [{"type": "thinking", "thinking": "no"}, TEXT, {**TEXT, "text": "b"}], "stop_reason": "end_turn"},
        {"content": [TEXT], "stop_reason": "max_tokens"},
    ),
    "openai-responses": (
        {
            "status": "completed",
            "output": [
                {"type": "reasoning", "summary": [], "content": [{"type": "reasoning_text", "text": "no"}]},
                {"type": "message", "content": [{"type": "output_text", "text": "ab"}]},
            ],
        },
        {"status": "incomplete", "output": [{"type": "message", "content": [{"type": "output_text", "text": "a"}]}]},
    ),
    "openai-chat": (
        {"choices": [{"message": {"content": "ab", "reasoning_content": "no"}, "finish_reason": "stop"}]},
        {"choices": [{"message": {"content": [TEXT]}, "finish_reason": "length"}]},
    ),
    "gemini": (
        {
            "candidates": [
                {"content": {"parts": [{"text": "no", "thought": True}, {"text": "ab"}]}, "finishReason": "STOP"}
            ]
        },
        {"candidates": [{"content": {"parts": [{"text": "a"}]}, "finishReason": "MAX_TOKENS"}]},
    ),
}


@pytest.mark.parametrize("name", WIRES)
def test_what_is_said_and_whether_it_was_cut(name: str) -> None:
    whole, cut = ANSWERS[name]
    assert WIRES[name].said(whole) == Said("ab", cut=False)
    assert WIRES[name].said(cut) == Said("a", cut=True)


@pytest.mark.parametrize("name", WIRES)
def test_a_question_is_a_request_of_its_own_protocol(name: str) -> None:
    wire = WIRES[name]
    for call in (wire.ask("m", "What?"), wire.greeting("m")):
        assert wire.owns(call.path)
        assert wire.call(call.path, json.loads(call.payload)) == call


KEYS = ["content", "choices", "message", "output", "candidates", "parts", "text", "type", "stop_reason", "status"]
json_values = st.recursive(
    st.none() | st.integers() | st.sampled_from(["text", "output_text", "length"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
)


@pytest.mark.parametrize("name", WIRES)
@given(body=json_values)
def test_an_answer_of_any_shape_is_taken(name: str, body: Any) -> None:
    assert isinstance(WIRES[name].said(body).text, str)


def asked(gateway: Any, where: Path, script: Script, *, budget: Budget | None = None, timeout_s: float = 20) -> Any:
    """What is answered, and the session that it is booked on."""
    session = Session(budget or Budget(), lambda m, u: None)
    wire = Anthropic()
    with serving(script) as model:
        upstream = Upstream("anthropic", model.url, VENDORS["anthropic"].wires, "sk-1")
        deep = where / ("d" * 120)  # longer than a socket's path may be
        deep.mkdir()
        with gateway.serving(session, upstream, deep / "s", where / "kept"):
            return answer(deep / "s", session, wire, wire.ask("m", "What?"), timeout_s), session


def test_an_answer_is_counted(gateway: Any, tmp_path: Path) -> None:
    said, session = asked(gateway, tmp_path, Script(side=Say("That.")))
    assert said == Said("That.", cut=False)
    assert (session.spent.requests, session.spent.responses) == (1, 1)


def test_what_is_refused_says_why(gateway: Any, tmp_path: Path) -> None:
    with pytest.raises(Unanswered, match="403: the budget of 0 requests is spent"):
        asked(gateway, tmp_path, Script(), budget=Budget(requests=0))


def test_an_answer_that_does_not_come(gateway: Any, tmp_path: Path) -> None:
    with pytest.raises(TooLate):
        asked(gateway, tmp_path, Script(pause_s=0.5), timeout_s=0.1)
