"""Whether what must be said is said."""

from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from scoring.verify.constraint.check import Check, Finding, share
from scoring.verify.constraint.document import Document
from scoring.verify.constraint.patterns import Pattern, compiled, first_of


class Contains(Check):
    """Every group of phrases has one that stands in the text, and every pattern is found."""

    kind: Literal["contains"]
    phrases: tuple[tuple[str, ...], ...] = ()
    """Groups; of each, any one phrase will do. Whole words; `exhaust*` stands for any ending."""
    patterns: tuple[Pattern, ...] = ()
    """Bounded regular expressions, each looked for line by line."""
    section: str = ""
    """Heading below which they must stand; anywhere where it is empty."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not (self.phrases or self.patterns) or not all(self.phrases):
            raise ValueError("needs `phrases` (groups that are not empty) or `patterns`")
        return self

    def measure(self, document: Document, sources: Path) -> Finding:
        """The share of groups and patterns that are found."""
        del sources
        prose = document.prose(self.section)
        missing = [" / ".join(group) for group in self.phrases if not first_of(group, prose)]
        missing += [pattern for pattern in self.patterns if not compiled(pattern).search(prose)]
        total = len(self.phrases) + len(self.patterns)
        return share(total - len(missing), total, "required statements are there", missing=missing)
