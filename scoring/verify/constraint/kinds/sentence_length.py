"""How long the sentences are."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document, words_of


class SentenceLength(Check):
    """The mean number of words in a sentence is at most a bound; above it the score falls in proportion."""

    kind: Literal["sentence_length"]
    max_mean: float = Field(gt=0)
    """In words."""
    section: str = ""

    def measure(self, document: Document, sources: Path) -> Finding:
        """min(1, bound / mean); 0 where there is no sentence."""
        del sources
        lengths = [len(words_of(sentence)) for sentence in document.sentences(self.section)]
        if not lengths:
            return Finding(0.0, "no sentence", {})
        mean = sum(lengths) / len(lengths)
        message = f"{mean:.1f} words in a sentence on average (at most {self.max_mean:g})"
        return Finding(min(1.0, self.max_mean / mean), message, {"mean": round(mean, 2)})
