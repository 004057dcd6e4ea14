"""What each protocol's bodies say: whole, as a stream, and as a stream that was cut at any byte."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.gateway.usage import Usage
from harness.trajectory.atif import ToolCall
from harness.trajectory.build import DIALECTS
from harness.trajectory.speech import Call, Item, Said, events
from tests.unit.harness.gateway.conftest import events as sse

from .conftest import read

CALLS = (Call("c1", "run", '{"a": "é1"}'), Call("c2", "look", '{"b": 2}'))
ITEM: dict[str, Any] = {"type": "function_call", "id": "f1", "call_id": "c1", "name": "run", "arguments": ""}
MESSAGE: dict[str, Any] = {"type": "message", "content": [{"type": "output_text", "text": "I do."}]}


def _delta(index: int, **delta: Any) -> dict[str, Any]:
    return {"type": "content_block_delta", "index": index, "delta": delta}


def _chunk(**delta: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta}]}


def _call(index: int, **call: Any) -> dict[str, Any]:
    return _chunk(tool_calls=[{"index": index, **call}])


def _parts(*parts: Any) -> dict[str, Any]:
    return {"candidates": [{"content": {"role": "model", "parts": list(parts)}}]}


STREAMS: dict[str, list[Any]] = {
    "anthropic": [
        {"type": "message_start", "message": {"content": []}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": ""}},
        _delta(0, type="thinking_delta", thinking="Hm"),
        _delta(0, type="thinking_delta", thinking="m."),
        {"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}},
        _delta(1, type="text_delta", text="I "),
        _delta(1, type="text_delta", text="do."),
        {"type": "content_block_start", "index": 2, "content_block": {"type": "tool_use", "id": "c1", "name": "run"}},
        _delta(2, type="input_json_delta", partial_json='{"a": '),
        _delta(2, type="input_json_delta", partial_json='"é1"}'),
        {"type": "content_block_start", "index": 3, "content_block": {"type": "tool_use", "id": "c2", "name": "look"}},
        _delta(3, type="input_json_delta", partial_json='{"b": 2}'),
        {"type": "message_stop"},
    ],
    "openai-chat": [
        _chunk(role="assistant", reasoning_content="Hm"),
        _chunk(reasoning_content="m."),
        _chunk(content="I "),
        _chunk(content="do."),
        _call(0, id="c1", function={"name": "run", "arguments": '{"a": '}),
        _call(0, function={"arguments": '"é1"}'}),
        _call(1, id="c2", function={"name": "look", "arguments": '{"b": 2}'}),
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]},
        {"choices": [{"index": 1, "delta": {"content": "Another answer"}}]},
        {"choices": [], "usage": {}},
    ],
    "openai-responses": [
        {"type": "response.created", "response": {"object": "response", "output": []}},
        {"type": "response.output_item.added", "output_index": 0, "item": {"type": "reasoning", "summary": []}},
        {"type": "response.reasoning_summary_text.delta", "output_index": 0, "delta": "Hm"},
        {"type": "response.reasoning_summary_text.delta", "output_index": 0, "delta": "m."},
        {"type": "response.output_item.added", "output_index": 1, "item": {"type": "message", "content": []}},
        {"type": "response.output_text.delta", "output_index": 1, "delta": "I "},
        {"type": "response.output_text.delta", "output_index": 1, "delta": "do."},
        {"type": "response.output_item.done", "output_index": 1, "item": MESSAGE},
        {"type": "response.output_item.added", "output_index": 2, "item": ITEM},
        {"type": "response.function_call_arguments.delta", "output_index": 2, "delta": '{"a": '},
        {"type": "response.function_call_arguments.delta", "output_index": 2, "delta": '"é1"}'},
        {"type": "response.output_item.done", "output_index": 2, "item": {**ITEM, "arguments": '{"a": "é1"}'}},
        {"type": "response.output_item.added", "output_index": 3, "item": {**ITEM, "call_id": "c2", "name": "look"}},
        {"type": "response.function_call_arguments.delta", "output_index": 3, "delta": '{"b": 2}'},
    ],
    "gemini": [
        _parts({"text": "Hm", "thought": True}),
        _parts({"text": "m.", "thought": True}, {"text": "I "}),
        _parts({"text": "do."}),
        _parts({"functionCall": {"id": "c1", "name": "run", "args": {"a": "é1"}}}),
        _parts({"functionCall": {"id": "c2", "name": "look", "args": {"b": 2}}}),
        {"candidates": [{"index": 1, "content": {"parts": [{"text": "Another answer"}]}}]},
    ],
}
CHAT_CALLS = [{"id": call.id, "type": "function", "function": call._asdict()} for call in CALLS]
BLOCKS: list[Any] = [
    {"type": "thinking", "thinking": "Hmm."},
    {"type": "text", "text": "I do."},
    {"type": "tool_use", "id": "c1", "name": "run", "input": {"a": "é1"}},
    {"type": "tool_use", "id": "c2", "name": "look", "input": {"b": 2}},
]
OUTPUT: list[Any] = [
    {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Hmm."}]},
    MESSAGE,
    *({**ITEM, "call_id": call.id, "name": call.name, "arguments": call.arguments} for call in CALLS),
]
WHOLE: dict[str, Any] = {
    "anthropic": {"type": "message", "content": BLOCKS},
    "openai-chat": {
        "choices": [{"message": {"content": "I do.", "reasoning": "Hmm.", "tool_calls": CHAT_CALLS}}],
    },
    "openai-responses": {"object": "response", "output": OUTPUT},
    "gemini": STREAMS["gemini"],
}


def said(wire: str, body: bytes) -> Said:
    """With the arguments as JSON, which are an object in some protocols."""
    found = DIALECTS[wire].said(events(body))
    return found._replace(calls=tuple(call._replace(arguments=_text(call.arguments)) for call in found.calls))


def _text(arguments: Any) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)


@pytest.mark.parametrize("wire", DIALECTS)
@pytest.mark.parametrize("body", [lambda w: b"".join(sse(*STREAMS[w])), lambda w: json.dumps(WHOLE[w]).encode()])
def test_an_answer_is_told_alike_streamed_or_whole(wire: str, body: Callable[[str], bytes]) -> None:
    assert said(wire, body(wire)) == Said("I do.", "Hmm.", CALLS)


def test_the_last_event_of_a_responses_stream_has_all_of_it() -> None:
    last = {"type": "response.completed", "response": WHOLE["openai-responses"]}
    for stream in ([last], [*STREAMS["openai-responses"], last]):
        assert said("openai-responses", b"".join(sse(*stream))) == Said("I do.", "Hmm.", CALLS)


@pytest.mark.parametrize("wire", DIALECTS)
def test_a_stream_cut_at_any_byte_tells_what_had_come(wire: str) -> None:
    stream = b"".join(sse(*STREAMS[wire]))
    before = Said()
    for end in range(len(stream) + 1):
        now = said(wire, stream[:end])
        assert "I do.".startswith(now.text)
        assert "Hmm.".startswith(now.reasoning)
        assert len(now.text) >= len(before.text)
        assert len(now.calls) >= len(before.calls)
        for call, whole in zip(now.calls, CALLS, strict=False):
            assert (call.id, call.name) == (whole.id, whole.name)
            assert whole.arguments.startswith(call.arguments)
        before = now
    assert before == Said("I do.", "Hmm.", CALLS)


def test_an_array_that_was_cut_tells_what_had_come() -> None:
    body = json.dumps(STREAMS["gemini"]).encode()
    cut = body[: body.index(b"do.") + 1]
    assert said("gemini", cut) == Said("I d", "Hmm.")


def test_calls_that_all_have_one_index_are_told_apart_by_their_ids() -> None:
    chunks = [_call(0, id=call.id, function={"name": call.name, "arguments": call.arguments}) for call in CALLS]
    assert said("openai-chat", b"".join(sse(*chunks))).calls == CALLS


def test_what_a_custom_tool_is_given_is_a_text() -> None:
    item = {"type": "custom_tool_call", "call_id": "c", "name": "patch", "input": "*** Begin"}
    shell = {"type": "local_shell_call", "call_id": "d", "action": {"command": ["ls"]}}
    found = DIALECTS["openai-responses"].said([{"object": "response", "output": [item, shell]}])
    assert found.calls == (
        Call("c", "patch", {"input": "*** Begin"}),
        Call("d", "local_shell_call", {"command": ["ls"]}),
    )


REQUESTS: dict[str, dict[str, Any]] = {
    "anthropic": {
        "system": "S",
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "U"}, {"type": "image", "source": {}}]},
            {"role": "assistant", "content": [{"type": "tool_use", "id": "c"}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c", "content": "R"}]},
        ],
    },
    "openai-chat": {
        "messages": [
            {"role": "system", "content": "S"},
            {"role": "user", "content": [{"type": "text", "text": "U"}, {"type": "image", "image_url": {}}]},
            {"role": "assistant", "tool_calls": [{}]},
            {"role": "tool", "tool_call_id": "c", "content": [{"type": "text", "text": "R"}]},
        ]
    },
    "openai-responses": {
        "instructions": "S",
        "input": [
            {"role": "user", "content": [{"type": "input_text", "text": "U"}, {"type": "image"}]},
            {"type": "function_call", "call_id": "c"},
            {"type": "function_call_output", "call_id": "c", "output": [{"type": "input_text", "text": "R"}]},
        ],
    },
    "gemini": {
        "system_instruction": {"parts": [{"text": "S"}]},
        "contents": [
            {"parts": [{"text": "U"}, {"image": {}}]},
            {"role": "model", "parts": [{"functionCall": {}}]},
            {"role": "user", "parts": [{"functionResponse": {"name": "c", "response": {"error": "R"}}}]},
        ],
    },
}


@pytest.mark.parametrize("wire", DIALECTS)
def test_what_a_request_shows(wire: str) -> None:
    assert list(DIALECTS[wire].items(REQUESTS[wire])) == [
        Item("system", "S"),
        Item("user", "U"),
        Item("user", "[image]"),
        Item("said"),
        Item("result", "R", "c"),
    ]


@pytest.mark.parametrize("wire", DIALECTS)
def test_arguments_that_were_cut_are_kept_as_a_text(wire: str, record: Callable[..., Path]) -> None:
    stream = b"".join(sse(*STREAMS[wire]))
    end = stream.index(b'{\\"a\\": ' if wire != "gemini" else b'"args"')
    directory = record(wire, b"{}", stream[: stream.index(b"\n\n", end) + 2], usage=Usage(partial=True))
    told = read(directory)
    assert told
    [step] = told.steps
    assert (step.message, step.reasoning_content) == ("I do.", "Hmm.")
    unparsed = ToolCall(tool_call_id="c1", function_name="run", arguments={}, extra={"unparsed": '{"a": '})
    whole = ToolCall(tool_call_id="c1", function_name="run", arguments={"a": "é1"})
    assert step.tool_calls == ((whole if wire == "gemini" else unparsed),)
