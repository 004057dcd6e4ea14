"""A reduced check of the change in one container: `reduced.py TREE` prints findings and, last, a reward from 0 to 1.

Gates (all or nothing): every name of the single module exists in the package, the visible tests pass, the script works,
a format can be registered. Score: twelve modules, none above 720 lines, none with a format's name in a comparison."""

import ast
import subprocess
import sys
from pathlib import Path

MAX_LINES = 720
MIN_MODULES = 12
REGISTERS = """
import tabulate as t
t.register_format("mine", t.get_format("grid"))
assert t.tabulate([["a"]], tablefmt="mine") == t.tabulate([["a"]], tablefmt="grid")
assert "mine" in t.tabulate_formats
"""


def main(tree: str) -> None:
    """Print findings and the reward."""
    root = Path(tree)
    gates = {
        "names": names_kept(root),
        "tests": succeeds(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test"),
        "script": succeeds(root, "tabulate/__init__.py", "--help"),
        "protocol": succeeds(root, "-c", REGISTERS),
    }
    texts = [path.read_text(encoding="utf-8") for path in (root / "tabulate").rglob("*.py")]
    goals = {
        "modules": sum(text.count("\n") > 10 for text in texts) >= MIN_MODULES,
        "size": max(text.count("\n") for text in texts) <= MAX_LINES,
        "no format by name": not any(map(names_a_format, texts)),
    }
    for name, passed in {**gates, **goals}.items():
        print(f"{name}: {'holds' if passed else 'FAILS'}")
    print(f"{sum(goals.values()) / len(goals) if all(gates.values()) else 0:.4f}")


def names_kept(root: Path) -> bool:
    """Whether every name that the commit's module binds at its top can be taken from the package."""
    show = ["git", "show", "HEAD:tabulate/__init__.py"]
    source = subprocess.run(show, cwd=root, capture_output=True, text=True).stdout
    names = {getattr(node, "name", None) for node in ast.parse(source).body}
    names |= {getattr(target, "id", None) for node in ast.parse(source).body for target in getattr(node, "targets", [])}
    program = f"import tabulate; [getattr(tabulate, name) for name in {sorted(filter(None, names))!r}]"
    return len(names) > 80 and succeeds(root, "-c", program)


def names_a_format(text: str) -> bool:
    """Whether a module compares something with the name of one of the three special formats."""
    compared = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Compare)]
    return any(getattr(c, "value", None) in ("rst", "pretty", "html") for node in compared for c in node.comparators)


def succeeds(root: Path, *arguments: str) -> bool:
    """Whether Python ends well with these arguments."""
    return subprocess.run([sys.executable, "-B", *arguments], cwd=root, capture_output=True).returncode == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
