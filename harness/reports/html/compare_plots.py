"""The drawings of the comparison: differences of pairs, and quality against cost."""

from collections.abc import Sequence
from typing import Any

from harness.reports import wording
from harness.reports.compare_frontier import Frontier
from harness.reports.compare_pairs import Pair
from harness.reports.html.contrast_look import MANY_COLOURS, MANY_SHAPES, keys, many, shapes
from harness.reports.html.drawing import GREY, INK, WIDTH, Plot, draw, inline, unit
from scoring.stats.measured import Measured

NAMES = 460
"""Pixels for the names of a pair."""


def differences(pairs: Sequence[Pair]) -> Plot | None:
    """Mean scores, first less second, with intervals; filled where the pair is decided."""
    import altair as alt

    names = wording.short_names([name for pair in pairs for name in (pair.first, pair.second)])
    data = [_difference(pair, names) for pair in pairs if pair.difference.value is not None]
    if not data:
        return None
    axis = alt.Axis(labelLimit=NAMES, labelPadding=12, ticks=False, domain=False, grid=True)
    y = alt.Y("pair:N", title=None, sort=[point["pair"] for point in data], axis=axis)
    base = alt.Chart().encode(y=y)
    title = "difference of mean scores"
    bars = base.mark_rule(strokeWidth=2.5, opacity=0.45, color=INK).encode(
        x=alt.X("low:Q", title=title, axis=alt.Axis(tickCount=6)), x2="high:Q"
    )
    fill = alt.Color(
        "found:N",
        scale=alt.Scale(domain=["decided", "undecided"], range=[INK, "white"]),
        legend=keys(symbolStrokeColor=INK),
    )
    dots = base.mark_point(filled=True, size=110, opacity=1, stroke=INK, strokeWidth=1.5).encode(
        x=alt.X("value:Q", title=title), color=fill
    )
    zero = alt.Chart(inline([{"at": 0}])).mark_rule(color=GREY, strokeDash=[3, 3]).encode(x="at:Q")
    chart = alt.layer(zero, bars, dots, data=inline(data)).properties(width=WIDTH / 2, height={"step": 34})
    return Plot(draw(chart), "Differences of mean scores of pairs of agents, with 95% intervals")


def _difference(pair: Pair, names: dict[str, str]) -> dict[str, Any]:
    name = f"{wording.plain(names[pair.first])} less {wording.plain(names[pair.second])}"
    found = "decided" if pair.ahead in ("first", "second") else "undecided"
    return {"pair": name, "found": found, **_ends(pair.difference)}


def _ends(found: Measured, prefix: str = "") -> dict[str, Any]:
    """Without an interval the value is both ends, which draws nothing."""
    low, high = (found.value if end is None else end for end in (found.low, found.high))
    return {f"{prefix}value": found.value, f"{prefix}low": low, f"{prefix}high": high}


def frontier(found: Frontier | None) -> Plot | None:
    """Mean score against the cost of an attempt, with both intervals; a line along those that are not beaten."""
    import altair as alt

    if found is None:
        return None
    data = [
        {
            "agent": wording.plain(point.agent),
            "front": not point.beaten_by,
            **_ends(point.cost, "cost_"),
            **_ends(point.score),
        }
        for point in found.points
    ]
    names = [str(point["agent"]) for point in data]
    title = "dollars of an attempt" if found.unit == "usd" else "seconds of an attempt"
    key = shapes(columns=3, labelLimit=260)
    base = alt.Chart().encode(color=alt.Color("agent:N", scale=many(MANY_COLOURS, names), legend=key))
    x, y = alt.X("cost_value:Q", title=title), unit(alt.Y, "value", "mean score")
    across = base.mark_rule(strokeWidth=2, opacity=0.5).encode(
        x=alt.X("cost_low:Q", title=title), x2="cost_high:Q", y=y
    )
    along = base.mark_rule(strokeWidth=2, opacity=0.5).encode(x=x, y=unit(alt.Y, "low", "mean score"), y2="high:Q")
    dots = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=x, y=y, shape=alt.Shape("agent:N", scale=many(MANY_SHAPES, names), legend=key)
    )
    line = (
        alt.Chart()
        .transform_filter("datum.front")
        .mark_line(color=GREY, strokeDash=[4, 3], interpolate="step-after")
        .encode(x=x, y=y)
    )
    chart = alt.layer(line, across, along, dots, data=inline(data)).properties(width=WIDTH - 120, height=320)
    return Plot(draw(chart), f"Mean score against {title}, by agent, with 95% intervals")
