"""Whether the duration that is stated is the true one."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from scoring.verify.constraint.check import Check, Finding, verdict
from scoring.verify.constraint.document import Document
from scoring.verify.constraint.statements import Value, statements

_MINUTES = r"[ -]?(?:minutes?|mins?|m)\b"
_HOURS = r"[ -]?(?:hours?|hrs?|h)\b"
_DURATION = re.compile(
    rf"(?<![\w.,:])(?:(?P<h>[0-9]{{1,4}}){_HOURS}(?:,? (?:and )?(?P<hm>[0-9]{{1,4}}){_MINUTES})?"
    rf"|(?P<m>[0-9]{{1,6}}){_MINUTES})",
    re.IGNORECASE,
)


class Duration(Check):
    """Each statement of the duration gives the truth: `49 minutes`, `1 h 5 min`."""

    kind: Literal["duration"]
    near: tuple[str, ...] = Field(min_length=1)
    """Phrases that mark a sentence as stating the duration."""
    minutes: float = Field(ge=0)
    """The truth."""
    tolerance_min: float = Field(default=0.0, ge=0)
    """Largest error, in minutes."""
    section: str = ""

    def measure(self, document: Document, sources: Path) -> Finding:
        """1 where the duration is stated and every statement is right, else 0."""
        del sources
        said = statements(document, self.section, self.near, _durations)
        passed = bool(said) and all(abs(v - self.minutes) <= self.tolerance_min for v in said)
        return verdict(
            passed, f"stated {said[:5] or 'nowhere'}; the truth is {self.minutes:g} minutes", stated=said[:20]
        )


def _durations(sentence: str) -> list[Value]:
    return [Value(_minutes(m), m.start(), m.end(), has_unit=True) for m in _DURATION.finditer(sentence)]


def _minutes(match: re.Match[str]) -> float:
    return 60.0 * int(match["h"] or 0) + int(match["hm"] or match["m"] or 0)
