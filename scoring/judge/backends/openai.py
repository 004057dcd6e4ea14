"""Judges behind OpenAI's Chat Completions API, or any server that speaks it (vLLM, Ollama, OpenRouter, ...)."""

from typing import Any

from scoring.judge.backend import JudgeRequest, JudgeUnavailable, RawReply
from scoring.judge.backends.serving import Served, count_at, text_at

OPENAI = "https://api.openai.com"


class OpenAiBackend(Served):
    """Asks one model of one server."""

    sdk = "openai"
    client = "OpenAI"
    path = "/chat/completions"

    def body(self, request: JudgeRequest) -> dict[str, Any]:
        """A chat completion, its reply held to the JSON schema."""
        turns = [{"role": turn.role, "content": turn.text} for turn in request.turns]
        # Reasoning models of OpenAI's refuse the old name; other servers do not know the new one.
        bound = "max_completion_tokens" if self._base_url.startswith(OPENAI) else "max_tokens"
        made: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": self.system(request)}, *turns],
            bound: request.max_tokens,
        }
        if self._serving.structured:
            form = {"name": "verdict", "strict": True, "schema": request.form}
            made["response_format"] = {"type": "json_schema", "json_schema": form}
        if self._serving.effort:
            made["reasoning_effort"] = self._serving.effort
        return made

    def reply(self, answer: object, took_s: float) -> RawReply:
        """The first choice."""
        first = ("choices", 0)
        reason = text_at(answer, *first, "finish_reason")
        refused = text_at(answer, *first, "message", "refusal") or reason == "content_filter"
        if not reason and not text_at(answer, *first, "message", "content"):
            raise JudgeUnavailable(f"{self.model}: a reply without a choice")
        return RawReply(
            text=text_at(answer, *first, "message", "content"),
            stop="refusal" if refused else "length" if reason == "length" else "end",
            model=text_at(answer, "model"),
            input_tokens=count_at(answer, "usage", "prompt_tokens"),
            output_tokens=count_at(answer, "usage", "completion_tokens"),
            cache_read_tokens=count_at(answer, "usage", "prompt_tokens_details", "cached_tokens") or 0,
            duration_s=took_s,
        )
