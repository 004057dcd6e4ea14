"""A second opinion on tabulate: small programs that a user of it would write. Holds no expected value."""

# ruff: noqa: SLF001

import csv
import html.parser
import io
import re

import tabulate
from tabulate import tabulate as show


def ledger(lines, style):
    """Bookings as a table with a total below a separating line."""
    rows = [[day, what, amount] for day, what, amount in lines]
    total = sum(amount for *_, amount in lines)
    return show(
        [*rows, tabulate.SEPARATING_LINE, ["", "total", total]],
        headers=["day", "what", "EUR"],
        tablefmt=style,
        floatfmt=",.2f",
    )


class Cells(html.parser.HTMLParser):
    """The cells of a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        if data.strip():
            self.found.append(data)


def page(rows, headers):
    """A table for a page, and what a reader finds in it."""
    text = show(rows, headers=headers, tablefmt="html")
    cells = Cells()
    cells.feed(text)
    return [str(text._repr_html_()) == str(text), cells.found, type(text.str).__name__, str(text)]


def converted(text, separator):
    """A file with separators, in every format for documents."""
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    names = ["github", "pipe", "rst", "latex_booktabs", "mediawiki", "jira", "asciidoc", "textile", "youtrack", "tsv"]
    return [show(rows, headers="firstrow", tablefmt=name) for name in names]


def edges(rows, style):
    """All lines of a table are equally wide, and where they differ."""
    lines = show(rows, headers=["one", "two"], tablefmt=style).splitlines()
    return [sorted({len(line) for line in lines}), lines[:1], lines[-1:], [re.sub(r"\w", "x", line) for line in lines]]


def narrow(text, width, style):
    """Prose in a column of limited width, beside its length."""
    return show(
        [[text, len(text)]], headers=["text", "n"], maxcolwidths=[width, None], tablefmt=style, rowalign="center"
    )


def keyed(records, headers):
    """Dictionaries with different keys."""
    try:
        return show(records, headers=headers, showindex=True, missingval="-")
    except Exception as problem:
        return [type(problem).__name__, str(problem)]


def own(separator, rows):
    """Formats of one's own: separated, and made from another."""
    plain = tabulate.simple_separated_format(separator)
    boxed = tabulate._table_formats["simple"]._replace(
        lineabove=tabulate.Line("<", "=", "^", ">"),
        datarow=tabulate.DataRow("[", ":", "]"),
        padding=1,
        with_header_hide=None,
    )
    return [show(rows, headers=["a", "b"], tablefmt=plain), show(rows, headers=["a", "b"], tablefmt=boxed)]
