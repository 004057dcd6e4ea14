"""What a trial may spend, and what it has spent."""

from pydantic import Field

from harness.gateway.usage import Usage
from sandboxes.spec import Frozen


class Budget(Frozen):
    """Bounds; None is none. They are looked at before a request: the last one may go over."""

    requests: int | None = Field(default=None, ge=0)
    tokens: int | None = Field(default=None, ge=0)
    """All of them, read and written, cached ones too."""
    usd: float | None = Field(default=None, ge=0)
    wall_s: float | None = Field(default=None, gt=0)
    """From the first request on."""


class Spent(Frozen):
    """So far, by the vendor's own counts."""

    requests: int = 0
    responses: int = 0
    """Of those, the answered ones that were counted."""
    usage: Usage = Usage()
    models: tuple[str, ...] = ()
    """All that answered, which an agent chooses."""
    usd: float = 0.0
    """For what has a price."""
    unpriced: tuple[str, ...] = ()
    """Models that were used and have none: with one of these the cost is unknown, and `usd` a lower bound."""

    @property
    def cost_usd(self) -> float | None:
        """Dollars; None where they are not known."""
        return None if self.unpriced else self.usd

    def with_response(self, model: str, usage: Usage, usd: float | None) -> "Spent":
        """And what one response cost."""
        unpriced = {*self.unpriced, model} if usd is None and usage.total else self.unpriced
        return Spent(
            requests=self.requests,
            responses=self.responses + bool(usage.total),
            usage=self.usage + usage,
            models=tuple(sorted({*self.models, model})) if usage.total else self.models,
            usd=self.usd + (usd or 0.0),
            unpriced=tuple(sorted(unpriced)),
        )


def exhausted(budget: Budget, spent: Spent, elapsed_s: float) -> str:
    """Which bound has been reached, for the agent to read; empty where none has."""
    if budget.requests is not None and spent.requests >= budget.requests:
        return f"the budget of {budget.requests} requests is spent"
    if budget.tokens is not None and spent.usage.total >= budget.tokens:
        return f"the budget of {budget.tokens} tokens is spent ({spent.usage.total} used)"
    if budget.usd is not None and spent.usd >= budget.usd:
        return f"the budget of {budget.usd:g} US dollars is spent ({spent.usd:.4f} used)"
    if budget.usd is not None and spent.unpriced:
        return f"{spent.unpriced[0]} has no price: the budget of {budget.usd:g} US dollars cannot be kept"
    if budget.wall_s is not None and elapsed_s >= budget.wall_s:
        return f"the budget of {budget.wall_s:g} seconds is spent"
    return ""
