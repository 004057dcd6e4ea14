"""Fingerprints of code, statement by statement, that survive moving and renaming.

A statement is its own expressions with every name masked; what stands inside a compound statement are statements of
their own. Attribute names and constants are kept: they are what a program does."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from .syntax import FUNCTIONS, functions, without_docstring

Code = dict[str, list[int]]
"""Digest of each statement -> [count, weight]; the weight is the number of its syntax nodes and constants."""

MIN_NODES = 4
"""Statements inside functions that are smaller than this (`return None`) stand everywhere and say nothing."""

SILENT = (ast.Import, ast.ImportFrom, ast.Pass, ast.Global, ast.Nonlocal)


def function_code(tree: ast.AST) -> Code:
    """The statements inside functions."""
    bodies = (statement for f in functions(tree) for statement in _inside(without_docstring(f.body)))
    return _counted((text, weight) for text, weight in map(_masked, bodies) if weight >= MIN_NODES)


def all_code(tree: ast.AST) -> Code:
    """Every statement but imports, bare constants and the like."""
    statements = (node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not isinstance(node, SILENT))
    spoken = (s for s in statements if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)))
    return _counted(map(_masked, spoken))


def size(tree: ast.AST) -> int:
    """Syntax nodes, import statements apart; a name that one of them imports again counts, for it says something."""
    nodes = sum(not isinstance(node, (ast.Import, ast.ImportFrom, ast.alias)) for node in ast.walk(tree))
    imported = (node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)))
    return nodes + sum(len(node.names) - len({alias.name for alias in node.names}) for node in imported)


def sha256(text: str) -> str:
    """Digest of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _counted(statements: Iterable[tuple[str, int]]) -> Code:
    counts: Counter[str] = Counter()
    weights: dict[str, int] = {}
    for text, weight in statements:
        key = sha256(text)[:16]
        counts[key] += 1
        weights[key] = weight
    return {key: [count, weights[key]] for key, count in counts.items()}


def _inside(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a function. A nested function's body is met on its own."""
    todo = list(body)
    while todo:
        statement = todo.pop()
        yield statement
        if not isinstance(statement, FUNCTIONS):
            todo += [inner for child in ast.iter_child_nodes(statement) for inner in _block(child)]


def _block(node: ast.AST) -> list[ast.stmt]:
    if isinstance(node, ast.stmt):
        return [node]
    return list(node.body) if isinstance(node, (ast.ExceptHandler, ast.match_case)) else []


def _masked(statement: ast.stmt) -> tuple[str, int]:
    """A statement's own expressions as text, and how many parts that text has."""
    parts = [type(statement).__name__]
    todo = _own_children(statement)
    while todo:
        child = todo.pop()
        parts.append(type(child).__name__)
        parts += [repr(getattr(child, field)) for field in ("attr", "value") if _is_plain(child, field)]
        todo += _own_children(child)
    return " ".join(parts), len(parts)


def _own_children(node: ast.AST) -> list[ast.AST]:
    inner = (ast.stmt, ast.ExceptHandler, ast.match_case, ast.expr_context)
    return [child for child in ast.iter_child_nodes(node) if not isinstance(child, inner)]


def _is_plain(node: ast.AST, field: str) -> bool:
    return isinstance(getattr(node, field, None), (str, bytes, int, float, complex))
