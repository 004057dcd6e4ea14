"""Tests with one asserted constant made plausibly wrong, as a person would have written them: the rest of the file, its
layout and comments included, stays as it is. Pure functions on text."""

import ast
import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scoring.verify.neutral import FUNCTIONS, collected_classes, is_test
from scoring.verify.twins import Function, module_table, twins


class Spoilt(NamedTuple):
    """A test that is now wrong."""

    test: str
    """`file::[Class::]name`, from the suite's directory."""
    text: str
    """The whole file as it is now."""
    what: str
    """Which constant was changed, for a person."""

    @property
    def file(self) -> str:
        """The file's path in the suite's directory."""
        return self.test.partition("::")[0]


class _Place(NamedTuple):
    name: str
    """`[Class::]name`."""
    body: list[ast.stmt]
    at: int
    """Where in the body it stands."""


def spoilt_tests(suite: Path, seed: int) -> Iterator[Spoilt]:
    """Every test of a suite's directory that can be spoilt, in an order drawn from the seed."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    files = [p for p in sorted(suite.rglob("*.py")) if p.name.startswith("test_") or p.name.endswith("_test.py")]
    found = [one for path in files for one in spoilt_file(path.relative_to(suite).as_posix(), _read(path), draw)]
    draw.shuffle(found)
    yield from found


def spoilt_file(file: str, text: str, draw: random.Random) -> Iterator[Spoilt]:
    """Every test of one file that can be spoilt; none where it does not parse."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    table = module_table(tree)
    for place in _places(tree):
        test = place.body[place.at]
        assert isinstance(test, FUNCTIONS)
        for twin in twins(test, table, draw):
            if "constant" in twin.what and (changed := _rewritten(text, tree, place, twin.function)):
                yield Spoilt(f"{file}::{place.name}", changed, twin.what)


def _read(path: Path) -> str:
    """A text with its line ends as they are; empty where it is not UTF-8."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        return ""


def _places(tree: ast.Module) -> Iterator[_Place]:
    """Where tests stand; of several with one name the last, which is the one that is run."""
    for prefix, body in [("", tree.body), *((f"{c.name}::", c.body) for c in collected_classes(tree))]:
        last = {node.name: i for i, node in enumerate(body) if isinstance(node, FUNCTIONS) and is_test(node)}
        yield from (_Place(prefix + name, body, at) for name, at in last.items())


def _rewritten(text: str, tree: ast.Module, place: _Place, changed: Function) -> str:
    """The text with the test changed; empty where that cannot be done by replacing expressions alone."""
    edits = [
        (old, new)
        for old, new in _differences(place.body[place.at], changed)
        if isinstance(old, ast.expr) and isinstance(new, ast.expr)
    ]
    data = text.encode()
    starts = [0, *itertools.accumulate(len(line) for line in data.splitlines(keepends=True))]
    for old, new in sorted(edits, key=lambda edit: (-edit[0].lineno, -edit[0].col_offset)):
        start = starts[old.lineno - 1] + old.col_offset
        end = starts[(old.end_lineno or 0) - 1] + (old.end_col_offset or 0)
        data = data[:start] + _written(new, like=data[start:end]).encode() + data[end:]
    made = data.decode()
    return made if _is_as_wanted(made, tree, place, changed) else ""


def _written(new: ast.expr, like: bytes) -> str:
    """An expression as text; a string in double quotes where the old one has them."""
    written = ast.unparse(new)
    double = like.endswith(b'"') and written.endswith("'") and '"' not in written and written.count("'") == 2
    return written.replace("'", '"') if double else written


def _differences(old: ast.AST, new: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """The smallest parts in which two trees differ."""
    if type(old) is not type(new) or _leaves(old) != _leaves(new):
        yield old, new
        return
    for before, after in zip(ast.iter_child_nodes(old), ast.iter_child_nodes(new), strict=True):
        yield from _differences(before, after)


def _leaves(node: ast.AST) -> list[object]:
    """What a node says itself, its child nodes aside."""
    return [_leaf(value) for _, value in ast.iter_fields(node)]


def _leaf(value: object) -> object:
    if isinstance(value, ast.AST):
        return "a node"
    return [_leaf(item) for item in value] if isinstance(value, list) else (type(value), repr(value))


def _is_as_wanted(made: str, tree: ast.Module, place: _Place, changed: Function) -> bool:
    """Whether the new text is the old module with the one test exchanged, and nothing else."""
    kept = place.body[place.at]
    place.body[place.at] = changed
    try:
        return ast.dump(ast.parse(made)) == ast.dump(tree)
    except SyntaxError:
        return False
    finally:
        place.body[place.at] = kept
