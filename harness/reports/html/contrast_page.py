"""The contrast page: one HTML file that needs no other file, no script and no host."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from harness.reports import contrast_captions as captions
from harness.reports import contrast_mirrored as mirrors
from harness.reports import contrast_recorded as recorded
from harness.reports import wording
from harness.reports.audit import sway_rows
from harness.reports.contrast import ContrastReport
from harness.reports.contrast_matrix import matrix
from harness.reports.contrast_words import CELLS, amount, interval, remarks
from harness.reports.html import contrast_bars as bars
from harness.reports.html import contrast_plots as curves
from harness.reports.html import contrast_plots_agents as rankings
from harness.reports.html.drawing import unchecked
from harness.reports.html.page import POLICY, environment, inlined
from scoring.contrast.card import CELLS as ORDER
from scoring.contrast.figures import Face, Figure
from scoring.contrast.learning import Climb
from scoring.contrast.pictures import Verdicts
from scoring.contrast.planning import Variances
from scoring.contrast.rows.retest import RETEST
from scoring.stats.measured import Measured, undefined

if TYPE_CHECKING:
    from harness.reports.html.drawing import Plot

HEADLINES = ("validity", "gamed", "retest")
"""The rows whose sentences stand at the top."""


def render_contrast(found: ContrastReport) -> str:
    """The page as text."""
    with unchecked():
        sections = _sections(found) if found.runs else []
    return environment().get_template("contrast.html.j2").render(
        policy=POLICY,
        report=found,
        headlines=[row for key in HEADLINES for row in found.rows if row.key == key],
        cells=ORDER,
        names=CELLS,
        sections=sections,
        recorded=list(recorded.lines(found.recorded.found)) if found.recorded else [],
        told=recorded,
        matrix=matrix(found.exploits),
        plans=[(CELLS[one.domain, one.channel], one, _grid(one)) for one in found.variances],
        mirrors=mirrors,
        sways=[(sway, list(sway_rows(sway))) for sway in found.sways],
        bars=bars,
        stated=_stated,
        reached=_reached,
        said_of=_said_of,
        amount=amount,
        interval=interval,
        remarked=_remarked,
        gained=_gained,
        captions=captions,
        wording=wording,
    )  # fmt: skip


def _sections(found: ContrastReport) -> list[dict[str, Any]]:
    """Key, title, drawing, and the sentences that say what it means."""
    noticeable = _noticeable(found)
    drawn: list[tuple[str, str, Plot | None, list[str]]] = [
        (
            "doses",
            "Scores against planted defects",
            curves.responses(found.responses, noticeable),
            [captions.of_responses(found.responses), captions.of_noticeable(noticeable)],
        ),
        (
            "climb",
            "Choosing the best of several",
            curves.climbs(found.climbs),
            [*map(captions.of_climb, found.climbs), _left_out(found.climbs, "it takes four attempts per task")]
            if found.climbs
            else [captions.NO_CLIMB],
        ),
        (
            "signal",
            "Is there a signal, and is it right?",
            curves.signals(found.signals),
            [captions.of_signals(found.signals)],
        ),
        (
            "trust",
            "What a score promises, and what it keeps",
            curves.reliability(found.verdicts),
            [*map(captions.of_verdicts, found.verdicts), _left_out(found.verdicts, "nothing of known truth was scored")]
            if found.verdicts
            else [captions.NO_VERDICT],
        ),
        ("tricks", "Tricks, one by one", None, [captions.of_exploits(found.exploits)]),
        (
            "variance",
            "Where scores differ",
            rankings.variances(found.variances),
            [captions.of_variances(found.variances), _left_out(found.variances, "it takes two tasks and two agents")],
        ),
        ("plans", "What more would do", rankings.plans(found.variances), [captions.of_plans(found.variances)]),
        (
            "ranks",
            "The same agents, ranked by both",
            rankings.leaders(found.leaders),
            [f"{one.domain.capitalize()}: {captions.of_leaders(one)}" for one in found.leaders] or [captions.NO_LEADER],
        ),
        (
            "shares",
            "What a program can see, and what judges see",
            rankings.shares(found.shares),
            [captions.of_shares(found.shares)],
        ),
        ("mirrored", "The same property, by a program and by judges", None, mirrors.caption(found.mirrored)),
    ]
    return [
        {"key": key, "title": title, "figure": inlined(plot), "caption": list(filter(None, sentences))}
        for key, title, plot, sentences in drawn
    ]


def _left_out(shown: Sequence[Climb | Verdicts | Variances], reason: str) -> str:
    return captions.of_left_out([(one.domain, one.channel) for one in shown], reason)


def _grid(found: Variances) -> dict[str, Any]:
    """E rho^2 by judges and attempts (rows) and tasks (columns)."""
    plans = {(plan.judges, plan.attempts, plan.tasks): plan.reliability for plan in found.plans}
    return {
        "rows": sorted({key[:2] for key in plans}),
        "tasks": sorted({key[2] for key in plans}),
        "at": plans,
    }


def _noticeable(found: ContrastReport) -> list[tuple[str, Measured]]:
    """The least difference that is no noise, by cell."""
    row = next((row for row in found.rows if row.key == RETEST.key), None)
    faces = row.faces if row else ()
    return [
        (CELLS[face.domain, face.channel], figure.measured if figure.have else undefined("no work was looked at twice"))
        for face in faces
        for figure in face.figures
        if figure.name.startswith("least difference")
    ]


def _stated(figure: Figure) -> str:
    """A figure's value. A share of nothing among a few is no promise: it is told as none, beside its bound."""
    found = figure.measured
    if figure.unit == "share" and found.value == 0 and found.high is not None:
        return "none"
    return amount(found.value or 0.0, figure.unit)


def _reached(figure: Figure) -> str:
    """Its interval, or its bound."""
    found = figure.measured
    if figure.unit == "share" and found.value == 0 and found.high is not None:
        return f"at most {amount(found.high, figure.unit)}"
    return interval(found, figure.unit)


def _said_of(found: Measured, unit: Any) -> str:
    """A statistic in a table: value and interval, or why there is none."""
    if found.value is None:
        return found.note or wording.MISSING
    return " ".join(filter(None, (amount(found.value, unit), interval(found, unit))))


def _remarked(face: Face) -> list[tuple[Figure, list[str]]]:
    """The figures of a cell and what has to be said beside each, everything once."""
    said: set[str] = set()
    found = []
    for figure in face.figures:
        new = [remark for remark in remarks(figure) if remark not in said]
        said.update(new)
        found.append((figure, new))
    return found


def _gained(defects: float) -> str:
    """A gain in planted defects with its sign."""
    text = f"{abs(defects):.1f}"
    sign = "" if text == "0.0" else "+" if defects > 0 else wording.MINUS
    return f"{sign}{text} defects"
