"""What a claim is: one quantity, of whom, on which tasks, against which threshold, and on how much it has to rest."""

import hashlib
import json
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from harness.attempts import Treatment
from sandboxes.spec import Frozen
from scoring.tables import load

Quantity = Literal[
    "score",
    "solved",
    "horizon_50",
    "horizon_80",
    "throughput",
    "speedup",
    "median_ratio",
    "coherent",
    "difference",
    "gain_difference",
    "survey_correlation",
]
"""score, solved: mean score, or share of attempts with full marks, over tasks. horizon_*: human minutes at that chance
of success. throughput, speedup, median_ratio: melt factors against wall time. coherent: share of attempts that worked
at least `work_minutes` and ended with full marks, at the best that was seen of them. difference: mean score of `agent`
less that of `other`, over common tasks. gain_difference: what `agent` is ahead of `other` on `tasks`, less the same on
`other_tasks`. survey_correlation: Spearman's, between two columns of a survey."""
UNITS: dict[Quantity, str] = {
    "score": "",
    "solved": "share",
    "horizon_50": "min",
    "horizon_80": "min",
    "throughput": "x",
    "speedup": "x",
    "median_ratio": "x",
    "coherent": "share",
    "difference": "",
    "gain_difference": "",
    "survey_correlation": "",
}


class Least(Frozen):
    """What a verdict has to rest on at least."""

    tasks: int = Field(default=6, ge=1)
    """Tasks with an attempt; of a survey, its answers."""
    attempts: int = Field(default=1, ge=1)
    """Attempts at each task, on average."""


class Claim(Frozen):
    """A claim file."""

    says: str = Field(min_length=1)
    """In a sentence, as it is meant here."""
    source: str = Field(min_length=1)
    """Who said so, where and when."""
    restates: str = ""
    """How the file's quantity restates what was said, and what it leaves out."""
    quantity: Quantity
    at_least: float | None = None
    at_most: float | None = None
    """One of the two."""
    agent: str = "*"
    """Agents that it is about, as a pattern of names (`claude-code*`); their attempts are taken together."""
    other: str = ""
    """Whom they are compared with, where the quantity compares."""
    tasks: tuple[str, ...] = ()
    """Families or tasks; all if none are named."""
    other_tasks: tuple[str, ...] = ()
    """gain_difference: the tasks of the second gain."""
    work_minutes: float = Field(default=60.0, gt=0)
    """coherent: how long an attempt has to have worked to count."""
    columns: tuple[str, str] | None = None
    """survey_correlation: the two columns."""
    confidence: float = Field(default=0.95, gt=0.5, lt=1)
    cheats: Treatment = "failure"
    least: Least = Least()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("needs one of at_least and at_most")
        if self.quantity in ("difference", "gain_difference") and not self.other:
            raise ValueError(f"{self.quantity} needs `other`, the agents to compare with")
        if self.quantity == "gain_difference" and not (self.tasks and self.other_tasks):
            raise ValueError("gain_difference needs `tasks` and `other_tasks`")
        if (self.quantity == "survey_correlation") != (self.columns is not None):
            raise ValueError("`columns` belong to survey_correlation, which needs them")
        return self

    @property
    def threshold(self) -> float:
        """What the quantity is held against."""
        return self.at_least if self.at_least is not None else self.at_most or 0.0

    @property
    def digest(self) -> str:
        """sha256 of what the claim says, however its file is laid out: bending it changes this."""
        return hashlib.sha256(json.dumps(self.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


def load_claim(path: Path) -> Claim:
    """A claim file. Raises UserError for the first thing wrong."""
    return load(Claim, path)


def shipped() -> dict[str, Path]:
    """Claims made in public that come with meltbench: the checkout's `claims/`, else those of the installed package."""
    here = Path(__file__).resolve().parents[1]
    root = next((at for at in (here.parent / "claims", here / "data" / "claims") if at.is_dir()), here)
    return {path.stem: path for path in sorted(root.glob("*.toml"))}


def claim_file(named: Path) -> Path:
    """A claim's file: as it is named, or a shipped one by its name alone."""
    return named if named.suffix == ".toml" else shipped().get(str(named), named)
