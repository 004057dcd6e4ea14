"""One sentence under each figure of the contrast page, made from its numbers and hedged by their intervals."""

import re
from collections.abc import Iterable, Sequence

from harness.reports.contrast_words import CELLS, WHO, amount, interval, why
from scoring.contrast.exploits import Exploit
from scoring.contrast.learning import Climb, Signal
from scoring.contrast.pictures import Leaders, Response, Verdicts
from scoring.contrast.planning import Variances
from scoring.contrast.sheet import Channel, Domain
from scoring.contrast.verifiability import Share
from scoring.stats.measured import Measured

NO_CLIMB = "What choosing would do cannot be said: it takes four attempts per task of agents that are compared."
NO_VERDICT = "No work of which the truth is known was scored."
NO_LEADER = "There are no two agents to compare in either domain."


def of_left_out(there: Iterable[tuple[Domain, Channel]], reason: str) -> str:
    """Which cells a figure does not show, and why; empty where it shows all."""
    shown = set(there)
    absent = [name for cell, name in CELLS.items() if cell not in shown]
    return f"Not shown: {'; '.join(absent)}, for {reason}." if absent and shown else ""


def of_own_error(found: Measured) -> str:
    """How often work that the hidden tests pass is wrong all the same."""
    if found.value is None:
        return f"How often work with full marks of the hidden tests is wrong cannot be said ({reason(found)})."
    passed = f"works with full marks of the hidden tests (n = {found.n})"
    if found.value == 0 and found.high is not None:
        return f"Of {passed} none was found wrong, which leaves at most {amount(found.high, 'share')}."
    return (
        f"The verified reward errs too: of {passed}, {_share(found)} are wrong, by a planted defect or by the second "
        f"suite{_few(found)}."
    )


def of_noticeable(found: Sequence[tuple[str, Measured]]) -> str:
    """Which differences between two single scores are more than noise."""
    known = [(name, one) for name, one in found if one.value is not None]
    parts = [
        f"{name} {amount(one.value, 'defects')} {interval(one, 'defects')}".rstrip() for name, one in known if one.value
    ]
    still = [name for name, one in known if one.value == 0]
    unknown = [f"{name}: {reason(one)}" for name, one in found if one.value is None]
    text = f"Two single works that are closer than this cannot be told apart: {'; '.join(parts)}. " if parts else ""
    text += f"No look differed from another: {'; '.join(still)}. " if still else ""
    return (text + (f"Not known: {'; '.join(unknown)}." if unknown else "")).rstrip()


def of_responses(found: Sequence[Response]) -> str:
    """What each channel takes off for a planted defect."""
    if not any(one.doses for one in found):
        return "No work of known quality was scored."
    return _sentence([_takes_off(one) for one in found], "")


def _takes_off(one: Response) -> str:
    who = WHO[one.domain, one.channel]
    if not one.doses:
        return f"no work of known quality was looked at by {who}"
    ends = f" {interval(one.slope, 'score')}" if _has_ends(one.slope) else _few(one.slope)
    return f"{who} take off {one.step:.2f}{ends} for a defect" if one.step else f"{who} do not see the ladder{ends}"


def of_climb(found: Climb) -> str:
    """What choosing the best of several does to quality, and to what the reward promises."""
    first, last = found.choices[0], found.choices[-1]
    who = WHO[found.domain, found.channel]
    if first.gold.value is None or last.gold.value is None or last.oracle.value is None:
        return f"What choosing by {who} does cannot be said."
    ends = f" {interval(last.gold, 'score')}" if _has_ends(last.gold) else _few(last.gold)
    text = (
        f"Choosing the best of {last.n} by {who} reaches a quality of {last.gold.value:.2f}{ends}, where one attempt "
        f"has {first.gold.value:.2f} and the best of {last.n} by quality itself {last.oracle.value:.2f}"
    )
    if last.proxy and last.proxy.value is not None and first.proxy and first.proxy.value is not None:
        text += f"; the reward of what is chosen goes from {first.proxy.value:.2f} to {last.proxy.value:.2f}"
    return f"{text}."


def of_signals(found: Sequence[Signal]) -> str:
    """How often there is a signal, and how often it is right."""
    parts = [
        f"{WHO[one.domain, one.channel]} have a signal in {amount(one.live.value, 'share')} of groups and order "
        f"{_share(one.right)} of pairs rightly{_few(one.right)}"
        for one in found
        if one.live.value is not None and one.right.value is not None
    ]
    return _sentence(parts, "There are too few attempts of agents that differ to see any signal.")


def of_verdicts(found: Verdicts) -> str:
    """How far a verdict can be trusted."""
    ppv, fpr = found.threshold.ppv, found.threshold.fpr
    who = WHO[found.domain, found.channel]
    parts = []
    if ppv.value is not None:
        parts.append(f"of works that {who} find nothing wrong with, {_share(ppv)} are right")
    if fpr.value is not None:
        parts.append(f"of wrong works they let {_share(fpr)} pass")
    return _sentence(parts, f"No verdict of {who} can be held against the truth.")


def of_exploits(found: Sequence[Exploit]) -> str:
    """The tricks that work most often."""
    if not found:
        return "No trick was tried."
    worked = [one for one in found if one.worked.value > 0]
    most = max(found, key=lambda one: one.worked.value)
    if not worked:
        return f"None of {len({one.attack for one in found})} tricks worked on anybody.{_without(found)}"
    where = f"{WHO[most.domain, most.channel]} ({most.rater})"
    return (
        f"{most.attack} works most often: on {amount(most.worked.value, 'share')} of {most.worked.n} works before "
        f"{where}; by chance alone a trick seems to work now and then.{_without(found)}"
    )


def _without(found: Sequence[Exploit]) -> str:
    """What defences are worth, over the tricks that were tried both ways."""
    pairs = [(one.worked, one.bare) for one in found if one.bare]
    if not pairs:
        return ""
    on, off = (sum(pair[at].k or 0 for pair in pairs) for at in (0, 1))
    tried = sum(bare.n for _, bare in pairs)
    return f" Without any defence {off} of {tried} tries on judges work, with all of them {on}; without an interval."


def of_variances(found: Sequence[Variances]) -> str:
    """How much of what differs between scores is what a ranking of agents wants."""
    parts = []
    for one in found:
        total = sum(one.components.given.values())
        if one.components.a is not None and total > 0:
            who = WHO[one.domain, one.channel]
            parts.append(f"by {who} {amount(one.components.a / total, 'share')}")
    if not parts:
        return "There are too few tasks or agents to say where scores differ."
    return f"Of the variance of single scores this much is between agents: {'; '.join(parts)}; without an interval."


def of_plans(found: Sequence[Variances]) -> str:
    """What would make a ranking more reliable."""
    parts = []
    for one in found:
        plans = {(plan.tasks, plan.attempts, plan.judges): plan.reliability for plan in one.plans}
        base, tasks = plans.get((20, 1, 1)), plans.get((80, 1, 1))
        judges = plans.get((20, 1, 5))
        if base is None or tasks is None:
            continue
        more = f", five judges {judges:.2f}" if judges is not None else ""
        who = WHO[one.domain, one.channel]
        parts.append(f"20 tasks by {who} rank agents with a reliability of {base:.2f}, 80 tasks {tasks:.2f}{more}")
    return _sentence(parts, "There are too few tasks or agents to say what more of them would do.")


def of_leaders(found: Leaders) -> str:
    """Whether both channels rank alike, and who is wrong more often."""
    parts = []
    if found.tau.value is not None:
        ends = f" {interval(found.tau, 'coefficient')}" if _has_ends(found.tau) else _few(found.tau)
        parts.append(f"the two orders agree by a tau of {amount(found.tau.value, 'coefficient')}{ends}")
    for who, one in (("checks", found.wrong_checked), ("judges", found.wrong_judged)):
        if one.value is not None:
            parts.append(f"{who} put the worse of two agents first in {_share(one)} of pairs{_few(one)}")
    return _sentence(parts, "There are too few agents or tasks to compare two rankings.") + (
        " With few agents that is rough." if parts and len(found.places) < 5 else ""
    )


def of_shares(found: Sequence[Share]) -> str:
    """Whether what can be checked is what is judged well."""
    known = [one for one in found if one.judged.value is not None]
    if len({one.verifiability for one in known}) < 2:
        return "All tasks are alike in how much of them can be checked, or too few were judged."
    least, most = min(one.verifiability for one in known), max(one.verifiability for one in known)
    ends = [_mean([one.judged.value or 0.0 for one in known if one.verifiability == end]) for end in (least, most)]
    return (
        f"Judges put right above wrong in {amount(ends[0], 'share')} of cases where a program sees "
        f"{amount(least, 'share')} of the defects, and in {amount(ends[1], 'share')} where it sees "
        f"{amount(most, 'share')}; each point is one task, and that has no interval."
    )


def _share(found: Measured) -> str:
    value = amount(found.value or 0.0, "share")
    ends = f" {interval(found, 'share')}" if _has_ends(found) else ""
    return value + ends


def _has_ends(found: Measured) -> bool:
    return found.low is not None and found.high is not None


def _few(found: Measured) -> str:
    """Why there is no interval, in brackets."""
    if _has_ends(found) or not found.note:
        return ""
    return f" (no interval: {reason(found)})"


def reason(found: Measured) -> str:
    """A note without the word before its brackets."""
    told = re.fullmatch(r"(?:no interval|undefined) \((.*)\)", why(found.note))
    return told[1] if told else why(found.note)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _sentence(parts: Sequence[str], otherwise: str) -> str:
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else otherwise
