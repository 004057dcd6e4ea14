"""Judges behind Anthropic's Messages API."""

import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scoring.judge.backend import About, JudgeRequest, JudgeUnavailable, RawReply, Stop
from scoring.judge.backends.serving import Pace, Serving, form_in_words, identity

if TYPE_CHECKING:
    from anthropic import Anthropic
    from anthropic.types import Message

STOPS: dict[str | None, Stop] = {
    "refusal": "refusal",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
}


class AnthropicBackend:
    """Asks one model of one server."""

    scripted = False
    cached = True

    def __init__(self, model: str, family: str, base_url: str, key: str, serving: Serving = Serving()) -> None:  # noqa: B008
        self.model = model
        self.family = family
        self.identity = identity("anthropic", base_url, model, serving)
        self._base_url = base_url
        self._key = key
        self._serving = serving
        self._pace = Pace(serving.per_minute)

    @cached_property
    def _client(self) -> "Anthropic":
        from anthropic import Anthropic

        return Anthropic(
            api_key=self._key,
            base_url=self._base_url,
            timeout=self._serving.timeout_s,
            max_retries=self._serving.retries,
        )

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        """Ask once."""
        del about
        import anthropic

        self._pace.wait()
        started = time.monotonic()
        try:
            answer: Message = self._client.messages.create(**self._body(request))
        except anthropic.AuthenticationError as error:
            raise JudgeUnavailable(f"{self.model}: the key is refused ({error.status_code})") from error
        except anthropic.APIStatusError as error:
            raise JudgeUnavailable(f"{self.model}: {error.status_code} {_line(error.message)}") from error
        except (anthropic.APIError, ValueError) as error:
            raise JudgeUnavailable(f"{self.model}: {_line(str(error))}") from error
        return _reply(answer, time.monotonic() - started)

    def _body(self, request: JudgeRequest) -> dict[str, Any]:
        serving = self._serving
        system = request.system if serving.structured else f"{request.system}\n\n{form_in_words(request.form)}"
        output: dict[str, Any] = {}
        if serving.structured:
            output["format"] = {"type": "json_schema", "schema": request.form}
        if serving.effort:
            output["effort"] = serving.effort
        return {
            "model": self.model,
            "max_tokens": request.max_tokens,
            "system": system,
            "messages": [{"role": turn.role, "content": turn.text} for turn in request.turns],
            **({"output_config": output} if output else {}),
        }


def _reply(answer: "Message", took_s: float) -> RawReply:
    usage = answer.usage
    read = usage.cache_read_input_tokens or 0
    return RawReply(
        text="".join(block.text for block in answer.content if block.type == "text"),
        stop=STOPS.get(answer.stop_reason, "end"),
        model=answer.model,
        input_tokens=usage.input_tokens + read + (usage.cache_creation_input_tokens or 0),
        output_tokens=usage.output_tokens,
        cache_read_tokens=read,
        duration_s=took_s,
    )


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
