"""How long a field of each record is."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from scoring.verify.constraint.check import Check, Finding, share
from scoring.verify.constraint.document import Document, words_of


class FieldWords(Check):
    """In each record of a JSON-lines file, a field has a number of words in a range."""

    kind: Literal["field_words"]
    field: str
    min: int = Field(default=1, ge=0)
    max: int = Field(ge=1)
    records: int = Field(ge=1)
    """How many records there should be; missing ones count as wrong."""

    def measure(self, document: Document, sources: Path) -> Finding:
        """The share of the records that hold, of those expected or those given, whichever are more."""
        del sources
        counts = [len(words_of(record.fields.get(self.field, ""))) for record in document.records]
        right = sum(self.min <= n <= self.max for n in counts)
        return share(
            right, max(self.records, len(counts)), f"records have {self.min} to {self.max} words of {self.field}"
        )
