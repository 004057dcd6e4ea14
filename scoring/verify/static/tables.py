"""The `[[check]]` tables of structure.toml, one frozen model per kind, each with its parameters. Host only."""

from typing import Annotated, Any, Literal

from pydantic import Field

from sandboxes.spec import Frozen

COMMON = frozenset({"id", "kind", "role", "weight", "requires"})


class Check(Frozen):
    """What every kind has."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Unique in its file."""
    role: Literal["gate", "weight"]
    """`gate` for what already holds on the original; `weight` for what only the work brings about."""
    weight: float = Field(default=1.0, ge=0)
    """Share in the weighted mean, of a `weight` check. With 0 it is only there to be required by others."""
    requires: tuple[str, ...] = ()
    """Ids of checks without which this one scores 0."""

    @property
    def params(self) -> dict[str, Any]:
        """The kind's own parameters, as JSON."""
        return self.model_dump(mode="json", exclude=set(COMMON))


class ModuleLines(Check):
    """No module is longer than that."""

    kind: Literal["module_lines"]
    max: int = Field(gt=0)
    """Lines; one wider than 200 characters counts as several."""


class MinModules(Check):
    """There are at least that many modules that hold code of the original."""

    kind: Literal["min_modules"]
    min: int = Field(gt=0)
    min_statements: int = Field(default=3, ge=1)
    """Statements of the original, imports and bare constants apart, from which on a module counts."""


class ImportCycles(Check):
    """No import cycle, and no dynamic import that the original lacks."""

    kind: Literal["import_cycles"]


class Complexity(Check):
    """No function is more complex than that."""

    kind: Literal["complexity"]
    max: int = Field(gt=0)
    """Cyclomatic complexity as lizard counts it."""


class PublicApi(Check):
    """Every name of the original resolves to a thing of the same kind and signature."""

    kind: Literal["public_api"]
    private: bool = False
    """Whether names with a leading underscore count too."""
    imported: bool = False
    """Whether names that the original merely imports from elsewhere must be there too."""
    ignore: tuple[str, ...] = ()
    """Names that may change, with their members; or single members (`Class.method`)."""


class Facade(Check):
    """The original's code is spread over files, and is there as code."""

    kind: Literal["facade"]
    max_share: float = Field(default=0.35, gt=0, le=1)
    """Most of the original's function code, by weight, that one file may hold."""
    min_share: float = Field(default=0.5, ge=0, le=1)
    """Least of it that must be found, all files of the package together."""
    max_literal: int = Field(default=2_000, gt=0)
    """Characters of one string literal, docstrings apart; longer ones must be the original's."""
    literal_growth: int = Field(default=4_000, ge=0)
    """Characters by which all string literals together may grow."""
    docstring_growth: int = Field(default=20_000, ge=0)
    """Characters by which all docstrings together may grow: code could be packed into one."""


class FileCaps(Check):
    """Every file is small, and none is an archive or compiled."""

    kind: Literal["file_caps"]
    max_bytes: int = Field(default=200_000, gt=0)
    """Bytes of one new or changed file."""
    max_growth_bytes: int = Field(default=200_000, ge=0)
    """Bytes by which the tree may grow."""
    max_new_files: int = Field(default=200, ge=0)
    """Files by which the tree may grow."""
    max_code_growth: float | None = Field(default=None, ge=0)
    """Share by which the package's code may grow, in syntax nodes, imports apart: copies for show do not fit in beside
    disguised code that runs. Not capped, where it is not given."""
    max_new_content: int | None = Field(default=None, ge=0)
    """Bytes of new literals, docstrings, comments and names in the package, in all: code can be hidden in none of them
    without being there. Not capped, where it is not given."""
    max_unknown_code: float | None = Field(default=None, ge=0)
    """Weight of the package's statements that the original does not have, over the weight of the original's: a lump
    that nobody recognises does not fit in. Not capped, where it is not given."""
    max_new_information: float | None = Field(default=None, ge=0)
    """How much of the package is new, compressed, in units of the original: hidden code needs about 1, whatever it is
    hidden as. Not capped, where it is not given."""
    max_data_bytes: int | None = Field(default=None, ge=0)
    """Bytes by which files that are no Python source (or none that can be parsed) may grow in all; not capped, where it
    is not given."""
    forbidden_suffixes: tuple[str, ...] = (
        ".pyc",
        ".pyo",
        ".pyd",
        ".pyz",
        ".so",
        ".zip",
        ".egg",
        ".whl",
        ".pth",
        ".pkl",
    )
    max_literal: int = Field(default=4_000, gt=0)
    """Characters of one string literal in any Python file, docstrings apart; longer ones must be the original's."""


class ForbiddenCalls(Check):
    """No exec, eval, compile, dynamic import, sys.modules, open, or interpreter machinery that the original lacks."""

    kind: Literal["forbidden_calls"]
    allow: dict[str, int] = Field(default_factory=dict)
    """Form (`exec`, `open`, `sys.modules`, `importlib`, ...) -> how often it may occur beyond the original."""


class HiddenEdges(Check):
    """No module writes another's names."""

    kind: Literal["hidden_edges"]
    allow: int = Field(default=0, ge=0)
    """How many such writes may be added."""


class UndefinedNames(Check):
    """No undefined names, no star imports between parts."""

    kind: Literal["undefined_names"]


class ForbiddenImports(Check):
    """None of the named modules is imported, nor a new neighbour of the package."""

    kind: Literal["forbidden_imports"]
    names: tuple[str, ...] = ()
    """Dotted names; what lies below them is forbidden too."""
    allow_neighbours: bool = False
    """Whether the package may import top-level modules of the tree that the original does not import."""
    allow_new: tuple[str, ...] | None = None
    """Top-level modules that may be imported though the original does not import them; any, where it is not given. A
    list is what keeps the many roundabout ways out that run code from a string."""


Flag = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$")]


class Types(Check):
    """mypy finds few errors or none."""

    kind: Literal["types"]
    max: int = Field(default=0, ge=0)
    """Errors allowed."""
    strict: bool = True
    """Whether mypy's strict mode is on."""
    enable: tuple[Flag, ...] = ()
    """Switches of mypy's configuration file (`warn_unreachable`) that are on besides."""
    disable: tuple[Flag, ...] = ()
    """Switches that are off."""
    missing: tuple[Name, ...] = ()
    """Modules that may be imported though mypy cannot find them: the package's dependencies. They are untyped."""


class Lint(Check):
    """ruff finds few violations, or no more than in the original."""

    kind: Literal["lint"]
    rules: tuple[Annotated[str, Field(pattern=r"^[A-Z]+[0-9]*$")], ...] = Field(min_length=1)
    """Rules or groups of rules (`F`, `E501`)."""
    max: int | None = Field(default=None, ge=0)
    """Violations allowed; the original's number where it is left out."""
    target: str = Field(default="py311", pattern=r"^py3[0-9]+$")
    """Version of Python that the code is for."""
    line_length: int = Field(default=88, gt=0, le=320)
    """Characters, for the rules that count them."""


Budget = Literal[
    "any", "cast", "no_check", "no_cover", "noqa", "object", "pylint_disable", "type_ignore", "unchecked", "untyped"
]


class Budgets(Check):
    """What buys silence from tools (`Any`, `cast`, `# type: ignore`, `# noqa`, ...) is not used more than allowed."""

    kind: Literal["budgets"]
    max: dict[Budget, int] = Field(default_factory=dict)
    """Most of each; what is not named may be used as often as in the original."""
    free: tuple[Budget, ...] = ()
    """What is not counted at all."""


class SameSyntax(Check):
    """Annotations apart, every module is what it was."""

    kind: Literal["same_syntax"]
    decorators: tuple[Name, ...] = ()
    """Decorators known not to look at annotations, beside those of the standard library."""


class Clones(Check):
    """No function body stands in the package more often than allowed."""

    kind: Literal["clones"]
    min_nodes: int = Field(default=40, gt=0)
    """Syntax nodes from which on a body counts."""
    max: int | None = Field(default=None, ge=0)
    """Copies allowed in all; the original's number where it is left out."""


class Containment(Check):
    """The original's code is not kept as text: in strings, comments or files that are no Python."""

    kind: Literal["containment"]
    max_share: float = Field(default=0.05, ge=0, le=1)
    """Most of the original's code, by runs of tokens, that may be found as text."""
