"""OpenAI Responses. https://platform.openai.com/docs/api-reference/responses-streaming

The counts come with the last event, whichever of three it is."""

from collections.abc import Mapping
from typing import Any

from harness.gateway.usage import Usage
from harness.gateway.wire.base import GREETING, Call, Fault, Said, inner, joined, objects, request
from harness.gateway.wire.hosted import Offline, refuse, without_hosted
from harness.gateway.wire.openai import bearer, openai_error, openai_usage, refers

RESPONSES = "/v1/responses"
LOCAL = ("apply_patch", "custom", "function", "local_shell", "namespace")
"""Tools that the client runs."""
LAST = ("response.completed", "response.incomplete", "response.failed")


class ResponsesMeter:
    """Counts of one response."""

    marks = (b'"usage"',)

    def __init__(self) -> None:
        self._told: dict[str, Any] | None = None

    def read(self, data: Any) -> bool:
        """An event or a response."""
        if isinstance(data, dict):
            if data.get("type") in LAST:
                data = inner(data, "response")
            if data.get("object") == "response" and inner(data, "usage"):
                self._told = inner(data, "usage")
        return True

    @property
    def usage(self) -> Usage:
        """So far."""
        return openai_usage(self._told, "input_tokens", "output_tokens", partial=self._told is None)


def _hosted(tool: Any) -> str:
    kind = tool.get("type") if isinstance(tool, dict) else "unknown"
    here = kind in LOCAL or (kind == "shell" and inner(tool, "environment").get("type") == "local")
    return "" if here else str(kind)


class Responses:
    """POST /v1/responses."""

    name = "openai-responses"
    prefix = "/v1"

    def owns(self, path: str) -> bool:
        """Its one route."""
        return path.partition("?")[0] == RESPONSES

    def call(self, path: str, body: Any) -> Call:
        """A response."""
        model, streamed = request(body)
        return Call(path, model, streamed, body)

    def offline(self, body: Mapping[str, Any]) -> Offline:
        """Without search, hosted code, connectors and what is stored at the vendor's; nothing by address or file id."""
        refuse(body, refers)
        return without_hosted(body, _hosted, ("background", "conversation", "previous_response_id", "prompt"))

    def meter(self, call: Call) -> ResponsesMeter:
        """For one response."""
        del call
        return ResponsesMeter()

    def key_headers(self, key: str) -> dict[str, str]:
        """Authorization."""
        return bearer(key)

    def ask(self, model: str, text: str) -> Call:
        """A response."""
        return Call(RESPONSES, model, False, {"model": model, "input": text})

    def said(self, body: Any) -> Said:
        """The text of its messages."""
        parts = [part for item in objects(body, "output") for part in objects(item, "content")]
        texts = [part.get("text") for part in parts if part.get("type") == "output_text"]
        return Said(joined(texts), inner(body).get("status") == "incomplete")

    def greeting(self, model: str) -> Call:
        """One word, for as few tokens as are allowed."""
        call = self.ask(model, GREETING)
        return call._replace(body={**call.body, "max_output_tokens": 16})

    def error(self, fault: Fault, message: str) -> dict[str, Any]:
        """An error object."""
        return openai_error(fault, message)
