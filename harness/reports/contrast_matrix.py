"""The exploit matrix: tricks by raters, those that work most often first, with defences and without."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from harness.reports import wording
from harness.reports.contrast_words import CELLS
from scoring.contrast.card import CELLS as ORDER
from scoring.contrast.exploits import Exploit
from scoring.contrast.sheet import Channel, Domain

if TYPE_CHECKING:
    from rich.console import Console

WORST = 12
"""Tricks that are shown at once."""
Rater = tuple[Domain, Channel, str]


class Matrix(NamedTuple):
    """Which tricks stand in which order, and what each did to whom."""

    raters: list[Rater]
    first: list[str]
    """Names of tricks, as many as are shown at once."""
    others: list[str]
    at: dict[tuple[str, Rater], Exploit]


def matrix(found: Sequence[Exploit]) -> Matrix:
    """Attack by rater, those that work most often with all defences first."""
    at = {(one.attack, (one.domain, one.channel, one.rater)): one for one in found}
    worst: dict[str, tuple[float, float]] = {}
    for one in found:
        worst[one.attack] = max(worst.get(one.attack, (0.0, 0.0)), (one.worked.value, one.worked.low or 0.0))
    attacks = sorted(worst, key=lambda attack: (-worst[attack][0], -worst[attack][1], attack))
    raters = sorted({rater for _, rater in at}, key=lambda rater: (ORDER.index(rater[:2]), rater[2]))
    return Matrix(raters, attacks[:WORST], attacks[WORST:], at)


def print_matrix(found: Sequence[Exploit], console: "Console") -> None:
    """The tricks that work most often as a table; nothing where none was tried."""
    from rich.table import Table
    from rich.text import Text

    if not found:
        return
    shown = matrix(found)
    table = Table(
        "trick", box=None, title="Tricks on known-bad works: how many worked with all defences, and without any"
    )
    for domain, channel, rater in shown.raters:
        table.add_column(Text(f"{CELLS[domain, channel]}\n{wording.plain(rater)}"))
    for attack in shown.first:
        table.add_row(Text(wording.plain(attack)), *(_cell(shown.at.get((attack, rater))) for rater in shown.raters))
    console.print(table, highlight=False)
    if shown.others:
        more = f"{wording.count(len(shown.others), 'more trick')}, none of which works more often."
        console.print(more, highlight=False)


def _cell(one: Exploit | None) -> str:
    if one is None:
        return "not tried"
    worked = f"{wording.fraction(one.worked)} [{wording.interval(one.worked)}]"
    return f"{worked}\nwithout {wording.fraction(one.bare)} [{wording.interval(one.bare)}]" if one.bare else worked
