"""The drawings of the melt page: success against human time, melt factors, horizons by release date."""

import textwrap
from collections.abc import Iterator, Sequence
from math import exp, log
from typing import Any

from harness.reports import melt_words as words
from harness.reports import wording
from harness.reports.html.contrast_look import HALF, keys
from harness.reports.html.drawing import (
    BLUE,
    GREEN,
    GREY,
    HAIR,
    INK,
    MUTED,
    ORANGE,
    VERMILION,
    Plot,
    draw,
    inline,
    scale,
)
from harness.reports.melt import AgentMelt, MeltReport, Reading, Trend
from scoring.stats.horizon import Horizon

HEIGHT, WIDE, STEP = 230, 720, 26
THIRD = 260
"""Pixels of a panel of which three stand side by side."""
CHARACTER = 6.0
"""Pixels of a character above a panel, with some to spare."""
TICKS = [2**at / 60 for at in range(0, 7, 2)] + [2, 8, 30, 120, 480, 2400, 9600, 48000, 240000]
LOOKS = {"cheats as failures": BLUE, "cheats left out": ORANGE, "cheats as successes": GREEN}
OURS, METRS = "95 % interval", "METR's interval"


def curves(found: MeltReport) -> Plot:
    """Success against human time, a panel for each agent, and for each treatment where cheats were flagged."""
    import altair as alt

    honest = [_panel(one, one.headline) for one in found.agents if not one.flagged]
    flagged = [[_panel(one, reading) for reading in one.readings] for one in found.agents if one.flagged]
    rows = [alt.hconcat(*panels, spacing=20) for panels in flagged]
    rows += [alt.hconcat(*honest[at : at + 2], spacing=40) for at in range(0, len(honest), 2)]
    chart = alt.vconcat(*rows, spacing=28).resolve_scale(size="shared", strokeWidth="shared")
    return Plot(draw(chart), "Success against human time, with fitted curves and horizons")


def _panel(one: AgentMelt, reading: Reading) -> Any:
    import altair as alt

    width = THIRD if one.flagged else HALF - 50
    chars = round(width / CHARACTER)
    name = wording.plain(one.agent)
    told = [line for said in words.warnings(reading) for line in textwrap.wrap(said, chars)]
    title = alt.TitleParams(
        [line[:chars] for line in ((name, words.TREATED[reading.cheats]) if one.flagged else (name,))],
        subtitle=told,
        anchor="start",
        fontSize=14,
        color=INK,
        subtitleColor=VERMILION,
        subtitleFontSize=12,
    )
    found = reading.horizon
    layers = [*_beyond(found), *_curve(found), *_marks(reading), _dots(reading)]
    return alt.layer(*layers).properties(width=width, height=HEIGHT, title=title)


def _x(found: Horizon, field: str = "minutes") -> Any:
    import altair as alt

    ends = [found.curve[0].minutes, found.curve[-1].minutes]
    inside = [tick for tick in TICKS if ends[0] <= tick <= ends[1]]
    label = "datum.value < 1 ? round(60 * datum.value) + ' s' : datum.value < 100 ? datum.value + ' min' : "
    axis = alt.Axis(values=inside, grid=False, labelExpr=f"{label}round(datum.value / 60) + ' h'")
    on = alt.Scale(type="log", domain=ends, nice=False, clamp=True)
    return alt.X(f"{field}:Q", title="time people take", scale=on, axis=axis)


def _y(field: str) -> Any:
    import altair as alt

    axis = alt.Axis(values=[0, 0.2, 0.5, 0.8, 1], format=".0%")
    return alt.Y(f"{field}:Q", title="share solved", scale=alt.Scale(domain=[0, 1]), axis=axis)


def _beyond(found: Horizon) -> Iterator[Any]:
    """The lengths at which nothing was tried, greyed."""
    import altair as alt

    if found.shortest is None or found.longest is None:
        return
    first, last = found.curve[0].minutes, found.curve[-1].minutes
    data = [{"minutes": first, "end": found.shortest}, {"minutes": found.longest, "end": last}]
    yield alt.Chart(inline(data)).mark_rect(color=HAIR, opacity=0.6).encode(x=_x(found), x2="end:Q")
    note = [{"minutes": last, "y": 0.9, "text": "untried"}]
    words_there = alt.Chart(inline(note)).mark_text(align="right", dx=-4, fontSize=11, color=MUTED)
    yield words_there.encode(x=_x(found), y=_y("y"), text="text:N")


def _curve(found: Horizon) -> Iterator[Any]:
    """The fitted curve and its band, where there is a curve."""
    import altair as alt

    if found.slope is None:
        return
    points = [
        {"minutes": point.minutes, "value": at.value, "low": at.low, "high": at.high}
        for point in found.curve
        if (at := point.success).value is not None
    ]
    base = alt.Chart(inline(points))
    if any(point["low"] is not None for point in points):
        band = base.mark_area(color=BLUE, opacity=0.15)
        yield band.encode(x=_x(found), y=_y("low"), y2="high:Q")
    if points:
        yield base.mark_line(color=BLUE, strokeWidth=2.4).encode(x=_x(found), y=_y("value"))


def _marks(reading: Reading) -> Iterator[Any]:
    """Horizons: a diamond with our interval (broad) and METR's (thin)."""
    import altair as alt

    found = reading.horizon
    first, last = found.curve[0].minutes, found.curve[-1].minutes
    bars, dots = [], []
    for point in found.points:
        value = point.minutes.value
        if not value:
            continue
        for kind, part in ((METRS, point.conservative), (OURS, point.minutes)):
            if part.low is not None:
                end = part.high if part.high is not None else last
                low, high = (min(max(at, first), last) for at in (part.low, end))
                bars.append({"minutes": low, "end": high, "chance": point.chance, "kind": kind})
        if first <= value <= last:
            dots.append({"minutes": value, "chance": point.chance})
    if bars:
        there = [kind for kind in (OURS, METRS) if any(bar["kind"] == kind for bar in bars)]
        sizes = scale({OURS: 5, METRS: 1.5}, there)
        rules = alt.Chart(inline(bars)).mark_rule(color=VERMILION, opacity=0.75)
        # Widths are not sizes of points, whose scale all panels share.
        yield rules.encode(
            x=_x(found), x2="end:Q", y=_y("chance"), strokeWidth=alt.StrokeWidth("kind:N", scale=sizes, legend=keys())
        )
    if dots:
        diamonds = alt.Chart(inline(dots)).mark_point(shape="diamond", filled=True, size=110, color=VERMILION)
        yield diamonds.encode(x=_x(found), y=_y("chance"))


def _dots(reading: Reading) -> Any:
    """Tasks, the larger the more attempts."""
    import altair as alt

    data = [
        {"minutes": task.minutes, "share": task.solved / task.attempts, "attempts": task.attempts}
        for task in reading.tasks
    ]
    most = max((task.attempts for task in reading.tasks), default=1)
    size = alt.Scale(type="linear", domain=[0, most], range=[10, 130])
    legend = keys(symbolType="circle", values=sorted({1, most}), format="d")
    legend.title, legend.titleFontWeight = "attempts at a task", "normal"
    return (
        alt.Chart(inline(data))
        .mark_point(color=INK, strokeWidth=1.5, opacity=0.75)
        .encode(x=_x(reading.horizon), y=_y("share"), size=alt.Size("attempts:Q", scale=size, legend=legend))
    )


def factors(found: MeltReport) -> Plot | None:
    """Melt factors on a scale of ratios, a panel for each thing that they are held against."""
    import altair as alt

    data = [point for one in found.agents for point in _factors(one)]
    if not data:
        return None
    values = [end for point in data for end in (point["low"], point["high"]) if end > 0]
    ends = [min([0.5, *values]) / 1.3, max([2.0, *values]) * 1.3]
    for point in data:
        # A ratio of 0 has no place on such a scale: it stands at its end, as an arrow.
        point["none"] = point["value"] == 0
        point |= {key: max(point[key], ends[0]) for key in ("value", "low", "high")}
    there = [name for name in LOOKS if any(point["cheats"] == name for point in data)]
    axis = alt.Axis(format="~r", values=_ratios(*ends))
    x = alt.X("value:Q", title="1: as people", scale=alt.Scale(type="log", domain=ends, nice=False), axis=axis)
    # A line is named by agent and number: two agents must not share one.
    names = list(dict.fromkeys(str(point["name"]) for point in data))
    y = alt.Y("name:N", title=None, sort=names, axis=alt.Axis(labelLimit=330, ticks=False, domain=False))
    offset = alt.YOffset("cheats:N", sort=there)
    legend = keys() if len(there) > 1 else None
    base = alt.Chart().encode(
        y=y, yOffset=offset, color=alt.Color("cheats:N", scale=scale(dict(LOOKS), there), legend=legend)
    )
    bars = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=x.copy(), x2="high:Q")
    bars.encoding.x.shorthand = "low:Q"
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=x, shape=alt.condition("datum.none", alt.value("triangle-left"), alt.value("circle"))
    )
    one = alt.Chart().mark_rule(color=GREY, strokeDash=[4, 3]).encode(x=alt.datum(1, type="quantitative"))
    layered = alt.layer(one, bars, dots, data=inline(data))
    panel = layered.properties(width=THIRD - 20, height={"step": STEP, "for": "position"})
    header = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelFontSize=14, labelFontWeight=600)
    field = alt.Column("against:N", title=None, sort=list(words.AGAINST.values()), header=header)
    return Plot(
        draw(panel.facet(column=field)), "Melt factors with intervals, by agent and by what they are held against"
    )


def _ratios(low: float, high: float) -> list[float]:
    """Ticks on a scale of ratios: 1, 3, 10, 30 ..., or powers of ten where that is many."""
    steps = [base * 10.0**at for at in range(-9, 10) for base in ((1, 3) if high / low < 1000 else (1,))]
    return [step for step in steps if low <= step <= high]


def _factors(one: AgentMelt) -> Iterator[dict[str, Any]]:
    for reading in one.readings if one.flagged else one.readings[:1]:
        for ratios in reading.ratios:
            if ratios.melt is None:
                continue
            figures = (ratios.melt.throughput, ratios.melt.speedup, ratios.melt.median)
            for name, part in zip(words.NUMBERS, figures, strict=True):
                if part.value is None:
                    continue
                low, high = (part.value if end is None else end for end in (part.low, part.high))
                yield {
                    "name": f"{wording.plain(one.agent)}: {name}",
                    "against": words.AGAINST[ratios.against],
                    "cheats": words.TREATED[reading.cheats],
                    "value": part.value,
                    "low": low,
                    "high": high,
                }


def trend(found: Trend) -> Plot | None:
    """Horizons by release date with the line of all of them, where there is one."""
    import altair as alt

    if found.doubling.value is None and found.doubling.n < 2:
        return None
    data: list[dict[str, Any]] = [
        {
            "released": one.released.isoformat(),
            "name": wording.plain(one.model),
            "value": one.minutes.value,
            "low": one.minutes.low or one.minutes.value,
            "high": one.minutes.high or one.minutes.value,
        }
        for one in found.models
    ]
    x = alt.X("released:T", title="offered to everyone", axis=alt.Axis(grid=False, format="%b %Y", tickCount=6))
    log_y = alt.Scale(type="log")
    few = alt.Axis(tickCount=4, format="~r")
    title = "50 % horizon (minutes of people)"
    base = alt.Chart(inline(data)).encode(x=x)
    bars = base.mark_rule(color=BLUE, opacity=0.4, strokeWidth=3).encode(
        y=alt.Y("low:Q", title=title, scale=log_y, axis=few), y2="high:Q"
    )
    y = alt.Y("value:Q", title=title, scale=log_y, axis=few)
    dots = base.mark_point(filled=True, size=80, color=BLUE, opacity=1).encode(y=y)
    names = base.mark_text(align="left", dx=8, dy=-6, color=INK).encode(y=y, text="name:N")
    layers = [bars, dots, names]
    if found.doubling.value is not None:
        line = alt.Chart(inline(_line(found))).mark_line(color=VERMILION, strokeDash=[6, 4])
        layers.insert(0, line.encode(x=x, y=y))
    chart = alt.layer(*layers).properties(width=WIDE, height=280)
    return Plot(draw(chart), "Horizons at 50 % by release date")


def _line(found: Trend) -> list[dict[str, Any]]:
    """The ends of the fitted line: through the means, with the slope that the doubling time is of."""
    at = [one.released.toordinal() for one in found.models]
    logs = [log(one.minutes.value or 1.0) for one in found.models]
    middle, height = sum(at) / len(at), sum(logs) / len(logs)
    slope = log(2) / (found.doubling.value or 1.0)
    ends = (found.models[0], found.models[-1])
    return [
        {"released": one.released.isoformat(), "value": exp(height + slope * (one.released.toordinal() - middle))}
        for one in ends
    ]


def drawn(found: MeltReport) -> Sequence[tuple[str, Plot | None]]:
    """All drawings by the section's key."""
    return [("horizons", curves(found)), ("factors", factors(found)), ("trend", trend(found.trend))]
