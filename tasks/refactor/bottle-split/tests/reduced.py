"""A reduced check of the split in one container: `reduced.py TREE` prints findings and, last, a reward from 0 to 1.

Gates (all or nothing): the single module is gone, every name of it exists in the package, the visible tests pass, the
command line answers. Score: eight modules, none above 700 lines, no import cycle between them, a third each.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

MAX_LINES = 700
MIN_MODULES = 8


def main(tree: str) -> None:
    """Print findings and the reward."""
    root = Path(tree)
    gates = {"module gone": not (root / "bottle.py").exists()}
    gates["names"] = gates["module gone"] and names_kept(root)
    gates["tests"] = gates["names"] and succeeds(root, "-m", "pytest", "-q", "test")
    gates["command"] = gates["tests"] and succeeds(root, "-m", "bottle", "--version")
    modules = {path.stem: path for path in (root / "bottle").glob("*.py")}
    score = {
        "modules": len(modules) >= MIN_MODULES,
        "lines": bool(modules) and all(len(p.read_text().splitlines()) <= MAX_LINES for p in modules.values()),
        "cycles": len(modules) >= MIN_MODULES and not in_cycle(modules),
    }
    print(gates, score)
    print(round(sum(score.values()) / len(score), 3) if all(gates.values()) else 0.0)


def names_kept(root: Path) -> bool:
    """Whether the package has every name that the single module of the first commit binds at its top level."""
    show = ["git", "-C", str(root), "show", "HEAD:bottle.py"]
    source = subprocess.run(show, capture_output=True, text=True).stdout
    names = {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    names |= set(re.findall(r"^(\w+) *=[^=]", source, re.MULTILINE))
    program = f"import bottle; raise SystemExit(not all(hasattr(bottle, name) for name in {sorted(names)!r}))"
    return bool(names) and succeeds(root, "-c", program)


def succeeds(root: Path, *arguments: str) -> bool:
    """Whether a Python command ends well in the tree."""
    return subprocess.run([sys.executable, "-B", *arguments], cwd=root, stdout=subprocess.DEVNULL).returncode == 0


def in_cycle(modules: dict[str, Path]) -> bool:
    """Whether a module of the package imports itself, directly or by way of others."""
    edges = {name: imported(path, set(modules)) for name, path in modules.items()}
    reach = {name: set(edges[name]) for name in edges}
    for _ in edges:
        reach = {name: found.union(*(edges[other] for other in found)) for name, found in reach.items()}
    return any(name in found for name, found in reach.items())


def imported(path: Path, modules: set[str]) -> set[str]:
    """Modules of the package that a module imports, in functions too; the package itself does not count."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.level == 1 or (node.module or "").startswith("bottle")):
            start = (node.module or "").removeprefix("bottle").strip(".")
            found |= {start} if start else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("bottle.") for alias in node.names}
    return found & modules - {"__init__"}


if __name__ == "__main__":
    main(*sys.argv[1:])
