"""Writes the page on segments: one HTML file that needs no other file, no script and no host."""

from pathlib import Path

from harness.reports import segments_words as words
from harness.reports.html import segments_plots as plots
from harness.reports.html.drawing import unchecked
from harness.reports.html.page import POLICY, environment, inlined
from harness.reports.segments import SegmentsReport
from harness.store import write_atomic
from sandboxes.errors import UserError


def write_segments(found: SegmentsReport, out: Path) -> None:
    """Write the page to `out`. Raises UserError where nothing can be written there."""
    try:
        write_atomic(out, render_segments(found).encode("utf-8", "replace").decode("utf-8"))
    except OSError as error:
        mend = "Choose another file with --html"
        raise UserError(f"cannot be written: {error.strerror}", where=str(out), mend=mend) from error


def render_segments(found: SegmentsReport) -> str:
    """The page as text."""
    with unchecked():
        drawn = {"totals": inlined(plots.totals(found.totals)), "frontier": inlined(plots.frontier(found.spikes))}
    return environment().get_template("segments.html.j2").render(
        policy=POLICY,
        report=found,
        drawn=drawn,
        rows=list(map(words.cells, found.totals)),
        spikes=list(map(words.spike_cells, found.spikes)),
        words=words,
    )  # fmt: skip
