"""Whether every action item says who and by when."""

import re
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document
from scoring.verify.constraint.patterns import first_of

_ISO_DATE = re.compile(r"(?<![\w-])([0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w-])")


class OwnersAndDates(Check):
    """Every list item or table row of a section names an owner from a list and an ISO date in a range."""

    kind: Literal["owners_and_dates"]
    section: str
    owners: tuple[str, ...] = Field(min_length=1)
    """The roles that may own an item."""
    after: date
    """Earliest date."""
    before: date
    """Latest date."""
    min_items: int = Field(default=1, ge=1)
    """Fewer items lower the score in proportion."""

    def measure(self, document: Document, sources: Path) -> Finding:
        """The share of the items that have both, out of at least `min_items`."""
        del sources
        items = [block.text for block in document.within(self.section) if block.kind in ("item", "row")]
        bad = [text for text in items if not first_of(self.owners, text) or not self._dated(text)]
        right = len(items) - len(bad)
        message = f"{right} of {len(items)} items have an owner and a date (at least {self.min_items} items)"
        return Finding(right / max(len(items), self.min_items), message, {"lacking": [t[:80] for t in bad[:10]]})

    def _dated(self, text: str) -> bool:
        dates = [made for found in _ISO_DATE.findall(text) if (made := _date(found))]
        return any(self.after <= made <= self.before for made in dates)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
