"""The page on a comparison of agents: one HTML file that needs no other file, no script and no host."""

from harness.reports import compare_words as words
from harness.reports.compare import CompareReport
from harness.reports.html import compare_plots as plots
from harness.reports.html.drawing import unchecked
from harness.reports.html.page import POLICY, environment, inlined


def render_compare(found: CompareReport) -> str:
    """The page as text."""
    with unchecked():
        drawn = {"pairs": inlined(plots.differences(found.pairs)), "frontier": inlined(plots.frontier(found.frontier))}
    return environment().get_template("compare.html.j2").render(
        policy=POLICY,
        report=found,
        drawn=drawn,
        rows=list(map(words.cells, found.agents)),
        pairs=list(map(words.pair_cells, found.pairs)),
        notes=words.notes(found),
        words=words,
    )  # fmt: skip
