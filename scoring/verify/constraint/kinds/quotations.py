"""Whether what is quoted was said."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document, visible, words_of
from scoring.verify.constraint.truth import source_text

MAX_QUOTE = 1_000
_QUOTED = re.compile(rf'["\u201c\u201d]([^"\u201c\u201d\n]{{1,{MAX_QUOTE}}})["\u201c\u201d]')


class Quotations(Check):
    """Every passage in double quotation marks stands word for word in a source file, and is not too long."""

    kind: Literal["quotations"]
    files: tuple[str, ...] = Field(min_length=1)
    """Files of the workspace as the agent found it."""
    min: int = Field(default=0, ge=0)
    """How many different true quotations there must be; fewer lower the score in proportion."""
    min_words: int = Field(default=3, ge=1)
    """Shorter passages in quotation marks are names and words, no quotations."""
    max_words: int = Field(ge=1)
    section: str = ""

    def measure(self, document: Document, sources: Path) -> Finding:
        """The share of the quotations that are true and short enough, of at least `min`; 1 where none is asked for."""
        said = [f" {' '.join(words_of(visible(source_text(sources, name))))} " for name in self.files]
        quoted = {
            tuple(words_of(m[1])) for block in document.within(self.section) for m in _QUOTED.finditer(block.text)
        }
        real = [words for words in quoted if len(words) >= self.min_words]
        bad = [" ".join(w) for w in real if len(w) > self.max_words or not any(f" {' '.join(w)} " in s for s in said)]
        right, wanted = len(real) - len(bad), max(len(real), self.min)
        message = f"{right} of {len(real)} quotations are true and short enough (at least {self.min})"
        return Finding(right / wanted if wanted else 1.0, message, {"bad": sorted(text[:120] for text in bad)[:10]})
