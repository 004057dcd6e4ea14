"""Writes the contrast page: one HTML file that needs no other file, no script and no host."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from harness.reports import contrast_captions as captions
from harness.reports import wording
from harness.reports.contrast import ContrastReport
from harness.reports.contrast_terminal import differences
from harness.reports.contrast_words import CELLS, amount, interval, remarks
from harness.reports.html import contrast_plots as plots
from harness.reports.html.page import POLICY, environment, inlined
from harness.store import write_atomic
from sandboxes.errors import UserError
from scoring.contrast.card import CELLS as ORDER
from scoring.contrast.exploits import Exploit
from scoring.contrast.figures import Figure
from scoring.contrast.planning import Variances
from scoring.contrast.rows.retest import RETEST

if TYPE_CHECKING:
    from harness.reports.html.drawing import Plot

BAR = 150
"""Pixels of an interval's bar."""


def write_contrast(found: ContrastReport, out: Path) -> None:
    """Write the page to `out`. Raises UserError where nothing can be written there."""
    try:
        write_atomic(out, render_contrast(found).encode("utf-8", "replace").decode("utf-8"))
    except OSError as error:
        mend = "Choose another file with --html"
        raise UserError(f"cannot be written: {error.strerror}", where=str(out), mend=mend) from error


def render_contrast(found: ContrastReport) -> str:
    """The page as text."""
    return environment().get_template("contrast.html.j2").render(
        policy=POLICY,
        report=found,
        cells=[CELLS[cell] for cell in ORDER],
        names=CELLS,
        sections=[section for section in _sections(found) if section["figure"] or section["caption"]],
        matrix=_matrix(found.exploits),
        plans=[(CELLS[one.domain, one.channel], one, _grid(one)) for one in found.variances],
        jnd=_noticeable(found),
        bar=_bar,
        amount=amount,
        interval=interval,
        remarks=remarks,
        differences=differences,
        captions=captions,
        wording=wording,
    )  # fmt: skip


def _sections(found: ContrastReport) -> list[dict[str, Any]]:
    """Title, drawing, and the sentences that say what it means."""
    drawn: list[tuple[str, str, Plot | None, list[str]]] = [
        (
            "doses",
            "Scores against planted defects",
            plots.responses(found.responses),
            [captions.of_responses(found.responses)],
        ),
        (
            "climb",
            "Choosing the best of several",
            plots.climbs(found.climbs),
            [captions.of_climb(one) for one in found.climbs],
        ),
        (
            "signal",
            "Is there a signal, and is it right?",
            plots.signals(found.signals),
            [captions.of_signals(found.signals)],
        ),
        (
            "trust",
            "What a score promises, and what it keeps",
            plots.reliability(found.verdicts),
            [captions.of_verdicts(one) for one in found.verdicts],
        ),
        ("variance", "Where scores differ", plots.variances(found.variances), [captions.of_variances(found.variances)]),
        (
            "ranks",
            "The same agents, ranked by both",
            plots.leaders(found.leaders),
            [f"{one.domain.capitalize()}: {captions.of_leaders(one)}" for one in found.leaders],
        ),
        (
            "shares",
            "What a program can see, and what judges see",
            plots.shares(found.shares),
            [captions.of_shares(found.shares)],
        ),
    ]
    return [
        {"key": key, "title": title, "figure": inlined(plot), "caption": sentences}
        for key, title, plot, sentences in drawn
    ]


def _matrix(found: tuple[Exploit, ...]) -> dict[str, Any]:
    """Attack by rater, those that work most often first."""
    raters = list(dict.fromkeys((one.domain, one.channel, one.rater) for one in found))
    by_place = {(one.attack, (one.domain, one.channel, one.rater)): one for one in found}
    attacks = sorted(
        {one.attack for one in found},
        key=lambda attack: (-max(one.worked.value for one in found if one.attack == attack), attack),
    )
    return {"raters": raters, "attacks": attacks, "at": by_place}


def _grid(found: Variances) -> dict[str, Any]:
    """E rho^2 by judges and attempts (rows) and tasks (columns)."""
    plans = {(plan.judges, plan.attempts, plan.tasks): plan.reliability for plan in found.plans}
    return {
        "rows": sorted({key[:2] for key in plans}),
        "tasks": sorted({key[2] for key in plans}),
        "at": plans,
    }


def _noticeable(found: ContrastReport) -> list[tuple[str, Figure]]:
    """The least difference that is no noise, by cell."""
    row = next((row for row in found.rows if row.key == RETEST.key), None)
    faces = row.faces if row else ()
    return [
        (CELLS[face.domain, face.channel], figure)
        for face in faces
        for figure in face.figures
        if figure.name.startswith("least difference") and figure.measured.value is not None
    ]


def _bar(figure: Figure) -> dict[str, float] | None:
    """Where value and interval stand on a line from 0 to the greatest that the unit usually has; None without one."""
    found = figure.measured
    if found.value is None or found.low is None or found.high is None:
        return None
    lowest = min(0.0, found.low)
    highest = 1.0 if figure.unit in ("share", "coefficient") else max(found.high, found.value) * 1.1 or 1.0
    low, value, high = np.clip((np.array([found.low, found.value, found.high]) - lowest) / (highest - lowest), 0, 1)
    return {"low": float(low) * BAR, "value": float(value) * BAR, "high": float(high) * BAR}
