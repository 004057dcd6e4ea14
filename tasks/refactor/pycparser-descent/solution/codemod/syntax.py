"""Pieces of a module's text by the names that they bind, with the comments in front of them."""

import ast
import re


class Pieces:
    """The statements of a module, or of one of its classes."""

    def __init__(self, text: str, owner: str = "") -> None:
        self.lines = text.split("\n")
        body = ast.parse(text).body
        if owner:
            body = next(node.body for node in body if isinstance(node, ast.ClassDef) and node.name == owner)
        self.spans: dict[str, tuple[int, int]] = {}
        for statement in body:
            span = self._with_comments(statement), statement.end_lineno or 0
            self.spans |= {name: span for name in names(statement) if name not in self.spans}

    def take(self, wanted: str) -> str:
        """The text of some statements, in that order, an empty line between."""
        return "\n\n".join(self._text(*span) for span in self._several(wanted))

    def between(self, first: str, last: str) -> str:
        """All text from one statement to another, both included."""
        return self._text(self.spans[first][0], self.spans[last][1])

    def without(self, wanted: str) -> str:
        """The module without some statements."""
        gone = {number for first, last in self._several(wanted) for number in range(first, last)}
        return re.sub(r"\n{3,}(?= )", "\n\n", "\n".join(t for n, t in enumerate(self.lines) if n not in gone))

    def _several(self, wanted: str) -> list[tuple[int, int]]:
        return list(dict.fromkeys(self.spans[name] for name in wanted.split()))

    def _text(self, first: int, last: int) -> str:
        return "\n".join(self.lines[first:last]) + "\n"

    def _with_comments(self, statement: ast.stmt) -> int:
        decorators = [node.lineno for node in getattr(statement, "decorator_list", [])]
        line = min([statement.lineno, *decorators]) - 1
        while line and self.lines[line - 1].strip().startswith("#"):
            line -= 1
        return line


def names(statement: ast.stmt) -> list[str]:
    """What a statement other than an import binds."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [node.id for node in statement.targets if isinstance(node, ast.Name)]
    return [name for child in getattr(statement, "body", []) for name in names(child)]


def edit(text: str, pattern: str, replacement: str) -> str:
    """Replace the only match of a pattern."""
    found, count = re.subn(pattern, lambda match: match.expand(replacement), text, flags=re.DOTALL)
    assert count == 1, f"{count} places for {pattern}"
    return found
