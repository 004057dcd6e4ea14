# ruff: noqa: E501 - cases are many, and their texts are what they are
"""A reduced check in one container: `reduced.py TREE` prints findings and, last, a reward from 0 to 1.

Gates (all or nothing): the visible tests pass, as far as they do on the original, and asynchronous rendering changes
nothing for others. Score: nothing imports `_compat` 0.2, no import cycle 0.5, no module above 700 lines 0.3.
"""

import ast
import subprocess
import sys
from pathlib import Path

MAX_LINES = 700
# Fails on the original, too: it is about tracebacks of an older Python.
LEFT_OUT = "not test_runtime_error"
PROGRAM = """
import asyncio
from jinja2 import Environment, filters, runtime

before = dict(filters.FILTERS), runtime.Macro._invoke
env = Environment(enable_async=True)
source = "{% macro m(x) %}<{{ x|join('-') }}>{% endmacro %}{% for i in list %}{{ loop.last }}{{ m([i, 1]) }}{% endfor %}"
assert asyncio.run(env.from_string(source).render_async(list=[1, 2])) == "False<1-1>True<2-1>"
assert (dict(filters.FILTERS), runtime.Macro._invoke) == before
assert Environment().filters["join"] is filters.do_join
assert Environment(autoescape=True).from_string("{{ ['<', x]|join }}").render(x="&") == "&lt;&amp;"
"""


def main(tree: str) -> None:
    """Print findings and the reward."""
    root = Path(tree)
    gates = {
        "tests": succeeds(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", LEFT_OUT, "tests"),
        "asynchronous": succeeds(root, "-c", PROGRAM),
    }
    modules = {path.stem: path for path in (root / "jinja2").glob("*.py")}
    edges = {name: imported(path, set(modules)) for name, path in modules.items()}
    score = {
        "compat": 0.2 * (not any("_compat" in found for found in edges.values())),
        "cycles": 0.5 * (not in_cycle(edges)),
        "lines": 0.3 * all(len(path.read_text().splitlines()) <= MAX_LINES for path in modules.values()),
    }
    print(gates, score)
    print(round(sum(score.values()), 3) if all(gates.values()) and score["compat"] else 0.0)


def succeeds(root: Path, *arguments: str) -> bool:
    """Whether a Python command ends well in the tree."""
    return subprocess.run([sys.executable, "-B", *arguments], cwd=root, stdout=subprocess.DEVNULL).returncode == 0


def imported(path: Path, modules: set[str]) -> set[str]:
    """Modules of the package that a module imports, in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == "jinja2"):
            module = (node.module or "").removeprefix("jinja2").strip(".")
            own = {alias.name for alias in node.names} & modules
            found |= {module} if module else own or {"__init__"}
    return found & modules


def in_cycle(edges: dict[str, set[str]]) -> bool:
    """Whether a module of the package imports itself, directly or by way of others."""
    reach = {name: set(found) for name, found in edges.items()}
    for _ in edges:
        reach = {name: found.union(*(edges[other] for other in found)) for name, found in reach.items()}
    return any(name in found for name, found in reach.items())


if __name__ == "__main__":
    main(*sys.argv[1:])
