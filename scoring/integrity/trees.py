"""Both trees, the one that the agent found and the one that it left, read as data: nothing in them is run or raises."""

import ast
import re
import warnings
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

MAX_SOURCE_BYTES = 256 << 10
TEST_NAME = re.compile(r"test_.*\.py|.*_test\.py|tests?\.py")


class Trees(NamedTuple):
    """Both trees as path -> content digest, and where they lie."""

    base: Path
    tree: Path
    before: Mapping[str, str]
    after: Mapping[str, str]

    def changed(self) -> list[str]:
        """Paths that are new or differ, sorted."""
        return sorted(path for path, digest in self.after.items() if self.before.get(path) != digest)


def is_test(path: str) -> bool:
    """Whether a path is a test's, by its name or its directory."""
    parts = PurePosixPath(path).parts
    named = bool(TEST_NAME.fullmatch(parts[-1]))
    return named or (parts[-1].endswith(".py") and bool({"test", "tests"} & set(parts[:-1])))


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
