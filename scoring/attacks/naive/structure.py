"""The structure that was asked for, as a hurried author would test it."""

import json
import pathlib
import sys

WANTED = json.loads((pathlib.Path(__file__).parent / "structure.json").read_text())


def problems(workspace):
    """What is wrong, one line each."""
    package = workspace / WANTED["root"] / WANTED["package"]
    modules = sorted(package.glob("*.py"))
    found = [f"{path.name} is too long" for path in modules if len(path.read_text().splitlines()) > WANTED["lines"]]
    if len(modules) < WANTED["modules"]:
        found.append(f"{len(modules)} modules")
    if package.with_suffix(".py").exists():
        found.append(f"{package.name}.py is still there")
    return found


if __name__ == "__main__":
    sys.exit("; ".join(problems(pathlib.Path(sys.argv[1]))) or 0)
