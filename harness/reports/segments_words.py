"""The segments report in words and figures, the same in the terminal and on the page."""

from collections.abc import Mapping, Sequence

from harness.reports import wording
from harness.reports.compare_words import difference, figure
from harness.reports.contrast_words import amount, why
from harness.reports.segments import Apart, By, SegmentsReport, Total
from harness.reports.segments_file import Segment, Tier, Weight
from harness.reports.segments_frontier import SOON, Growth, Spike
from scoring.stats.measured import Measured

HEADS = ("segment", "weighted by", "agent", "total [95 %]", "attempts", "weight covered", "weights are")
SPIKE_HEADS = ("tasks", "channel", "agent", "number", "score", "judged", "tokens of an attempt", "an hour is paid")
METHOD = (
    "A total is the mean score of each kind of work, weighted by how much of it the users of a segment do; what no "
    "trial stands for is left out, the rest made to sum to 1. Intervals are at 95 %, over tasks (those about one "
    "package count as one) within each kind of work; they hold what trials leave open, not how well the weights are "
    "known, nor whether these tasks are like those users' work. Totals put scores of hidden tests (verified) and of "
    "what a program can see of a text (constraint) together; judges have no part in them. Kinds of work below 2 "
    "tasks have no interval and are drawn without a bar; changes below 6 have none."
)
METHOD_TIERS = (
    "As its users have it: a task counts for the mean of the agents that tried it on a tier, and a tier for how many "
    "of the users have it, who are taken to do the same work on each. What is hard on one tier is mostly hard on the "
    "other: intervals of totals take errors on the two as going together, those of differences as independent where "
    "they weigh against each other, which is too wide rather than too narrow. They do not hold which agents were "
    "chosen for a tier."
)
BY: dict[By, str] = {"messages": "by messages", "tokens": "by tokens"}
AT_HOME = "as its users have it"
NO_TIER = (
    "No agent ran on a tier, so that no segment has a total as its users have it: say in a study which tier each is on "
    '(tier = "free" or "paid" under [[agent]]).'
)
NO_USERS = (
    "The weights say of no segment which tiers its users have, so that none has a total as its users have it: give "
    "them [segment.NAME.tiers]."
)


def weighed(total: Total) -> str:
    """By what, and whether that is published."""
    return f"{BY[total.by]}{' (some weights assumed)' if total.assumed else ''}"


def told(found: Measured) -> str:
    """A figure with its interval and its n."""
    return figure(found) if found.value is None else f"{figure(found)} n = {found.n}"


def who(total: Total) -> str:
    """Whose it is."""
    return AT_HOME if total.agent is None else wording.plain(total.agent)


def cells(total: Total) -> tuple[str, ...]:
    """A total's line, as `HEADS`."""
    return (
        wording.plain(total.segment),
        total.by,
        who(total),
        figure(total.score),
        str(total.score.n) if total.score.value is not None else wording.MISSING,
        amount(total.covered, "share"),
        f"assumed: {', '.join(map(wording.plain, total.assumed))}" if total.assumed else "published",
    )


def trials(found: SegmentsReport) -> str:
    """Which set of trials it is."""
    each = [
        f"{_named(one.agent, found)} {wording.count(one.attempts, 'attempt')} at {wording.count(one.tasks, 'task')}"
        for one in found.agents
    ]
    runs = ", ".join(map(wording.plain, found.runs))
    return f"Trials of {runs}: {'; '.join(each)}; flagged as cheating: {found.flagged}."


def tiers(found: SegmentsReport) -> str:
    """Which agents the tiers are, or how to give them some."""
    used = sorted({tier for segment in found.weights.segment.values() for tier in segment.tiers})
    if not any(one.tiers for one in found.agents):
        return NO_TIER
    if not used:
        return NO_USERS
    on = {tier: [_named(one.agent, found) for one in found.agents if tier in one.tiers] for tier in used}
    said = "; ".join(f"{tier}, {' and '.join(agents) or 'no agent'}" for tier, agents in on.items())
    return f"As users have it, on each tier: {said}."


def apart(found: SegmentsReport) -> list[str]:
    """A sentence for every agent and measure, and before them for what users have, on the first and the last segment of
    the file: not on those that turned out furthest apart, whose difference chance alone would make large."""
    ends = {}
    for by in BY:
        names = [name for name, segment in found.weights.segment.items() if by == "messages" or segment.tokens]
        ends[by] = (names[0], names[-1]) if names else ("", "")
    chosen = [one for one in found.apart if (one.first, one.second) == ends[one.by]]
    said = [_apart(one, found) for one in chosen]
    return said or ["No agent has totals for both the first and the last segment: there is nothing to set apart."]


def _apart(one: Apart, found: SegmentsReport) -> str:
    totals = {t.segment: t for t in found.totals if (t.by, t.agent) == (one.by, one.agent)}
    both = totals[one.first], totals[one.second]
    first, second = wording.plain(one.first), wording.plain(one.second)
    ours, theirs = (told(total.score) for total in both)
    by = weighed(max(both, key=lambda total: bool(total.assumed)))
    whose = "As their users have them, the trials" if one.agent is None else f"The trials of {_named(one.agent, found)}"
    return (
        f"{whose} come to {ours} for {first} and to {theirs} for {second}, {by}. First less second is "
        f"{difference(one.difference)}{_chance(one.difference)}."
    )


def _named(agent: str, found: SegmentsReport) -> str:
    scripted = any(one.scripted for one in found.agents if one.agent == agent)
    return f"{wording.plain(agent)}{' (scripted)' if scripted else ''}"


def _chance(found: Measured) -> str:
    if found.low is None or found.high is None:
        return ""
    return ", which chance does not explain" if found.low > 0 or found.high < 0 else ", which may be chance"


def weights(found: SegmentsReport) -> list[str]:
    """What each segment's weights are, where they come from, and what of them no trial stands for."""
    said = []
    for name, segment in found.weights.segment.items():
        what = f" ({wording.plain(segment.about)})" if segment.about else ""
        if segment.tiers:
            said.append(f"{wording.plain(name)}{what}, users by tier: {_shares(segment.tiers)}.")
            what = ""
        for by in BY:
            own = [one for one in found.totals if (one.segment, one.by) == (name, by)]
            if own:
                said.append(f"{wording.plain(name)}{what}, {BY[by]}: {_shares(_given(segment, by))}. {_covered(own)}")
                what = ""
    return said


def _given(segment: Segment, by: By) -> Mapping[str, Weight]:
    return segment.messages if by == "messages" else segment.tokens


def _shares(given: Mapping[str, Weight] | Mapping[Tier, Weight]) -> str:
    return "; ".join(
        f"{wording.plain(name)} {amount(one.share, 'share')} ({one.basis}: {wording.plain(one.source)})"
        for name, one in given.items()
    )


def _covered(own: Sequence[Total]) -> str:
    groups: dict[tuple[float, tuple[str, ...]], list[str]] = {}
    for one in own:
        groups.setdefault((round(one.covered, 9), one.missing), []).append(
            f"{'' if one.agent is None else 'for '}{who(one)}"
        )
    parts = []
    for (covered, missing), agents in groups.items():
        whose = "" if len(groups) == 1 else f" {', '.join(agents)}"
        without = f" (no trial of {', '.join(map(wording.plain, missing))})" if missing else ""
        parts.append(f"{amount(1 - covered, 'share')}{whose}{without}")
    return f"Not covered: {'; '.join(parts)}."


def tasks_from(one: Spike | Growth) -> str:
    """Their family, with the domain where that says more."""
    return one.kind if one.domain == one.kind else f"{one.kind} ({one.domain})"


def spike_cells(one: Spike) -> tuple[str, ...]:
    """A spike's line, as `SPIKE_HEADS`."""
    came = ", ".join(filter(None, (one.tier, one.released.isoformat() if one.released else "")))
    return (
        f"{wording.plain(one.work) or 'in no total'}: {wording.plain(tasks_from(one))}",
        one.channel,
        wording.plain(one.agent) + (f"\n{came}" if came else ""),
        str(one.tasks),
        _below(one.score, figure(one.score)),
        _judged(one),
        _below(one.tokens, _tokens(one.tokens)),
        f"${one.paid.usd_per_hour:.0f}" if one.paid else "not given",
    )


def _below(found: Measured, said: str) -> str:
    return said if found.value is None else f"{said}\nn = {found.n}"


def _judged(one: Spike) -> str:
    if one.judged is None:
        return wording.MISSING
    return _below(one.judged, figure(one.judged)) + (" (scripted)" if one.scripted else "")


def _tokens(found: Measured) -> str:
    if found.value is None:
        return wording.MISSING
    ends = f"[{found.low:,.0f}, {found.high:,.0f}]" if found.low is not None and found.high is not None else ""
    return f"{found.value:,.0f} {ends or f'({found.note})'}"


def frontier(found: SegmentsReport) -> list[str]:
    """A sentence for every agent: where it scores most and least; then what the work is paid."""
    said = []
    for agent in found.agents:
        own = [one for one in found.spikes if one.agent == agent.agent and one.score.value is not None]
        if len(own) > 1:
            low, high = (pick(own, key=lambda one: one.score.value or 0.0) for pick in (min, max))
            said.append(
                f"{_named(agent.agent, found)} scores most in {_spike(high)}, and least in {_spike(low)}; of "
                f"{len(own)} kinds, picked after the fact."
            )
    paid = [f"{wording.plain(name)} ({_paid(found, name)})" for name in found.weights.work]
    return [*said, f"What an hour of the work is paid, beside what scores it here: {'; '.join(paid)}."]


def _spike(one: Spike) -> str:
    return f"{wording.plain(tasks_from(one))} ({one.channel}: {told(one.score)})"


def _paid(found: SegmentsReport, name: str) -> str:
    channels = sorted({one.channel for one in found.spikes if one.work == name})
    paid = found.weights.work[name].paid
    money = f"${paid.usd_per_hour:.0f}, {wording.plain(paid.source)}" if paid else "not given"
    return f"{money}; {', '.join(channels) or 'no trial'}"


def growth(one: Growth) -> str:
    """How fast a spike grew."""
    where = f"{wording.plain(tasks_from(one))} ({one.channel}{', scripted' if one.scripted else ''})"
    who = f"{wording.plain(one.newer)} less {wording.plain(one.older)}, released {one.days} days apart"
    change = f"{difference(one.change)}, tasks or packages: {one.change.clusters}"
    if one.per_year is None:
        return f"{where}: {who}: {change}. Below {SOON} days nothing is said of a year."
    if one.per_year.low is None or one.per_year.high is None:
        rate = f"{wording.signed(one.per_year.value)} (no interval: {why(one.change.note)})"
    else:
        rate = difference(one.per_year)
    return f"{where}: {who}: {change}; {rate} a year."


def notes(found: SegmentsReport) -> list[str]:
    """What is left out, and how to read it."""
    tiers = METHOD_TIERS if any(one.agent is None for one in found.totals) else ""
    scripted = wording.scripted(found.scripted) if found.scripted else ""
    said = [*found.notes, scripted, wording.CHEATS[found.cheats], METHOD, tiers]
    return list(filter(None, said))
