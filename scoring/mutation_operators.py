"""The mutation operators: for each node of a syntax tree, the small edits that a slip of the hand could have made."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from sandboxes.spec import Frozen

Node = ast.expr | ast.stmt | ast.Slice

COMPARED: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: (r"is\s+not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: (r"not\s+in", ("in",)),
}
"""Comparison -> how it is written, and what may stand there instead: the boundary moved, or the sense turned round."""

COMPUTED: dict[type[ast.operator], tuple[str, tuple[str, ...]]] = {
    ast.Add: ("+", ("-",)),
    ast.Sub: ("-", ("+",)),
    ast.Mult: ("*", ("/",)),
    ast.Div: ("/", ("*",)),
    ast.FloorDiv: ("//", ("/",)),
    ast.Mod: ("%", ("/",)),
    ast.Pow: ("**", ("*",)),
    ast.LShift: ("<<", (">>",)),
    ast.RShift: (">>", ("<<",)),
    ast.BitAnd: ("&", ("|",)),
    ast.BitOr: ("|", ("&",)),
    ast.BitXor: ("^", ("&",)),
}
DELETED = (ast.Expr, ast.Assign, ast.AugAssign, ast.Delete, ast.Raise)
EXACT = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
QUOTE = re.compile(r"(?i)([rbu]*)('''|\"\"\"|'|\")")


class Edit(Frozen):
    """Bytes [start, end) of a file's UTF-8 text replaced by `after`."""

    operator: str
    start: int
    end: int
    after: str


class Source(NamedTuple):
    """A file as the operators see it. Positions are in bytes, as the syntax tree has them."""

    data: bytes
    tree: ast.Module
    lines: tuple[int, ...]
    """Where each line begins."""

    @classmethod
    def parse(cls, text: str) -> "Source":
        """Raises SyntaxError where it is no Python."""
        data = text.encode()
        starts = (0, *(match.end() for match in re.finditer(rb"\n", data)))
        return cls(data, ast.parse(text), starts)

    def span(self, node: Node) -> tuple[int, int]:
        """Where a node stands."""
        end = self.lines[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return self.lines[node.lineno - 1] + node.col_offset, end

    def text(self, node: Node) -> str:
        """What it says."""
        start, end = self.span(node)
        return self.data[start:end].decode()


def edits(source: Source) -> Iterator[tuple[Edit, ...]]:
    """The edits of each site."""
    for statement in source.tree.body:
        if not _is_fact(statement):
            yield from _node(source, statement, inside=False)


def _is_fact(statement: ast.stmt) -> bool:
    """`__all__ = ...` and the like."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return bool(targets) and all(isinstance(t, ast.Name) and re.fullmatch(r"__\w+__", t.id) for t in targets)


def _node(source: Source, node: ast.AST, *, inside: bool) -> Iterator[tuple[Edit, ...]]:
    """Sites of a node and of all below it; `inside` a function, statements can be deleted without breaking imports."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return  # parts of f-strings have no positions of their own before Python 3.12; bare strings do nothing
    for make in OPERATORS:
        if group := tuple(make(source, node)):
            yield group
    if inside:
        yield from ((edit,) for edit in _deleted(source, node))
    inside = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _node(source, child, inside=inside)


def _between(
    source: Source, left: Node, right: Node, written: str, names: tuple[str, ...], kind: str
) -> Iterator[Edit]:
    """The operator between two operands, replaced."""
    begin, end = source.span(left)[1], source.span(right)[0]
    gap = re.sub(rb"#[^\n]*", lambda comment: b"#" * len(comment.group()), source.data[begin:end])
    if found := re.search(written.encode(), gap):
        yield from (Edit(operator=kind, start=begin + found.start(), end=begin + found.end(), after=n) for n in names)


def _compare(source: Source, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for left, right, sign in zip(operands, operands[1:], node.ops, strict=False):
            written, names = COMPARED[type(sign)]
            yield from _between(source, left, right, written, names, "comparison")


def _compute(source: Source, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.BinOp) and type(node.op) in COMPUTED:
        written, names = COMPUTED[type(node.op)]
        yield from _between(source, node.left, node.right, re.escape(written), names, "arithmetic")
    if isinstance(node, ast.AugAssign) and type(node.op) in COMPUTED:
        written, names = COMPUTED[type(node.op)]
        named = tuple(f"{name}=" for name in names)
        yield from _between(source, node.target, node.value, re.escape(f"{written}="), named, "arithmetic")


def _boolean(source: Source, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.BoolOp):
        written, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            yield from _between(source, left, right, rf"\b{written}\b", (other,), "boolean")


def _negated(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A condition turned round, unless another operator does just that to it."""
    tests = node.ifs if isinstance(node, ast.comprehension) else []
    if isinstance(node, ast.If | ast.While | ast.IfExp | ast.Assert):
        tests = [node.test]
    for test in tests:
        turned = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        exact = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], EXACT)
        if not (turned or exact or isinstance(test, ast.Constant)):
            start, end = source.span(test)
            yield Edit(operator="condition", start=start, end=end, after=f"(not ({source.text(test)}))")


def _dropped_not(source: Source, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        start = source.span(node)[0]
        spaces = re.match(rb"not\s*", source.data[start:])
        assert spaces
        yield Edit(operator="not", start=start, end=start + spaces.end(), after="")


def _constant(source: Source, node: ast.AST) -> Iterator[Edit]:
    if not isinstance(node, ast.Constant):
        return
    start, end = source.span(node)
    value = node.value
    after: tuple[str, ...] = ()
    if isinstance(value, bool):
        after = (str(not value),)
    elif value is None:
        after = ("True", '""')
    elif isinstance(value, int | float):
        after = (repr(value + 1), f"({value - 1!r})" if value < 1 else repr(value - 1))
    if isinstance(value, str | bytes):
        yield from _string(source, start, end)
    yield from (Edit(operator="constant", start=start, end=end, after=text) for text in after)


def _string(source: Source, start: int, end: int) -> Iterator[Edit]:
    """Other text at the beginning, or none at all. A literal of several pieces keeps its other pieces or its lines."""
    opening = QUOTE.match(source.data[start:end].decode())
    if not opening:
        return
    prefix, quote = opening.groups()
    first = start + len(opening.group())
    yield Edit(operator="string", start=first, end=first, after="XX")
    if end - start > len(opening.group()) + len(quote) and b"\n" not in source.data[start:end]:
        yield Edit(operator="string", start=start, end=end, after=f"{prefix}{quote[0] * 2}")


def _deleted(source: Source, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, DELETED):
        start, end = source.span(node)
        yield Edit(operator="deletion", start=start, end=end, after="pass")


def _returned(source: Source, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        start, end = source.span(node)
        yield Edit(operator="return", start=start, end=end, after="return None")


def _swapped(source: Source, node: ast.AST) -> Iterator[Edit]:
    if not isinstance(node, ast.Call) or any(isinstance(a, ast.Starred) for a in node.args):
        return
    for one, two in zip(node.args, node.args[1:], strict=False):
        (start, middle), (again, end) = source.span(one), source.span(two)
        between = source.data[middle:again].decode()
        if "(" not in between and ")" not in between:  # an operand in parentheses of its own stays where it is
            after = source.text(two) + between + source.text(one)
            yield Edit(operator="arguments", start=start, end=end, after=after)


def _loop(source: Source, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Break | ast.Continue):
        start, end = source.span(node)
        other = "continue" if isinstance(node, ast.Break) else "break"
        yield Edit(operator="loop", start=start, end=end, after=other)


def _exception(source: Source, node: ast.AST) -> Iterator[Edit]:
    """An error caught or raised as one of another type."""
    if isinstance(node, ast.ExceptHandler) and node.type:
        start, end = source.span(node.type)
        yield Edit(operator="exception", start=start, end=end, after="ZeroDivisionError")
    if isinstance(node, ast.Raise) and node.exc:
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(raised, ast.Name) and raised.id[:1].isupper():
            start, end = source.span(raised)
            yield Edit(operator="exception", start=start, end=end, after="ZeroDivisionError")


def _sliced(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A bound moved by one, or one where there was none. Numbers are left to the operator for constants."""
    if not isinstance(node, ast.Slice):
        return
    start, end = source.span(node)
    if node.lower is None:
        yield Edit(operator="slice", start=start, end=start, after="1")
    if node.upper is None and node.step is None:
        yield Edit(operator="slice", start=end, end=end, after="-1")
    for bound in (node.lower, node.upper):
        if bound and not isinstance(bound, ast.Constant | ast.UnaryOp):
            first, last = source.span(bound)
            text = source.text(bound)
            yield from (Edit(operator="slice", start=first, end=last, after=f"({text}) {s} 1") for s in "+-")


OPERATORS = (
    _compare,
    _compute,
    _boolean,
    _negated,
    _dropped_not,
    _constant,
    _returned,
    _swapped,
    _loop,
    _exception,
    _sliced,
)
