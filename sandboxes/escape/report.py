"""What came of the attempts to get out, and what was seen of them outside."""

import json
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import ValidationError

from sandboxes.spec import Frozen, Written

Ended = Literal["refused", "nothing", "reached"]


class Attempt(Written):
    """One way at one target, as the probe tells it."""

    target: str
    ended: Ended
    said: str
    """The error, or what came back."""


class WayOut(Frozen):
    """One idea, tried at one target or more."""

    name: str
    attempts: tuple[Attempt, ...]

    @property
    def reached(self) -> bool:
        """Whether the probe says that it leads somewhere."""
        return any(attempt.ended == "reached" for attempt in self.attempts)

    @property
    def why(self) -> str:
        """How it ended, in a few words: the success if there is one, else what was said first."""
        told = next((attempt for attempt in self.attempts if attempt.ended == "reached"), self.attempts[0])
        return f"{told.said} ({told.target})" if told.target else told.said


class EscapeReport(Frozen):
    """The proof that a sandbox leads to its door and nowhere else, or what was found to the contrary."""

    user: str
    """Who tried, inside."""
    ways: tuple[WayOut, ...]
    touched: tuple[str, ...]
    """What was noticed outside, where nothing may be; a line each. Does not rest on what the probe says."""
    broken: tuple[str, ...]
    """What does not work any more that has to: the door, the sidecar, another trial's, the probe itself."""
    unwatched: tuple[str, ...]
    """Canaries that this machine cannot have, and why."""
    seconds: float
    """That the probe took."""
    door_s: float
    """Until the door answered again after the attack."""
    neighbour_s: float
    """The longest that another trial's door took to answer during the attack."""

    @property
    def succeeded(self) -> tuple[str, ...]:
        """Names of ways that lead somewhere, by what the probe says."""
        return tuple(way.name for way in self.ways if way.reached)

    @property
    def tried(self) -> int:
        """Ways by name."""
        return len(self.ways)

    @property
    def holds(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.touched or self.broken or self.succeeded)


class _Line(Written):
    way: str
    target: str
    ended: Literal["refused", "nothing", "reached", "done", "late"]
    said: str


def told(output: str) -> tuple[tuple[WayOut, ...], str]:
    """The ways of a probe's output, and why that is not all of it, or empty."""
    by_name: dict[str, list[Attempt]] = {}
    last = "the probe did not come to its end"
    for line in _lines(output.splitlines()):
        if line.ended == "done":
            last = ""
        elif line.ended == "late":
            last = f"the probe did not come to its end in time: {line.said}"
        else:
            attempt = Attempt(target=line.target, ended=line.ended, said=line.said)
            by_name.setdefault(line.way, []).append(attempt)
    return tuple(WayOut(name=name, attempts=tuple(attempts)) for name, attempts in by_name.items()), last


def _lines(lines: Iterable[str]) -> Iterator[_Line]:
    for line in lines:
        try:
            yield _Line.model_validate(json.loads(line))
        except (ValidationError, ValueError, RecursionError):
            continue
