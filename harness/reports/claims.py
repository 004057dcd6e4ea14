"""A claim's verdict, printed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from harness.claims.check import Checked
from harness.claims.claim import UNITS

if TYPE_CHECKING:
    from rich.console import Console

    from harness.claims.plan import Planned

SHOWN_AGENTS = 4
ON_RECORD = {
    "before": "the claim was on record before run {} began, as it is now",
    "changed": "the claim on record with run {} was another one: it has been bent since",
    "not": "run {} began without the claim on record: it may have been made afterwards",
}


def print_claims(found: Sequence[Checked], console: "Console") -> None:
    """Every claim with its verdict and what it rests on."""
    for one in found:
        console.print(f"\n{one.verdict.upper()}  {one.name}", style="bold", markup=False)
        for line in lines(one):
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)


def lines(one: Checked) -> Iterator[str]:
    """What there is to say of one, a sentence each."""
    claim = one.claim
    yield f"“{claim.says}” ({claim.source})"
    if claim.restates:
        yield f"Restated: {claim.restates}"
    side = f"at least {claim.at_least:g}" if claim.at_least is not None else f"at most {claim.threshold:g}"
    yield f"{claim.quantity}: {amount(one)}; claimed: {side}{_unit(one)}. {one.why}"
    cheats = {"failure": "cheats count as failures", "left-out": "cheats are left out", "success": "cheats count"}
    who = ", ".join(one.agents[:SHOWN_AGENTS]) or f"no agent that is {claim.agent}"
    more = f" and {len(one.agents) - SHOWN_AGENTS} more" if len(one.agents) > SHOWN_AGENTS else ""
    on = f"{one.tasks} tasks, {one.attempts:.3g} attempts at each"
    yield f"By {who}{more}; {on}; {cheats.get(claim.cheats, 'cheats count as scored')}."
    if one.verdict != "supported":
        yield f"What would change it: {one.change}"
    for run, how in one.registered.items():
        yield f"{ON_RECORD[how].format(run)}.".capitalize()
    if one.scripted:
        yield "Scripted agents are among them, which show the instrument and not the world."


def amount(one: Checked) -> str:
    """The quantity with its interval and n."""
    found = one.measured
    if found.value is None:
        return found.note or "not known"
    ends = ", ".join("..." if end is None else f"{end:.4g}" for end in (found.low, found.high))
    interval = f"[{ends}]" if (found.low, found.high) != (None, None) else f"no interval ({found.note})"
    return f"{found.value:.4g}{_unit(one)} {interval} n = {found.n}"


def print_plan(name: str, planned: "Planned", console: "Console") -> None:
    """What deciding a claim would take."""
    if planned.tasks is None:
        console.print(f"{name}: {planned.note}", markup=False, soft_wrap=True)
        return
    cost = f"${planned.usd:,.2f}" if planned.usd is not None else "a cost that is not known"
    told = (
        f"{planned.tasks} tasks with {planned.attempts:.3g} attempts each: {planned.hours:.3g} h of the agent, {cost}"
    )
    console.print(f"{name}: {told}. {planned.note}", markup=False, soft_wrap=True)


def _unit(one: Checked) -> str:
    unit = UNITS[one.claim.quantity]
    return f" {unit}" if unit == "min" else ""
