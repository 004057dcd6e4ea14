"""The segments report in the terminal."""

from typing import TYPE_CHECKING

from harness.reports import segments_words as words
from harness.reports.compare_terminal import lines, table

if TYPE_CHECKING:
    from rich.console import Console

    from harness.reports.segments import SegmentsReport


def print_segments(found: "SegmentsReport", console: "Console") -> None:
    """Which trials, totals, what sets them apart, the weights; the frontier and how it grows; what is left out."""
    lines(console, "", [words.trials(found), words.tiers(found)])
    table(console, words.HEADS, map(words.cells, found.totals))
    lines(console, "", words.apart(found))
    lines(console, "Weights", words.weights(found))
    console.print("\nThe jagged frontier", markup=False, highlight=False)
    table(console, words.SPIKE_HEADS, map(words.spike_cells, found.spikes))
    lines(console, "", words.frontier(found))
    if found.growth:
        lines(console, "Newer models on the same tasks", map(words.growth, found.growth))
    lines(console, "", ["", *words.notes(found)])
