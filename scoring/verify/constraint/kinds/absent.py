"""Whether what must not be said is left out."""

from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from scoring.verify.constraint.check import Check, Finding, verdict
from scoring.verify.constraint.document import Document
from scoring.verify.constraint.patterns import Pattern, compiled, phrase


class Absent(Check):
    """None of the phrases and patterns stands in the text. All or nothing."""

    kind: Literal["absent"]
    phrases: tuple[str, ...] = ()
    """Names or terms, as whole words; `*` at the end of a word stands for any ending."""
    patterns: tuple[Pattern, ...] = ()
    """Bounded regular expressions, each looked for line by line."""
    section: str = ""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not (self.phrases or self.patterns):
            raise ValueError("needs `phrases` or `patterns`")
        return self

    def measure(self, document: Document, sources: Path) -> Finding:
        """1 where nothing is found, else 0."""
        del sources
        prose = document.prose(self.section)
        found = [text for text in self.phrases if phrase(text).search(prose)]
        found += [pattern for pattern in self.patterns if compiled(pattern).search(prose)]
        return verdict(not found, f"{len(found)} forbidden terms", found=found)
