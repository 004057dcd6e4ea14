"""Whether a list holds what it should, and nothing else."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from sandboxes.spec import Frozen
from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document
from scoring.verify.constraint.patterns import first_of

MAX_ENTRIES = 200


class Item(Frozen):
    """An entry that the list must have."""

    id: str
    phrases: tuple[tuple[str, ...], ...] = Field(min_length=1)
    """What marks an entry as this item: of each group, any one phrase."""

    def marks(self, text: str) -> bool:
        """Whether an entry is this item."""
        return all(first_of(group, text) for group in self.phrases)


class Items(Check):
    """The list items or table rows of a section against a key: the F1 score of those that are there.

    An entry stands for one item at most, and an item is found once."""

    kind: Literal["items"]
    section: str
    item: tuple[Item, ...] = Field(min_length=1)

    def measure(self, document: Document, sources: Path) -> Finding:
        """2 found / (items + entries); past 200 entries the rest are found to be nothing."""
        del sources
        entries = [block.text for block in document.within(self.section) if block.kind in ("item", "row")]
        fits = [[at for at, text in enumerate(entries[:MAX_ENTRIES]) if item.marks(text)] for item in self.item]
        taken = _matching(fits)
        missing = [item.id for at, item in enumerate(self.item) if at not in taken.values()]
        found = len(self.item) - len(missing)
        message = f"{found} of {len(self.item)} items stand among {len(entries)} entries"
        return Finding(2 * found / (len(self.item) + len(entries)), message, {"missing": missing})


def _matching(fits: list[list[int]]) -> dict[int, int]:
    """Entry -> item: a largest matching of items with entries (Kuhn's augmenting paths)."""
    taken: dict[int, int] = {}

    def place(item: int, seen: set[int]) -> bool:
        for entry in fits[item]:
            if entry not in seen:
                seen.add(entry)
                if entry not in taken or place(taken[entry], seen):
                    taken[entry] = item
                    return True
        return False

    for item in range(len(fits)):
        place(item, set())
    return taken
