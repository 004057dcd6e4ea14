"""The melt report in words: how lengths and factors are written, and the sentence that says what a figure found.

Sentences are made from the numbers and say no more than their intervals do."""

import re
from collections.abc import Callable, Iterable, Sequence

from harness.attempts import Treatment
from harness.reports import wording
from harness.reports.contrast_words import amount
from harness.reports.melt import Against, AgentMelt, HumanTask, Ratios, Reading, Supposed, Trend
from scoring.stats.horizon import FEWEST_TASKS, Point
from scoring.stats.measured import Measured
from scoring.stats.melt import Melt

TREATED: dict[Treatment, str] = {
    "failure": "cheats as failures",
    "left-out": "cheats left out",
    "success": "cheats as successes",
}
AGAINST: dict[Against, str] = {
    "wall": "human time / wall time",
    "active": "human time / active time",
    "cost": "human cost / cost",
}
NUMBERS = ("throughput", "speed-up when solved", "median, failures as 0")
EQUAL = "No attempt was flagged as cheating: the three treatments of cheats are equal."
SOLVED = "Solved is full marks of the verified reward, or of the constraint checks where a task has no verified one."
PERCENT = {0.5: "50 %", 0.8: "80 %"}
Word = Callable[[float], str]


def length(minutes: float) -> str:
    """Human minutes as a person reads them."""
    if 0 < minutes < 1:
        return f"{60 * minutes:.2g} s"
    if minutes < 99.5:
        return f"{minutes:.2g} min"
    hours = minutes / 60
    return f"{hours:.2g} h" if hours < 99.5 else f"{hours:,.0f} h"


def factor(value: float) -> str:
    """A ratio."""
    return f"{value:.2g}" if value < 99.5 else f"{value:,.0f}"


def days(value: float) -> str:
    """A doubling time."""
    return f"{value:,.0f} days"


def ends(found: Measured, word: Word) -> str:
    """`[low, high]`, or empty where there is none."""
    if found.low is None and found.high is None:
        return ""
    return f"[{', '.join('...' if end is None else word(end) for end in (found.low, found.high))}]"


def told(found: Measured, word: Word) -> str:
    """Value, interval and n, or why there is none."""
    if found.value is None:
        return found.note or wording.MISSING
    parts = [word(found.value), ends(found, word), f"n = {found.n}", f"({found.note})" if found.note else ""]
    return " ".join(filter(None, parts))


def horizon_told(point: Point) -> str:
    """A horizon with our interval, METR's beside it, and where it lies."""
    found = point.minutes
    said = told(found, length)
    if metr := ends(point.conservative, length):
        said += f"; METR's interval {metr}"
    return f"{said}; {place}" if found.value and (place := _place(point)) else said


def numbers(one: Ratios) -> list[tuple[str, str]]:
    """The three numbers of a melt factor by name; one line where there are none."""
    found = one.melt
    if found is None:
        return [("", one.missing)]
    figures = zip(NUMBERS, (found.throughput, found.speedup, found.median), strict=True)
    return [(name, told(figure, factor)) for name, figure in figures]


def solved(found: Melt) -> str:
    """The share of attempts that are solved, with its bound where there is none."""
    share = found.solved
    if share.value == 0 and share.high is not None:
        return f"none of {share.n}, at most {amount(share.high, 'share')}"
    return told(share, lambda value: amount(value, "share"))


def warnings(reading: Reading) -> list[str]:
    """What has to be said on the figure of a curve."""
    said: dict[str, list[str]] = {}
    for point in reading.horizon.points:
        note = point.minutes.note if not point.minutes.value else _place(point)
        if note:
            said.setdefault(note, []).append(PERCENT[point.chance])
    lines = [f"horizon at {' and '.join(at)}: {note}" for note, at in said.items()]
    return lines + list(reading.horizon.notes)


def _place(point: Point) -> str:
    return "" if point.place in ("within", "undefined") else f"an extrapolation {point.place}"


def of_horizon(one: AgentMelt) -> str:
    """What an agent's horizons are, for everybody."""
    who, found = _who(one), one.headline
    half, most = found.point(0.5), found.point(0.8)
    tasks, longest, shortest = found.horizon.tasks, found.horizon.longest, found.horizon.shortest
    if tasks < FEWEST_TASKS or longest is None or shortest is None:
        return f"{who} was tried on {wording.count(tasks, 'task')}: with fewer than {FEWEST_TASKS} there is no horizon."
    share = found.horizon.share
    if share.value == 0:
        bound = f" (at most {amount(share.high, 'share')})" if share.high is not None else ""
        return (
            f"{who} solved none of {share.n} attempts{bound}: its horizon lies below the shortest, {length(shortest)}."
        )
    if share.value == 1:
        return f"{who} solved all {share.n} attempts: tasks up to {length(longest)} are too short to find its limit."
    if half.minutes.value is None:
        why = "its successes do not become rarer with the length of tasks" if "not fail" in half.minutes.note else ""
        return f"{who} has no horizon: {why or half.minutes.note}."
    text = f"{who} solves about half of tasks that take people {_between(half.minutes, length)}"
    if most.minutes.value:
        text += f", and four of five of those that take {_between(most.minutes, length)}"
    far = [PERCENT[point.chance] for point in (half, most) if point.minutes.value and _place(point)]
    if far:
        text += f". At {' and '.join(far)} that lies outside the tasks ({length(shortest)} to {length(longest)}): "
        text += "the curve goes on there, no measurement does"
    return f"{text}."


def of_ratios(one: AgentMelt) -> str:
    """What an hour of an agent does, for everybody."""
    who, found = _who(one), one.headline.melt()
    if found is None or found.throughput.value is None:
        return f"What an hour of {who} does cannot be said: {found.throughput.note if found else 'no attempt'}."
    if found.throughput.value == 0:
        return f"An hour of {who} did nothing of people's work: solved were {solved(found)}."
    text = (
        f"An hour of {who}, failures included, did work that takes people "
        f"{_between(found.throughput, lambda hours: length(60 * hours))}: {verdict(found.throughput)}. Where it "
        f"solved the task ({solved(found)}) it was {_between(found.speedup, factor)} times as fast as people"
    )
    cost = one.headline.melt("cost")
    if cost and cost.throughput.value is not None:
        text += f". A dollar spent on it did ${_between(cost.throughput, factor)} of their work"
    return f"{text}."


def verdict(found: Measured) -> str:
    """What a throughput says of who is faster, as far as its interval goes."""
    if found.value is None or found.value == 0:
        return "nothing to compare"
    if found.low is None or found.high is None:
        return "whether it is faster than people on other tasks cannot be decided"
    if found.low > 1:
        return "faster than people, which chance does not explain"
    return "slower than people, which chance does not explain" if found.high < 1 else "who is faster may be chance"


def of_sources(tasks: Sequence[HumanTask]) -> str:
    """Where human times come from."""
    timed = [one for one in tasks if one.source == "baseline"]
    low, high = (_middle(ratio) for ratio in ([t.low / t.mid for t in tasks], [t.high / t.mid for t in tasks]))
    people = f" ({sum(one.people for one in timed)} timings of people)" if timed else ""
    return (
        f"Human times of {len(tasks) - len(timed)} of {wording.count(len(tasks), 'task')} are estimates, of "
        f"{len(timed)} measured{people}; the band of a typical task goes from {low:.2g} to {high:.2g} times its "
        "middle, and is in the intervals."
    )


def of_supposed(one: AgentMelt) -> str:
    """What the conclusion would be with other estimates."""
    if not one.supposed:
        return f"{_who(one)}: no human time is an estimate."
    found = one.headline.melt()
    now = verdict(found.throughput) if found else ""
    parts = [_if(other, now) for other in one.supposed]
    return f"{_who(one)}, if all estimates of human times were {'; if '.join(parts)}."


def _if(other: Supposed, now: str) -> str:
    size = "half as long" if other.factor < 1 else "twice as long"
    then = verdict(other.throughput)
    same = "the same conclusion" if then == now else f"another conclusion ({then})"
    at = f"a 50 % horizon of {told(other.horizon, length)}" if other.horizon.value else "no 50 % horizon"
    return f"{size}: throughput {told(other.throughput, factor)}, {same}, and {at}"


def of_trend(found: Trend) -> str:
    """How fast horizons grow."""
    if found.doubling.value is None:
        return f"There is no trend to show: {found.doubling.note}."
    models = wording.count(len(found.models), "model")
    text = f"Over {models} horizons doubled every {_between(found.doubling, days)}"
    if found.doubling.high is None:
        text += ", and that they grow at all may be chance"
    if found.leading.value is not None:
        text += f"; over those that were the best of these at their release, every {_between(found.leading, days)}"
    return f"{text}."


def _who(one: AgentMelt) -> str:
    mark = f" ({one.source})" if one.source in ("scripted", "replay") else ""
    return f"“{wording.plain(one.agent)}”{mark}"


def _between(found: Measured, word: Word) -> str:
    """A value hedged by its interval, in a sentence."""
    value = word(found.value or 0)
    if found.low is not None and found.high is not None:
        return f"{value} (95 % interval {word(found.low)} to {word(found.high)})"
    if found.low is not None:
        return f"{value} (at least {word(found.low)}, no upper bound)"
    note = re.sub(r"^(no interval|cannot decide) \((.*)\)$", r"\2", found.note)
    return f"{value} (no interval: {note})" if note else value


def _middle(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def rests_on(reading: Reading) -> str:
    """What a curve rests on."""
    found = reading.horizon
    own = found.families == found.tasks
    groups = "" if own else f" about {wording.count(found.families, 'package')}"
    parts = [wording.count(found.attempts, "attempt"), wording.count(found.tasks, "task") + groups]
    if found.shortest is not None and found.longest is not None:
        parts.append(f"{length(found.shortest)} to {length(found.longest)}")
    heaviest = melt.heaviest if (melt := reading.melt()) else None
    if heaviest is not None:
        parts.append(f"one {'task' if own else 'package'} has {amount(heaviest, 'share')} of the human time solved")
    return "; ".join([*parts, *found.notes])
