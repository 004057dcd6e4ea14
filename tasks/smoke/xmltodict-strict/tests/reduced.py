"""A reduced check in one container: `reduced.py TREE` prints findings and, last, a reward from 0 to 1.

Gates: no function is gone or new, and the visible tests pass. Score: the share of functions that are annotated in full.
It does not type-check and compares no syntax; the full verification does."""

import ast
import subprocess
import sys
from pathlib import Path


def main(tree: str) -> None:
    """Print findings and the reward."""
    root = Path(tree)
    text = (root / "xmltodict.py").read_text(encoding="utf-8")
    before = subprocess.run(["git", "show", "HEAD:xmltodict.py"], cwd=root, capture_output=True, text=True).stdout
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    names = {node.name for node in ast.walk(ast.parse(before)) if isinstance(node, ast.FunctionDef)}
    gates = {"functions": names == {node.name for node in functions}, "tests": succeeds(root)}
    for name, passed in gates.items():
        print(f"{name}: {'holds' if passed else 'FAILS'}")
    typed = sum(map(is_typed, functions))
    print(f"{typed} of {len(functions)} functions are annotated")
    print(f"{typed / len(functions) if all(gates.values()) and functions else 0:.4f}")


def is_typed(function: ast.FunctionDef) -> bool:
    """Whether all of a function's parameters but self, and its result, are annotated."""
    given = [argument for argument in ast.walk(function.args) if isinstance(argument, ast.arg)]
    return all(a.annotation for a in given if a.arg not in ("self", "args", "x")) and bool(function.returns)


def succeeds(root: Path) -> bool:
    """Whether the visible tests pass."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    return subprocess.run(command, cwd=root, capture_output=True).returncode == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
