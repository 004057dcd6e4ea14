"""How every plot of the page looks, and how it becomes an SVG: altair describes, vl-convert draws; no browser needed.

The colours are those of Okabe and Ito ("Color Universal Design", 2008), which stay apart for colour-blind readers."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple

from harness.reports import wording
from harness.reports.model import Row

if TYPE_CHECKING:
    import altair as alt

INK, MUTED, HAIR, GREY = "#1d2733", "#5c6773", "#e3e6ea", "#9aa3ad"
BLUE, ORANGE, GREEN, SKY, PINK, VERMILION = "#0072B2", "#E69F00", "#009E73", "#56B4E9", "#CC79A7", "#D55E00"
FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
WIDTH = 800
ROW = 30
LABELS = 220
"""Pixels for an agent's name."""


class Plot(NamedTuple):
    """One drawing."""

    svg: str
    text: str
    """What it shows, for readers who do not see it."""


def label(row: Row) -> str:
    """An agent's name; with its track where that is not the usual one, for two must not share a line."""
    agent = wording.plain(row.agent)
    return agent if row.track == "instructed" else f"{agent} ({row.track})"


def place(row: Row) -> dict[str, Any]:
    """Where a row's marks stand."""
    return {"task": wording.plain(row.task), "agent": label(row)}


def agents(rows: Sequence[Row]) -> "alt.Y":
    """A line per agent, in the order of the rows."""
    import altair as alt

    order = list(dict.fromkeys(map(label, rows)))
    axis = alt.Axis(labelLimit=LABELS, labelPadding=12, ticks=False, domain=False, grid=True)
    return alt.Y("agent:N", title=None, sort=order, axis=axis)


def unit(channel: type["alt.X | alt.Y"], field: str, title: str = "score") -> Any:
    """A position on a scale from 0 to 1."""
    import altair as alt

    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2f")
    return channel(f"{field}:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=axis)


def scale(ends: dict[str, Any], names: Sequence[str] | None = None) -> "alt.Scale":
    """Names to colours, shapes, dashes or sizes; only those of `names`, where given."""
    import altair as alt

    chosen = list(ends) if names is None else list(names)
    return alt.Scale(domain=chosen, range=[ends.get(name, GREY) for name in chosen])


def legend(**more: Any) -> "alt.Legend":
    """A line of keys above the plot."""
    import altair as alt

    return alt.Legend(title=None, orient="top", direction="horizontal", symbolStrokeWidth=2, columnPadding=18, **more)


def inline(points: Sequence[dict[str, Any]]) -> Any:
    """Data that stand in the chart itself."""
    import altair as alt

    return alt.InlineData(values=list(points))


def panels(chart: Any, order: Sequence[str], *, columns: int, shared: bool) -> str:
    """One panel per task, drawn; `shared` tells whether they have one vertical axis."""
    import altair as alt

    header = alt.Header(
        title=None, labelOrient="top", labelAnchor="start", labelFontSize=14, labelFontWeight=600, labelPadding=6
    )
    field = alt.Facet("task:N", title=None, sort=list(dict.fromkeys(order)), header=header)
    faceted = chart.facet(facet=field, columns=columns)
    return draw(
        faceted.resolve_axis(x="independent", y="independent") if shared else faceted.resolve_scale(y="independent")
    )


def by_task(chart: Any, rows: Sequence[Row]) -> str:
    """Panels below each other, each with its own agents."""
    sized = chart.properties(width=WIDTH, height={"step": ROW})
    return panels(sized, [wording.plain(row.task) for row in rows], columns=1, shared=False)


def draw(chart: Any) -> str:
    """The chart in the page's dress, as an SVG element."""
    import vl_convert
    from altair.utils import schemapi

    axis = {
        "labelColor": INK,
        "titleColor": MUTED,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    }
    lines = {"gridColor": HAIR, "domainColor": HAIR, "tickColor": HAIR, "titlePadding": 8, "labelPadding": 6}
    spec = chart.to_dict(format="vega-lite", validate=schemapi.DEBUG_MODE)
    # Into the dictionary, for each of altair's own `configure` copies the whole chart.
    spec["config"] |= {
        "font": FONT,
        "background": "transparent",
        "padding": 4,
        "axis": axis | lines,
        "legend": {"labelFontSize": 13, "labelColor": INK, "symbolSize": 110, "offset": 14},
        "header": {"labelColor": INK},
        "facet": {"spacing": 26},
        "view": spec["config"]["view"] | {"stroke": None},
    }
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg


def unchecked() -> AbstractContextManager[None]:
    """Charts that are made inside are not held against Vega-Lite's schema: tests do that, and it takes a second."""
    from altair.utils.schemapi import debug_mode

    return debug_mode(False)
