"""The drawings of the contrast page that show what a ranking of agents rests on, and what tasks have to do with it."""

from collections.abc import Sequence
from typing import Any

from harness.reports import wording
from harness.reports.contrast_words import CELLS
from harness.reports.html.contrast_look import (
    HALF,
    HEIGHT,
    MANY_COLOURS,
    MANY_DASHES,
    MANY_SHAPES,
    cell,
    ends,
    keys,
    many,
    shapes,
)
from harness.reports.html.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PINK,
    SKY,
    VERMILION,
    Plot,
    draw,
    inline,
    panels,
    scale,
    unit,
)
from scoring.contrast.pictures import Leaders
from scoring.contrast.planning import Variances
from scoring.contrast.verifiability import Share

PARTS = {
    "a": ("agents", BLUE),
    "ta": ("agents by task", SKY),
    "i": ("attempts", GREEN),
    "j": ("judges' strictness", ORANGE),
    "tj": ("judges by task", "#F0E442"),
    "aj": ("judges by agent", VERMILION),
    "taj": ("judges by agent and task", PINK),
    "e": ("looks, or attempts", GREY),
    "t": ("tasks", "#c9ced5"),
}
"""Variance components in words, with their colours; the one that a ranking wants comes first."""
PLANS: dict[tuple[int, int], tuple[str, str, list[int]]] = {
    (1, 1): ("one judge, one attempt", BLUE, [1, 0]),
    (1, 4): ("one judge, four attempts", GREEN, [6, 3]),
    (5, 1): ("five judges, one attempt", VERMILION, [2, 2]),
}
"""The leaderboards of other sizes that are drawn, by judges and attempts."""
STATISTICS = (
    "right above wrong (AUROC)",
    "taken off for a defect",
    "verdict flips",
    "SEM (defects)",
    "bits about quality",
    "tricks that work",
)
"""The panels of what is known of each task."""
THIRD = 250
"""Pixels of a panel of which three stand side by side."""
SIDES = ("checks", "quality", "judges")


def variances(found: Sequence[Variances]) -> Plot | None:
    """Shares of the variance of a score by where it comes from."""
    import altair as alt

    data = [point for one in found for point in _shares_of_variance(one)]
    if not data:
        return None
    there = {point["part"] for point in data}
    colours = {words: colour for words, colour in PARTS.values() if words in there}
    whole = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format=".0%", tickCount=5)
    chart = (
        alt.Chart(inline(data))
        .mark_bar(height=22, stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("value:Q", title="share of the variance of one score", axis=axis, scale=whole),
            y=alt.Y("cell:N", title=None, sort=list(CELLS.values()), axis=alt.Axis(labelLimit=240, ticks=False)),
            color=alt.Color("part:N", scale=scale(colours), legend=keys(columns=5)),
            order="order:Q",
        )
        .properties(width=700, height={"step": 36})
    )
    return Plot(draw(chart), "Where the variance of a score comes from, by cell")


def _shares_of_variance(one: Variances) -> list[dict[str, Any]]:
    given = {str(name): value for name, value in one.components.given.items()}
    total, name = sum(given.values()), cell(one.domain, one.channel)
    return [
        {"cell": name, "part": words, "value": given[part] / total, "order": at}
        for at, (part, (words, _)) in enumerate(PARTS.items())
        if given.get(part, 0) > 0
    ]


def plans(found: Sequence[Variances]) -> Plot | None:
    """The reliability of a ranking against the number of tasks, a panel for each cell."""
    import altair as alt

    data: list[dict[str, Any]] = [
        {"task": cell(one.domain, one.channel), "tasks": plan.tasks, "plan": PLANS[key][0], "value": plan.reliability}
        for one in found
        for plan in one.plans
        if (key := (plan.judges, plan.attempts)) in PLANS and plan.reliability is not None
    ]
    if not data:
        return None
    there = [words for words, _, _ in PLANS.values() if any(point["plan"] == words for point in data)]
    key = keys(symbolType="stroke", symbolSize=400, labelLimit=240)
    colours, dashes = ({look[0]: look[at] for look in PLANS.values()} for at in (1, 2))
    axis = alt.Axis(values=sorted({point["tasks"] for point in data}), grid=False)
    panel = (
        alt.Chart(inline(data))
        .mark_line(strokeWidth=2.2, point={"size": 28, "filled": True})
        .encode(
            x=alt.X("tasks:Q", title="tasks", scale=alt.Scale(type="log", nice=False), axis=axis),
            y=unit(alt.Y, "value", "reliability of the ranking"),
            color=alt.Color("plan:N", scale=scale(colours, there), legend=key),
            strokeDash=alt.StrokeDash("plan:N", scale=scale(dashes, there), legend=key),
        )
        .properties(width=HALF, height=170)
    )
    order = [cell(one.domain, one.channel) for one in found]
    return Plot(panels(panel, order, columns=2, shared=True), "Reliability of the ranking against tasks, by cell")


def leaders(found: Sequence[Leaders]) -> Plot | None:
    """The agents' means by checks, in truth and by judges, joined by lines."""
    import altair as alt

    data = [
        {"task": one.domain, "agent": wording.plain(place.agent), "by": by, **ends(part)}
        for one in found
        for place in one.places
        for by, part in zip(SIDES, (place.checked, place.quality, place.judged), strict=True)
        if part.value is not None
    ]
    if not data:
        return None
    agents = list(dict.fromkeys(str(point["agent"]) for point in data))
    key = shapes(columns=4, labelLimit=260)
    x = alt.X("by:N", title=None, sort=list(SIDES), axis=alt.Axis(labelAngle=0, labelFontSize=14, ticks=False))
    base = alt.Chart().encode(x=x, color=alt.Color("agent:N", scale=many(MANY_COLOURS, agents), legend=key))
    dash = alt.StrokeDash("agent:N", scale=many(MANY_DASHES, agents), legend=None)
    lines = base.mark_line(strokeWidth=2).encode(y=unit(alt.Y, "value", "mean score"), strokeDash=dash)
    bars = base.mark_rule(strokeWidth=2, opacity=0.4).encode(y=unit(alt.Y, "low", "mean score"), y2="high:Q")
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(
        y=unit(alt.Y, "value", "mean score"),
        shape=alt.Shape("agent:N", scale=many(MANY_SHAPES, agents), legend=key),
    )
    panel = alt.layer(bars, lines, dots, data=inline(data)).properties(width=HALF, height=HEIGHT + 30)
    order = [one.domain for one in found]
    return Plot(panels(panel, order, columns=2, shared=True), "The agents' mean scores by checks and by judges")


def shares(found: Sequence[Share]) -> Plot | None:
    """Every statistic by task against how much of it a program can see, a panel for each."""
    import altair as alt

    data = [point for one in found for point in _of_task(one)]
    if not data:
        return None
    marks = scale({"checks": BLUE, "judges": VERMILION})
    shape = scale({"checks": "circle", "judges": "triangle-up"})
    base = alt.Chart().encode(
        x=unit(alt.X, "x", "steps that checks see"), color=alt.Color("by:N", scale=marks, legend=keys())
    )
    y = alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=5))
    bars = base.mark_rule(opacity=0.3, strokeWidth=1.5).encode(y=alt.Y("low:Q", title=None), y2="high:Q")
    # Hollow, for tasks often share a place.
    dots = base.mark_point(filled=False, size=80, strokeWidth=2, opacity=0.85).encode(
        y=y, shape=alt.Shape("by:N", scale=shape, legend=keys())
    )
    panel = alt.layer(bars, dots, data=inline(data)).properties(width=THIRD, height=180)
    text = "Statistics by task against the share of it that a program can see"
    return Plot(panels(panel, [name for name in STATISTICS if _is_in(name, data)], columns=3, shared=False), text)


def _of_task(one: Share) -> list[dict[str, Any]]:
    """Its points, with the names of their panels."""
    sides = (("checks", one.checked, one.step_checked), ("judges", one.judged, one.step_judged))
    points = [
        {"task": name, "by": by} | at
        for by, area, step in sides
        for name, at in zip(STATISTICS, (ends(area), {"value": step, "low": step, "high": step}), strict=False)
        if at["value"] is not None
    ]
    for other in one.others:
        name = f"{other.name} (defects)" if other.unit == "defects" else other.name
        value = other.measured.value
        low, high = (value if end is None else end for end in (other.measured.low, other.measured.high))
        by = "checks" if other.channel == "checked" else "judges"
        points.append({"task": name, "by": by, "value": value, "low": low, "high": high})
    return [{"x": one.verifiability} | point for point in points]


def _is_in(name: str, data: Sequence[dict[str, Any]]) -> bool:
    return any(point["task"] == name for point in data)
