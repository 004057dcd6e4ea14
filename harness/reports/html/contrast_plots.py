"""The drawings of the contrast page that show what scores do: against defects, in a choice, in a group, as promises."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from harness.reports.html.contrast_look import (
    COLOURS,
    DASHES,
    HALF,
    HEIGHT,
    SHAPES,
    by_cell,
    cell,
    ends,
    keys,
    shapes,
    span,
)
from harness.reports.html.drawing import (
    BLUE,
    GREEN,
    GREY,
    INK,
    PINK,
    VERMILION,
    Plot,
    draw,
    inline,
    panels,
    scale,
    unit,
)
from scoring.contrast.learning import Climb, Signal
from scoring.contrast.pictures import Response, Verdicts
from scoring.stats.goodhart import expected_max
from scoring.stats.measured import Measured
from scoring.stats.selection import Choice

WIDE, STEPS = 720, 5
DEFECTS = "planted defects"
LIVE, RIGHT = "share of groups of attempts with any signal", "share of pairs in the right order"
LINES: dict[str, tuple[str, list[int], float]] = {
    "quality of what is chosen": (INK, [1, 0], 2.8),
    "what the reward says of it, at another look": (VERMILION, [7, 4], 2.2),
    "choosing by lot": (GREY, [1, 0], 1.2),
    "choosing by quality itself": (GREEN, [1, 0], 1.2),
    "theory": (BLUE, [2, 3], 2),
    "theory, with tricks": (PINK, [2, 3], 2),
}
"""Colour, dash and width of each line of a choice."""


def responses(found: Sequence[Response], noticeable: Sequence[tuple[str, Measured]] = ()) -> Plot | None:
    """Mean score against planted defects, a line for each cell; below it the least difference that is no noise."""
    import altair as alt

    data = [
        {"cell": cell(one.domain, one.channel), "defects": dose.defects, **ends(dose.score)}
        for one in found
        for dose in one.doses
        if dose.score.value is not None
    ]
    if not data:
        return None
    base = alt.Chart().encode(
        x=alt.X(
            "defects:Q",
            title=DEFECTS,
            scale=alt.Scale(domain=[0, STEPS], nice=False),
            axis=alt.Axis(format="d", tickMinStep=1, grid=False),
        ),
        color=alt.Color("cell:N", scale=by_cell(COLOURS, data), legend=shapes()),
    )
    dash = alt.StrokeDash("cell:N", scale=by_cell(DASHES, data), legend=None)
    line = base.mark_line(strokeWidth=2.2).encode(y=unit(alt.Y, "value", "mean score"), strokeDash=dash)
    bars = base.mark_rule(opacity=0.4, strokeWidth=2).encode(y=unit(alt.Y, "low", "mean score"), y2="high:Q")
    dots = base.mark_point(filled=True, size=80, opacity=1).encode(
        y=unit(alt.Y, "value", "mean score"),
        shape=alt.Shape("cell:N", scale=by_cell(SHAPES, data), legend=shapes()),
    )
    chart = alt.layer(bars, line, dots, data=inline(data)).properties(width=WIDE, height=300)
    below = _noticeable(noticeable)
    whole = chart if below is None else alt.vconcat(chart, below, spacing=22)
    return Plot(draw(whole), "Mean score against planted defects, by cell, with intervals")


def _noticeable(found: Sequence[tuple[str, Measured]]) -> Any:
    """Bars in planted defects, one for each cell that has any."""
    import altair as alt

    data: list[dict[str, Any]] = [
        {"cell": name, "value": one.value, "low": one.low or one.value, "high": one.high or one.value}
        for name, one in found
        if one.value is not None
    ]
    if not data:
        return None
    # As far as the ladder goes, so that both drawings have one axis; the sentence has what lies beyond.
    domain = alt.Scale(domain=[0, STEPS], nice=False)
    title = "least difference that is no noise, in planted defects"
    base = alt.Chart().encode(
        y=alt.Y("cell:N", title=None, sort=list(COLOURS), axis=alt.Axis(labels=True, ticks=False, labelLimit=200)),
        color=alt.Color("cell:N", scale=by_cell(COLOURS, data), legend=None),
    )
    ticks = alt.Axis(format="d", tickMinStep=1, grid=False)
    bar = base.mark_bar(height=9, opacity=0.6, clip=True).encode(
        x=alt.X("value:Q", title=title, scale=domain, axis=ticks)
    )
    reach = base.mark_rule(strokeWidth=2, clip=True).encode(
        x=alt.X("low:Q", scale=domain, title=title, axis=ticks), x2="high:Q"
    )
    still = base.transform_filter("datum.value == 0").mark_text(align="left", dx=4, text="no noise was seen")
    words = still.encode(x=alt.value(0), color=alt.value(INK))
    return alt.layer(bar, reach, words, data=inline(data)).properties(width=WIDE, height={"step": 24})


def climbs(found: Sequence[Climb]) -> Plot | None:
    """Quality and reward of the best of n, a panel for each cell."""
    import altair as alt

    data = [
        {"task": cell(one.domain, one.channel), "n": choice.n, "line": name, **reached}
        for one in found
        for choice, *gains in zip_longest(one.choices, one.expected, one.tempted)
        if choice
        for name, reached in zip(LINES, _reached(choice, gains, one.spread), strict=True)
        if reached
    ]
    if not data:
        return None
    whole = alt.Scale(domain=span(data, ("value", "low", "high")))
    y = alt.Axis(format=".2f", tickCount=5)
    colours, dashes, widths = ({name: look[at] for name, look in LINES.items()} for at in range(3))
    there = [name for name in LINES if any(point["line"] == name for point in data)]
    key = keys(symbolType="stroke", symbolSize=400, labelLimit=300, columns=3)
    base = alt.Chart().encode(
        x=alt.X("n:Q", title="attempts to choose from", axis=alt.Axis(format="d", tickMinStep=1, grid=False)),
        color=alt.Color("line:N", scale=scale(colours, there), legend=key),
    )
    line = base.mark_line().encode(
        y=alt.Y("value:Q", title=None, scale=whole, axis=y),
        strokeDash=alt.StrokeDash("line:N", scale=scale(dashes, there), legend=key),
        strokeWidth=alt.StrokeWidth("line:N", scale=scale(widths, there), legend=None),
    )
    band = base.transform_filter("datum.line == 'quality of what is chosen'").mark_area(opacity=0.12)
    reach = band.encode(y=alt.Y("low:Q", title=None, scale=whole, axis=y), y2="high:Q")
    panel = alt.layer(reach, line, data=inline(data)).properties(width=HALF, height=HEIGHT)
    order = [cell(one.domain, one.channel) for one in found]
    return Plot(panels(panel, order, columns=2, shared=True), "Quality and reward of the best of n, by cell")


def _reached(choice: Choice, gains: Sequence[float | None], spread: float | None) -> list[dict[str, Any]]:
    """The heights of the lines at one n, in the order of `LINES`; empty where there is none."""
    drawn = [choice.gold, choice.proxy, choice.random, choice.oracle]
    return [
        *(ends(one) if one and one.value is not None else {} for one in drawn),
        *(_theory(choice, gain, spread) for gain in gains),
    ]


def _theory(choice: Choice, gain: float | None, spread: float | None) -> dict[str, Any]:
    """What normal rewards would reach: their share of what choosing by quality itself gains; of one attempt, in
    standard deviations of quality."""
    low, high, most = choice.random.value, choice.oracle.value, expected_max(choice.n)
    if gain is None or low is None or high is None:
        return {}
    value = max(0.0, low + gain * ((high - low) / most if choice.n > 1 else spread or 0.0))
    return {"value": value, "low": value, "high": value}


def signals(found: Sequence[Signal]) -> Plot | None:
    """How often there is a signal against how often it is right."""
    import altair as alt

    data = [
        {"cell": cell(one.domain, one.channel)}
        | {f"x_{name}": end for name, end in ends(one.live).items()}
        | {f"y_{name}": end for name, end in ends(one.right).items()}
        for one in found
        if one.live.value is not None and one.right.value is not None
    ]
    if not data:
        return None
    base = alt.Chart().encode(color=alt.Color("cell:N", scale=by_cell(COLOURS, data), legend=shapes()))
    x, y = unit(alt.X, "x_value", LIVE), unit(alt.Y, "y_value", RIGHT)
    dash = alt.StrokeDash("cell:N", scale=by_cell(DASHES, data), legend=None)
    across = base.mark_rule(strokeWidth=2, opacity=0.55).encode(x=unit(alt.X, "x_low", LIVE), x2="x_high:Q", y=y)
    along = base.mark_rule(strokeWidth=2, opacity=0.55).encode(y=unit(alt.Y, "y_low", RIGHT), y2="y_high:Q", x=x)
    dots = base.mark_point(filled=True, size=170, opacity=1).encode(
        x=x, y=y, shape=alt.Shape("cell:N", scale=by_cell(SHAPES, data), legend=shapes())
    )
    lot = [{"at": 0.5, "text": "no better than a lot"}]
    line = alt.Chart(inline(lot)).mark_rule(color=GREY, strokeDash=[3, 3]).encode(y=unit(alt.Y, "at", RIGHT))
    words = alt.Chart(inline(lot)).mark_text(align="left", dx=6, dy=-7, color="#5c6773", fontSize=12)
    label = words.encode(x=alt.value(0), y=unit(alt.Y, "at", RIGHT), text="text:N")
    crosses = [across.encode(strokeDash=dash), along.encode(strokeDash=dash)]
    chart = alt.layer(line, label, *crosses, dots, data=inline(data)).properties(width=560, height=360)
    return Plot(draw(chart), "How often there is a signal, and how often it is right, by cell")


def reliability(found: Sequence[Verdicts]) -> Plot | None:
    """Of works scored so: how many are right. The broken line is a score that keeps what it promises."""
    import altair as alt

    data = [point for one in found for point in _promises(one)]
    if not any(point["kind"] == "bin" for point in data):
        return None
    x, y = unit(alt.X, "x", "score"), unit(alt.Y, "value", "share that is right")
    base = alt.Chart().encode(x=x, color=alt.Color("task:N", scale=by_cell(COLOURS, data, "task"), legend=None))
    bins = base.transform_filter("datum.kind == 'bin'")
    bars = bins.mark_rule(opacity=0.45, strokeWidth=2).encode(y=unit(alt.Y, "low", "share that is right"), y2="high:Q")
    dots = bins.mark_point(filled=True, opacity=1).encode(
        y=y,
        shape=alt.Shape("task:N", scale=by_cell(SHAPES, data, "task"), legend=None),
        size=alt.Size("n:Q", legend=None, scale=alt.Scale(type="sqrt", range=[40, 260])),
    )
    ideal = alt.Chart().transform_filter("datum.kind == 'ideal'").mark_line(color=GREY, strokeDash=[3, 3])
    cut = alt.Chart().transform_filter("datum.kind == 'cut'").mark_rule(color=INK, strokeWidth=1, opacity=0.6)
    layers = (ideal.encode(x=x, y=y), cut.encode(x=x), bars, dots)
    panel = alt.layer(*layers, data=inline(data)).properties(width=HALF, height=HEIGHT)
    order = [cell(one.domain, one.channel) for one in found]
    return Plot(panels(panel, order, columns=2, shared=True), "Of works scored so, how many are right, by cell")


def _promises(one: Verdicts) -> list[dict[str, Any]]:
    """The bins of a cell, the line on which they should lie, and where its verdict begins."""
    name = cell(one.domain, one.channel)
    bins: list[dict[str, Any]] = [
        {"x": part.forecast, "n": part.share.n, "value": part.share.value, "kind": "bin", "task": name}
        | {"low": part.share.low, "high": part.share.high}
        for part in one.bins
        if part.share and part.forecast is not None
    ]
    ideal = [{"x": at, "value": at, "kind": "ideal", "task": name} for at in (0, 1)]
    return [*bins, *ideal, {"x": min(1.0, one.threshold.threshold), "kind": "cut", "task": name}]
