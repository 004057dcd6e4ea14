"""Walking syntax trees: which function a node stands in, which names are modules, where strings are."""

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .source import Module

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
AT_IMPORT = "<module>"


class Placed(NamedTuple):
    """A node and the name of the innermost function around it (`<module>` outside of any)."""

    node: ast.AST
    function: str


def placed(tree: ast.AST, function: str = AT_IMPORT) -> Iterator[Placed]:
    """Every node below `tree`, each with the function it stands in. Decorators and defaults belong outside."""
    stack = [Placed(tree, function)]
    while stack:
        node, around = stack.pop()
        yield Placed(node, around)
        inner = node.name if isinstance(node, FUNCTIONS) else around
        body = {id(child) for child in node.body} if isinstance(node, FUNCTIONS) else set()
        stack += [Placed(child, inner if id(child) in body else around) for child in ast.iter_child_nodes(node)]


def functions(tree: ast.AST) -> list[Function]:
    """Every function and method, nested ones included."""
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


def imports(tree: ast.AST) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    """Every import statement, at any depth, with the function it stands in."""
    for node, function in placed(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node, function


def absolute(module: Module, node: ast.ImportFrom) -> str:
    """The dotted name that a `from` import starts at, relative dots resolved."""
    if not node.level:
        return node.module or ""
    is_package = module.path.endswith("__init__.py")
    parts = module.name.split(".")
    keep = len(parts) - node.level + (1 if is_package else 0)
    return ".".join([*parts[: max(keep, 0)], *([node.module] if node.module else [])])


def module_aliases(module: Module, package: Sequence[Module]) -> set[str]:
    """Local names, anywhere in a module, that stand for a module of the package: by import, or by plain assignment."""
    known = {other.name for other in package}
    names: set[str] = set()
    for node, _ in imports(module.tree):
        if isinstance(node, ast.Import):
            names |= {a.asname or a.name.split(".")[0] for a in node.names if a.name.split(".")[0] in known}
            continue
        start = absolute(module, node)
        names |= {a.asname or a.name for a in node.names if f"{start}.{a.name}" in known}
    for _ in range(3):  # `m = part; n = m`: a few rounds follow any chain that a person would write
        names |= {target for target, value in _plain_assignments(module.tree) if value in names}
    return names


def _plain_assignments(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
            yield from ((t.id, node.value.id) for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.NamedExpr) and isinstance(node.value, ast.Name):
            yield node.target.id, node.value.id


def string_literals(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every string or bytes literal that is no docstring, as (text, line); the parts of an f-string count each."""
    docstrings = {id(d) for d in map(_docstring, ast.walk(tree)) if d is not None}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)) and id(node) not in docstrings:
            text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
            yield text, node.lineno


def docstring_size(tree: ast.AST) -> int:
    """Characters of all docstrings together."""
    return sum(len(str(found.value)) for found in map(_docstring, ast.walk(tree)) if found is not None)


def _docstring(node: ast.AST) -> ast.Constant | None:
    if not isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS)) or not node.body:
        return None
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return first.value
    return None


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """A body less its docstring."""
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return body[1:]
    return body
