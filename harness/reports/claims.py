"""A claim's verdict, printed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from harness.claims.check import Checked
from harness.claims.claim import UNITS, Claim
from scoring.stats.measured import Measured

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
    yield f"{claim.quantity}: {amount(one)}; claimed: {side(claim)}{_unit(one)}. {one.why}"
    if claim.quantity != "survey_correlation":
        yield _rests_on(one)
    if one.verdict != "supported":
        yield f"What would change it: {one.change}"
    for run, how in one.registered.items():
        of = "of that one, " if how == "changed" else ""
        stamp = f" ({of}{one.stamps[run]})" if run in one.stamps else ""
        said = ON_RECORD[how].format(run)
        yield f"{said[:1].upper()}{said[1:]}{stamp}."
    if one.scripted:
        yield "Scripted agents are among them, which show the instrument and not the world."


def _rests_on(one: Checked) -> str:
    claim = one.claim
    cheats = {"failure": "cheats count as failures", "left-out": "cheats are left out", "success": "cheats count"}
    who = ", ".join(one.agents[:SHOWN_AGENTS]) or f"no agent that is {claim.agent}"
    more = f" and {len(one.agents) - SHOWN_AGENTS} more" if len(one.agents) > SHOWN_AGENTS else ""
    on = f"{one.tasks} tasks, {one.attempts:.3g} attempts at each"
    return f"By {who}{more}; {on}; {cheats.get(claim.cheats, 'cheats count as scored')}."


def side(claim: Claim) -> str:
    """What is claimed."""
    return f"at least {claim.at_least:g}" if claim.at_least is not None else f"at most {claim.threshold:g}"


def amount(one: Checked) -> str:
    """The quantity with its interval and n."""
    found = one.measured
    if found.value is None:
        return found.note or "not known"
    ends = ", ".join("..." if end is None else f"{end:.4g}" for end in (found.low, found.high))
    interval = f"[{ends}]" if (found.low, found.high) != (None, None) else f"no interval ({found.note})"
    return f"{found.value:.4g}{_unit(one)} {interval} n = {found.n}"


def print_plan(name: str, claim: Claim, planned: "Planned", console: "Console") -> None:
    """What deciding a claim would take."""
    console.print(f"\n{name}", style="bold", markup=False)
    for line in planned.note.splitlines() or plan_lines(claim, planned):
        console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)


def plan_lines(claim: Claim, planned: "Planned") -> Iterator[str]:
    """A plan, a sentence each."""
    unit, threshold = UNITS[claim.quantity], f"{side(claim)}"
    unit = f" {unit}" if unit == "min" else ""
    yield (
        f"Were {claim.quantity} {planned.expect:.4g}{unit} (claimed: {threshold}{unit}), the claim would come out as "
        f"{planned.decides} in 80 of 100 studies of any of these sizes:"
    )
    sides = {"difference": " of each agent", "gain_difference": " of each agent, and as many of the other tasks"}
    for one in planned.choices:
        tries = f"{one.attempts} attempt{'s' if one.attempts > 1 else ''} at each{sides.get(claim.quantity, '')}"
        hours = f"{one.hours:,.{0 if one.hours >= 10 else 1}f} h of agents" if one.hours is not None else "unknown time"
        cost = f"${one.usd:,.2f}" if one.usd is not None else "unknown cost"
        fewest = "  <- fewest attempts" if one == planned.cheapest else ""
        yield f"  {_tasks(one.tasks)} x {tries}: {hours}, {cost}{fewest}"
    if not planned.choices:
        yield "  none: no number of tasks suffices."
    if planned.same_tasks is not None:
        yield f"At the {planned.tasks_at_hand} tasks {'of the pilot' if planned.pilot else 'named'}: {_same(planned)}."
    if planned.pilot:
        known = "too few to say how well it is known"
        if any(one.tasks.method != "none" for one in planned.choices):
            known = f"brackets are for not knowing it better, at {100 * claim.confidence:g} %"
        yield f"By the noise that {planned.pilot} tasks showed; {known}. The expected truth is taken as given."
    yield from (f"Assumed: {one}." for one in planned.assumptions)


def _tasks(found: Measured) -> str:
    if found.method == "none":
        return f"{found.value:.0f} tasks"
    low, high = ("..." if end is None else f"{end:.0f}" for end in (found.low, found.high))
    return f"{found.value:.0f} tasks [{low}, {high}]"


def _same(planned: "Planned") -> str:
    found = planned.same_tasks
    assert found
    if found.value is None:
        return found.note
    low, high = ("..." if end is None else f"{end:.0f}" for end in (found.low, found.high))
    ends = f" [{low}, {high}]" if found.method != "none" else ""
    return f"{found.value:.0f} {'attempt' if found.value == 1 else 'attempts'} at each{ends}"


def _unit(one: Checked) -> str:
    unit = UNITS[one.claim.quantity]
    return f" {unit}" if unit == "min" else ""
