"""How long the writing is."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document


class WordCount(Check):
    """The number of words lies in a range; outside it the score falls with the distance."""

    kind: Literal["word_count"]
    min: int = Field(default=0, ge=0)
    max: int = Field(ge=1)
    section: str = ""
    """Heading whose text is counted; everything where it is empty."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min > self.max:
            raise ValueError("min must not exceed max")
        return self

    def measure(self, document: Document, sources: Path) -> Finding:
        """n / min below the range, 1 - (n - max) / max above it."""
        del sources
        n = len(document.words(self.section))
        score = 1.0
        if n < self.min:
            score = n / self.min
        elif n > self.max:
            score = max(0.0, 1 - (n - self.max) / self.max)
        return Finding(score, f"{n} words ({self.min} to {self.max})", {"words": n})
