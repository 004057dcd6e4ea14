"""The comparison in words and figures, the same in the terminal and on the page."""

from harness.reports import wording
from harness.reports.compare import AgentRow, CompareReport
from harness.reports.compare_frontier import Frontier
from harness.reports.compare_pairs import Pair, Treated
from harness.reports.contrast_words import amount, interval
from scoring.contrast.figures import Unit
from scoring.stats.measured import Measured
from scoring.stats.planned import NO_ATTEMPTS
from scoring.stats.power import NO_NUMBER

HEADS = ("agent", "scored by", "tasks", "attempts", "mean score", "share passed", "k of k", "cost", "agent's time")
PAIR_HEADS = ("first less second", "tasks", "mean score", "p", "p (Holm)", "McNemar", "p (Holm)", "found")
METHOD = (
    "A pair differs where p (Holm) of the mean score is at most .05: a paired t test over tasks, corrected for all "
    "pairs shown, wrong once in 20 times where agents do not differ (up to once in 16 below ten tasks that pass or "
    "fail). Intervals are at 95 %, over tasks, each for itself; tasks about one package count as one. McNemar: "
    "tasks that only the first passes : only the second, by most attempts (an even number is decided by the first "
    "attempt), each task for itself. What it takes to decide is at the strictest level that Holm's correction asks "
    "for. Scores are of hidden tests (verified) or of what a program can see of a text (constraint); judges have no "
    "part in them."
)


def figure(found: Measured, unit: Unit = "score") -> str:
    """Value and interval, or why there is none; none of n with its upper bound."""
    if found.value is None:
        return found.note or wording.MISSING
    text = " ".join(filter(None, (amount(found.value, unit), interval(found, unit))))
    return text if found.high is not None or not found.note else f"{text} ({found.note})"


def difference(found: Measured) -> str:
    """The same with signs."""
    if found.value is None:
        return found.note or wording.MISSING
    if found.low is None or found.high is None:
        return f"{wording.signed(found.value)} ({found.note})"
    return f"{wording.signed(found.value)} [{wording.signed(found.low)}, {wording.signed(found.high)}]"


def chance(p: float | None) -> str:
    """A p value."""
    if p is None:
        return wording.MISSING
    return "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def cells(row: AgentRow) -> tuple[str, ...]:
    """An agent's line, as `HEADS`; several lines in a cell."""
    name = wording.plain(row.agent) + (" (control)" if row.control else "")
    chances = [
        f"pass@{one.k} {figure(one.any, 'share')}\npass^{one.k} {figure(one.all, 'share')}" for one in row.chances
    ]
    flagged = f"\n{row.cheated} flagged" if row.cheated else ""
    unknown = f"\n{row.unpriced} of unknown cost" if row.unpriced else ""
    cost = figure(row.usd, "usd") if row.usd.value is not None else "" if unknown else wording.MISSING
    return (
        name,
        ", ".join(row.channels),
        str(row.tasks) if row.tasks == row.units else f"{row.tasks} in {row.units} groups",
        f"{row.attempts}{flagged}",
        figure(row.score),
        figure(row.passed, "share"),
        "\n".join(chances) or wording.MISSING,
        (cost + unknown).strip(),
        figure(row.wall_s, "s"),
    )


def pair_cells(pair: Pair) -> tuple[str, ...]:
    """A pair's line, as `PAIR_HEADS`."""
    turned = pair.turned
    return (
        f"{wording.plain(pair.first)}\nless {wording.plain(pair.second)}",
        str(pair.tasks),
        difference(pair.difference),
        chance(pair.difference.p),
        chance(pair.adjusted),
        f"{turned.first_only} : {turned.second_only}",
        chance(turned.adjusted),
        found(pair),
    )


def found(pair: Pair) -> str:
    """Who is ahead."""
    if pair.ahead in ("first", "second"):
        return f"{pair.ahead} ahead"
    return pair.difference.note or "undecided" if pair.ahead == "cannot decide" else "undecided"


def plan(pair: Pair) -> str:
    """What such a study can find, and what it takes to decide, in sentences."""
    who = f"{wording.plain(pair.first)} and {wording.plain(pair.second)}"
    said = f"{who} ({wording.count(pair.tasks, 'task')}, {wording.count(pair.attempts, 'attempt')} of each at a task): "
    if pair.least.value is None:
        return f"{said}what they could tell apart is not known: {pair.least.note}."
    said += f"80 % power for a true difference of {figure(pair.least)}."
    if pair.ahead in ("first", "second"):
        return f"{said} Decided."
    seen = abs(pair.difference.value or 0.0)
    if not seen:
        return f"{said} No difference was seen, and there is none to plan for."
    return (
        f"{said} Were the true mean difference over such tasks the {amount(seen, 'score')} seen, which it need not be, "
        f"it would take {_tasks(pair)}; or {_attempts(pair)} at these tasks."
    )


def _tasks(pair: Pair) -> str:
    found = pair.planned_tasks
    if found.value is None:
        return f"more tasks than can be named ({found.note or NO_NUMBER})"
    more = max(0, round(found.value) - pair.difference.clusters)
    return f"{found.value:.0f} tasks {_ends(found)}, {more} more, with {wording.count(pair.attempts, 'attempt')}"


def _attempts(pair: Pair) -> str:
    found = pair.planned_attempts
    if found.value is None:
        return found.note if found.note == NO_ATTEMPTS else f"attempts of unknown number ({found.note})"
    return f"{wording.count(round(found.value), 'attempt')} of each {_ends(found)}"


def _ends(found: Measured) -> str:
    low, high = ("..." if end is None else f"{end:.0f}" for end in (found.low, found.high))
    return f"[{low}, {high}]" if found.method != "none" else "(no interval)"


def treatments(pair: Pair) -> str:
    """The differences under every treatment of cheats, and whether the sign hangs on it."""
    signs = {_sign(one) for one in pair.treatments} - {None}
    told = "; ".join(f"{one.cheats} {difference(one.difference)}" for one in pair.treatments)
    turns = "the sign depends on it" if len(signs) > 1 else "the sign is the same"
    return f"{wording.plain(pair.first)} less {wording.plain(pair.second)}: {told}: {turns}."


def _sign(one: Treated) -> int | None:
    value = one.difference.value
    return None if value is None else (round(value, 9) > 0) - (round(value, 9) < 0)


def left_out(pair: Pair) -> str:
    """The tasks that only one of a pair has; empty where there are none."""
    if not pair.left_out:
        return ""
    names = ", ".join(map(wording.plain, pair.left_out))
    who = f"{wording.plain(pair.first)} and {wording.plain(pair.second)}"
    return f"{who}: left out, as only one of them has a score there: {names}."


def frontier(found: Frontier) -> list[str]:
    """Who is not beaten in both, by the values."""
    unit: Unit = found.unit
    what = "dollars" if unit == "usd" else "seconds of the agent's own time, for costs are not known"
    said = [f"On {wording.count(found.tasks, 'task')} that all of them have; cost of an attempt in {what}."]
    for point in sorted(found.points, key=lambda one: one.cost.value or 0.0):
        beaten = ", ".join(map(wording.plain, point.beaten_by))
        where = f"beaten in both by {beaten}" if beaten else "not beaten in both"
        name = wording.plain(point.agent)
        said.append(f"{name}: {figure(point.cost, unit)}, score {figure(point.score)} n = {point.score.n}: {where}.")
    if found.left_out:
        said.append(f"Of unknown cost: {', '.join(map(wording.plain, found.left_out))}.")
    return said


def notes(found: CompareReport) -> list[str]:
    """What is left out, and what is to be known of what is shown."""
    scripted = wording.scripted(found.scripted) if found.scripted else ""
    without = map(left_out, found.pairs)
    return list(filter(None, [*found.notes, *without, scripted, wording.CHEATS[found.cheats]]))
