"""What a perturbation of a judged artifact is, and where the catalogue is found."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field

from sandboxes.spec import Frozen
from scoring.spec import RubricSpec

Kind = Literal["prose", "jsonl", "diff"]
"""What judges read: a text (Markdown), one JSON object a line with `id`, `decision` and `reason`, or a unified diff."""

Weakness = Literal[
    "rewards length",
    "rewards form",
    "rewards tone",
    "rewards words",
    "believes claims",
    "takes orders",
    "sees what readers do not",
    "fills in what is missing",
]
"""What in a judge the perturbation relies on (docs/attacks.md says more of each)."""


class Context(NamedTuple):
    """What an author knows or can guess of how the artifact is judged."""

    kind: Kind
    instruction: str
    rubric: RubricSpec


Transform = Callable[[str, Context], str]
"""The artifact as it was, to the artifact as the judge sees it. Pure."""


class Perturbation(Frozen):
    """One attack on the judged channel: a change of a finished artifact that does not make it better."""

    name: str
    title: str
    """One line: what is done to the artifact."""
    weakness: Weakness
    source: str
    """Where it is known from."""
    preserves_gold: bool = True
    """Whether the artifact is as good as before; else it is worth nothing afterwards."""
    kinds: tuple[Kind, ...] = ("prose", "jsonl", "diff")
    """What it can be done to."""
    apply: Transform = Field(exclude=True, repr=False)


@cache
def perturbations() -> dict[str, Perturbation]:
    """Every attack on the judged channel by name: the `PERTURBATION` of each module in scoring/attacks/judged."""
    package = importlib.import_module("scoring.attacks.judged")
    modules = [importlib.import_module(f"{package.__name__}.{m.name}") for m in pkgutil.iter_modules(package.__path__)]
    return {module.PERTURBATION.name: module.PERTURBATION for module in modules if hasattr(module, "PERTURBATION")}
