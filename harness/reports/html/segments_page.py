"""The page on segments: one HTML file that needs no other file, no script and no host."""

from harness.reports import segments_words as words
from harness.reports.html import segments_plots as plots
from harness.reports.html.drawing import unchecked
from harness.reports.html.page import POLICY, environment, inlined
from harness.reports.segments import SegmentsReport


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
