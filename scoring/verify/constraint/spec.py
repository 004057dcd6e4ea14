"""checks.toml: which file is checked, and the checks. Loading it names file, key and remedy for whatever is wrong."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from sandboxes.spec import Frozen
from scoring.tables import load
from scoring.verify.constraint.gate import IDS
from scoring.verify.constraint.kinds.absent import Absent
from scoring.verify.constraint.kinds.answers import Answers
from scoring.verify.constraint.kinds.contains import Contains
from scoring.verify.constraint.kinds.duration import Duration
from scoring.verify.constraint.kinds.field_words import FieldWords
from scoring.verify.constraint.kinds.items import Items
from scoring.verify.constraint.kinds.known_tokens import KnownTokens
from scoring.verify.constraint.kinds.number import Number
from scoring.verify.constraint.kinds.owners_and_dates import OwnersAndDates
from scoring.verify.constraint.kinds.quotations import Quotations
from scoring.verify.constraint.kinds.readability import Readability
from scoring.verify.constraint.kinds.sections import Sections
from scoring.verify.constraint.kinds.sentence_length import SentenceLength
from scoring.verify.constraint.kinds.timestamps import Timestamps
from scoring.verify.constraint.kinds.word_count import WordCount
from scoring.verify.constraint.kinds.word_ratio import WordRatio
from scoring.verify.constraint.reading import Deliverable

AnyCheck = Annotated[
    Absent
    | Answers
    | Contains
    | Duration
    | FieldWords
    | Items
    | KnownTokens
    | Number
    | OwnersAndDates
    | Quotations
    | Readability
    | Sections
    | SentenceLength
    | Timestamps
    | WordCount
    | WordRatio,
    Field(discriminator="kind"),
]
"""One `[[check]]` table; `kind` says which."""


class ChecksSpec(Frozen):
    """A whole checks.toml."""

    deliverable: Deliverable
    check: tuple[AnyCheck, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids(self) -> Self:
        known: set[str] = set(IDS)
        for check in self.check:
            if check.id in known:
                raise ValueError(f"check id {check.id!r} is taken; choose another")
            if check.scaled_by and check.scaled_by not in known - set(IDS):
                raise ValueError(f"check {check.id!r}: scaled_by names no earlier check ({check.scaled_by!r})")
            known.add(check.id)
        return self


def load_checks(path: Path) -> ChecksSpec:
    """Read checks.toml. Raises UserError for the first thing wrong: file, key, what it is and what is wanted."""
    return load(ChecksSpec, path)
