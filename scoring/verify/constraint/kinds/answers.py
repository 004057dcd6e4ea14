"""Whether decisions agree with a key."""

import re
from collections import Counter
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document

ROUNDING = 1e-9
_NUMBER = re.compile(r"([-+\u2212]?)[$\u20ac\u00a3]? ?([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(\.[0-9]{1,9})?")
_UNIT = re.compile(r" ?(?:%|[^\W\d_]{1,20}(?:[/ ][^\W\d_]{1,20})?)?")


class Answers(Check):
    """Records whose decision is that of the key, counted by group: a group counts where all of its answers are right.

    Groups of questions that differ in one detail make guessing and one answer for all worthless."""

    kind: Literal["answers"]
    key: dict[str, str] = Field(min_length=1)
    """The right decision by question id; case does not matter."""
    groups: tuple[tuple[str, ...], ...] = ()
    """Ids that count together; each id on its own where there are none."""
    id_field: str = "id"
    answer_field: str = "decision"
    numeric: bool = False
    """Whether keys that are numbers are met by any spelling of a number near them: `$1,234.50`, `1234.5 kWh`."""
    tolerance: float = Field(default=0.0, ge=0)
    """numeric: largest absolute error."""

    @model_validator(mode="after")
    def _partition(self) -> Self:
        if self.groups and sorted(i for group in self.groups for i in group) != sorted(self.key):
            raise ValueError("`groups` must hold every id of `key` exactly once")
        return self

    def measure(self, document: Document, sources: Path) -> Finding:
        """(groups right - lines that answer no question) / groups. An id that is answered twice is wrong."""
        del sources
        given = [(r.fields.get(self.id_field, ""), r.fields.get(self.answer_field, "")) for r in document.records]
        times = Counter(name for name, _ in given)
        right = {name for name, answer in given if times[name] == 1 and self._right(self.key.get(name), answer)}
        groups = self.groups or tuple((name,) for name in self.key)
        won = sum(right.issuperset(group) for group in groups)
        stray = sum(name not in self.key for name, _ in given) + document.malformed
        message = f"{won} of {len(groups)} groups right, {stray} stray lines"
        return Finding(max(0.0, (won - stray) / len(groups)), message, {"wrong": sorted(set(self.key) - right)})

    def _right(self, wanted: str | None, answer: str) -> bool:
        if wanted is None or wanted.casefold() == answer.strip().casefold():
            return wanted is not None
        number, given = (_number(wanted), _number(answer)) if self.numeric else (None, None)
        return number is not None and given is not None and abs(number - given) <= self.tolerance + ROUNDING


def _number(text: str) -> float | None:
    """The number that a text is, a currency sign before it and a unit or a % after it aside."""
    found = _NUMBER.match(text.strip())
    if found is None or not _UNIT.fullmatch(text.strip(), found.end()):
        return None
    size = float(found[2].replace(",", "") + (found[3] or ""))
    return -size if found[1] in ("-", "\u2212") else size
