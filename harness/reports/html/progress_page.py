"""The page on progress: one HTML file that needs no other file, no script and no host."""

from collections.abc import Sequence
from typing import Any

from harness.reports import wording
from harness.reports.html.contrast_look import HALF, HEIGHT
from harness.reports.html.drawing import BLUE, INK, Plot, inline, panels, unchecked, unit
from harness.reports.html.page import POLICY, environment, inlined
from harness.reports.progress import OnTask, ProgressReport
from harness.reports.progress_words import COLUMNS, of_all, of_task, rests_on, row


def render_progress(found: ProgressReport) -> str:
    """The page as text."""
    tasks = {
        task: [one for one in found.tasks if one.task == task] for task in dict.fromkeys(t.task for t in found.tasks)
    }
    with unchecked():
        drawn = {task: inlined(curves(there)) for task, there in tasks.items()}
    return environment().get_template("progress.html.j2").render(
        policy=POLICY,
        report=found,
        columns=COLUMNS,
        tasks=tasks,
        drawn=drawn,
        row=row,
        rests_on=rests_on,
        of_all=of_all,
        of_task=of_task,
    )  # fmt: skip


def curves(found: Sequence[OnTask]) -> Plot | None:
    """Reward against time, a panel for each agent on one task: attempts as steps, their mean, and its band."""
    import altair as alt

    size, name = _scale_of(max((one.band.at[-1] for one in found if one.band.at), default=0.0))
    data = [point for one in found for point in _points(one, size)]
    if not data:
        return None
    x = alt.X("at:Q", title=f"{name} from the agent's beginning", axis=alt.Axis(grid=False))
    base = alt.Chart().encode(x=x)
    band = base.transform_filter("datum.kind == 'band'").mark_area(opacity=0.16, color=BLUE, interpolate="step-after")
    attempts = base.transform_filter("datum.kind == 'attempt'").mark_line(
        interpolate="step-after", strokeWidth=1, opacity=0.55, color=INK
    )
    mean = base.transform_filter("datum.kind == 'mean'").mark_line(
        interpolate="step-after", strokeWidth=2.6, color=BLUE
    )
    layers = (
        band.encode(y=unit(alt.Y, "low", "reward"), y2="high:Q"),
        attempts.encode(y=unit(alt.Y, "value", "reward"), detail="line:N"),
        mean.encode(y=unit(alt.Y, "value", "reward")),
    )
    panel = alt.layer(*layers, data=inline(data)).properties(width=HALF, height=HEIGHT)
    order = [wording.plain(one.agent) for one in found]
    text = f"Reward against time on {wording.plain(found[0].task)}, a panel for each agent: attempts, mean and band"
    return Plot(panels(panel, order, columns=2, shared=True), text)


def _scale_of(seconds: float) -> tuple[float, str]:
    """What time is shown in."""
    if seconds < 2 * wording.MINUTE:
        return 1.0, "seconds"
    return (wording.MINUTE, "minutes") if seconds < 2 * wording.HOUR else (wording.HOUR, "hours")


def _points(one: OnTask, size: float) -> list[dict[str, Any]]:
    agent, band = wording.plain(one.agent), one.band
    found: list[dict[str, Any]] = [
        {"task": agent, "kind": "attempt", "line": number, "at": at / size, "value": value}
        for number, line in enumerate(one.lines)
        for at, value in zip(line.at, line.value, strict=True)
    ]
    if band.low:
        found += [
            {"task": agent, "kind": "mean", "at": at / size, "value": value}
            for at, value in zip(band.at, band.mean, strict=True)
        ]
    found += [
        {"task": agent, "kind": "band", "at": at / size, "low": low, "high": high}
        for at, low, high in zip(band.at, band.low, band.high, strict=False)
    ]
    return found
