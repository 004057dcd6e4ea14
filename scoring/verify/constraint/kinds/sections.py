"""Whether the required sections are there, in order, and filled."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from scoring.verify.constraint.check import Check, Finding, share
from scoring.verify.constraint.document import Document, plain


class Sections(Check):
    """Every required heading stands there once, in the given order, with some text below it."""

    kind: Literal["sections"]
    headings: tuple[str, ...] = Field(min_length=1)
    """Texts of the headings; numbering, marks and case do not matter."""
    ordered: bool = True
    """Whether a heading that comes before its predecessor is lost."""
    min_words: int = Field(default=5, ge=0)
    """Words a section must have below its heading."""

    def measure(self, document: Document, sources: Path) -> Finding:
        """The share of the headings that hold."""
        del sources
        found = [plain(b.text) for b in document.blocks if b.kind == "heading"]
        missing = []
        last = -1
        for heading in self.headings:
            at = found.index(plain(heading)) if found.count(plain(heading)) == 1 else -1
            filled = len(document.words(heading)) >= self.min_words
            if at < 0 or not filled or (self.ordered and at < last):
                missing.append(heading)
            else:
                last = at
        right = len(self.headings) - len(missing)
        return share(right, len(self.headings), "sections are there, in order and filled", missing=missing)
