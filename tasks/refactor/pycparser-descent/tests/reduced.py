"""A reduced check in one container: `reduced.py TREE` prints findings and, last, a reward from 0 to 1.

Gates (all or nothing): the visible tests pass, and a few programs are parsed by descent, without PLY. Score: no PLY
0.4, no module above 400 lines 0.3, no import cycle 0.3.
"""

import ast
import subprocess
import sys
from pathlib import Path

MAX_LINES = 400
PROGRAM = """
import sys
from pycparser import c_generator, c_parser

def depth(text):
    deepest = now = 0
    def look(frame, event, argument):
        nonlocal deepest, now
        now += (event == "call") - (event == "return")
        deepest = max(deepest, now)
    parser = c_parser.CParser()
    sys.setprofile(look)
    try:
        parser.parse(text)
    finally:
        sys.setprofile(None)
    return deepest

TEXT = "typedef int T; int f(int T) { return T * 2 - 1 - 3; } T x[2] = {[1] = (T) 'a'};"
tree = c_parser.CParser(lex_optimize=False, yacctab="none").parse(TEXT, "f.c")
written = c_generator.CGenerator().visit(tree)
assert "return ((T * 2) - 1) - 3;" in written and str(tree.ext[2].coord) == "f.c:1:57", written
try:
    c_parser.CParser().parse("int a;\\nint (;", "g.c")
except c_parser.ParseError as error:
    assert str(error) == "g.c:2:6: before: ;"
else:
    raise AssertionError("no error")
assert depth("int x = " + "(" * 20 + "1" + ")" * 20 + ";") - depth("int x = (1);") >= 19
assert not [name for name in sys.modules if name.split(".")[-1] in ("ply", "lex", "yacc", "yacctab")]
"""


def main(tree: str) -> None:
    """Print findings and the reward."""
    root = Path(tree)
    gates = {"tests": succeeds(root, "-m", "pytest", "-q", "tests"), "descent": succeeds(root, "-c", PROGRAM)}
    modules = {path.relative_to(root): path for path in (root / "pycparser").rglob("*.py")}
    names = {".".join(path.with_suffix("").parts): imported(file, path.parts[:-1]) for path, file in modules.items()}
    own = {
        name: {n for n in names if any(e == n or e.startswith(f"{n}.") for e in found)} for name, found in names.items()
    }
    score = {
        "no PLY": 0.4 * (not any("ply" in e.split(".") for found in names.values() for e in found)),
        "lines": 0.3 * all(len(path.read_text().splitlines()) <= MAX_LINES for path in modules.values()),
        "cycles": 0.3 * (not in_cycle(own)),
    }
    print(gates, score)
    print(round(sum(score.values()), 3) if all(gates.values()) and score["no PLY"] else 0.0)


def succeeds(root: Path, *arguments: str) -> bool:
    """Whether a Python command ends well in the tree."""
    return subprocess.run([sys.executable, "-B", *arguments], cwd=root, stdout=subprocess.DEVNULL).returncode == 0


def imported(path: Path, package: tuple[str, ...]) -> set[str]:
    """Dotted names that a module imports, in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{start}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def in_cycle(edges: dict[str, set[str]]) -> bool:
    """Whether a module of the package imports itself, directly or by way of others."""
    reach = {name: set(found) for name, found in edges.items()}
    for _ in edges:
        reach = {name: found.union(*(edges[other] for other in found)) for name, found in reach.items()}
    return any(name in found for name, found in reach.items())


if __name__ == "__main__":
    main(*sys.argv[1:])
