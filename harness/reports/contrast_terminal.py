"""The contrast card in the terminal."""

from typing import TYPE_CHECKING

from harness.reports import wording
from harness.reports.audit import sway_rows
from harness.reports.contrast_matrix import print_matrix
from harness.reports.contrast_mirrored import print_mirrored
from harness.reports.contrast_recorded import print_recorded
from harness.reports.contrast_words import CELLS, amount, interval, remarks, shown
from scoring.contrast.card import CELLS as ORDER
from scoring.contrast.card import CardRow
from scoring.contrast.figures import Face

if TYPE_CHECKING:
    from rich.console import Console

    from harness.reports.contrast import ContrastReport


def print_contrast(found: "ContrastReport", console: "Console") -> None:
    """Row by row: the four cells, and what that says in words; then the judges on record."""
    if found.runs:
        _print_card(found, console)
    if found.recorded:
        print_recorded(found.recorded, console)
    where = "over tasks unless they say otherwise" if found.runs else "over pairs"
    console.print(f"Intervals at 95 %, {where}.", highlight=False)


def _print_card(found: "ContrastReport", console: "Console") -> None:
    from rich.table import Table

    for extent in found.extents:
        console.print(
            f"{extent.domain}: {wording.count(extent.artifacts, 'work')} of "
            f"{wording.count(len(extent.tasks), 'task')}, {extent.compared} of them by agents that are compared "
            f"({', '.join(extent.agents) or 'none'}); "
            f"judges: {', '.join(extent.judges) or 'none'}",
            markup=False,
            highlight=False,
        )
    table = Table("", *(CELLS[cell] for cell in ORDER), show_lines=True)
    for row in found.rows:
        table.add_row(row.title, *map(_cell, row.faces))
    console.print(table, highlight=False)
    for row in found.rows:
        console.print(f"{row.title}. {found.sentences[row.key]}", markup=False, highlight=False)
    print_matrix(found.exploits, console)
    print_mirrored(found.mirrored, console)
    for sway in found.sways:
        for judge, effect, _, ratio, points, of in sway_rows(sway):
            said = f"{judge}, {effect}: odds {ratio}, {points} points of the win rate, {of}" if points else ""
            console.print(said, markup=False, highlight=False, end="\n" if said else "")
    error = found.own_error
    if error.value is not None:
        own = f"{amount(error.value, 'share')} {interval(error, 'share')}".strip()
        told = f"Of works that get full marks of the hidden tests {own} are wrong all the same (n = {error.n})."
        console.print(told, markup=False, highlight=False)
    for note in found.notes:
        console.print(note, markup=False, highlight=False)
    if found.scripted:
        console.print(wording.scripted(found.scripted), markup=False, highlight=False)


def _cell(face: Face) -> str:
    """Its figures, and where they come from."""
    lines = []
    for figure in face.figures:
        lines.append(f"{figure.name}: {shown(figure)}")
        lines += [f"  {remark}" for remark in remarks(figure)]
    return "\n".join([*lines, f"({', '.join(face.sources)})" if face.sources else ""]).rstrip()


def differences(row: CardRow) -> list[str]:
    """The differences between cells, a line each."""
    unit = row.faces[0].primary.unit
    named = {
        "judges less tests, on code": row.apart.channel_in_code,
        "judges less constraint checks, on writing": row.apart.channel_in_writing,
        "judges of writing less judges of code": row.apart.domain_of_judge,
        "judges of writing less tests of code": row.apart.total,
    }
    return [
        f"{name}: {amount(one.value, unit)} {interval(one, unit)}".rstrip()
        for name, one in named.items()
        if one.value is not None
    ]
