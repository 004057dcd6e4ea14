"""The plots of the page. Shape or position always says the same as colour; the tables hold the figures."""

from collections.abc import Sequence
from itertools import cycle
from typing import Any

from harness.reports import wording
from harness.reports.html.drawing import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PINK,
    SKY,
    VERMILION,
    Plot,
    agents,
    by_task,
    inline,
    legend,
    panels,
    place,
    scale,
    unit,
)
from harness.reports.model import Ladder, Row

BESIDE = 8
"""Pixels by which other scores stand below the reward, so that none hides another."""
MAIN = "reward"
PHASES = {"prepare": SKY, "agent": BLUE, "freeze": GREY, "verify": GREEN, "judge": ORANGE}
OUTCOMES = {
    "completed": BLUE,
    "agent_did_nothing": GREY,
    "agent_timeout": ORANGE,
    "agent_error": VERMILION,
    "budget_exceeded": PINK,
    "infra_error": INK,
}
SCORERS = (
    (GREY, [6, 3]),
    (ORANGE, [2, 2]),
    (GREEN, [8, 3, 2, 3]),
    (PINK, [4, 4]),
    (SKY, [1, 3]),
    (VERMILION, [10, 4]),
)
"""Colour and dashes of the scores beside the main one."""


def rewards(rows: Sequence[Row]) -> Plot | None:
    """Mean reward by task and agent with its interval; baselines, judges and the oracle as small marks below it."""
    import altair as alt

    data = [point for row in rows for point in _reward_points(row)]
    if not data:
        return None
    looks = {
        MAIN: (BLUE, "circle", 120),
        "oracle suite": (GREEN, "diamond", 60),
        "judge": (VERMILION, "triangle-up", 55),
        "baseline": (GREY, "square", 30),
    }
    kinds = [kind for kind in looks if any(point["kind"] == kind for point in data)]
    colours, shapes, sizes = (scale({k: look[at] for k, look in looks.items()}, kinds) for at in range(3))
    whiskers = alt.Chart().mark_rule(strokeWidth=2.5, opacity=0.45, color=BLUE)
    marks = [
        alt.Chart()
        .transform_filter(f"datum.kind {'==' if main else '!='} '{MAIN}'")
        .mark_point(filled=True, opacity=1, yOffset=0 if main else BESIDE)
        .encode(
            x=unit(alt.X, "value"),
            y=agents(rows),
            color=alt.Color("kind:N", scale=colours, legend=legend()),
            shape=alt.Shape("kind:N", scale=shapes, legend=legend()),
            size=alt.Size("kind:N", scale=sizes, legend=None),
        )
        for main in (True, False)
    ]
    layers = alt.layer(whiskers.encode(x=unit(alt.X, "low"), x2="high:Q", y=agents(rows)), *marks, data=inline(data))
    return Plot(by_task(layers, rows), "Mean reward by task and agent with 95% intervals")


def _reward_points(row: Row) -> list[dict[str, Any]]:
    points: list[dict[str, Any]] = [
        {**place(row), "kind": "baseline" if side.channel == "baseline" else "judge", "value": side.mean.value}
        for side in row.sides
        if side.mean
    ]
    if row.oracle:
        points.append({**place(row), "kind": "oracle suite", "value": row.oracle.value})
    if row.mean:
        found = row.mean
        points.append({**place(row), "kind": MAIN, "value": found.value, "low": found.low, "high": found.high})
    return points


def ladders(found: Sequence[Ladder]) -> Plot | None:
    """Scores against planted defects, a panel per task; variants and attacks as single marks of their main score."""
    import altair as alt

    data = [point for ladder in found for point in _ladder_points(ladder)]
    if not data:
        return None
    names = sorted({point["scorer"] for point in data}, key=lambda name: (name != MAIN, name))
    looks = dict(
        zip(names, ((BLUE, [1, 0]), *(look for look, _ in zip(cycle(SCORERS), names[1:], strict=False))), strict=True)
    )
    colours, dashes = (scale({name: look[at] for name, look in looks.items()}) for at in range(2))
    keys = legend(symbolType="stroke", symbolSize=300)
    x = alt.X("defects:Q", title="planted defects", axis=alt.Axis(format="d", tickMinStep=1, grid=False))
    steps = alt.Chart().transform_filter("datum.kind == 'defect'").encode(x=x, y=unit(alt.Y, "value"))
    lines = steps.mark_line(strokeWidth=2).encode(
        color=alt.Color("scorer:N", scale=colours, legend=keys),
        strokeDash=alt.StrokeDash("scorer:N", scale=dashes, legend=keys),
    )
    dots = steps.mark_circle(opacity=1, size=45).encode(color=alt.Color("scorer:N", scale=colours, legend=keys))
    shapes = alt.Shape("kind:N", scale=scale({"variant": "square", "attack": "cross"}), legend=legend())
    others = alt.Chart().transform_filter(f"datum.kind != 'defect' && datum.scorer == '{MAIN}'")
    marks = others.mark_point(size=110, strokeWidth=2, stroke=INK, fill=None, opacity=1).encode(
        x=x, y=unit(alt.Y, "value"), shape=shapes
    )
    panel = alt.layer(lines, dots, marks, data=inline(data)).properties(width=440, height=260)
    return Plot(panels(panel, [_panel(d) for d in found], columns=2, shared=True), "Scores against planted defects")


def _ladder_points(ladder: Ladder) -> list[dict[str, Any]]:
    points = []
    for step in ladder.steps:
        here = {"task": _panel(ladder), "kind": step.kind, "defects": step.defects}
        if step.main:
            points.append({**here, "scorer": MAIN, "value": step.main.value})
        points += [{**here, "scorer": wording.plain(s.name), "value": s.mean.value} for s in step.sides if s.mean]
    return points


def _panel(ladder: Ladder) -> str:
    return f"{wording.plain(ladder.task)} · {ladder.channel or 'no'} reward"


def gaps(rows: Sequence[Row]) -> Plot | None:
    """The tests the agent could see against the hidden ones: the line between them is the gap."""
    import altair as alt

    both = [(row, row.visible.value, row.gap) for row in rows if row.visible and row.gap is not None]
    if not both:
        return None
    names = {"seen": "tests the agent could see", "hidden": "hidden tests"}
    data = [{**place(row), "seen": seen, "hidden": min(1.0, max(0.0, seen - gap))} for row, seen, gap in both]
    shown = [row for row, _, _ in both]
    base = alt.Chart().encode(y=agents(shown))
    between = base.mark_rule(strokeWidth=3, opacity=0.5, color=ORANGE).encode(x=unit(alt.X, "hidden"), x2="seen:Q")
    colours = scale({names["seen"]: ORANGE, names["hidden"]: BLUE})
    ends = [
        base.transform_calculate(end=f"'{names[field]}'")
        .mark_circle(size=size, opacity=1)
        .encode(x=unit(alt.X, field), color=alt.Color("end:N", scale=colours, legend=legend()))
        for field, size in (("seen", 150), ("hidden", 60))
    ]
    layers = alt.layer(between, *ends, data=inline(data))
    return Plot(by_task(layers, shown), "Visible tests that pass against hidden ones, by task and agent")


def phases(rows: Sequence[Row]) -> Plot | None:
    """Mean seconds per trial by phase."""
    timed = [row for row in rows if row.seconds]
    data = [
        {**place(row), "part": phase, "value": row.seconds[phase].mean, "order": at}
        for row in timed
        for at, phase in enumerate(PHASES)
        if phase in row.seconds
    ]
    return _stacked(data, timed, PHASES, "mean seconds per trial")


def outcomes(rows: Sequence[Row]) -> Plot | None:
    """How trials ended."""
    ended = [row for row in rows if row.done]
    data = [
        {**place(row), "part": words, "value": row.outcomes[outcome], "order": at}
        for row in ended
        for at, (outcome, words) in enumerate(wording.OUTCOMES.items())
        if row.outcomes.get(outcome)
    ]
    return _stacked(data, ended, {wording.OUTCOMES[o]: colour for o, colour in OUTCOMES.items()}, "trials")


def _stacked(data: list[dict[str, Any]], rows: Sequence[Row], colours: dict[str, str], title: str) -> Plot | None:
    import altair as alt

    if not data:
        return None
    names = [name for name in colours if any(point["part"] == name for point in data)]
    bars = alt.Chart(inline(data)).mark_bar(height=14)
    coded = bars.encode(
        x=alt.X("value:Q", title=title, axis=alt.Axis(tickMinStep=1, format="~g")),
        y=agents(rows),
        color=alt.Color("part:N", scale=scale(colours, names), legend=legend()),
        order="order:Q",
    )
    return Plot(by_task(coded, rows), f"{title.capitalize()} by {', '.join(names)}, for each task and agent")
