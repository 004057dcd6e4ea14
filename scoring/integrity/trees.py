"""Both trees, the one that the agent found and the one that it left, read as data: nothing in them is run or raises."""

import ast
import re
import warnings
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sandboxes.archive import Tree

MAX_SOURCE_BYTES = 256 << 10
TEST_NAME = re.compile(r"test_.*\.py|.*_test\.py")
EITHER_NAME = re.compile(r"tests?\.py")
"""Names of test modules, and of modules of products that are about tests of another kind (`jinja2/tests.py`)."""


class Trees(NamedTuple):
    """What differs between both trees, as path -> content digest, and where they lie."""

    base: Path
    tree: Path
    before: Mapping[str, str]
    """Files that are gone or differ."""
    after: Mapping[str, str]
    """Files that are new or differ."""

    def changed(self) -> list[str]:
        """Paths that are new or differ, sorted."""
        return sorted(self.after)


def differing(base: Tree, tree: Tree) -> Trees:
    """Two trees, less what they have in common."""
    before, after = ({entry.path: entry.sha256 for entry in side.entries} for side in (base, tree))
    gone = {path: digest for path, digest in before.items() if after.get(path) != digest}
    new = {path: digest for path, digest in after.items() if before.get(path) != digest}
    return Trees(base.root, tree.root, gone, new)


def is_test(root: Path, path: str) -> bool:
    """Whether a path below `root` is a test's: by its directory, its name or else what it imports."""
    *directories, name = PurePosixPath(path).parts
    placed = name.endswith(".py") and not {"test", "tests"}.isdisjoint(directories)
    named = TEST_NAME.fullmatch(name) is not None
    return placed or named or (EITHER_NAME.fullmatch(name) is not None and _imports_tests(source(root / path)))


def _imports_tests(tree: ast.Module | None) -> bool:
    """Whether a module imports one that is for testing: `unittest`, `pytest`, `django.test`. Unreadable ones may."""
    if tree is None:
        return True
    modules = [n.name for node in ast.walk(tree) if isinstance(node, ast.Import) for n in node.names]
    modules += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any("test" in module for module in modules)


def source(path: Path) -> ast.Module | None:
    """The parsed file; None where it is missing, too large or no Python."""
    if not path.is_file() or path.stat().st_size > MAX_SOURCE_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
