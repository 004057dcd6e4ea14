"""Whether decisions agree with a key."""

from collections import Counter
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from scoring.verify.constraint.check import Check, Finding
from scoring.verify.constraint.document import Document


class Answers(Check):
    """Records whose decision is that of the key, counted by group: a group counts where all of its answers are right.

    Groups of questions that differ in one detail make guessing and one answer for all worthless."""

    kind: Literal["answers"]
    key: dict[str, str] = Field(min_length=1)
    """The right decision by question id."""
    groups: tuple[tuple[str, ...], ...] = ()
    """Ids that count together; each id on its own where there are none."""
    id_field: str = "id"
    answer_field: str = "decision"

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
        right = {name for name, answer in given if self.key.get(name) == answer and times[name] == 1}
        groups = self.groups or tuple((name,) for name in self.key)
        won = sum(right.issuperset(group) for group in groups)
        stray = sum(name not in self.key for name, _ in given) + document.malformed
        message = f"{won} of {len(groups)} groups right, {stray} stray lines"
        return Finding(max(0.0, (won - stray) / len(groups)), message, {"wrong": sorted(set(self.key) - right)})
