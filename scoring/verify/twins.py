"""Must-fail twins: a copy of a test that asserts a plausible wrong constant, and must therefore fail.

Whoever makes every test pass, by patching the runner or by objects that equal everything, makes the twins pass too.
Pure functions on syntax trees. A twin differs from its test in one thing that is asserted: a constant compared for
equality (numbers, strings, one element of a list; inline, in a local or module-level name, in a loop's or a
`parametrize` table), the type given to `raises`, or, where neither is found, the sense of one assertion."""

import ast
import copy
import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scoring.verify.wrong import is_literal, wrong, wrong_exception

Function = ast.FunctionDef | ast.AsyncFunctionDef
Table = dict[str, ast.expr]
"""Module-level names and the literals that they stand for."""

EQUAL = frozenset(
    {"assertEqual", "assertEquals", "assertIs", "assertListEqual", "assertTupleEqual", "assertDictEqual"}
    | {"assertSetEqual", "assertSequenceEqual", "assertMultiLineEqual", "assertAlmostEqual", "assertCountEqual"}
)
RAISES = frozenset({"raises", "assertRaises", "assertRaisesRegex"})
OPPOSITE = {
    "assertEqual": "assertNotEqual",
    "assertGreater": "assertLessEqual",
    "assertIn": "assertNotIn",
    "assertIs": "assertIsNot",
    "assertIsInstance": "assertNotIsInstance",
    "assertIsNone": "assertIsNotNone",
    "assertLess": "assertGreaterEqual",
    "assertRegex": "assertNotRegex",
    "assertTrue": "assertFalse",
}
OPPOSITES = {**OPPOSITE, **{other: name for name, other in OPPOSITE.items()}}
PAIRS = ((ast.Eq, ast.NotEq), (ast.Is, ast.IsNot), (ast.In, ast.NotIn), (ast.Lt, ast.GtE), (ast.Gt, ast.LtE))
SENSES: dict[type[ast.cmpop], type[ast.cmpop]] = {**dict(PAIRS), **{other: one for one, other in PAIRS}}

Change = Callable[[random.Random], None]
"""Makes a copy of a test a twin, in place."""


class Twin(NamedTuple):
    """One twin."""

    function: Function
    """The changed copy; it still has the test's name."""
    what: str
    """What was changed."""


def twins(test: Function, table: Table, draw: random.Random, most: int = 1) -> list[Twin]:
    """Up to `most` twins of a test, each of another assertion; none where nothing that could be wrong is asserted."""
    constants, senses = sites(copy.deepcopy(test), table)
    kind = constants or senses
    made = []
    for index in sorted(draw.sample(range(len(kind)), min(most, len(kind)))):
        changed = copy.deepcopy(test)
        what, change = sites(changed, table)[0 if constants else 1][index]
        change(draw)
        made.append(Twin(ast.fix_missing_locations(changed), what))
    return made


def module_table(tree: ast.Module) -> Table:
    """Module-level names that are bound once, to a literal."""
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    often = [name.id for name in assigned]
    return {
        statement.targets[0].id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
        and often.count(statement.targets[0].id) == 1
    }


def sites(test: Function, table: Table) -> tuple[list[tuple[str, Change]], list[tuple[str, Change]]]:
    """Where a test can be made wrong: by a constant, and by the sense of an assertion; each with what it is."""
    constants: list[tuple[str, Change]] = []
    senses: list[tuple[str, Change]] = []
    for node in _certain(test):
        line = f"line {node.lineno}"
        if isinstance(node, ast.Assert):
            constants += ((f"{line}: {w}", c) for w, c in _of_sides(test, _equal_sides(node.test), table))
            senses.append((f"{line}: sense", _turned(node)))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            constants += ((f"{line}: {w}", c) for w, c in _of_call(test, node.value, table))
            if _name(node.value.func) in OPPOSITES:
                senses.append((f"{line}: sense", _opposed(node.value)))
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            calls = [item.context_expr for item in node.items]
            found = [c for c in calls if isinstance(c, ast.Call) and _name(c.func) in RAISES and c.args]
            constants += ((f"{line}: type raised", _other_exception(call)) for call in found)
    return constants, senses


def _certain(test: Function) -> Iterator[ast.stmt]:
    """The statements of a test that are reached whenever it passes, loops taken to run at least once."""
    todo: list[ast.stmt] = list(test.body)
    while todo:
        statement = todo.pop(0)
        yield statement
        if isinstance(statement, (ast.With, ast.AsyncWith, ast.For, ast.AsyncFor)):
            raising = isinstance(statement, (ast.With, ast.AsyncWith)) and any(
                isinstance(i.context_expr, ast.Call) and _name(i.context_expr.func) in RAISES for i in statement.items
            )
            todo = ([] if raising else list(statement.body)) + todo
        if isinstance(statement, (ast.Return, ast.Raise, ast.Break, ast.Continue)):
            return


def _name(function: ast.expr) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))


def _equal_sides(test: ast.expr) -> list[ast.expr]:
    """The sides of the equalities of an assertion; each must hold for it to pass."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [side for part in test.values for side in _equal_sides(part)]
    if isinstance(test, ast.Compare) and all(isinstance(op, (ast.Eq, ast.Is)) for op in test.ops):
        return [test.left, *test.comparators]
    return []


def _of_call(test: Function, call: ast.Call, table: Table) -> Iterator[tuple[str, Change]]:
    name = _name(call.func)
    if name in EQUAL and len(call.args) >= 2 and not any(k.arg in ("delta", "places") for k in call.keywords):
        yield from _of_sides(test, call.args[:2], table)
    elif name in RAISES and call.args:
        yield "type raised", _other_exception(call)


def _of_sides(test: Function, sides: Sequence[ast.expr], table: Table) -> Iterator[tuple[str, Change]]:
    for side in sides:
        if is_literal(side):
            yield "constant", _replaced(test, side)
        elif isinstance(side, ast.Name):
            yield from _of_name(test, side, table)


def _of_name(test: Function, name: ast.Name, table: Table) -> Iterator[tuple[str, Change]]:
    """A name that stands for a constant and is used for this one assertion only, so that no input changes with it."""
    uses = [n for n in ast.walk(test) if isinstance(n, ast.Name) and n.id == name.id]
    if sum(isinstance(n.ctx, ast.Load) for n in uses) != 1:
        return
    for node in ast.walk(test):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and _is(node.targets[0], name):
            if len(uses) == 2 and is_literal(node.value):
                yield f"constant {name.id}", _replaced(test, node.value)
            return
        if isinstance(node, ast.For) and (column := _column(node.target, name)) is not None:
            yield from _in_rows(test, node.iter, column, table, every=False)
            return
    for decorator in test.decorator_list:
        if isinstance(decorator, ast.Call) and _name(decorator.func) == "parametrize" and len(decorator.args) >= 2:
            column = _parameter(decorator.args[0], name.id)
            if column is not None:
                yield from _in_rows(test, decorator.args[1], column, table, every=True)
                return
    if len(uses) == 1 and name.id in table and is_literal(table[name.id]):
        yield f"constant {name.id}", _replaced(test, name, table[name.id])


def _is(target: ast.expr, name: ast.Name) -> bool:
    return isinstance(target, ast.Name) and target.id == name.id


def _column(target: ast.expr, name: ast.Name) -> int | None:
    """Which part of a loop's target a name is; -1 for the whole."""
    if isinstance(target, ast.Tuple):
        return next((index for index, part in enumerate(target.elts) if _is(part, name)), None)
    return -1 if _is(target, name) else None


def _parameter(names: ast.expr, name: str) -> int | None:
    if isinstance(names, ast.Constant) and isinstance(names.value, str):
        listed = [part.strip() for part in names.value.split(",")]
        return None if name not in listed else -1 if len(listed) == 1 else listed.index(name)
    parts = [getattr(part, "value", None) for part in getattr(names, "elts", [])]
    return parts.index(name) if name in parts else None


def _in_rows(
    test: Function, given: ast.expr, column: int, table: Table, *, every: bool
) -> Iterator[tuple[str, Change]]:
    """One column of a literal table: in `every` row where each row is a test of its own, else in one of them."""
    rows = table.get(given.id) if isinstance(given, ast.Name) else given
    if not isinstance(rows, (ast.List, ast.Tuple)) or not rows.elts:
        return
    cells = [_cell(row, column) for row in rows.elts]
    if any(cell is None or not is_literal(cell) for cell in cells):
        return

    def change(draw: random.Random) -> None:
        fresh = copy.deepcopy(rows)
        assert isinstance(fresh, (ast.List, ast.Tuple))
        chosen = range(len(fresh.elts)) if every else [draw.randrange(len(fresh.elts))]
        for index in chosen:
            cell = _cell(fresh.elts[index], column)
            assert cell is not None
            changed = wrong(cell, draw)
            assert changed is not None
            if column < 0 and not isinstance(fresh.elts[index], ast.Call):
                fresh.elts[index] = changed
            else:
                _exchange(fresh.elts[index], cell, changed)
        _exchange(test, given, fresh)

    yield "constant of a table", change


def _cell(row: ast.expr, column: int) -> ast.expr | None:
    """The expression in a column; None where the row cannot be told apart, or has a mark that may excuse it."""
    if isinstance(row, ast.Call):
        if _name(row.func) != "param" or any(k.arg == "marks" for k in row.keywords):
            return None
        parts = row.args
        column = max(column, 0)
    elif column < 0:
        return row
    else:
        parts = row.elts if isinstance(row, (ast.Tuple, ast.List)) else []
    plain = not any(isinstance(part, ast.Starred) for part in parts)
    return parts[column] if plain and column < len(parts) else None


def _replaced(test: Function, old: ast.expr, literal: ast.expr | None = None) -> Change:
    def change(draw: random.Random) -> None:
        new = wrong(copy.deepcopy(literal if literal is not None else old), draw)
        assert new is not None
        _exchange(test, old, new)

    return change


def _other_exception(call: ast.Call) -> Change:
    def change(draw: random.Random) -> None:
        call.args[0] = wrong_exception(call.args[0], draw)

    return change


def _turned(statement: ast.Assert) -> Change:
    """The opposite of what is asserted, in the words that a person would use."""

    def change(draw: random.Random) -> None:
        del draw
        test = statement.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            test.ops = [SENSES[type(test.ops[0])]()]
        elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            statement.test = test.operand
        else:
            statement.test = ast.UnaryOp(ast.Not(), test)

    return change


def _opposed(call: ast.Call) -> Change:
    def change(draw: random.Random) -> None:
        del draw
        assert isinstance(call.func, ast.Attribute)
        call.func.attr = OPPOSITES[call.func.attr]

    return change


def _exchange(tree: ast.AST, old: ast.expr, new: ast.expr) -> None:
    """Put one expression in another's place."""
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if value is old:
                setattr(node, field, new)
            elif isinstance(value, list):
                setattr(node, field, [new if item is old else item for item in value])
