"""The drawings of the segments page: totals of segments, and the jagged frontier."""

from collections.abc import Sequence
from typing import Any

from harness.reports import segments_words as words
from harness.reports import wording
from harness.reports.html.contrast_look import MANY_COLOURS, MANY_SHAPES, ends, many, shapes
from harness.reports.html.drawing import WIDTH, Plot, draw, inline, unit
from harness.reports.segments import Total
from harness.reports.segments_frontier import JUDGED, Spike

NAMES = 300
"""Pixels for the names of lines."""


def totals(found: Sequence[Total]) -> Plot | None:
    """The weighted mean score of every agent and of what users have, a line for each segment and measure."""
    names: dict[tuple[str, str], str] = {}
    for one in sorted(found, key=lambda one: bool(one.assumed)):
        names[one.segment, one.by] = f"{wording.plain(one.segment)}, {words.weighed(one)}"
    data = [
        {"line": names[one.segment, one.by], "agent": words.who(one)} | ends(one.score)
        for one in found
        if one.score.value is not None
    ]
    return _dots(data, "weighted mean score", "Weighted mean scores of agents by segment, with 95% intervals")


def frontier(found: Sequence[Spike]) -> Plot | None:
    """The mean score of every agent, a line for each family of tasks and channel, judges below checks."""
    data = []
    for one in found:
        for channel, score in ((one.channel, one.score), (JUDGED, one.judged)):
            if score is not None and score.value is not None:
                marked = f"{channel}{', scripted' if channel == JUDGED and one.scripted else ''}"
                name = f"{wording.plain(words.tasks_from(one))}, {marked}"
                data.append({"line": name, "agent": wording.plain(one.agent)} | ends(score))
    return _dots(data, "mean score", "Mean scores of agents by family of tasks and channel, with 95% intervals")


def _dots(data: Sequence[dict[str, Any]], title: str, text: str) -> Plot | None:
    import altair as alt

    if not data:
        return None
    agents = list(dict.fromkeys(point["agent"] for point in data))
    lines = list(dict.fromkeys(point["line"] for point in data))
    key = shapes(columns=3, labelLimit=260)
    axis = alt.Axis(labelLimit=NAMES, labelPadding=12, ticks=False, domain=False, grid=True)
    base = alt.Chart().encode(
        y=alt.Y("line:N", title=None, sort=lines, axis=axis),
        yOffset=alt.YOffset("agent:N", sort=agents),
        color=alt.Color("agent:N", scale=many(MANY_COLOURS, agents), legend=key),
    )
    bars = base.mark_rule(strokeWidth=2.5, opacity=0.5).encode(x=unit(alt.X, "low", title), x2="high:Q")
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=unit(alt.X, "value", title), shape=alt.Shape("agent:N", scale=many(MANY_SHAPES, agents), legend=key)
    )
    height = len(lines) * max(34, 18 * len(agents))
    chart = alt.layer(bars, dots, data=inline(data)).properties(width=WIDTH - 240, height=height)
    return Plot(draw(chart), text)
