"""What a step and a whole trajectory used, by the gateway's own counts."""

from collections import Counter
from typing import Any

from harness.gateway.budget import Spent
from harness.gateway.exchanges import Exchange
from harness.gateway.usage import Usage
from harness.trajectory.atif import FinalMetrics, Metrics


def step_metrics(exchange: Exchange) -> Metrics:
    """Of one answer. Its extra: how it went, and the counts that ATIF has no names for."""
    usage = exchange.usage or Usage()
    extra = {
        "status": exchange.status,
        "partial": usage.partial,
        "cut": exchange.cut,
        "tries": exchange.tries,
        "lost_s": round(exchange.lost_s, 3),
        "total_s": round(exchange.total_s, 3),
        **_unnamed(usage),
    }
    return Metrics(
        prompt_tokens=_prompt(usage),
        completion_tokens=usage.output,
        cached_tokens=usage.cache_read,
        cost_usd=exchange.usd,
        extra=extra,
    )


class Totals:
    """Of all exchanges of a trial, added up as the gateway does."""

    def __init__(self) -> None:
        self._spent = Spent()
        self._failed: Counter[str] = Counter()
        self._lost_s = 0.0

    def add(self, exchange: Exchange) -> None:
        """One more."""
        self._spent = self._spent.with_response(exchange.model, exchange.usage or Usage(), exchange.usd)
        self._lost_s += exchange.lost_s
        if not 200 <= exchange.status < 300:
            self._failed[str(exchange.status)] += 1

    def metrics(self, steps: int, **extra: Any) -> FinalMetrics:
        """The sums. Their extra has the requests that failed by status (0: the agent left), and, where a model without
        a price was used, which ones and the dollars for the rest."""
        usage = self._spent.usage
        more = {"failed": dict(self._failed), "partial": usage.partial, "lost_s": round(self._lost_s, 3)}
        if self._spent.unpriced:
            more |= {"unpriced": list(self._spent.unpriced), "cost_usd_at_least": self._spent.usd}
        return FinalMetrics(
            total_prompt_tokens=_prompt(usage),
            total_completion_tokens=usage.output,
            total_cached_tokens=usage.cache_read,
            total_cost_usd=self._spent.cost_usd,
            total_steps=steps,
            extra={**more, **_unnamed(usage), **extra},
        )


def _prompt(usage: Usage) -> int:
    return usage.input + usage.cache_read + usage.cache_write


def _unnamed(usage: Usage) -> dict[str, int]:
    return {"cache_write_tokens": usage.cache_write, "reasoning_tokens": usage.reasoning}
