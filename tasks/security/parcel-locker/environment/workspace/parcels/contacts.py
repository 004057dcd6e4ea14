"""The address book: who is behind an office's name. Goes in and out as CSV."""

import csv
import io
import sqlite3
from collections.abc import Iterator

from parcels.errors import Problem, Refused
from parcels.keys import NAME

HEADER = ["name", "title", "address"]
MAX_FIELD = 200


class Contacts:
    """The address book of a locker."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        return iter(self._db.execute("SELECT name, title, address FROM contacts ORDER BY name").fetchall())

    def title(self, name: str) -> str:
        """What an office is called; its name, where nobody knows."""
        row = self._db.execute("SELECT title FROM contacts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else name

    def take_in(self, text: str) -> tuple[int, int]:
        """Add what a table has, in place of what there was under the same names; how many are new, and changed.

        Raises Refused, and adds nothing, for a bad line."""
        known = {name: (name, title, address) for name, title, address in self}
        wanted = _rows(text)
        new = sum(name not in known for name in wanted)
        changed = sum(name in known and known[name] != row for name, row in wanted.items())
        self._db.executemany("INSERT OR REPLACE INTO contacts VALUES (?, ?, ?)", wanted.values())
        return new, changed

    def remove(self, name: str) -> None:
        """Take somebody out. Raises Problem where nobody is called that."""
        if not self._db.execute("DELETE FROM contacts WHERE name = ?", (name,)).rowcount:
            raise Problem(f"no contact {name}")

    def text(self) -> str:
        """All of it as a table, to be taken in elsewhere."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(self)
        return out.getvalue()


def _rows(text: str) -> dict[str, tuple[str, str, str]]:
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or rows[0] != HEADER:
        raise Refused(f"the table does not begin with {','.join(HEADER)}")
    found: dict[str, tuple[str, str, str]] = {}
    for number, row in enumerate(rows[1:], 2):
        if not row:
            continue
        if len(row) != len(HEADER) or not NAME.fullmatch(row[0]) or any(len(part) > MAX_FIELD for part in row):
            raise Refused(f"line {number} is no contact")
        if row[0] in found:
            raise Refused(f"line {number}: {row[0]} is there twice")
        found[row[0]] = (row[0], row[1].strip(), row[2].strip())
    return found
