"""How long a person has worked: a journal of what happened, of which any line may be the last."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from harness.journal import Journal
from sandboxes.spec import Frozen

Kind = Literal["start", "tick", "stop", "note", "submit"]
TICK_S = 5.0
"""At least so often it is noted that the clock still runs: where the machine dies, no more than this is lost."""


class Event(Frozen):
    """A line of the journal."""

    at: datetime
    kind: Kind
    """start: the clock runs. tick: it still does. stop: it does not any more. note, submit: as they say."""
    text: str = ""


class Clock:
    """The time of one person on one task, kept in a file that outlives the process."""

    def __init__(self, path: Path) -> None:
        self._journal = Journal(path)

    def note(self, kind: Kind, text: str = "") -> None:
        """Something has happened."""
        self._journal.append(Event(at=datetime.now(UTC), kind=kind, text=text).model_dump_json())

    @property
    def events(self) -> list[Event]:
        """All that happened."""
        return list(self._journal.read(Event.model_validate_json))

    @property
    def active_s(self) -> float:
        """Seconds worked so far."""
        return active_s(self.events)


def active_s(events: Iterable[Event]) -> float:
    """Seconds between each start and the stop, or where there is none the last sign of life, that follows it."""
    total = 0.0
    since: datetime | None = None
    last: datetime | None = None
    for event in events:
        if event.kind == "start":
            total += _between(since, last)
            since = last = event.at
        elif since is not None:
            last = event.at
            if event.kind in ("stop", "submit"):
                total += _between(since, last)
                since = last = None
    return total + _between(since, last)


def _between(since: datetime | None, last: datetime | None) -> float:
    return max(0.0, (last - since).total_seconds()) if since and last else 0.0
