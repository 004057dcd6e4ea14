"""A reduced check in one container: `reduced.py TREE` prints findings and, last, a reward from 0 to 1.

Gates (all or nothing): the visible tests pass, and a small application answers as it should. Score: nothing imports
`webob.compat` 0.2, no import cycle 0.3, no module above 900 lines 0.5.
"""

import ast
import subprocess
import sys
from pathlib import Path

MAX_LINES = 900
PROGRAM = """
from webob import Request, Response
from webob.acceptparse import AcceptLanguageValidHeader, create_accept_header
from webob.compat import bytes_, text_type

offers = create_accept_header("text/html;q=0.5, text/*;q=0.2").acceptable_offers(["text/plain", "text/html", "a/b"])
assert offers == [("text/html", 0.5), ("text/plain", 0.2)]
assert AcceptLanguageValidHeader("de-ch").lookup(["fr", "de"], default="x") == "de"
answer = Request.blank("/", headers={"Range": "bytes=2-3"}).get_response(Response(b"abcdef", conditional_response=True))
assert (answer.status_code, answer.body) == (206, b"cd")
assert Request.blank("/", POST={"a": "b"}).POST["a"] == "b"
assert text_type("x") == "x" and bytes_("x") == b"x"
"""


def main(tree: str) -> None:
    """Print findings and the reward."""
    root = Path(tree)
    gates = {
        "tests": succeeds(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"),
        "answers": succeeds(root, "-c", PROGRAM),
    }
    modules = {name(path, root): path for path in (root / "webob").rglob("*.py")}
    edges = {module: imported(path, module, set(modules)) for module, path in modules.items()}
    score = {
        "compat": 0.2 * (not any("webob.compat" in found for found in edges.values())),
        "cycles": 0.3 * (not in_cycle(edges)),
        "lines": 0.5 * all(len(path.read_text().splitlines()) <= MAX_LINES for path in modules.values()),
    }
    print(gates, score)
    print(round(sum(score.values()), 3) if all(gates.values()) and score["compat"] else 0.0)


def succeeds(root: Path, *arguments: str) -> bool:
    """Whether a Python command ends well in the tree."""
    return subprocess.run([sys.executable, "-B", *arguments], cwd=root, stdout=subprocess.DEVNULL).returncode == 0


def name(path: Path, root: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, own: str, modules: set[str]) -> set[str]:
    """Modules of the package that a module imports, in functions too."""
    found: set[str] = set()
    package = own if path.stem == "__init__" else own.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            base = ".".join(part for part in (above, node.module) if part)
            whole = {f"{base}.{alias.name}" for alias in node.names}
            found |= (whole & modules) | ({base} if not whole <= modules else set())
    return (found & modules) - {own}


def in_cycle(edges: dict[str, set[str]]) -> bool:
    """Whether a module of the package imports itself, directly or by way of others."""
    reach = {module: set(found) for module, found in edges.items()}
    for _ in edges:
        reach = {module: found.union(*(edges[other] for other in found)) for module, found in reach.items()}
    return any(module in found for module, found in reach.items())


if __name__ == "__main__":
    main(*sys.argv[1:])
