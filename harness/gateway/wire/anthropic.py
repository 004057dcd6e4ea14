"""Anthropic Messages. https://docs.anthropic.com/en/api/messages, .../en/docs/build-with-claude/streaming

Counts leave out what was cached. The first event of a stream has the input's, later ones what has changed by then."""

from collections.abc import Mapping
from typing import Any

from harness.gateway.usage import Usage
from harness.gateway.wire.base import GREETING, Call, Fault, Said, inner, joined, number, objects, request
from harness.gateway.wire.hosted import Offline, refuse, without_hosted

TYPES: dict[Fault, str] = {
    "invalid": "invalid_request_error",
    "auth": "authentication_error",
    "budget": "permission_error",
    "not_found": "not_found_error",
    "too_large": "request_too_large",
    "upstream": "api_error",
}
MESSAGES = "/v1/messages"
LOCAL = ("bash_", "computer_", "memory_", "text_editor_", "tool_search_tool_")
"""Tools with a type of the vendor's that the client runs, or that only choose among the client's."""
ROOM = 32_000
"""Tokens that an answer may have, as many as Claude Code asks for: a request has to name a number."""
CUT = ("max_tokens", "model_context_window_exceeded")
COUNTS = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens")


class AnthropicMeter:
    """Counts of one message."""

    marks = (b'"usage"', b"message_stop")

    def __init__(self) -> None:
        self._counts = dict.fromkeys(COUNTS, 0)
        self._long = 0
        self._ended = False

    def read(self, data: Any) -> bool:
        """An event or a message."""
        kind = data.get("type") if isinstance(data, dict) else None
        told = inner(data, "message", "usage") if kind == "message_start" else inner(data, "usage")
        for name in COUNTS:  # each tells all of it so far
            self._counts[name] = max(self._counts[name], number(told, name))
        self._long = max(self._long, number(told, "cache_creation", "ephemeral_1h_input_tokens"))
        self._ended = self._ended or kind == "message_stop" or (kind == "message" and bool(told))
        return True

    @property
    def usage(self) -> Usage:
        """So far."""
        read, cached, written, output = (self._counts[name] for name in COUNTS)
        return Usage(
            input=read,
            cache_read=cached,
            cache_write=written,
            cache_write_long=min(self._long, written),
            output=output,
            partial=not self._ended,
        )


def _hosted(tool: Any) -> str:
    kind = tool.get("type") if isinstance(tool, dict) else "unknown"
    if kind is None or (isinstance(kind, str) and (kind == "custom" or kind.startswith(LOCAL))):
        return ""
    return str(kind)


def _refers(value: Mapping[str, Any]) -> str:
    kind = value.get("type")
    if kind in ("url", "file") and ("url" in value or "file_id" in value):
        return f"content by {kind}"
    return "an uploaded file" if kind == "container_upload" else ""


class Anthropic:
    """POST /v1/messages, and the counting of tokens, which costs none."""

    name = "anthropic"
    prefix = ""

    def owns(self, path: str) -> bool:
        """A message, or a count."""
        return path.partition("?")[0] in (MESSAGES, f"{MESSAGES}/count_tokens")

    def call(self, path: str, body: Any) -> Call:
        """Of either."""
        model, streamed = request(body)
        return Call(path, model, streamed, body, counted=path.partition("?")[0] == MESSAGES)

    def offline(self, body: Mapping[str, Any]) -> Offline:
        """Without search, fetching, code execution and connectors; nothing by address or file id."""
        refuse(body, _refers)
        return without_hosted(body, _hosted, ("container", "mcp_servers"))

    def meter(self, call: Call) -> AnthropicMeter:
        """For one message."""
        del call
        return AnthropicMeter()

    def key_headers(self, key: str) -> dict[str, str]:
        """X-Api-Key."""
        return {"x-api-key": key}

    def ask(self, model: str, text: str) -> Call:
        """A message."""
        body = {"model": model, "max_tokens": ROOM, "messages": [{"role": "user", "content": text}]}
        return Call(MESSAGES, model, False, body)

    def said(self, body: Any) -> Said:
        """Its blocks of text."""
        texts = [block.get("text") for block in objects(body, "content") if block.get("type") == "text"]
        return Said(joined(texts), inner(body).get("stop_reason") in CUT)

    def greeting(self, model: str) -> Call:
        """One word for one token."""
        call = self.ask(model, GREETING)
        return call._replace(body={**call.body, "max_tokens": 1})

    def error(self, fault: Fault, message: str) -> dict[str, Any]:
        """An error object."""
        return {"type": "error", "error": {"type": TYPES[fault], "message": message}}
