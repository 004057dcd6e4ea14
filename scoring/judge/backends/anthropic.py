"""Judges behind Anthropic's Messages API."""

import time
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scoring.judge.backend import About, JudgeRequest, JudgeUnavailable, RawReply, Stop
from scoring.judge.backends.serving import Pace, Serving, count_at, form_in_words, identity, line, text_at

if TYPE_CHECKING:
    from anthropic import Anthropic

STOPS: dict[str, Stop] = {
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
            # The client's own request, retries and errors, without the models that it would build of every reply.
            answer = self._client.post("/v1/messages", cast_to=object, body=self._body(request))
        except anthropic.AuthenticationError as error:
            raise JudgeUnavailable(f"{self.model}: the key is refused ({error.status_code})") from error
        except anthropic.APIStatusError as error:
            raise JudgeUnavailable(f"{self.model}: {error.status_code} {line(error.message)}") from error
        except (anthropic.APIError, ValueError) as error:
            raise JudgeUnavailable(f"{self.model}: {line(str(error))}") from error
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


def _reply(answer: object, took_s: float) -> RawReply:
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
