"""The structure that was asked for, as a hurried author would test it."""

import ast
import json
import pathlib
import sys

WANTED = json.loads((pathlib.Path(__file__).parent / "structure.json").read_text())


def problems(workspace):
    """What is wrong, one line each."""
    package = workspace / WANTED["root"] / WANTED["package"]
    if "untyped" in WANTED:
        return bare([package.with_suffix(".py"), *package.rglob("*.py")])
    modules = sorted(package.glob("*.py"))
    lines = WANTED.get("lines", 10**6)
    found = [f"{path.name} is too long" for path in modules if len(path.read_text().splitlines()) > lines]
    if len(modules) < WANTED.get("modules", 1):
        found.append(f"{len(modules)} modules")
    if package.with_suffix(".py").exists():
        found.append(f"{package.name}.py is still there")
    return found


def bare(modules):
    """Functions without a type of what they return, where there are more than is allowed."""
    nodes = [node for path in modules if path.exists() for node in ast.walk(ast.parse(path.read_text()))]
    found = [f"{node.name} has no types" for node in nodes if isinstance(node, ast.FunctionDef) and not node.returns]
    return found if len(found) > WANTED["untyped"] else []


if __name__ == "__main__":
    sys.exit("; ".join(problems(pathlib.Path(sys.argv[1]))) or 0)
