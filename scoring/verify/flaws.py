"""Flaws of the original that a task asks to find and close: what a verifier of cases is worth in the role `reward`.

Each group of cases is one flaw. Its cases are exploits, which state a closed list of harmless answers, and benign
twins, which the original answers; it is closed where all of both are answered rightly, and earns its weight then."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.reward import CheckResult
from scoring.tables import load
from scoring.verify.runner.client import Case
from scoring.verify.stated import is_stated

FILE = "flaws.toml"


class Flaw(Frozen):
    """One flaw, and the group of cases that is about it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    what: str
    """What is wrong with the original, one line for a person."""
    weight: float = Field(default=1.0, gt=0)
    """Its share of the reward."""


class FlawsSpec(Frozen):
    """flaws.toml."""

    flaw: tuple[Flaw, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids(self) -> Self:
        if len({flaw.id for flaw in self.flaw}) < len(self.flaw):
            raise ValueError("two flaws have the same id; rename one")
        return self


def load_flaws(path: Path) -> FlawsSpec:
    """Read flaws.toml. Raises UserError for the first thing wrong."""
    return load(FlawsSpec, path)


def closed(checks: Sequence[CheckResult], cases: Sequence[Case], known: FlawsSpec, where: Path) -> list[CheckResult]:
    """The checks of groups as weighted ones: all of a flaw's weight where nothing of its group went wrong, else none.

    Raises UserError where groups and flaws are not the same, or a flaw lacks an exploit or a twin."""
    exploits: dict[str, set[bool]] = defaultdict(set)
    for case in cases:
        exploits[str(case["group"])].add(is_stated(case))
    flaws = {flaw.id: flaw for flaw in known.flaw}
    for name in sorted(exploits.keys() | flaws.keys()):
        if name not in flaws or exploits[name] != {True, False}:
            what = "is no flaw" if name not in flaws else "needs cases with `expected` (exploits) and without (twins)"
            raise UserError(f"group {name!r} {what}", where=str(where), mend="See docs/tasks.md, Flaws")
    return [_earning(check, flaws[check.id.rpartition("/")[2]]) for check in checks]


def _earning(check: CheckResult, flaw: Flaw) -> CheckResult:
    said = f"closed: {flaw.what}" if check.passed else f"open: {flaw.what}; {check.message}"
    return check.model_copy(
        update={"gate": False, "weight": flaw.weight, "score": float(check.passed), "message": said}
    )
