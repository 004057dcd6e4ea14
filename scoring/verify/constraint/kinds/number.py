"""Whether a figure that is stated is the true one."""

import re
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from scoring.verify.constraint.check import Check, Finding, verdict
from scoring.verify.constraint.document import Document
from scoring.verify.constraint.statements import Value, statements
from scoring.verify.constraint.truth import CsvFigure

# A figure is no part of a time, a date, a version or a longer number.
_FIGURE = re.compile(
    r"(?<![\w.,:/-])(?:[0-9]{1,3}(?:[, ][0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?(?![\w:/]|[.,-][0-9])"
)


class Number(Check):
    """Each statement of the figure gives the truth. A text that gives two different figures fails: it has hedged."""

    kind: Literal["number"]
    near: tuple[str, ...] = Field(min_length=1)
    """Phrases that mark a sentence as stating the figure."""
    units: tuple[str, ...] = ()
    """Words that follow the figure, at most one other word between; a figure right after a `near` phrase needs none.
    Without units any figure in the sentence may be the one."""
    value: float | None = None
    """The truth, or"""
    csv: CsvFigure | None = None
    """how it is computed from a source file."""
    tolerance: float = Field(default=0.0, ge=0)
    """Largest absolute error."""
    section: str = ""

    @model_validator(mode="after")
    def _one_truth(self) -> Self:
        if (self.value is None) == (self.csv is None):
            raise ValueError("needs exactly one of `value` and `csv`")
        return self

    def measure(self, document: Document, sources: Path) -> Finding:
        """1 where the figure is stated and every statement is right, else 0."""
        truth = self.csv.compute(sources) if self.csv else self.value or 0.0
        said = statements(document, self.section, self.near, self._figures)
        passed = bool(said) and all(abs(v - truth) <= self.tolerance for v in said)
        return verdict(passed, f"stated {said[:5] or 'nowhere'}; the truth is {truth:g}", stated=said[:20], truth=truth)

    def _figures(self, sentence: str) -> list[Value]:
        return [
            Value(
                float(m[0].replace(",", "").replace(" ", "")), m.start(), m.end(), self._has_unit(sentence[m.end() :])
            )
            for m in _FIGURE.finditer(sentence)
        ]

    def _has_unit(self, rest: str) -> bool:
        following = re.findall(r"[^\W\d_]+", rest[:60])[:2]
        return not self.units or any(word.lower() in self.units for word in following)
