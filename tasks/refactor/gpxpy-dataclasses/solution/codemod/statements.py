"""Statements of a module, or of the body of one of its classes, by the names that they bind: as text with the comments
in front of them."""

import ast
import re


class Statements:
    """The statements of one module or class; `take` cuts them out."""

    def __init__(self, text: str, inside: str = "") -> None:
        self.lines = text.split("\n")
        self.taken: list[tuple[int, int]] = []
        self.spans: dict[str, tuple[int, int]] = {}
        body = ast.parse(text).body
        if inside:
            body = next(node for node in body if isinstance(node, ast.ClassDef) and node.name == inside).body
        for statement in body:
            decorators = [node.lineno for node in getattr(statement, "decorator_list", [])]
            span = self._with_comments(min([statement.lineno, *decorators]) - 1), statement.end_lineno or 0
            self.spans |= dict.fromkeys(names(statement), span)

    def take(self, wanted: str) -> str:
        """The text of some statements, in that order; they are no longer in `rest` then."""
        spans = list(dict.fromkeys(self.spans[name] for name in wanted.split()))
        self.taken += spans
        return "\n".join("\n".join(self.lines[a:b]).strip("\n") + "\n" for a, b in spans)

    def rest(self) -> str:
        """What was not taken."""
        gone = {number for first, last in self.taken for number in range(first, last)}
        return re.sub(r"\n{4,}", "\n\n\n", "\n".join(t for n, t in enumerate(self.lines) if n not in gone))

    def _with_comments(self, line: int) -> int:
        while line and self.lines[line - 1].lstrip().startswith("#"):
            line -= 1
        return line


def names(statement: ast.stmt) -> list[str]:
    """What a statement other than an import binds."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [node.id for node in statement.targets if isinstance(node, ast.Name)]
    return []


def edit(text: str, pattern: str, replacement: str, count: int = 1) -> str:
    """Replace the only match of a pattern, or all of a known number."""
    found, replaced = re.subn(pattern, lambda match: match.expand(replacement), text, flags=re.DOTALL)
    assert replaced == count, f"{replaced} places for {pattern}"
    return found
