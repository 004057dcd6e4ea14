"""structure.toml: which package is inspected, and the checks. Loading it names file, key and remedy. Host only."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from sandboxes.spec import Frozen
from scoring.tables import load
from scoring.verify.static.tables import (
    Budgets,
    Clones,
    Complexity,
    Containment,
    Facade,
    FileCaps,
    ForbiddenCalls,
    ForbiddenImports,
    HiddenEdges,
    ImportCycles,
    Lint,
    MinModules,
    ModuleLines,
    PublicApi,
    SameSyntax,
    Types,
    UndefinedNames,
)

AnyCheck = Annotated[
    Budgets
    | Clones
    | Complexity
    | Containment
    | Facade
    | FileCaps
    | ForbiddenCalls
    | ForbiddenImports
    | HiddenEdges
    | ImportCycles
    | Lint
    | MinModules
    | ModuleLines
    | PublicApi
    | SameSyntax
    | Types
    | UndefinedNames,
    Field(discriminator="kind"),
]
"""One `[[check]]` table; `kind` says which."""


class StructureSpec(Frozen):
    """A whole structure.toml."""

    package: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    """Import name: `<package>.py` or `<package>/__init__.py` below the root."""
    root: str = Field(default="", pattern=r"^([A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*)?$")
    """Directory of the tree that holds the package, for example `src`; the tree itself where it is empty."""
    beside: tuple[str, ...] = ()
    """Files outside the package that change with it (`setup.py`); all others are the original's when it runs."""
    check: tuple[AnyCheck, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids(self) -> Self:
        known = {check.id for check in self.check}
        if len(known) < len(self.check):
            raise ValueError("two checks have the same id; rename one")
        for check in self.check:
            if missing := sorted(set(check.requires) - known):
                raise ValueError(f"check {check.id!r} requires {missing[0]!r}, which no check is called")
        try:
            self.order()
        except CycleError as error:
            raise ValueError(f"checks require each other in a circle: {' - '.join(error.args[1])}") from error
        return self

    def order(self) -> tuple[str, ...]:
        """Ids of the checks, each after those it requires."""
        return tuple(TopologicalSorter({check.id: check.requires for check in self.check}).static_order())


def load_structure(path: Path) -> StructureSpec:
    """Read structure.toml. Raises UserError for the first thing wrong: file, key, what it is and what is wanted."""
    return load(StructureSpec, path)
