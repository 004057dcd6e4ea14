"""How reports may take trials flagged as cheating, on the command line."""

from enum import StrEnum


class Cheats(StrEnum):
    """The treatments of `harness.attempts.Treatment`, as choices on the command line."""

    AS_SCORED = "as-scored"
    FAILURE = "failure"
    LEFT_OUT = "left-out"
    SUCCESS = "success"
