"""Judges behind Anthropic's Messages API."""

from collections.abc import Iterator
from typing import Any

from scoring.judge.backend import JudgeRequest, RawReply, Stop
from scoring.judge.backends.serving import Served, count_at, text_at

STOPS: dict[str, Stop] = {
    "refusal": "refusal",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
}


class AnthropicBackend(Served):
    """Asks one model of one server."""

    sdk = "anthropic"
    client = "Anthropic"
    path = "/v1/messages"

    def body(self, request: JudgeRequest) -> dict[str, Any]:
        """A message, its reply held to the JSON schema."""
        output: dict[str, Any] = {}
        if self._serving.structured:
            output["format"] = {"type": "json_schema", "schema": request.form}
        if self._serving.effort:
            output["effort"] = self._serving.effort
        return {
            "model": self.model,
            "max_tokens": request.max_tokens,
            "system": self.system(request),
            "messages": [{"role": turn.role, "content": turn.text} for turn in request.turns],
            **({"output_config": output} if output else {}),
        }

    def reply(self, answer: object, took_s: float) -> RawReply:
        """The words of the message; of what was read, cached tokens too."""
        read = count_at(answer, "usage", "cache_read_input_tokens") or 0
        written = count_at(answer, "usage", "cache_creation_input_tokens") or 0
        anew = count_at(answer, "usage", "input_tokens")
        return RawReply(
            text="".join(_texts(answer)),
            stop=STOPS.get(text_at(answer, "stop_reason"), "end"),
            model=text_at(answer, "model"),
            input_tokens=None if anew is None else anew + read + written,
            output_tokens=count_at(answer, "usage", "output_tokens"),
            cache_read_tokens=read,
            duration_s=took_s,
        )


def _texts(answer: object) -> Iterator[str]:
    """The words of a reply, without what was thought."""
    content = answer.get("content") if isinstance(answer, dict) else None
    for block in content if isinstance(content, list) else ():
        if text_at(block, "type") == "text":
            yield text_at(block, "text")
