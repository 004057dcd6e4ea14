"""How each vendor's model says a step: the same content and counts in four protocols, streamed or whole."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from harness.gateway.usage import Usage
from tests.model.script import Say, Shell, Step

SHELLS = {
    "Bash": "command",
    "bash": "command",
    "exec": "command",
    "exec_command": "cmd",
    "run_shell_command": "command",
    "shell": "command",
}
"""Tools that run a command, by agent, and the name of their argument."""
Json = dict[str, Any]


class Turn(NamedTuple):
    """What the model is to say."""

    step: Step
    tool: str
    """Of the shell."""
    usage: Usage
    number: int
    """Of the step: agents take what has an identity that they know for what they know."""

    def id(self, kind: str) -> str:
        """An identity for a part of it."""
        return f"{kind}_{self.number:02}"


class Speech(NamedTuple):
    """One protocol."""

    tools: Callable[[Json], list[str]]
    """Names of the tools that a request offers."""
    results: Callable[[Json], int]
    """How many results of tools it brings."""
    events: Callable[[Turn], list[Json]]
    """The stream of an answer; what is to be said."""
    whole: Callable[[Turn], Json]
    """The answer in one."""
    named: bool = False
    """Whether each event has a line with its name."""
    ending: bytes = b""

    def stream(self, turn: Turn) -> Iterator[bytes]:
        """Server-sent events."""
        for event in self.events(turn):
            name = f"event: {event['type']}\n" if self.named else ""
            yield f"{name}data: {json.dumps(event)}\n\n".encode()
        if self.ending:
            yield self.ending

    def shell(self, body: Json) -> str:
        """The tool that runs commands; empty where none is offered."""
        return next((name for name in self.tools(body) if name in SHELLS), "")


def speech_for(path: str) -> Speech | None:
    """The protocol of a path."""
    route = path.partition("?")[0]
    if ":" in route:
        return GEMINI
    return {"/v1/messages": ANTHROPIC, "/v1/responses": RESPONSES, "/v1/chat/completions": CHAT}.get(route)


def _each(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _arguments(step: Shell, tool: str) -> Json:
    return {SHELLS[tool]: step.command}


def _anthropic_usage(usage: Usage) -> Json:
    return {
        "input_tokens": usage.input,
        "cache_read_input_tokens": usage.cache_read,
        "cache_creation_input_tokens": usage.cache_write,
        "output_tokens": usage.output,
    }


def _block(turn: Turn) -> Json:
    if isinstance(turn.step, Say):
        return {"type": "text", "text": turn.step.text}
    return {"type": "tool_use", "id": turn.id("toolu"), "name": turn.tool, "input": _arguments(turn.step, turn.tool)}


def _anthropic_whole(turn: Turn) -> Json:
    return {
        "id": turn.id("msg"),
        "type": "message",
        "role": "assistant",
        "model": "scripted",
        "content": [_block(turn)],
        "stop_reason": "end_turn" if isinstance(turn.step, Say) else "tool_use",
        "stop_sequence": None,
        "usage": _anthropic_usage(turn.usage),
    }


def _anthropic_events(turn: Turn) -> list[Json]:
    message = _anthropic_whole(turn)
    block = message["content"][0]
    if isinstance(turn.step, Say):
        empty: Json = {"type": "text", "text": ""}
        delta = {"type": "text_delta", "text": turn.step.text}
    else:
        empty = {**block, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
    counts = {**message["usage"], "output_tokens": min(1, turn.usage.output)}
    stop = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    return [
        {"type": "message_start", "message": {**message, "content": [], "stop_reason": None, "usage": counts}},
        {"type": "content_block_start", "index": 0, "content_block": empty},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": stop, "usage": {"output_tokens": turn.usage.output}},
        {"type": "message_stop"},
    ]


def _anthropic_results(body: Json) -> int:
    blocks = [block for message in _each(body.get("messages")) for block in _each(message.get("content"))]
    return sum(block.get("type") == "tool_result" for block in blocks)


def _openai_usage(usage: Usage, read: str, written: str) -> Json:
    all_read = usage.input + usage.cache_read + usage.cache_write
    return {
        read: all_read,
        f"{read}_details": {"cached_tokens": usage.cache_read, "cache_write_tokens": usage.cache_write},
        written: usage.output,
        f"{written}_details": {"reasoning_tokens": usage.reasoning},
        "total_tokens": all_read + usage.output,
    }


def _item(turn: Turn) -> Json:
    if isinstance(turn.step, Say):
        content = [{"type": "output_text", "text": turn.step.text, "annotations": []}]
        return {"type": "message", "id": turn.id("msg"), "role": "assistant", "status": "completed", "content": content}
    arguments = json.dumps(_arguments(turn.step, turn.tool))
    ids = {"id": turn.id("fc"), "call_id": turn.id("call")}
    return {"type": "function_call", **ids, "name": turn.tool, "arguments": arguments, "status": "completed"}


def _responses_whole(turn: Turn) -> Json:
    return {
        "id": turn.id("resp"),
        "object": "response",
        "created_at": 0,
        "model": "scripted",
        "status": "completed",
        "output": [_item(turn)],
        "usage": _openai_usage(turn.usage, "input_tokens", "output_tokens"),
    }


def _responses_events(turn: Turn) -> list[Json]:
    whole = _responses_whole(turn)
    item = whole["output"][0]
    begun = {**whole, "status": "in_progress", "output": [], "usage": None}
    events: list[Json] = [{"type": "response.created", "response": begun}]
    if isinstance(turn.step, Say):
        part = item["content"][0]
        place = {"item_id": item["id"], "output_index": 0, "content_index": 0}
        empty = {**item, "status": "in_progress", "content": []}
        events += [
            {"type": "response.output_item.added", "output_index": 0, "item": empty},
            {"type": "response.content_part.added", **place, "part": {**part, "text": ""}},
            {"type": "response.output_text.delta", **place, "delta": turn.step.text},
            {"type": "response.output_text.done", **place, "text": turn.step.text},
            {"type": "response.content_part.done", **place, "part": part},
        ]
    else:
        place = {"item_id": item["id"], "output_index": 0}
        empty = {**item, "status": "in_progress", "arguments": ""}
        events += [
            {"type": "response.output_item.added", "output_index": 0, "item": empty},
            {"type": "response.function_call_arguments.delta", **place, "delta": item["arguments"]},
            {"type": "response.function_call_arguments.done", **place, "arguments": item["arguments"]},
        ]
    events += [
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": whole},
    ]
    return [{**event, "sequence_number": number} for number, event in enumerate(events, 1)]


def _responses_results(body: Json) -> int:
    return sum(str(item.get("type")).endswith("call_output") for item in _each(body.get("input")))


def _chat_message(turn: Turn) -> Json:
    if isinstance(turn.step, Say):
        return {"role": "assistant", "content": turn.step.text}
    function = {"name": turn.tool, "arguments": json.dumps(_arguments(turn.step, turn.tool))}
    return {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": turn.id("call"), "type": "function", "function": function}],
    }


def _chat_whole(turn: Turn) -> Json:
    reason = "stop" if isinstance(turn.step, Say) else "tool_calls"
    choice = {"index": 0, "message": _chat_message(turn), "finish_reason": reason}
    usage = _openai_usage(turn.usage, "prompt_tokens", "completion_tokens")
    return {**_COMPLETION, "id": turn.id("chatcmpl"), "choices": [choice], "usage": usage}


def _chat_events(turn: Turn) -> list[Json]:
    whole = _chat_whole(turn)
    choice = whole["choices"][0]
    delta = dict(choice["message"])
    if "tool_calls" in delta:
        delta["tool_calls"] = [{"index": 0, **call} for call in delta["tool_calls"]]
    chunk = {**_COMPLETION, "id": turn.id("chatcmpl"), "object": "chat.completion.chunk"}
    return [
        {**chunk, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {**chunk, "choices": [{"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}]},
        {**chunk, "choices": [], "usage": whole["usage"]},
    ]


def _gemini_whole(turn: Turn) -> Json:
    part: Json = {"text": turn.step.text} if isinstance(turn.step, Say) else {}
    if isinstance(turn.step, Shell):
        part = {"functionCall": {"name": turn.tool, "args": _arguments(turn.step, turn.tool)}}
    all_read = turn.usage.input + turn.usage.cache_read
    counts = {
        "promptTokenCount": all_read,
        "cachedContentTokenCount": turn.usage.cache_read,
        "candidatesTokenCount": turn.usage.output - turn.usage.reasoning,
        "thoughtsTokenCount": turn.usage.reasoning,
        "totalTokenCount": all_read + turn.usage.output,
    }
    candidate = {"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}
    return {"candidates": [candidate], "usageMetadata": counts, "modelVersion": "scripted", "responseId": turn.id("r")}


def _gemini_tools(body: Json) -> list[str]:
    declared = [one for tool in _each(body.get("tools")) for one in _each(tool.get("functionDeclarations"))]
    return [str(one.get("name")) for one in declared]


def _gemini_results(body: Json) -> int:
    parts = [part for content in _each(body.get("contents")) for part in _each(content.get("parts"))]
    return sum("functionResponse" in part for part in parts)


_COMPLETION: Mapping[str, Any] = {
    "object": "chat.completion",
    "created": 0,
    "model": "scripted",
}
ANTHROPIC = Speech(
    tools=lambda body: [str(tool.get("name")) for tool in _each(body.get("tools"))],
    results=_anthropic_results,
    events=_anthropic_events,
    whole=_anthropic_whole,
    named=True,
)
RESPONSES = Speech(
    tools=lambda body: [str(tool.get("name")) for tool in _each(body.get("tools"))],
    results=_responses_results,
    events=_responses_events,
    whole=_responses_whole,
    named=True,
)
CHAT = Speech(
    tools=lambda body: [str((tool.get("function") or {}).get("name")) for tool in _each(body.get("tools"))],
    results=lambda body: sum(message.get("role") == "tool" for message in _each(body.get("messages"))),
    events=_chat_events,
    whole=_chat_whole,
    ending=b"data: [DONE]\n\n",
)
GEMINI = Speech(
    tools=_gemini_tools,
    results=_gemini_results,
    events=lambda turn: [_gemini_whole(turn)],
    whole=_gemini_whole,
)
