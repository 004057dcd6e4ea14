"""What agents used of their models, over the trials of a row: the gateway's counts, the agents' own beside them."""

from collections.abc import Sequence
from typing import NamedTuple

from harness.records import TrialRecord
from harness.reports.model import Spending

DIFFERS = 0.01
"""Share by which an agent's own count of tokens must be off to be told."""


class _Told(NamedTuple):
    counted: int
    claimed: int


def spending_of(records: Sequence[TrialRecord]) -> Spending | None:
    """Over the trials that asked a model; None where none did."""
    asked = [(record, spent) for record in records if (spent := record.agent.spent)]
    if not asked:
        return None
    costs = [spent.cost_usd for _, spent in asked]
    told = [pair for record, _ in asked if (pair := _told(record))]
    return Spending(
        trials=len(asked),
        requests=sum(spent.requests for _, spent in asked),
        read=sum(spent.usage.total - spent.usage.output for _, spent in asked),
        cached=sum(spent.usage.cache_read for _, spent in asked),
        written=sum(spent.usage.output for _, spent in asked),
        partial=sum(spent.usage.partial for _, spent in asked),
        usd=None if None in costs else sum(cost for cost in costs if cost),
        usd_at_least=sum(spent.usd for _, spent in asked),
        lost_s=sum(record.agent.lost_s for record, _ in asked),
        resumed=sum(record.agent.resumed for record, _ in asked),
        models=tuple(sorted({model for _, spent in asked for model in spent.models})),
        networks=tuple(sorted({record.spec.network for record, _ in asked})),
        replayed=sum(record.agent.replayed for record, _ in asked),
        claims=len(told),
        claims_off=sum(abs(pair.claimed - pair.counted) > DIFFERS * pair.counted for pair in told),
    )


def _told(record: TrialRecord) -> _Told | None:
    """What an agent counted itself beside what was counted; None where it did not, or was cut short."""
    spent, claims = record.agent.spent, record.agent.claims
    if not spent or not claims or claims.input_tokens is None or claims.output_tokens is None or spent.usage.partial:
        return None
    return _Told(spent.usage.total, claims.input_tokens + claims.output_tokens)
