"""The reduced check of other harnesses: prints 1 where tally is split as asked and its own tests pass, else 0."""

import ast
import subprocess
import sys
from pathlib import Path

MAX_LINES = 130
MIN_MODULES = 8


def main() -> None:
    """Structure first, then behaviour."""
    workspace = Path(sys.argv[1])
    print(int(is_split(workspace) and behaves(workspace)))


def is_split(workspace: Path) -> bool:
    """Whether there are enough modules with code of their own, none too long, and no import cycle."""
    package = workspace / "tally"
    if (workspace / "tally.py").exists() or not (package / "__init__.py").exists():
        return False
    try:
        trees = {path.stem: ast.parse(path.read_text()) for path in package.glob("*.py")}
    except (SyntaxError, ValueError):
        return False
    long = [path for path in package.rglob("*.py") if len(path.read_text().splitlines()) > MAX_LINES]
    full = [tree for tree in trees.values() if any(map(is_definition, tree.body))]
    return not long and len(full) >= MIN_MODULES and not has_cycle(trees)


def is_definition(node: ast.stmt) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.ClassDef))


def has_cycle(trees: dict[str, ast.Module]) -> bool:
    """Whether some module reaches itself by relative imports."""
    edges = {name: {target for node in ast.walk(tree) for target in targets(node)} for name, tree in trees.items()}
    for name in edges:
        seen: set[str] = set()
        todo = set(edges[name])
        while todo:
            current = todo.pop()
            seen.add(current)
            todo |= edges.get(current, set()) - seen
        if name in seen:
            return True
    return False


def targets(node: ast.AST) -> set[str]:
    """Modules of the package that an import statement names."""
    if isinstance(node, ast.ImportFrom) and (node.level == 1 or (node.module or "").split(".")[0] == "tally"):
        start = (node.module or "").removeprefix("tally").removeprefix(".")
        return {start.split(".")[0]} if start else {alias.name for alias in node.names} | {"__init__"}
    if isinstance(node, ast.Import):
        dotted = [alias.name.split(".") for alias in node.names]
        return {(parts[1] if len(parts) > 1 else "__init__") for parts in dotted if parts[0] == "tally"}
    return set()


def behaves(workspace: Path) -> bool:
    """Whether the tests that came with tally pass, in a fresh process."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    return subprocess.run(command, cwd=workspace, stdout=sys.stderr, check=False).returncode == 0


if __name__ == "__main__":
    main()
