"""Writes the melt page: one HTML file that needs no other file, no script and no host."""

from pathlib import Path

from harness.reports import melt_terminal as terminal
from harness.reports import melt_words as words
from harness.reports import wording
from harness.reports.html import melt_plots
from harness.reports.html.drawing import unchecked
from harness.reports.html.page import POLICY, environment, inlined
from harness.reports.melt import MeltReport
from harness.store import write_atomic
from sandboxes.errors import UserError


def write_melt(found: MeltReport, out: Path) -> None:
    """Write the page to `out`. Raises UserError where nothing can be written there."""
    try:
        write_atomic(out, render_melt(found).encode("utf-8", "replace").decode("utf-8"))
    except OSError as error:
        mend = "Choose another file with --html"
        raise UserError(f"cannot be written: {error.strerror}", where=str(out), mend=mend) from error


def render_melt(found: MeltReport) -> str:
    """The page as text."""
    with unchecked():
        figures = {key: inlined(plot) for key, plot in melt_plots.drawn(found)}
    tables = [
        (one, shown, terminal.lines(shown))
        for one in found.agents
        for shown in [one.readings if one.flagged else one.readings[:1]]
    ]
    return environment().get_template("melt.html.j2").render(
        policy=POLICY,
        report=found,
        figures=figures,
        tables=tables,
        words=words,
        wording=wording,
    )  # fmt: skip
