"""What is shown on a terminal: tables, and texts that came from somewhere else."""

import re
from collections.abc import Iterable, Sequence

CONTROL = re.compile(r"[\x00-\x1f]")
UNITS = ("B", "kB", "MB", "GB")


def clean(text: str) -> str:
    """A text without what a terminal would obey."""
    return CONTROL.sub("?", text)


def amount(size: int) -> str:
    """Bytes for people: three digits or so, and a unit."""
    value, unit = float(size), 0
    while value >= 1000 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{size} B" if unit == 0 else f"{value:.1f} {UNITS[unit]}"


def permissions(mode: int) -> str:
    """A mode as `ls` shows it, without the kind."""
    return "".join(letter if mode >> 8 - at & 1 else "-" for at, letter in enumerate("rwxrwxrwx"))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Columns under their heads, two spaces apart; those in `right` end where their heads end."""
    lines = [list(head), *([clean(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
