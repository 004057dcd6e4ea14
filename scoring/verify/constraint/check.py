"""What every kind of check is: a frozen model of its parameters that measures a document."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from sandboxes.spec import Frozen
from scoring.verify.constraint.document import Document


class Finding(NamedTuple):
    """What a check found in a document."""

    score: float
    """In [0, 1]; 1.0 exactly where the check passes."""
    message: str
    """One line: what was found, with the figure and the threshold."""
    evidence: dict[str, object]
    """Small JSON facts."""


class Check(Frozen, ABC):
    """One `[[check]]` table of checks.toml. A kind adds its parameters and how it measures."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Unique in its file."""
    weight: float = Field(gt=0)
    """Share in the weighted mean."""
    scaled_by: str = ""
    """Id of an earlier check whose score multiplies this one, so that form earns nothing where substance is missing."""

    @abstractmethod
    def measure(self, document: Document, sources: Path) -> Finding:
        """Look at the document; `sources` is the workspace as the agent found it. Never raises for what is written."""


def share(right: int, total: int, what: str, **evidence: object) -> Finding:
    """A finding that is the share of things that are right; 0 where there is nothing to count."""
    score = right / total if total else 0.0
    return Finding(score, f"{right} of {total} {what}", evidence)


def verdict(passed: bool, message: str, **evidence: object) -> Finding:
    """A finding that is all or nothing."""
    return Finding(1.0 if passed else 0.0, message, evidence)
