"""Which files of a tree mutants are made of."""

from collections.abc import Sequence
from pathlib import Path

from sandboxes.archive import Tree
from scoring.spec import VerifySpec
from scoring.verify.static.spec import load_structure


def sources(tree: Tree, specs: Sequence[VerifySpec], hidden: Path) -> dict[str, str]:
    """The package that structure.toml below `hidden` names, or else all Python but tests: text by POSIX path."""
    static = [spec for spec in specs if spec.kind == "static"]
    package = load_structure(hidden / (static[0].path or "structure.toml")).package if static else ""
    python = [Path(entry.path) for entry in tree.entries if entry.path.endswith(".py")]
    chosen = [path for path in python if package in (*path.parts[:-1], path.stem) or not package]
    # Line ends stay as they are.
    return {path.as_posix(): (tree.root / path).read_bytes().decode() for path in chosen if not _is_test(path)}


def _is_test(path: Path) -> bool:
    return any(p in ("test", "tests") for p in path.parts[:-1]) or path.name.startswith(("test_", "conftest"))
