"""What each wire protocol asks, counts and says: on streams as vendors write them, cut anywhere."""

import json
from typing import Any

import pytest

from harness.gateway.usage import Usage
from harness.gateway.wire.anthropic import Anthropic
from harness.gateway.wire.base import STATUS, Wire
from harness.gateway.wire.chat import Chat
from harness.gateway.wire.gemini import Gemini
from harness.gateway.wire.responses import Responses
from harness.gateway.wire.sse import Events, data_of

ASK = {"model": "m", "stream": True}
ANTHROPIC = [
    {
        "type": "message_start",
        "message": {
            "usage": {
                "input_tokens": 1000,
                "cache_creation_input_tokens": 200,
                "cache_read_input_tokens": 300,
                "output_tokens": 1,
            }
        },
    },
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "usage"}},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 50}},
    {"type": "message_stop"},
]
COUNTED = {
    "input_tokens": 1000,
    "output_tokens": 50,
    "input_tokens_details": {"cached_tokens": 300},
    "output_tokens_details": {"reasoning_tokens": 20},
}
RESPONSES = [
    {"type": "response.created", "response": {"object": "response", "status": "in_progress", "usage": None}},
    {"type": "response.output_text.delta", "delta": "a"},
    {"type": "response.completed", "response": {"object": "response", "status": "completed", "usage": COUNTED}},
]
CHAT = [
    {"choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": None}], "usage": None},
    {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    {
        "choices": [],
        "usage": {
            "prompt_tokens": 1000,
            "completion_tokens": 50,
            "prompt_tokens_details": {"cached_tokens": 300},
            "completion_tokens_details": {"reasoning_tokens": 20},
        },
    },
]
GEMINI = [
    {"candidates": [{"content": {}}], "usageMetadata": {"promptTokenCount": 1000, "cachedContentTokenCount": 300}},
    {
        "candidates": [{"content": {}, "finishReason": "STOP"}],
        "usageMetadata": {
            "promptTokenCount": 1000,
            "cachedContentTokenCount": 300,
            "candidatesTokenCount": 30,
            "thoughtsTokenCount": 20,
        },
    },
]
FULL = Usage(input=700, cache_read=300, output=50, reasoning=20)
STREAM = "/v1beta/models/m:streamGenerateContent?alt=sse"
CASES: dict[str, tuple[Wire, str, list[dict[str, Any]], Usage, Usage]] = {
    "anthropic": (
        Anthropic(),
        "/v1/messages?beta=true",
        ANTHROPIC,
        Usage(input=1000, cache_read=300, cache_write=200, output=50),
        Usage(input=1000, cache_read=300, cache_write=200, output=1, partial=True),
    ),
    "openai-responses": (Responses(), "/v1/responses", RESPONSES, FULL, Usage(partial=True)),
    "openai-chat": (Chat(), "/v1/chat/completions", CHAT, FULL, Usage(partial=True)),
    "gemini": (Gemini(), STREAM, GEMINI, FULL, Usage(input=700, cache_read=300, partial=True)),
}


def metered(wire: Wire, path: str, events: list[Any]) -> Usage:
    """What a meter says after these events."""
    meter = wire.meter(wire.call(path, ASK))
    for event in events:
        meter.read(event)
    return meter.usage


@pytest.mark.parametrize("name", CASES)
def test_a_whole_stream_is_counted_as_its_vendor_counts(name: str) -> None:
    wire, path, events, whole, _ = CASES[name]
    assert wire.name == name
    assert metered(wire, path, events) == whole


@pytest.mark.parametrize("name", CASES)
def test_a_stream_cut_anywhere_is_a_lower_bound(name: str) -> None:
    wire, path, events, whole, first = CASES[name]
    assert metered(wire, path, events[:1]) == first
    for cut in range(len(events)):
        usage = metered(wire, path, events[:cut])
        assert usage.partial
        assert usage.total <= whole.total


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    "event", [None, 1, "usage", [], [[]], {}, {"usage": 3}, {"usage": {"input_tokens": -5, "prompt_tokens": "many"}}]
)
def test_what_makes_no_sense_counts_nothing(name: str, event: Any) -> None:
    wire, path, events, whole, _ = CASES[name]
    assert metered(wire, path, [event]).total == 0
    assert metered(wire, path, [*events[:-1], event, events[-1]]) == whole


@pytest.mark.parametrize("name", CASES)
def test_only_its_own_paths_are_passed_on(name: str) -> None:
    wire, path, *_ = CASES[name]
    assert wire.owns(path)
    others = [other for key, (_, other, *_) in CASES.items() if key != name]
    near = [f"{path.partition('?')[0]}/../files", f"/{path}", "/v1/files", "/v1/models", "", path.upper()]
    assert [other for other in others + near if wire.owns(other)] == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("body", [None, [], "m", {"stream": True}, {"model": 3}])
def test_a_body_that_is_no_request_is_told_so(name: str, body: Any) -> None:
    wire, path, *_ = CASES[name]
    if name == "gemini" and isinstance(body, dict):
        assert wire.call(path, body).model == "m"
    else:
        with pytest.raises(ValueError, match="the body"):
            wire.call(path, body)


@pytest.mark.parametrize("name", CASES)
def test_every_error_is_an_object_that_says_why(name: str) -> None:
    wire, *_ = CASES[name]
    for fault in STATUS:
        error = wire.error(fault, "because")["error"]
        assert error["message"] == "because"
    assert len({json.dumps(wire.error(fault, "")) for fault in STATUS}) == len(STATUS)


def test_counting_tokens_costs_none() -> None:
    assert not Anthropic().call("/v1/messages/count_tokens", ASK).counted
    assert not Gemini().call("/v1beta/models/m:countTokens", {}).counted
    assert all(wire.call(path, ASK).counted for wire, path, *_ in CASES.values())


def test_a_chat_that_did_not_ask_for_counts_does_not_see_them() -> None:
    wire, path, events, *_ = CASES["openai-chat"]
    call = wire.call(path, {**ASK, "stream_options": {"include_obfuscation": False}})
    assert json.loads(call.payload)["stream_options"] == {"include_obfuscation": False, "include_usage": True}
    meter = wire.meter(call)
    assert [meter.read(event) for event in events] == [True, True, False]
    assert meter.usage == FULL
    asked = wire.call(path, {**ASK, "stream_options": {"include_usage": True}})
    assert [wire.meter(asked).read(event) for event in events] == [True, True, True]
    assert "stream_options" not in json.loads(wire.call(path, {"model": "m"}).payload)


def test_responses_that_are_not_streamed_are_counted_too() -> None:
    message = {"type": "message", "usage": {"input_tokens": 7, "output_tokens": 2}}
    assert metered(CASES["anthropic"][0], "/v1/messages", [message]) == Usage(input=7, output=2)
    assert metered(CASES["openai-responses"][0], "/v1/responses", [RESPONSES[-1]["response"]]) == FULL
    completion = {"choices": [{"finish_reason": "stop"}], "usage": CHAT[-1]["usage"]}
    assert metered(CASES["openai-chat"][0], "/v1/chat/completions", [completion]) == FULL
    assert metered(CASES["gemini"][0], "/v1beta/models/m:generateContent", [GEMINI]) == FULL


def test_what_is_written_into_caches_is_told_apart() -> None:
    written = {"cache_creation_input_tokens": 9, "cache_creation": {"ephemeral_1h_input_tokens": 4}}
    message = {"type": "message", "usage": {"input_tokens": 1, **written}}
    assert metered(CASES["anthropic"][0], "/v1/messages", [message]) == Usage(
        input=1, cache_write=9, cache_write_long=4
    )
    usage = {"input_tokens": 10, "input_tokens_details": {"cached_tokens": 3, "cache_write_tokens": 5}}
    response = {"object": "response", "usage": usage}
    assert metered(CASES["openai-responses"][0], "/v1/responses", [response]) == Usage(
        input=2, cache_read=3, cache_write=5
    )


def test_a_request_that_gemini_refuses_is_counted_whole() -> None:
    refused = {"promptFeedback": {"blockReason": "OTHER"}, "usageMetadata": {"promptTokenCount": 9}}
    assert metered(CASES["gemini"][0], STREAM, [refused]) == Usage(input=9)


def test_events_are_cut_the_same_wherever_the_pieces_end() -> None:
    stream = b'event: a\r\ndata: {"n": 1}\r\n\r\n: ping\n\ndata: {"n":\ndata: 2}\n\ndata: [DONE]\n\ndata: {"n"'
    whole = list(Events().feed(stream))
    assert [data_of(event) for event in whole] == [{"n": 1}, None, {"n": 2}, None]
    for size in range(1, 12):
        events = Events()
        pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
        found = [event for piece in pieces for event in events.feed(piece)]
        assert found == whole
        assert events.rest() == b'data: {"n"'
        assert events.rest() == b""


def test_usages_add_up() -> None:
    both = Usage(input=1, cache_read=2, cache_write=3, output=4, reasoning=1) + Usage(output=1, partial=True)
    assert both == Usage(input=1, cache_read=2, cache_write=3, output=5, reasoning=1, partial=True)
    assert both.total == 11


FUNCTION = {"type": "function", "name": "f"}
HOSTED: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "anthropic": (
        {
            "tools": [{"name": "Bash"}, {"type": "text_editor_20250728"}, {"type": "web_search_20250305"}, 3],
            "tool_choice": {"type": "tool", "name": "web_search"},
            "mcp_servers": [{"url": "x"}],
        },
        {"tools": [{"name": "Bash"}, {"type": "text_editor_20250728"}]},
        ("mcp_servers", "unknown", "web_search_20250305"),
    ),
    "openai-responses": (
        {
            "tools": [FUNCTION, {"type": "web_search"}, {"type": "shell", "environment": {"type": "container_auto"}}],
            "tool_choice": "auto",
            "previous_response_id": "resp_1",
        },
        {"tools": [FUNCTION]},
        ("previous_response_id", "shell", "web_search"),
    ),
    "openai-chat": ({"web_search_options": {}, "tools": [FUNCTION]}, {"tools": [FUNCTION]}, ("web_search_options",)),
    "gemini": (
        {"tools": [{"functionDeclarations": []}, {"googleSearch": {}}, {"functionDeclarations": [], "urlContext": {}}]},
        {"tools": [{"functionDeclarations": []}]},
        ("googleSearch", "urlContext"),
    ),
}
REFERENCES = [
    ("anthropic", {"type": "image", "source": {"type": "url", "url": "http://x/"}}),
    ("anthropic", {"type": "document", "source": {"type": "file", "file_id": "f"}}),
    ("anthropic", {"type": "container_upload", "file_id": "f"}),
    ("openai-responses", {"type": "input_image", "image_url": "http://x/"}),
    ("openai-responses", {"type": "input_file", "file_url": "http://x/"}),
    ("openai-chat", {"type": "image_url", "image_url": {"url": "http://x/"}}),
    ("openai-chat", {"type": "file", "file": {"file_id": "f"}}),
    ("gemini", {"fileData": {"fileUri": "http://x/"}}),
]
CONTENTS = [
    ("anthropic", {"type": "image", "source": {"type": "base64", "data": "AAAA"}}),
    ("anthropic", {"type": "tool_use", "input": {"type": "file", "file_id": "f"}}),
    ("openai-responses", {"type": "input_image", "image_url": "data:image/png;base64,AAAA"}),
    ("openai-chat", {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}),
    ("openai-chat", {"type": "file", "file": {"file_data": "AAAA"}}),
    ("gemini", {"inlineData": {"data": "AAAA"}}),
]


@pytest.mark.parametrize("name", CASES)
def test_what_a_server_would_do_by_itself_is_taken_out(name: str) -> None:
    asked, kept, dropped = HOSTED[name]
    assert CASES[name][0].offline({**ASK, **asked}) == ({**ASK, **kept}, dropped)


@pytest.mark.parametrize("name", CASES)
def test_a_request_for_nothing_hosted_stays_as_it_is(name: str) -> None:
    body = {**ASK, **HOSTED[name][1], "tool_choice": "any", "toolConfig": {}}
    assert CASES[name][0].offline(body) == (body, ())
    assert CASES[name][0].offline({**ASK, "tools": "none"}) == ({**ASK, "tools": "none"}, ())


@pytest.mark.parametrize(("name", "block"), REFERENCES)
def test_content_by_reference_is_refused_wherever_it_stands(name: str, block: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="send its content"):
        CASES[name][0].offline({**ASK, "messages": [{"content": [{"content": [block]}]}]})


@pytest.mark.parametrize(("name", "block"), CONTENTS)
def test_content_that_is_there_passes(name: str, block: dict[str, Any]) -> None:
    body = {**ASK, "messages": [{"content": [block]}]}
    assert CASES[name][0].offline(body).body == body
