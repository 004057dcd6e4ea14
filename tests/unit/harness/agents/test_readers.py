"""What agents print is understood, as the real programs printed it; whatever else they may print does no harm."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.agents.adapters.openclaw import Reader as OpenClawReader
from harness.agents.command_line import Adapter
from harness.agents.registry import ADAPTERS
from harness.records import Claims

CLAUDE = {
    "type": "result",
    "subtype": "success",
    "is_error": False,
    "num_turns": 4,
    "result": "Done.",
    "terminal_reason": "completed",
    "total_cost_usd": 0.01236,
    "usage": {
        "input_tokens": 2000,
        "cache_creation_input_tokens": 800,
        "cache_read_input_tokens": 1200,
        "output_tokens": 200,
    },
}
CLAUDE_FAILED = CLAUDE | {"is_error": True, "terminal_reason": "api_error", "result": "API Error: 502\nno answer"}
CODEX = """
{"type":"thread.started","thread_id":"019e"}
{"type":"turn.started"}
{"type":"item.completed","item":{"id":"item_0","type":"error","message":"Model metadata not found."}}
{"type":"turn.completed","usage":{"input_tokens":4000,"cached_input_tokens":1200,"cache_write_input_tokens":800,\
"output_tokens":200,"reasoning_output_tokens":40}}
"""
CODEX_FAILED = '{"type":"turn.failed","error":{"message":"unexpected status 502"}}'
OPENCODE_STEP = {
    "type": "step_finish",
    "part": {
        "reason": "tool-calls",
        "type": "step-finish",
        "tokens": {"total": 1050, "input": 500, "output": 40, "reasoning": 10, "cache": {"write": 200, "read": 300}},
        "cost": 0,
    },
}
OPENCODE_LAST = {**OPENCODE_STEP, "part": {**OPENCODE_STEP["part"], "reason": "stop"}}
OPENCODE_FAILED = {
    "type": "error",
    "error": {"name": "APIError", "data": {"message": "Bad Gateway", "statusCode": 502}},
}
GEMINI = """
{"type":"init","session_id":"81cf1a30","model":"gemini-2.5-pro"}
{"type":"message","role":"assistant","content":"Done.","delta":true}
{"type":"result","status":"success","stats":{"total_tokens":4250,"input_tokens":4000,"output_tokens":200,"cached":1500,\
"input":2500,"duration_ms":1640,"tool_calls":4}}
"""
GEMINI_FAILED = '{"type":"result","status":"error","error":{"type":"Error","message":"no more"},"stats":{}}'
USAGE = {"completion_tokens": 50, "prompt_tokens": 1000, "total_tokens": 1050}
MINI: dict[str, Any] = {
    "info": {"model_stats": {"instance_cost": 0.0078, "api_calls": 2}, "exit_status": "Submitted", "submission": ""},
    "messages": [
        {"role": "user", "content": "Please solve this issue"},
        {"role": "assistant", "content": None, "extra": {"response": {"usage": USAGE}}},
        {"role": "tool", "content": "<returncode>0</returncode>"},
        {"role": "assistant", "content": None, "extra": {"response": {"usage": USAGE}}},
    ],
}
MINI_FAILED = {**MINI, "info": {**MINI["info"], "exit_status": "RepeatedFormatError"}}
AIDER = """
Aider v0.86.2
Tokens: 1.9k sent, 2 received. Cost: $0.0038 message, $0.0038 session.
Tokens: 12k sent, 1.0k cache write, 3.1k cache hit, 25 received.
"""
AIDER_FAILED = "litellm.AuthenticationError: AuthenticationError: OpenAIException - this token is not valid here"
OPENCLAW = {
    "ok": True,
    "status": "ok",
    "final": "Done.",
    "usage": {"input": 2000, "output": 200, "cacheRead": 1200, "cacheWrite": 800, "total": 4200, "cost": {"total": 0}},
    "assistantTurns": 4,
    "toolSummary": {"calls": 3, "tools": ["exec"], "failures": 0},
}
OPENCLAW_FAILED = {"ok": False, "status": "error", "error": {"message": "502 the budget is spent", "kind": "agent"}}


def lines(*said: Any) -> str:
    """Objects, one to a line."""
    return "\n".join(json.dumps(one) for one in said)


READ = Claims(input_tokens=4000, output_tokens=200)
WELL = {
    "claude-code": (lines(CLAUDE), READ.model_copy(update={"cost_usd": 0.01236, "turns": 4, "ended": "completed"})),
    "codex": (CODEX, READ.model_copy(update={"turns": 1, "ended": "turn.completed"})),
    "openclaw": (json.dumps(OPENCLAW, indent=2), READ.model_copy(update={"turns": 4, "ended": "ok"})),
    "opencode": (
        lines(OPENCODE_STEP, OPENCODE_LAST),
        Claims(input_tokens=2000, output_tokens=100, turns=2, ended="stop"),
    ),
    "gemini-cli": (GEMINI, Claims(input_tokens=4000, output_tokens=250, ended="success")),
    "mini-swe-agent": (
        f"Building agent config\n\n{lines(MINI)}",
        Claims(input_tokens=2000, output_tokens=100, cost_usd=0.0078, turns=2, ended="Submitted"),
    ),
    "aider": (AIDER, Claims(input_tokens=13_900, output_tokens=27, turns=2)),
}
FAILED = {
    "claude-code": (lines(CLAUDE_FAILED), "API Error: 502 no answer"),
    "codex": (CODEX_FAILED, "unexpected status 502"),
    "openclaw": (json.dumps(OPENCLAW_FAILED, indent=2), "502 the budget is spent"),
    "opencode": (lines(OPENCODE_STEP, OPENCODE_FAILED), "Bad Gateway"),
    "gemini-cli": (GEMINI_FAILED, "no more"),
    "mini-swe-agent": (lines(MINI_FAILED), "RepeatedFormatError"),
    "aider": (AIDER_FAILED, AIDER_FAILED),
}


def read(adapter: Adapter, text: str) -> Claims:
    """What an agent claims that prints this."""
    reader = adapter.reader()
    for line in text.split("\n"):
        reader.line(line)
    return reader.claims()


def test_every_agent_is_heard_here() -> None:
    assert set(WELL) == set(FAILED) == set(ADAPTERS)


@pytest.mark.parametrize("name", WELL)
def test_what_an_agent_says_that_did_well(name: str) -> None:
    printed, claims = WELL[name]
    assert read(ADAPTERS[name], printed) == claims


@pytest.mark.parametrize("name", FAILED)
def test_what_an_agent_says_that_failed(name: str) -> None:
    printed, error = FAILED[name]
    assert read(ADAPTERS[name], printed).error == error


@pytest.mark.parametrize("name", ["codex", "opencode", "aider"])
def test_an_error_that_was_got_over_is_none(name: str) -> None:
    well, claims = WELL[name]
    assert read(ADAPTERS[name], f"{FAILED[name][0]}\n{well}").error == claims.error == ""


def test_openclaw_has_ended_once_its_envelope_is_whole() -> None:
    reader = OpenClawReader()
    *begun, last = json.dumps(OPENCLAW, indent=2).split("\n")
    for line in ["{", '  "a": 1', "}", *begun]:
        reader.line(line)
        assert not reader.ended
    reader.line(last)
    assert reader.ended


KEYS = st.sampled_from(
    [
        *("type", "subtype", "usage", "part", "tokens", "cache", "read", "write", "input", "output", "reasoning"),
        *("info", "messages", "extra", "response", "exit_status", "model_stats", "api_calls", "instance_cost", "error"),
        *("data", "message", "stats", "input_tokens", "output_tokens", "total_tokens", "prompt_tokens", "status", "ok"),
        *("is_error", "errors", "result", "num_turns", "total_cost_usd", "terminal_reason", "assistantTurns", "reason"),
    ]
)
WORDS = st.sampled_from(["result", "turn.completed", "turn.failed", "step_finish", "error", "success", "text", "}"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(KEYS | st.text(max_size=3), inside, max_size=8),
    max_leaves=15,
)
COUNTS = ("input_tokens", "output_tokens", "turns")
MOST = 10**18
"""So that any reader of JSON takes it for the number that it is."""
HASTE = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", ADAPTERS)
@HASTE
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=8), max_size=3))
def test_any_json_is_taken(name: str, objects: list[Any]) -> None:
    text = "\n".join(json.dumps(one, indent=indent) for one in objects for indent in (None, 1))
    within_bounds(read(ADAPTERS[name], text))


@pytest.mark.parametrize("name", ADAPTERS)
@HASTE
@given(st.binary())
def test_any_bytes_are_taken(name: str, data: bytes) -> None:
    within_bounds(read(ADAPTERS[name], data.decode("utf-8", "replace")))


@pytest.mark.parametrize("name", ADAPTERS)
@HASTE
@given(st.data())
def test_spoilt_words_are_taken(name: str, data: st.DataObject) -> None:
    text = WELL[name][0]
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 30)))
    within_bounds(read(ADAPTERS[name], text[:begin] + data.draw(st.text(max_size=20)) + text[end:]))


@pytest.mark.parametrize("name", ADAPTERS)
def test_huge_figures_and_depths_are_taken(name: str) -> None:
    within_bounds(read(ADAPTERS[name], WELL[name][0].replace("000", "9" * 300).replace("0.0", "1" + "0" * 300)))
    within_bounds(read(ADAPTERS[name], "[" * 100_000))
    within_bounds(read(ADAPTERS[name], "{" + "\n9" * 1000 + "1" * 5000 + "\n}"))


def within_bounds(claims: Claims) -> None:
    """Small enough to be kept, and kept as it was."""
    assert all(0 <= (getattr(claims, name) or 0) <= MOST for name in COUNTS), claims
    assert len(claims.error) <= 300
    assert len(claims.ended) <= 300
    assert Claims.model_validate_json(claims.model_dump_json()) == claims
