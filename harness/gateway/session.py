"""One trial's account with the gateway: who may ask, for how much, and what has become of it."""

import hmac
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from harness.gateway.budget import Budget, Spent, exhausted
from harness.gateway.usage import Usage
from harness.gateway.wire.base import Fault, Wire

Cost = Callable[[str, Usage], float | None]
"""(model, usage) -> US dollars, None where they are not known."""


class Refused(Exception):
    """The gateway answers by itself."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault, self.message = fault, message


@dataclass
class Session:
    """Written to by the gateway's thread, read by the trial's."""

    budget: Budget
    cost: Cost
    online: bool = False
    """Whether the model's server may search, fetch and run code by itself: only where the sandbox has a network."""
    token: str = field(default_factory=lambda: f"mb-{secrets.token_urlsafe(24)}", repr=False)
    """What the sandbox has for a key. It opens this session only, and nothing once the session is closed."""
    spent: Spent = field(default_factory=Spent)
    lost_s: float = 0.0
    """Seconds spent on waiting for an upstream that refused or failed, until it answered."""
    model: str = ""
    """The one that the trial is about, as far as one was chosen."""
    exhausted: str = ""
    """Which bound of the budget ended it."""
    trouble: str = ""
    """Why the upstream is given up: it refuses the key, or does not answer."""
    over: threading.Event = field(default_factory=threading.Event, repr=False)
    """Set as soon as nothing can come of asking any more."""
    last_traffic: float = field(default_factory=time.monotonic)
    """When something last passed (seconds on the monotonic clock)."""
    wire: Wire | None = None
    """The protocol that was last spoken."""
    answered_by: str = ""
    """The model that last answered."""
    _waiting: dict[object, float] = field(default_factory=dict, repr=False)
    _began: float | None = None
    _closed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def admit(self, shown: str) -> None:
        """Count one request more. Raises Refused where it must not be passed on."""
        with self._lock:
            if self._closed or not hmac.compare_digest(shown.encode(), self.token.encode()):
                raise Refused("auth", "this token is not valid here")
            if self.trouble:
                raise Refused("upstream", self.trouble)
            self._began = self._began or time.monotonic()
            self.exhausted = self.exhausted or exhausted(self.budget, self.spent, time.monotonic() - self._began)
            if self.exhausted:
                self.over.set()
                raise Refused("budget", self.exhausted)
            self.spent = self.spent.model_copy(update={"requests": self.spent.requests + 1})

    @contextmanager
    def waiting(self) -> Iterator[Callable[[], None]]:
        """For an upstream that has been asked: what is given is to be called whenever it says something."""
        key = object()

        def said() -> None:
            with self._lock:
                self.last_traffic = self._waiting[key] = time.monotonic()

        said()
        try:
            yield said
        finally:
            said()
            with self._lock:
                del self._waiting[key]

    @property
    def waited_s(self) -> float:
        """Seconds that an upstream has been silent by now; 0 where nobody waits for it."""
        with self._lock:
            return time.monotonic() - min(self._waiting.values(), default=time.monotonic())

    def settle(self, model: str, usage: Usage, lost_s: float) -> float | None:
        """Book a response; its dollars, None where they are not known."""
        usd = self.cost(model, usage) if usage.total else 0.0
        with self._lock:
            self.spent = self.spent.with_response(model, usage, usd)
            self.answered_by = model if usage.total else self.answered_by
            self.lost_s += lost_s
        return usd

    def give_up(self, trouble: str, lost_s: float) -> Refused:
        """Ask this upstream nothing more; what the client is told."""
        with self._lock:
            self.trouble = self.trouble or trouble
            self.lost_s += lost_s
            self.over.set()
        return Refused("upstream", trouble)

    def close(self) -> None:
        """Let the token be worth nothing."""
        with self._lock:
            self._closed = True
            self.over.set()
