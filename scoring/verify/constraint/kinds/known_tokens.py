"""Whether names, hashes or numbers of a certain form are real ones."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document
from scoring.verify.constraint.patterns import Pattern, compiled
from scoring.verify.constraint.truth import source_text


class KnownTokens(Check):
    """Every match of a pattern stands in the source files, or in a list."""

    kind: Literal["known_tokens"]
    pattern: Pattern
    """What a token looks like, for example `\\b[0-9a-f]{7}\\b`."""
    files: tuple[str, ...] = ()
    """Files of the workspace as the agent found it; the real tokens are the pattern's matches there."""
    allowed: tuple[str, ...] = ()
    min: int = Field(default=1, ge=0)
    """Fewer different tokens than this are worth nothing."""
    section: str = ""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not (self.files or self.allowed):
            raise ValueError("needs `files` or `allowed`")
        return self

    def measure(self, document: Document, sources: Path) -> Finding:
        """The share of the different tokens that are real; 0 where there are too few real ones."""
        look = compiled(self.pattern)
        real = {token.lower() for token in self.allowed}
        real |= {m[0].lower() for name in self.files for m in look.finditer(source_text(sources, name))}
        found = {m[0].lower() for m in look.finditer(document.prose(self.section))}
        unknown = sorted(found - real)
        known = len(found) - len(unknown)
        score = known / len(found) if found else 1.0
        message = f"{known} of {len(found)} tokens are real (at least {self.min})"
        return Finding(score if known >= self.min else 0.0, message, {"unknown": unknown[:20]})
