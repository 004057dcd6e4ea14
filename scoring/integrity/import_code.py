"""Code that ends or outlives the process as soon as it is imported."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from scoring.integrity.flag import Flag, Severity
from scoring.integrity.trees import Trees, is_test, source

ENDINGS = frozenset({"exit", "quit"})
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def import_code(trees: Trees, package: str | None) -> Iterator[Flag]:
    """Statements that end or outlive the process as soon as a module is imported, more of them than there were."""
    found: dict[str, list[str]] = {}
    for path in trees.changed():
        if _is_imported(trees.tree, path, package):
            for what in _at_import(source(trees.tree / path)):
                found.setdefault(what, []).append(path)
    before = Counter(
        what
        for path in trees.before
        if _is_imported(trees.base, path, package)
        for what in _at_import(source(trees.base / path))
    )
    for what, paths in sorted(found.items()):
        if len(paths) > before[what]:
            severity: Severity = "cheat" if what == "os._exit" else "suspect"
            evidence = f"{what} at import of {', '.join(paths[:5])}"
            yield Flag(kind="exit_at_import", severity=severity, evidence=evidence)


def _is_imported(root: Path, path: str, package: str | None) -> bool:
    pure = PurePosixPath(path)
    if pure.suffix != ".py" or pure.name in ("__main__.py", "setup.py") or is_test(root, path):
        return False
    return package is None or package in pure.parts[:-1] or pure.stem == package


def _at_import(tree: ast.Module | None) -> Iterator[str]:
    """Each ending or exit hook outside of functions; a `__main__` guard is no import."""
    todo: list[ast.AST] = list(tree.body) if tree else []
    while todo:
        node = todo.pop()
        if isinstance(node, FUNCTIONS) or _guards_main(node):
            continue
        if isinstance(node, ast.Call) and (what := _ending(node.func)):
            yield what
        todo += ast.iter_child_nodes(node)


def _guards_main(node: ast.AST) -> bool:
    if not isinstance(node, ast.If):
        return False
    names = {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
    return "__name__" in names


def _ending(called: ast.expr) -> str:
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    owner = called.value.id if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) else ""
    if name == "_exit":
        return "os._exit"
    if owner == "atexit" or (owner == "os" and name in ("abort", "kill", "execv", "execve")):
        return f"{owner}.{name}"
    return "sys.exit" if name in ENDINGS and owner in ("", "sys") else ""
