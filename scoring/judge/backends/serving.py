"""What the backends of real servers share: bounds, how often to try, a pace, and how a request is made and fails."""

import json
import threading
import time
from abc import ABC, abstractmethod
from functools import cached_property
from importlib import import_module
from typing import Any, ClassVar

from pydantic import Field

from sandboxes.spec import Frozen
from scoring.judge.backend import About, JudgeRequest, JudgeUnavailable, RawReply


class Serving(Frozen):
    """How a judge's server is asked."""

    timeout_s: float = Field(default=300.0, gt=0)
    """Seconds without a byte from the server after which a request is tried again."""
    retries: int = Field(default=5, ge=0)
    """After a failed request: 408, 409, 429 (the server's own `retry-after` is kept), 500 and above, a broken or silent
    connection."""
    per_minute: float | None = Field(default=None, gt=0)
    """Requests a minute, at most; None sets no pace."""
    effort: str = ""
    """How hard the model shall think, in its vendor's words; empty leaves it to the vendor."""
    structured: bool = True
    """Whether the server is asked to keep to the reply's JSON schema; some compatible servers cannot."""


class Pace:
    """Lets requests through no faster than so many a minute."""

    def __init__(self, per_minute: float | None) -> None:
        self._gap_s = 60.0 / per_minute if per_minute else 0.0
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        """Return when the next request may go."""
        if not self._gap_s:
            return
        with self._lock:
            at = max(self._next, time.monotonic())
            self._next = at + self._gap_s
        time.sleep(max(0.0, at - time.monotonic()))


class Served(ABC):
    """A model of a server that is asked by its vendor's SDK. The SDKs have their client, errors and retries alike."""

    scripted = False
    cached = True
    sdk: ClassVar[str]
    """The package, and so the protocol."""
    client: ClassVar[str]
    """The class of its client."""
    path: ClassVar[str]
    """Where requests go, below the base URL."""

    def __init__(self, model: str, family: str, base_url: str, key: str, serving: Serving = Serving()) -> None:  # noqa: B008
        self.model = model
        self.family = family
        self.identity = identity(self.sdk, base_url, model, serving)
        self._base_url = base_url
        self._key = key
        self._serving = serving
        self._pace = Pace(serving.per_minute)

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        """Ask once."""
        del about
        sdk: Any = import_module(self.sdk)
        self._pace.wait()
        started = time.monotonic()
        try:
            # The client's own request, retries and errors, without the models that it would build of every reply.
            answer = self._client.post(self.path, cast_to=object, body=self.body(request))
        except sdk.AuthenticationError as error:
            raise JudgeUnavailable(f"{self.model}: the key is refused ({error.status_code})") from error
        except sdk.APIStatusError as error:
            raise JudgeUnavailable(f"{self.model}: {error.status_code} {line(error.message)}") from error
        except (sdk.APIError, ValueError) as error:
            raise JudgeUnavailable(f"{self.model}: {line(str(error))}") from error
        return self.reply(answer, time.monotonic() - started)

    @cached_property
    def _client(self) -> Any:
        settings = self._serving
        return getattr(import_module(self.sdk), self.client)(
            api_key=self._key, base_url=self._base_url, timeout=settings.timeout_s, max_retries=settings.retries
        )

    def system(self, request: JudgeRequest) -> str:
        """What the judge is told first; the reply's form too, where the server is not asked to keep to it."""
        words = "" if self._serving.structured else f"\n\n{form_in_words(request.form)}"
        return request.system + words

    @abstractmethod
    def body(self, request: JudgeRequest) -> dict[str, Any]:
        """The request in the server's form."""

    @abstractmethod
    def reply(self, answer: object, took_s: float) -> RawReply:
        """The server's answer. Raises JudgeUnavailable where it is none."""


def text_at(value: object, *path: str | int) -> str:
    """A string somewhere in a JSON value; empty where there is none."""
    found = _at(value, path)
    return found if isinstance(found, str) else ""


def count_at(value: object, *path: str | int) -> int | None:
    """A count somewhere in a JSON value; None where there is none."""
    found = _at(value, path)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def _at(value: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def line(text: str) -> str:
    """A server's words in one line, bounded."""
    return " ".join(text.split())[:200]


def form_in_words(form: object) -> str:
    """The reply's form, for servers that take it in words only."""
    return f"Reply with one JSON object and nothing else. Its JSON schema: {json.dumps(form)}"


def identity(protocol: str, base_url: str, model: str, serving: Serving) -> str:
    """Server, model and what changes its replies, in one line."""
    told = f" effort={serving.effort}" if serving.effort else ""
    return f"{protocol} {base_url.rstrip('/')} {model}{told}{'' if serving.structured else ' unstructured'}"
