"""Judges behind OpenAI's Chat Completions API, or any server that speaks it (vLLM, Ollama, OpenRouter, ...)."""

import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scoring.judge.backend import About, JudgeRequest, JudgeUnavailable, RawReply
from scoring.judge.backends.serving import Pace, Serving, count_at, form_in_words, identity, line, text_at

if TYPE_CHECKING:
    from openai import OpenAI

OPENAI = "https://api.openai.com"


class OpenAiBackend:
    """Asks one model of one server."""

    scripted = False
    cached = True

    def __init__(self, model: str, family: str, base_url: str, key: str, serving: Serving = Serving()) -> None:  # noqa: B008
        self.model = model
        self.family = family
        self.identity = identity("openai", base_url, model, serving)
        self._base_url = base_url
        self._key = key
        self._serving = serving
        self._pace = Pace(serving.per_minute)
        self._own = base_url.startswith(OPENAI)

    @cached_property
    def _client(self) -> "OpenAI":
        from openai import OpenAI

        return OpenAI(
            api_key=self._key,
            base_url=self._base_url,
            timeout=self._serving.timeout_s,
            max_retries=self._serving.retries,
        )

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        """Ask once."""
        del about
        import openai

        self._pace.wait()
        started = time.monotonic()
        try:
            # The client's own request, retries and errors, without the models that it would build of every reply.
            answer = self._client.post("/chat/completions", cast_to=object, body=self._body(request))
        except openai.AuthenticationError as error:
            raise JudgeUnavailable(f"{self.model}: the key is refused ({error.status_code})") from error
        except openai.APIStatusError as error:
            raise JudgeUnavailable(f"{self.model}: {error.status_code} {line(error.message)}") from error
        except (openai.APIError, ValueError) as error:
            raise JudgeUnavailable(f"{self.model}: {line(str(error))}") from error
        return _reply(answer, self.model, time.monotonic() - started)

    def _body(self, request: JudgeRequest) -> dict[str, Any]:
        serving = self._serving
        system = request.system if serving.structured else f"{request.system}\n\n{form_in_words(request.form)}"
        turns = [{"role": turn.role, "content": turn.text} for turn in request.turns]
        # Reasoning models of OpenAI's refuse the old name; other servers do not know the new one.
        bound = "max_completion_tokens" if self._own else "max_tokens"
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": system}, *turns],
            bound: request.max_tokens,
        }
        if serving.structured:
            form = {"name": "verdict", "strict": True, "schema": request.form}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        if serving.effort:
            body["reasoning_effort"] = serving.effort
        return body


def _reply(answer: object, model: str, took_s: float) -> RawReply:
    first = ("choices", 0)
    reason = text_at(answer, *first, "finish_reason")
    refused = text_at(answer, *first, "message", "refusal") or reason == "content_filter"
    if not reason and not text_at(answer, *first, "message", "content"):
        raise JudgeUnavailable(f"{model}: a reply without a choice")
    return RawReply(
        text=text_at(answer, *first, "message", "content"),
        stop="refusal" if refused else "length" if reason == "length" else "end",
        model=text_at(answer, "model"),
        input_tokens=count_at(answer, "usage", "prompt_tokens"),
        output_tokens=count_at(answer, "usage", "completion_tokens"),
        cache_read_tokens=count_at(answer, "usage", "prompt_tokens_details", "cached_tokens") or 0,
        duration_s=took_s,
    )
