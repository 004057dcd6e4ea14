"""What names of a package finally stand for, whatever they are called where they are used.

Followed are imports, imports of imports between the package's modules, star imports and plain assignments, without
regard to scope: a name that means something anywhere in a module is taken to mean it everywhere in it."""

import ast
from collections.abc import Iterator, Sequence

from .source import Module
from .syntax import absolute

SAME = {"typing_extensions": "typing", "_typeshed.Incomplete": "typing.Any", "builtins": ""}
ROUNDS = 5
"""How long a chain of aliases through modules is followed."""
NAMES_OF_TYPING = frozenset(
    {"Any", "cast", "overload", "no_type_check", "no_type_check_decorator", "TYPE_CHECKING", "TypeAlias", "TypeVar"}
    | {"ParamSpec", "TypeVarTuple", "NewType", "Literal", "Annotated", "ClassVar", "Optional", "Union"}
)
"""What `from typing import *` is taken to bring."""

Bound = dict[str, set[str]]
"""Local name -> dotted names that it stands for."""


class Meanings:
    """The meanings of all names of a package's modules."""

    def __init__(self, package: Sequence[Module]) -> None:
        self._bound: dict[str, Bound] = {module.name: {} for module in package}
        for _ in range(ROUNDS):
            if not sum(self._learn(module) for module in package):
                break

    def of(self, module: Module, node: ast.AST) -> set[str]:
        """The dotted names that an expression stands for; `typing.Any` however it was come by."""
        if isinstance(node, ast.Name):
            return self._bound[module.name].get(node.id, {node.id})
        if isinstance(node, ast.Attribute):
            return {meant for owner in self.of(module, node.value) for meant in self._member(owner, node.attr)}
        return set()

    def _member(self, owner: str, name: str) -> set[str]:
        """What `name` of a module or object means."""
        if owner in self._bound:
            return self._bound[owner].get(name, {f"{owner}.{name}"})
        return {_same(f"{owner}.{name}")}

    def _learn(self, module: Module) -> int:
        """Note what one module binds; how much of it was new."""
        bound = self._bound[module.name]
        before = sum(map(len, bound.values()))
        for node in ast.walk(module.tree):
            for name, meant in self._binds(module, node):
                bound.setdefault(name, set()).update(meant)
        return sum(map(len, bound.values())) - before

    def _binds(self, module: Module, node: ast.AST) -> Iterator[tuple[str, set[str]]]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (
                    alias.asname or alias.name.split(".")[0],
                    {_same(alias.name if alias.asname else alias.name.split(".")[0])},
                )
        elif isinstance(node, ast.ImportFrom):
            yield from self._from(absolute(module, node), node.names)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and isinstance(
            node.value, (ast.Name, ast.Attribute)
        ):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((t.id, self.of(module, node.value)) for t in targets if isinstance(t, ast.Name))

    def _from(self, start: str, names: list[ast.alias]) -> Iterator[tuple[str, set[str]]]:
        for alias in names:
            if alias.name != "*":
                yield alias.asname or alias.name, self._member(_same(start), alias.name)
            elif start in self._bound:
                yield from list(self._bound[start].items())
            elif _same(start) == "typing":
                yield from ((name, {f"typing.{name}"}) for name in NAMES_OF_TYPING)


def _same(dotted: str) -> str:
    """One name for what has several."""
    if dotted in SAME:
        return SAME[dotted] or dotted
    start, _, rest = dotted.partition(".")
    other = SAME.get(start)
    return dotted if other is None else f"{other}.{rest}".lstrip(".")
