"""Gemini generateContent. https://ai.google.dev/api/generate-content

The model stands in the path. Every chunk counts all of it so far; input includes what was cached, output what was
thought comes apart."""

import re
from collections.abc import Mapping
from typing import Any

from harness.gateway.usage import Usage
from harness.gateway.wire.base import GREETING, STATUS, Call, Fault, Said, inner, joined, number, objects
from harness.gateway.wire.hosted import Offline, refuse, without_hosted

_PATH = re.compile(
    r"/v1(?:beta)?/models/([A-Za-z0-9._-]+):(generateContent|streamGenerateContent|countTokens)(?:\?.*)?"
)
DECLARED = ("functionDeclarations", "function_declarations")
"""The one kind of tool that the client runs."""
CODES: dict[Fault, str] = {
    "invalid": "FAILED_PRECONDITION",
    "auth": "UNAUTHENTICATED",
    "budget": "PERMISSION_DENIED",
    "not_found": "NOT_FOUND",
    "too_large": "INVALID_ARGUMENT",
    "upstream": "UNAVAILABLE",
}


class GeminiMeter:
    """Counts of one response."""

    marks = (b"usageMetadata", b"finishReason", b"promptFeedback")

    def __init__(self) -> None:
        self._told: dict[str, Any] = {}
        self._ended = False

    def read(self, data: Any) -> bool:
        """A chunk, a response, or all chunks as one list (a stream without `alt=sse`)."""
        for chunk in data if isinstance(data, list) else [data]:
            self._told = inner(chunk, "usageMetadata") or self._told
            finished = _finishes(chunk) or bool(inner(chunk, "promptFeedback"))
            self._ended = self._ended or (finished and bool(self._told))
        return True

    @property
    def usage(self) -> Usage:
        """So far."""
        read = number(self._told, "promptTokenCount") + number(self._told, "toolUsePromptTokenCount")
        cached = min(number(self._told, "cachedContentTokenCount"), read)
        thought = number(self._told, "thoughtsTokenCount")
        return Usage(
            input=read - cached,
            cache_read=cached,
            output=number(self._told, "candidatesTokenCount") + thought,
            reasoning=thought,
            partial=not self._ended,
        )


def _finishes(chunk: Any) -> bool:
    candidates = chunk.get("candidates") if isinstance(chunk, dict) else None
    return isinstance(candidates, list) and any(isinstance(c, dict) and c.get("finishReason") for c in candidates)


def _hosted(tool: Any) -> str:
    if not isinstance(tool, dict):
        return "unknown"
    return ", ".join(sorted(key for key in tool if key not in DECLARED))


def _refers(value: Mapping[str, Any]) -> str:
    return "a file" if "fileData" in value or "file_data" in value else ""


class Gemini:
    """POST /v1beta/models/MODEL:generateContent and its streaming twin."""

    name = "gemini"
    prefix = ""

    def owns(self, path: str) -> bool:
        """A response, streamed or not, or a count."""
        return _PATH.fullmatch(path) is not None

    def call(self, path: str, body: Any) -> Call:
        """Of any of them."""
        match = _PATH.fullmatch(path)
        if match is None or not isinstance(body, dict):
            raise ValueError("the body is no JSON object")
        return Call(path, match[1], match[2].startswith("stream"), body, counted=match[2] != "countTokens")

    def offline(self, body: Mapping[str, Any]) -> Offline:
        """Without search, fetching, code execution and maps; nothing by address."""
        refuse(body, _refers)
        return without_hosted(body, _hosted, ("cachedContent", "cached_content"), choice="toolConfig")

    def meter(self, call: Call) -> GeminiMeter:
        """For one response."""
        del call
        return GeminiMeter()

    def key_headers(self, key: str) -> dict[str, str]:
        """X-Goog-Api-Key."""
        return {"x-goog-api-key": key}

    def ask(self, model: str, text: str) -> Call:
        """A response."""
        body = {"contents": [{"role": "user", "parts": [{"text": text}]}]}
        return Call(f"/v1beta/models/{model}:generateContent", model, False, body)

    def said(self, body: Any) -> Said:
        """The first candidate's text, less what was only thought."""
        candidate = next(iter(objects(body, "candidates")), {})
        parts = objects(inner(candidate, "content"), "parts")
        texts = [part.get("text") for part in parts if part.get("thought") is not True]
        return Said(joined(texts), candidate.get("finishReason") == "MAX_TOKENS")

    def greeting(self, model: str) -> Call:
        """One word for one token."""
        call = self.ask(model, GREETING)
        return call._replace(body={**call.body, "generationConfig": {"maxOutputTokens": 1}})

    def error(self, fault: Fault, message: str) -> dict[str, Any]:
        """An error object."""
        return {"error": {"code": STATUS[fault], "message": message, "status": CODES[fault]}}
