"""Whether a timeline has the key events at their true times."""

import re
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from sandboxes.spec import Frozen
from scoring.verify.constraint.check import Check, Finding, share
from scoring.verify.constraint.document import Document
from scoring.verify.constraint.patterns import first_of

_TIME = re.compile(
    r"(?<![\w:])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?(?![0-9]|:[0-9])"
)

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""HH:MM."""


class Event(Frozen):
    """A key event that the timeline must have."""

    id: str
    at: Clock
    """Its true time."""
    not_at: Clock | None = None
    """A false time that a careless reader would give; an entry there loses the event, so giving both wins nothing."""
    phrases: tuple[tuple[str, ...], ...] = Field(min_length=1)
    """What marks an entry as this event: of each group, any one phrase."""

    def marks(self, text: str) -> bool:
        """Whether a text speaks of this event."""
        return all(first_of(group, text) for group in self.phrases)


class Entry(NamedTuple):
    """A line of the timeline."""

    minute: int
    """Minutes since midnight."""
    text: str


class Timestamps(Check):
    """Each key event has an entry (a list item or a table row that begins with a time) within the tolerance."""

    kind: Literal["timestamps"]
    section: str
    """Heading of the timeline."""
    tolerance_min: int = Field(default=1, ge=0)
    """Largest error, in minutes."""
    event: tuple[Event, ...] = Field(min_length=1)

    def measure(self, document: Document, sources: Path) -> Finding:
        """The share of the events that stand at their time, and at no false one."""
        del sources
        entries = [e for b in document.within(self.section) if b.kind != "heading" for e in _entry(b.text)]
        missing = [event.id for event in self.event if not self._holds(event, entries)]
        right = len(self.event) - len(missing)
        return share(right, len(self.event), "key events stand at their time", missing=missing)

    def _holds(self, event: Event, entries: list[Entry]) -> bool:
        times = [entry.minute for entry in entries if event.marks(entry.text)]
        false = event.not_at is not None and any(self._near(t, event.not_at) for t in times)
        return not false and any(self._near(t, event.at) for t in times)

    def _near(self, minute: int, clock: str) -> bool:
        return abs(minute - (int(clock[:2]) * 60 + int(clock[3:]))) <= self.tolerance_min


def _entry(text: str) -> list[Entry]:
    match = _TIME.search(text[:60])
    return [Entry(int(match[1]) * 60 + int(match[2]), text)] if match else []
