"""The weights file: what kinds of work there are, and how much of each the users of a segment do."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from harness.attempts import Attempt
from sandboxes.spec import Frozen
from scoring.tables import load

DEFAULT = Path(__file__).with_name("segments.toml")
Basis = Literal["published", "assumed"]
Tier = Literal["free", "paid"]


class Paid(Frozen):
    """What an hour of people's work is paid."""

    usd_per_hour: float = Field(gt=0)
    source: str = Field(min_length=1)


class Work(Frozen):
    """A kind of work, and which tasks stand for it."""

    about: str = ""
    kinds: tuple[str, ...] = Field(min_length=1)
    """Families of tasks."""
    domains: tuple[str, ...] = ()
    """Only those of these domains; all where none is named."""
    paid: Paid | None = None

    def holds(self, row: Attempt) -> bool:
        """Whether an attempt's task stands for it."""
        return row.kind in self.kinds and (not self.domains or row.domain in self.domains)


class Weight(Frozen):
    """How much of what the users of a segment do is one kind of work, or how many of them are on one tier."""

    share: float = Field(ge=0, le=1)
    basis: Basis
    source: str = Field(min_length=1)


class Segment(Frozen):
    """Some users."""

    about: str = ""
    tiers: Mapping[Tier, Weight] = Field(default_factory=dict)
    """Shares of users, by the tier that they have; what is left of 1 have another. Empty where nothing is said of it.
    Those of every tier are taken to do the same work."""
    messages: Mapping[str, Weight]
    """Shares of messages, by kind of work; what is left of 1 is work that no task stands for."""
    tokens: Mapping[str, Weight] = Field(default_factory=dict)
    """Shares of tokens; empty where nothing is said of them."""

    @model_validator(mode="after")
    def _shares(self) -> Self:
        for name, weights in (("messages", self.messages), ("tokens", self.tokens), ("users", self.tiers)):
            if (total := sum(weight.share for weight in weights.values())) > 1 + 1e-9:
                raise ValueError(f"shares of {name} sum to {total:.4g}, which is more than 1")
        if not any(weight.share for weight in self.messages.values()):
            raise ValueError("no kind of work has a share of messages")
        return self


class SegmentsFile(Frozen):
    """The file."""

    work: Mapping[str, Work] = Field(min_length=1)
    segment: Mapping[str, Segment] = Field(min_length=1)

    @model_validator(mode="after")
    def _known(self) -> Self:
        for name, segment in self.segment.items():
            for work in (*segment.messages, *segment.tokens):
                if work not in self.work:
                    raise ValueError(f"segment {name} has weight on {work!r}, but there is no work of that name")
        return self

    def work_of(self, row: Attempt) -> str:
        """The kind of work that an attempt's task stands for: the first that holds it; empty where none does."""
        return next((name for name, work in self.work.items() if work.holds(row)), "")


def read_weights(path: Path | None = None) -> SegmentsFile:
    """A weights file, or the one that comes with meltbench. Raises UserError for the first thing wrong."""
    return load(SegmentsFile, path or DEFAULT, "docs/segments.md")
