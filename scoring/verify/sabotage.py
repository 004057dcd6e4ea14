"""Changes to a module's source that tell whether it is what runs: pure edits of text, one statement here and there.

`without_functions` and `without_siblings` break whatever leans on what they take away; `unchanged` has the same shape
and breaks nothing."""

import ast
import random
from collections.abc import Iterable
from typing import NamedTuple

from scoring.verify.static.source import Module
from scoring.verify.static.syntax import Function, absolute, functions, without_docstring

ERRORS = ("RuntimeError", "ValueError", "TypeError", "LookupError", "ArithmeticError")


class _Edit(NamedTuple):
    """A range of the text, lines counted from 1 and columns in bytes as `ast` does, and what stands there instead."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def without_functions(module: Module, rng: random.Random) -> str | None:
    """Every function and method raises at its beginning; None where there is none."""
    lines = _lines(module.text)
    edits = [_before(function, f"raise {rng.choice(ERRORS)}", lines) for function in functions(module.tree)]
    return _edited(lines, edits) if edits else None


def without_siblings(module: Module, package: str) -> str | None:
    """Every name that the module imports from its own package is None; None where it imports nothing from there.

    Imports that only type checkers see stay."""
    found = [node for node in _running(module.tree) if _is_sibling(node, module, package)]
    return _edited(_lines(module.text), map(_none, found)) if found else None


def unchanged(module: Module, rng: random.Random) -> str:
    """The same program: some functions begin with a number more, and the last line is a comment."""
    lines = _lines(module.text)
    chosen = [function for function in functions(module.tree) if rng.random() < 0.5]
    text = _edited(lines, [_before(function, str(rng.getrandbits(16)), lines) for function in chosen])
    return f"{text.rstrip()}\n# {rng.getrandbits(64):x}\n"


def _running(tree: ast.AST) -> list[ast.ImportFrom]:
    """The `from` imports, those under `if TYPE_CHECKING` apart."""
    if isinstance(tree, ast.If) and "TYPE_CHECKING" in ast.unparse(tree.test):
        return []
    own = [tree] if isinstance(tree, ast.ImportFrom) else []
    return own + [found for child in ast.iter_child_nodes(tree) for found in _running(child)]


def _is_sibling(node: ast.ImportFrom, module: Module, package: str) -> bool:
    return absolute(module, node).split(".")[0] == package and node.names[0].name != "*"


def _none(node: ast.ImportFrom) -> _Edit:
    names = " = ".join(alias.asname or alias.name for alias in node.names)
    return _Edit(node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0, f"{names} = None")


def _before(function: Function, statement: str, lines: list[bytes]) -> _Edit:
    """A statement before a function's first one, its docstring apart."""
    body = without_docstring(function.body)
    first = body[0] if body else function.body[-1]
    indent = lines[first.lineno - 1][: first.col_offset].decode("utf-8", "surrogatepass")
    if not body:  # a docstring and nothing else
        line, column = first.end_lineno or 0, first.end_col_offset or 0
        begin = f"\n{indent}" if not indent.strip() else "; "
        return _Edit(line, column, line, column, begin + statement)
    line = min([first.lineno, *(decorator.lineno for decorator in getattr(first, "decorator_list", ()))])
    # Whatever stands on the line of `def` is simple, and may follow on a line; what is compound may not.
    between = "; " if indent.strip() else f"\n{indent}"
    return _Edit(line, first.col_offset, line, first.col_offset, statement + between)


def _lines(text: str) -> list[bytes]:
    return [line.encode("utf-8", "surrogatepass") for line in text.split("\n")]


def _edited(lines: list[bytes], edits: Iterable[_Edit]) -> str:
    lines = list(lines)
    for edit in sorted(edits, reverse=True):
        head = lines[edit.line - 1][: edit.column]
        tail = lines[edit.end_line - 1][edit.end_column :]
        lines[edit.line - 1 : edit.end_line] = [head + edit.text.encode() + tail]
    return b"\n".join(lines).decode("utf-8", "surrogatepass")
