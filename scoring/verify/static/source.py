"""The Python source of a hostile tree: found, read, decoded and parsed under caps; never imported.

Whatever cannot be read in full is refused with one line that names the file, so that nothing can hide in it."""

import ast
import io
import os
import tokenize
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

MAX_ENTRIES = 300_000
MAX_PYTHON_FILES = 2_000
MAX_FILE_BYTES = 2 << 20
MAX_TOTAL_BYTES = 24 << 20
MAX_NESTING = 200
WIDE = 200
"""A line wider than this counts as several, so that length cannot be hidden in width."""

PYTHON_SUFFIXES = (".py", ".pyw")


class Unreadable(Exception):
    """A tree that cannot be inspected: one line that names the file and the reason."""


class Module(NamedTuple):
    """One Python file, parsed."""

    name: str
    """Dotted name within its package; for a file outside the package its path."""
    path: str
    """POSIX path relative to the tree."""
    text: str
    """UTF-8 source with "\\n" line ends."""
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Physical lines, where one wider than 200 characters counts once for each 200 begun."""
        lines = self.text.removesuffix("\n").split("\n") if self.text else []
        return sum(max(1, -(-len(line) // WIDE)) for line in lines)


@lru_cache(maxsize=4)
def package_modules(tree: Path, package: str, root: str = "") -> tuple[Module, ...]:
    """The modules of the package, by path: `<root>/<package>/**.py`, or else the one file `<root>/<package>.py`.

    Raises Unreadable where there is no such package or one of its files cannot be read and parsed."""
    base = tree / root if root else tree
    directory = base / package
    if (directory / "__init__.py").is_file():
        return tuple(_importable(_parsed(_python_files(directory), tree, base)))
    single = base / f"{package}.py"
    if single.is_file():
        return tuple(_parsed([single], tree, base))
    raise Unreadable(f"neither {package}.py nor {package}/__init__.py exists under {root or 'the root of the tree'}")


@lru_cache(maxsize=4)
def all_modules(tree: Path) -> tuple[Module, ...]:
    """Every Python file of the tree, inside and outside the package, that Python can parse. Raises Unreadable."""
    return tuple(_parsed([path for path in _python_files(tree) if _is_python(path)], tree, tree))


def _importable(modules: Iterator[Module]) -> Iterator[Module]:
    for module in modules:
        if not all(part.isidentifier() for part in module.name.split(".")):
            raise Unreadable(f"{module.path}: no importable module name")
        yield module


def every_file(tree: Path) -> Iterator[Path]:
    """Every regular file below a directory, sorted; bytecode caches are left out, since no box of ours reads them."""
    seen = 0
    for directory, names, files in os.walk(tree):
        names.sort()
        seen += len(names) + len(files)
        if seen > MAX_ENTRIES:
            raise Unreadable(f"more than {MAX_ENTRIES:,} files and directories")
        for name in sorted(files):
            path = Path(directory, name)
            cached = path.parent.name == "__pycache__" and path.suffix == ".pyc"
            if path.is_file() and not path.is_symlink() and not cached:
                yield path


def _python_files(directory: Path) -> list[Path]:
    found = [path for path in every_file(directory) if path.suffix in PYTHON_SUFFIXES]
    if len(found) > MAX_PYTHON_FILES:
        raise Unreadable(f"more than {MAX_PYTHON_FILES:,} Python files")
    return found


def _is_python(path: Path) -> bool:
    """False for a file that no import could run (a sample for a test, another language's template): that is data."""
    if path.stat().st_size > MAX_FILE_BYTES:
        return True
    try:
        return bool(compile(path.read_bytes(), "-", "exec", ast.PyCF_ONLY_AST, dont_inherit=True))
    except (SyntaxError, ValueError):
        return False
    except (RecursionError, MemoryError):
        return True


def _parsed(paths: list[Path], tree: Path, base: Path) -> Iterator[Module]:
    total = 0
    for path in paths:
        shown = printable(path.relative_to(tree).as_posix())
        total += path.stat().st_size
        if path.stat().st_size > MAX_FILE_BYTES or total > MAX_TOTAL_BYTES:
            raise Unreadable(f"{shown}: too much Python source to inspect")
        text = _decode(path.read_bytes(), shown)
        yield Module(_dotted(path.relative_to(base)), shown, text, _parse(text, shown))


def _decode(data: bytes, shown: str) -> str:
    """UTF-8 only: under another declared encoding the tools and Python could read different programs."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode("utf-8-sig")
    except (SyntaxError, UnicodeDecodeError) as error:
        raise Unreadable(f"{shown}: not UTF-8") from error
    if encoding not in ("utf-8", "utf-8-sig"):
        raise Unreadable(f"{shown}: declares the encoding {encoding}; only UTF-8 is inspected")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parse(text: str, shown: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = getattr(error, "msg", None) or type(error).__name__
        raise Unreadable(f"{shown}: does not parse: {reason} (line {getattr(error, 'lineno', None) or '?'})") from error
    if _depth(parsed) > MAX_NESTING:
        raise Unreadable(f"{shown}: nested more than {MAX_NESTING} levels deep")
    return parsed


def _depth(tree: ast.AST) -> int:
    """Levels of the syntax tree, found without recursion: every later walk may then recurse safely."""
    level: list[ast.AST] = [tree]
    depth = 0
    while level and depth <= MAX_NESTING:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth += 1
    return depth


def _dotted(relative: Path) -> str:
    parts = [*relative.parts[:-1], relative.stem.replace(".", "?")]
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def printable(text: str) -> str:
    """Text fit for a message, whatever bytes a name was made of."""
    return text.encode("ascii", "backslashreplace").decode()[:200]
