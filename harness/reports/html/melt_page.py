"""The melt page: one HTML file that needs no other file, no script and no host."""

from harness.reports import melt_terminal as terminal
from harness.reports import melt_words as words
from harness.reports import wording
from harness.reports.html import melt_plots
from harness.reports.html.drawing import unchecked
from harness.reports.html.page import POLICY, environment, inlined
from harness.reports.melt import MeltReport


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
