"""Statements of a module or a class by the names that they bind, as text with the comments in front of them."""

import ast
import re


class Statements:
    """The statements of one module, or of one class of it; `take` cuts them out."""

    def __init__(self, text: str, owner: str = "") -> None:
        self.lines = text.split("\n")
        self.taken: list[tuple[int, int]] = []
        self.spans: dict[str, tuple[int, int]] = {}
        body = ast.parse(text).body
        if owner:
            (body,) = (node.body for node in body if isinstance(node, ast.ClassDef) and node.name == owner)
        for statement in body:
            decorators = [node.lineno for node in getattr(statement, "decorator_list", [])]
            span = self._with_comments(min([statement.lineno, *decorators]) - 1), statement.end_lineno or 0
            self.spans |= dict.fromkeys(set(names(statement)) - set(self.spans), span)

    def take(self, wanted: str) -> str:
        """The text of some statements, in that order, `A..B` for all from A to B; `rest` lacks them then."""
        spans = []
        for name in wanted.split():
            first, _, last = name.partition("..")
            spans.append((self.spans[first][0], self.spans[last or first][1]))
        self.taken += spans
        gap = "\n" if self.lines[spans[0][0]].startswith(" ") else "\n\n"
        return gap.join("\n".join(self.lines[a:b]).strip("\n") + "\n" for a, b in spans)

    def within(self, wanted: str) -> list[str]:
        """The names that `take` would take."""
        found: list[str] = []
        for name in wanted.split():
            first, _, last = name.partition("..")
            begin, end = self.spans[first][0], self.spans[last or first][1]
            found += [key for key, (a, b) in self.spans.items() if begin <= a and b <= end]
        return list(dict.fromkeys(found))

    def rest(self) -> str:
        """What was not taken."""
        gone = {number for first, last in self.taken for number in range(first, last)}
        left = "\n".join(text for number, text in enumerate(self.lines) if number not in gone)
        return re.sub(r"\n{3,}( +)", r"\n\n\1", re.sub(r"\n{4,}", "\n\n\n", left))

    def _with_comments(self, line: int) -> int:
        while line and self.lines[line - 1].lstrip().startswith("#"):
            line -= 1
        return line


def names(statement: ast.stmt) -> list[str]:
    """What a statement other than an import binds."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [node.id for node in statement.targets if isinstance(node, ast.Name)]
    if isinstance(statement, ast.Delete):
        return ["del_" + node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
    return [name for child in getattr(statement, "body", []) for name in names(child)]


def edit(text: str, pattern: str, replacement: str, flags: int = re.DOTALL) -> str:
    """Replace the only match of a pattern."""
    found, count = re.subn(pattern, lambda match: match.expand(replacement), text, flags=flags)
    assert count == 1, f"{count} places for {pattern}"
    return found


def put(text: str, old: str, new: str) -> str:
    """Replace the only occurrence of a text."""
    assert text.count(old) == 1, f"{text.count(old)} places for {old}"
    return text.replace(old, new)
