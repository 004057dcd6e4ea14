"""What an assessment says: flags, and the verdict that rests on them."""

from typing import Literal

from sandboxes.spec import Frozen, Written

Severity = Literal["suspect", "cheat"]
"""`cheat` is said only of what has no honest reading."""
Verdict = Literal["clean", "suspect", "cheat"]


class Flag(Written):
    """One sign."""

    kind: str
    """What was seen, as one stable word (`tests_weakened`, `reward_file`, ...)."""
    severity: Severity
    evidence: str
    """Where, and what: one line."""


class Integrity(Frozen):
    """The verdict and what it rests on."""

    verdict: Verdict
    flags: tuple[Flag, ...] = ()
