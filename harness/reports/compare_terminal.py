"""The comparison of agents in the terminal."""

from typing import TYPE_CHECKING

from harness.reports import compare_words as words
from harness.reports import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from harness.reports.compare import CompareReport


def print_compare(found: "CompareReport", console: "Console") -> None:
    """Agents, pairs, what it takes to decide, cost against quality, cheats, and what is left out."""
    table(console, words.HEADS, map(words.cells, found.agents))
    if found.pairs:
        table(console, words.PAIR_HEADS, map(words.pair_cells, found.pairs))
        lines(console, "What it takes to decide", map(words.plan, found.pairs))
    if found.frontier:
        lines(console, "Cost and quality", words.frontier(found.frontier))
    if treated := [pair for pair in found.pairs if pair.treatments]:
        title = f"{wording.count(found.flagged, 'attempt')} flagged as cheating, taken as"
        lines(console, title, map(words.treatments, treated))
    lines(console, "", [*words.notes(found), words.METHOD])
    console.print(f"Runs: {', '.join(map(wording.plain, found.runs))}.", markup=False, highlight=False)


def table(console: "Console", heads: "Sequence[str]", rows: "Iterable[Sequence[str]]") -> None:
    """A table of texts."""
    from rich.table import Table
    from rich.text import Text

    table = Table(*heads, show_lines=True)
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    console.print(table, highlight=False)


def lines(console: "Console", title: str, said: "Iterable[str]") -> None:
    """Sentences, with a title if it is not empty."""
    if title:
        console.print(f"\n{title}", markup=False, highlight=False)
    for line in said:
        console.print(line, markup=False, highlight=False)
