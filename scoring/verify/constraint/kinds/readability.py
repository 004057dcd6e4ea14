"""How easily the writing reads."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document, words_of

_VOWELS = re.compile(r"[aeiouy]+")
_LONGEST = 40
"""Letters of a word that are looked at."""


class Readability(Check):
    """Flesch's reading ease is at least a bound; below it the score falls in proportion.

    Source: Flesch, J. Appl. Psychol. 32 (1948) 221. Syllables are groups of vowels, a silent final e left out."""

    kind: Literal["readability"]
    min_ease: float = Field(gt=0, le=120)
    """60 is plain English."""
    section: str = ""

    def measure(self, document: Document, sources: Path) -> Finding:
        """min(1, ease / bound), not below 0; 0 where there is no sentence."""
        del sources
        sentences = [words_of(sentence) for sentence in document.sentences(self.section)]
        words = [word for sentence in sentences for word in sentence]
        if not words:
            return Finding(0.0, "no sentence", {})
        syllables = sum(map(syllables_of, words))
        ease = 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)
        message = f"reading ease {ease:.1f} (at least {self.min_ease:g})"
        return Finding(max(0.0, min(1.0, ease / self.min_ease)), message, {"ease": round(ease, 1)})


def syllables_of(word: str) -> int:
    """Syllables of an English word, by its letters; a figure counts as one."""
    letters = word[:_LONGEST]
    groups = len(_VOWELS.findall(letters))
    silent = letters.endswith(("e", "es", "ed")) and not letters.endswith(
        ("le", "les", "ted", "ded", "ses", "ces", "ges")
    )
    return max(1, groups - (silent and groups > 1))
