"""A hidden suite in disguise: files, classes and tests under random neutral names, shuffled, each beside its twins.

Inside the box nothing but the asserted constants tells a test from a twin that must fail. The names are drawn from a
seed, which is kept, so that a verification can be repeated. Tests of a suite must not depend on each other's order."""

import ast
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sandboxes.errors import UserError
from scoring.verify.twins import Function, Table, module_table, twins

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TWINS_PER_TEST = 3
"""Each of another assertion; which ones is drawn anew at every verification."""


class Disguise(NamedTuple):
    """What stands behind the neutral names."""

    names: Mapping[str, str]
    """Neutral path, class or test name -> its own."""
    tests: Mapping[str, str]
    """Neutral name of a test -> `path::Class::test`."""
    twins: Mapping[str, str]
    """Neutral name of a twin -> that of the test that it was made from."""
    without: tuple[str, ...]
    """The tests for which no twin was made, where twins were asked for, as `path::Class::test`."""

    def own(self, test: str) -> str:
        """The id by which the suite's author knows a neutral id; unknown parts stay as they are."""
        path, bracket, parameters = test.partition("[")
        return "::".join(self.names.get(part, part) for part in path.split("::")) + bracket + parameters

    def is_twin(self, test: str) -> bool:
        """Whether a neutral id is a twin's."""
        return bare(test) in self.twins


def bare(test: str) -> str:
    """The name of a test function, of its id."""
    return test.partition("[")[0].rpartition("::")[2]


def disguise(suite: Path, seed: int, *, with_twins: bool) -> Disguise:
    """Rewrite the suite in a directory of ours. Raises UserError where a test file does not parse."""
    draw = random.Random(seed)  # noqa: S311 - the seed itself is drawn secretly
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(suite.rglob("*.py"))}
    renaming = _Renaming(draw, TWINS_PER_TEST if with_twins else 0)
    for path in sources:
        if path.name.startswith("test_") or path.name.endswith("_test.py"):
            others = [other for name, other in sources.items() if name != path]
            renaming.file(path, suite, imported=any(re.search(rf"\b{re.escape(path.stem)}\b", o) for o in others))
    twinned = set(renaming.twins.values())
    without = sorted(own for name, own in renaming.tests.items() if with_twins and name not in twinned)
    return Disguise(renaming.names, renaming.tests, renaming.twins, tuple(without))


class _Renaming:
    """Draws the names and rewrites one file after another."""

    def __init__(self, draw: random.Random, most: int) -> None:
        self._draw, self._most = draw, most
        self.names: dict[str, str] = {}
        self.tests: dict[str, str] = {}
        self.twins: dict[str, str] = {}

    def file(self, path: Path, suite: Path, *, imported: bool) -> None:
        """Rewrite a test file under another name; one that others import keeps its name and those of its classes."""
        own = path.relative_to(suite).as_posix()
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError) as error:
            raise UserError(f"a test file does not parse: {error}", where=own, mend="Correct the suite") from error
        self._module(tree, own, keep_classes=imported)
        text = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        path.unlink()
        path = path if imported else path.with_name(f"{self._fresh('test_')}.py")
        self.names[path.relative_to(suite).as_posix()] = own
        path.write_text(text, encoding="utf-8")

    def _module(self, tree: ast.Module, own: str, *, keep_classes: bool) -> None:
        table = module_table(tree)
        classes = collected_classes(tree)
        for cls in classes:
            cls.body = self._shuffled(cls.body, f"{own}::{cls.name}", table)
        tree.body = self._shuffled(tree.body, own, table)
        renamed = {} if keep_classes else {cls.name: self._named(cls.name, "Test") for cls in classes}
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node in classes:
                node.name = renamed.get(node.name, node.name)
            elif isinstance(node, ast.Name):
                node.id = renamed.get(node.id, node.id)

    def _shuffled(self, body: Sequence[ast.stmt], around: str, table: Table) -> list[ast.stmt]:
        """A body with its tests last, shuffled among their twins, under neutral names."""
        last = {node.name: node for node in body if isinstance(node, FUNCTIONS) and is_test(node)}
        rest = [node for node in body if not (isinstance(node, FUNCTIONS) and is_test(node))]
        drawn = [one for test in last.values() for one in self._with_twins(test, around, table)]
        self._draw.shuffle(drawn)
        return [*rest, *drawn] or [ast.Pass()]

    def _with_twins(self, test: Function, around: str, table: Table) -> list[Function]:
        own = f"{around}::{test.name}"
        changed = [twin.function for twin in twins(test, table, self._draw, self._most)]
        test.name = self._named(test.name, "test_")
        self.tests[test.name] = own
        for twin in changed:
            twin.name = self._fresh("test_")
            self.twins[twin.name] = test.name
        return [test, *changed]

    def _named(self, own: str, prefix: str) -> str:
        name = self._fresh(prefix)
        self.names[name] = own
        return name

    def _fresh(self, prefix: str) -> str:
        return f"{prefix}{self._draw.getrandbits(64):016x}"


def is_test(function: Function) -> bool:
    """Whether pytest would take it for a test by its name."""
    return function.name.startswith("test")


def collected_classes(tree: ast.Module) -> list[ast.ClassDef]:
    """Module-level classes that pytest collects: by name, as a TestCase, or because their base is one of them."""
    found: dict[str, ast.ClassDef] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            bases = [str(getattr(base, "attr", getattr(base, "id", ""))) for base in node.bases]
            if node.name.startswith("Test") or any(b.endswith("TestCase") or b in found for b in bases):
                found[node.name] = node
    return list(found.values())
