"""OpenAI Chat Completions, which many others speak. https://platform.openai.com/docs/api-reference/chat-streaming

A stream is counted only where its request asks for it: we ask, and keep the count from who did not."""

from collections.abc import Mapping
from typing import Any

from harness.gateway.usage import Usage
from harness.gateway.wire.base import GREETING, Call, Fault, Said, inner, joined, objects, request
from harness.gateway.wire.hosted import Offline, refuse, without_hosted
from harness.gateway.wire.openai import bearer, openai_error, openai_usage, refers

COMPLETIONS = "/v1/chat/completions"


class ChatMeter:
    """Counts of one completion. Some servers count in every chunk, each time all of it."""

    marks = (b'"usage"', b'"finish_reason"')

    def __init__(self, *, hide: bool) -> None:
        self._hide = hide
        self._told: dict[str, Any] = {}
        self._finished = False
        self._ended = False

    def read(self, data: Any) -> bool:
        """A chunk or a completion."""
        if not isinstance(data, dict):
            return True
        choices = data.get("choices")
        self._finished = self._finished or _finishes(choices)
        told = inner(data, "usage")
        if told:
            self._told = told
            self._ended = self._finished
        return not (self._hide and told and choices == [])

    @property
    def usage(self) -> Usage:
        """So far."""
        return openai_usage(self._told, "prompt_tokens", "completion_tokens", partial=not self._ended)


def _finishes(choices: Any) -> bool:
    return isinstance(choices, list) and any(isinstance(c, dict) and c.get("finish_reason") for c in choices)


def _hosted(tool: Any) -> str:
    kind = tool.get("type") if isinstance(tool, dict) else "unknown"
    return "" if kind in ("custom", "function") else str(kind)


class Chat:
    """POST /v1/chat/completions."""

    name = "openai-chat"
    prefix = "/v1"

    def owns(self, path: str) -> bool:
        """Its one route."""
        return path.partition("?")[0] == COMPLETIONS

    def call(self, path: str, body: Any) -> Call:
        """A completion."""
        model, streamed = request(body)
        options = inner(body, "stream_options")
        if not streamed or options.get("include_usage") is True:
            return Call(path, model, streamed, body)
        asking = {**body, "stream_options": {**options, "include_usage": True}}
        return Call(path, model, streamed, asking, added=True)

    def offline(self, body: Mapping[str, Any]) -> Offline:
        """Without search; nothing by address or file id."""
        refuse(body, refers)
        return without_hosted(body, _hosted, ("web_search_options",))

    def meter(self, call: Call) -> ChatMeter:
        """For one completion."""
        return ChatMeter(hide=call.added)

    def key_headers(self, key: str) -> dict[str, str]:
        """Authorization."""
        return bearer(key)

    def ask(self, model: str, text: str) -> Call:
        """A completion."""
        return Call(COMPLETIONS, model, False, {"model": model, "messages": [{"role": "user", "content": text}]})

    def said(self, body: Any) -> Said:
        """The first choice's content: a text, or parts of it."""
        choice = next(iter(objects(body, "choices")), {})
        message = inner(choice, "message")
        texts = [message.get("content"), *(part.get("text") for part in objects(message, "content"))]
        return Said(joined(texts), choice.get("finish_reason") == "length")

    def greeting(self, model: str) -> Call:
        """One word. Servers differ in how they are told to be short."""
        return self.ask(model, GREETING)

    def error(self, fault: Fault, message: str) -> dict[str, Any]:
        """An error object."""
        return openai_error(fault, message)
