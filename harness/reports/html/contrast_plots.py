"""The drawings of the contrast page. The four cells are told apart by dash and shape as well as by colour."""

from collections.abc import Iterable, Sequence
from typing import Any

from harness.reports import wording
from harness.reports.contrast_words import CELLS
from harness.reports.html.drawing import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    VERMILION,
    Plot,
    draw,
    inline,
    legend,
    panels,
    scale,
    unit,
)
from scoring.contrast.learning import Climb, Signal
from scoring.contrast.pictures import Leaders, Response, Share, Verdicts
from scoring.contrast.planning import Variances
from scoring.contrast.sheet import Channel, Domain
from scoring.stats.measured import Measured

COLOURS = dict(zip(CELLS.values(), (BLUE, VERMILION, GREEN, ORANGE), strict=True))
DASHES = dict(zip(CELLS.values(), ([1, 0], [6, 3], [1, 0], [2, 2]), strict=True))
SHAPES = dict(zip(CELLS.values(), ("circle", "triangle-up", "square", "diamond"), strict=True))
HALF, HEIGHT = 460, 270
LIVE, RIGHT = "share of groups of attempts with any signal", "share of pairs in the right order"
KEPT = "share that is right"
PARTS = {
    "a": "agents",
    "ta": "agents by task",
    "i": "attempts",
    "j": "judges' strictness",
    "tj": "judges by task",
    "aj": "judges by agent",
    "taj": "judges by agent and task",
    "e": "looks, or attempts",
    "t": "tasks",
}
"""Variance components, in words."""


def cell(domain: Domain, channel: Channel) -> str:
    """Its name."""
    return CELLS[domain, channel]


def responses(found: Sequence[Response]) -> Plot | None:
    """Mean score against planted defects, a line for each cell."""
    import altair as alt

    data = [
        {"cell": cell(one.domain, one.channel), "defects": dose.defects, **_ends(dose.score)}
        for one in found
        for dose in one.doses
        if dose.score.value is not None
    ]
    if not data:
        return None
    keys = legend(symbolType="stroke", symbolSize=300)
    colour = alt.Color("cell:N", scale=_by_cell(COLOURS, data), legend=keys)
    x = alt.X("defects:Q", title="planted defects", axis=alt.Axis(format="d", tickMinStep=1, grid=False))
    base = alt.Chart(inline(data)).encode(x=x, color=colour)
    line = base.mark_line(strokeWidth=2.5).encode(
        y=unit(alt.Y, "value"), strokeDash=alt.StrokeDash("cell:N", scale=_by_cell(DASHES, data), legend=keys)
    )
    bars = base.mark_rule(opacity=0.45, strokeWidth=2).encode(y=unit(alt.Y, "low"), y2="high:Q")
    chart = alt.layer(bars, line).properties(width=720, height=300)
    return Plot(draw(chart), "Mean score against planted defects, by cell, with intervals")


def climbs(found: Sequence[Climb]) -> Plot | None:
    """Quality and reward of the best of n, a panel for each cell."""
    import altair as alt

    lines = {"quality": (INK, [1, 0]), "reward, at another look": (VERMILION, [6, 3])}
    lines |= {"by lot": (GREY, [1, 3]), "by quality itself": (GREEN, [1, 0])}
    data = [
        {"task": cell(one.domain, one.channel), "n": choice.n, "line": name, **_ends(part)}
        for one in found
        for choice in one.choices
        for name, part in zip(lines, (choice.gold, choice.proxy, choice.random, choice.oracle), strict=True)
        if part is not None and part.value is not None
    ]
    if not data:
        return None
    keys = legend(symbolType="stroke", symbolSize=300)
    looks = [{name: look[at] for name, look in lines.items()} for at in range(2)]
    x = alt.X("n:Q", title="attempts to choose from", axis=alt.Axis(format="d", tickMinStep=1, grid=False))
    colour = alt.Color("line:N", scale=scale(looks[0]), legend=keys)
    base = alt.Chart().encode(x=x, color=colour)
    line = base.mark_line(strokeWidth=2.2).encode(
        y=unit(alt.Y, "value", ""), strokeDash=alt.StrokeDash("line:N", scale=scale(looks[1]), legend=keys)
    )
    band = (
        base.transform_filter("datum.line == 'quality'")
        .mark_area(opacity=0.12)
        .encode(y=unit(alt.Y, "low", ""), y2="high:Q")
    )
    panel = alt.layer(band, line, data=inline(data)).properties(width=HALF, height=HEIGHT)
    order = [cell(one.domain, one.channel) for one in found]
    return Plot(panels(panel, order, columns=2, shared=True), "Quality and reward of the best of n, by cell")


def signals(found: Sequence[Signal]) -> Plot | None:
    """How often there is a signal against how often it is right."""
    import altair as alt

    data = [
        {
            "cell": cell(one.domain, one.channel),
            "x": one.live.value,
            "y": one.right.value,
            "x1": one.live.low if one.live.low is not None else one.live.value,
            "x2": one.live.high if one.live.high is not None else one.live.value,
            "y1": one.right.low if one.right.low is not None else one.right.value,
            "y2": one.right.high if one.right.high is not None else one.right.value,
        }
        for one in found
        if one.live.value is not None and one.right.value is not None
    ]
    if not data:
        return None
    colour = alt.Color("cell:N", scale=_by_cell(COLOURS, data), legend=legend())
    base = alt.Chart(inline(data)).encode(color=colour)
    x = unit(alt.X, "x", LIVE)
    y = unit(alt.Y, "y", RIGHT)
    across = base.mark_rule(strokeWidth=2, opacity=0.5).encode(x=unit(alt.X, "x1", LIVE), x2="x2:Q", y=y)
    along = base.mark_rule(strokeWidth=2, opacity=0.5).encode(y=unit(alt.Y, "y1", RIGHT), y2="y2:Q", x=x)
    dots = base.mark_point(filled=True, size=150, opacity=1).encode(
        x=x, y=y, shape=alt.Shape("cell:N", scale=_by_cell(SHAPES, data), legend=legend())
    )
    chart = alt.layer(across, along, dots).properties(width=520, height=360)
    return Plot(draw(chart), "How often there is a signal, and how often it is right, by cell")


def reliability(found: Sequence[Verdicts]) -> Plot | None:
    """Of works scored so: how many are right."""
    import altair as alt

    data = [
        {
            "task": cell(one.domain, one.channel),
            "x": (part.low + part.high) / 2,
            "n": part.share.n,
            "value": part.share.value,
            "low": part.share.low,
            "high": part.share.high,
        }
        for one in found
        for part in one.bins
        if part.share
    ]
    if not data:
        return None
    diagonal = alt.Chart().transform_calculate(at="datum.x").mark_line(color=GREY, strokeDash=[3, 3])
    x = unit(alt.X, "x", "score")
    right = unit(alt.Y, "value", KEPT)
    bars = alt.Chart().mark_rule(color=BLUE, opacity=0.45, strokeWidth=2).encode(x=x, y=unit(alt.Y, "low"), y2="high:Q")
    dots = (
        alt.Chart()
        .mark_circle(color=BLUE, opacity=1)
        .encode(x=x, y=right, size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[30, 260])))
    )
    ideal = diagonal.encode(x=x, y=alt.Y("at:Q", title=KEPT))
    panel = alt.layer(ideal, bars, dots, data=inline(data)).properties(width=HALF, height=HEIGHT)
    order = [cell(one.domain, one.channel) for one in found]
    return Plot(panels(panel, order, columns=2, shared=True), "Of works scored so, how many are right, by cell")


def variances(found: Sequence[Variances]) -> Plot | None:
    """Shares of the variance of a score by where it comes from."""
    import altair as alt

    data = []
    for one in found:
        given = one.components.given
        total = sum(given.values())
        data += [
            {"cell": cell(one.domain, one.channel), "part": PARTS[name], "value": value / total, "order": at}
            for at, (name, value) in enumerate(sorted(given.items(), key=lambda pair: list(PARTS).index(pair[0])))
            if total > 0
        ]
    if not data:
        return None
    palette = [BLUE, "#56B4E9", GREEN, ORANGE, "#F0E442", VERMILION, "#CC79A7", GREY, HAIR_DARK]
    whole = alt.Scale(domain=[0, 1])
    colours = scale(dict(zip(PARTS.values(), palette, strict=True)), [p for p in PARTS.values() if _any(data, p)])
    chart = (
        alt.Chart(inline(data))
        .mark_bar(height=20)
        .encode(
            x=alt.X("value:Q", title="share of the variance of one score", axis=alt.Axis(format=".0%"), scale=whole),
            y=alt.Y("cell:N", title=None, sort=list(CELLS.values()), axis=alt.Axis(labelLimit=240, ticks=False)),
            color=alt.Color("part:N", scale=colours, legend=legend(columns=5)),
            order="order:Q",
        )
        .properties(width=640, height={"step": 34})
    )
    return Plot(draw(chart), "Where the variance of a score comes from, by cell")


HAIR_DARK = "#c9ced5"


def leaders(found: Sequence[Leaders]) -> Plot | None:
    """The agents' means by both channels, joined by a line."""
    import altair as alt

    data = [
        {"task": one.domain, "agent": wording.plain(place.agent), "by": by, **_ends(part)}
        for one in found
        for place in one.places
        for by, part in (("checks", place.checked), ("judges", place.judged))
        if part.value is not None
    ]
    if not data:
        return None
    base = alt.Chart().encode(
        x=alt.X("by:N", title=None, axis=alt.Axis(labelAngle=0, labelFontSize=14, ticks=False)),
        color=alt.Color("agent:N", legend=legend()),
    )
    lines = base.mark_line(strokeWidth=2.2).encode(
        y=unit(alt.Y, "value"), detail="agent:N", strokeDash=alt.StrokeDash("agent:N", legend=legend())
    )
    bars = base.mark_rule(strokeWidth=2, opacity=0.4).encode(y=unit(alt.Y, "low"), y2="high:Q")
    dots = base.mark_circle(size=80, opacity=1).encode(y=unit(alt.Y, "value"))
    panel = alt.layer(bars, lines, dots, data=inline(data)).properties(width=340, height=HEIGHT)
    order = [one.domain for one in found]
    return Plot(panels(panel, order, columns=2, shared=True), "The agents' mean scores by checks and by judges")


def shares(found: Sequence[Share]) -> Plot | None:
    """Right above wrong by task, against how much of it a program can see."""
    import altair as alt

    names = {"checked": "checks", "judged": "judges"}
    data = [
        {"by": names[by], "x": one.verifiability, "value": getattr(one, by).value, "task": wording.plain(one.task)}
        for one in found
        for by in names
        if getattr(one, by).value is not None
    ]
    if not data:
        return None
    marks = scale({"checks": BLUE, "judges": VERMILION})
    shape = scale({"checks": "circle", "judges": "triangle-up"})
    chart = (
        alt.Chart(inline(data))
        .mark_point(filled=True, size=110, opacity=0.85)
        .encode(
            x=unit(alt.X, "x", "share of the ladder's defects that a program can see"),
            y=unit(alt.Y, "value", "right above wrong (AUROC)"),
            color=alt.Color("by:N", scale=marks, legend=legend()),
            shape=alt.Shape("by:N", scale=shape, legend=legend()),
        )
        .properties(width=620, height=300)
    )
    return Plot(draw(chart), "Right above wrong by task against the share of it that a program can see")


def _ends(found: Measured) -> dict[str, Any]:
    """Value and ends on a scale from 0 to 1; without an interval the value is both, which draws nothing."""
    value = found.value
    low, high = (value if end is None else min(1.0, max(0.0, end)) for end in (found.low, found.high))
    return {"value": value, "low": low, "high": high}


def _by_cell(looks: dict[str, Any], data: Iterable[dict[str, Any]]) -> Any:
    there = {point["cell"] for point in data}
    return scale(looks, [name for name in looks if name in there])


def _any(data: Sequence[dict[str, Any]], part: str) -> bool:
    return any(point["part"] == part for point in data)
