"""Whether two sections are given like room."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document


class WordRatio(Check):
    """The words of one section divided by those of another lie in a range; outside it the score falls in proportion."""

    kind: Literal["word_ratio"]
    first: str
    """Heading."""
    second: str
    low: float = Field(gt=0)
    high: float = Field(gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("low must not exceed high")
        return self

    def measure(self, document: Document, sources: Path) -> Finding:
        """ratio / low below the range, high / ratio above it; 0 where either section has no word."""
        del sources
        first, second = len(document.words(self.first)), len(document.words(self.second))
        if not first or not second:
            return Finding(0.0, f"{first} words under {self.first!r}, {second} under {self.second!r}", {})
        ratio = first / second
        message = f"{first} to {second} words, a ratio of {ratio:.2f} ({self.low:g} to {self.high:g})"
        return Finding(min(1.0, ratio / self.low, self.high / ratio), message, {"ratio": round(ratio, 3)})
