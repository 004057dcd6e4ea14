"""Nothing forbidden is imported: no module of `names`, nothing new beyond `allow_new`, no new neighbour of the package.

A neighbour is another top-level module of the tree: code moved there would escape every check of the package."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .judgement import Facts, Judgement, Params, verdict
from .source import Module, package_modules
from .syntax import absolute, placed

KIND = "forbidden_imports"


def collect(tree: Path, params: Params) -> Facts:
    """`{"named": ["path:line name"], "neighbours": [top-level name], "tops": [top-level name]}`."""
    modules = package_modules(tree, params["package"], params["root"])
    imported = [(module, name, line) for module in modules for name, line in _imported(module)]
    base = tree / params["root"] if params["root"] else tree
    tops = {name.split(".")[0] for _, name, _ in imported} - {params["package"]}
    return {
        "named": [f"{m.path}:{line} {name}" for m, name, line in imported if _under(name, params["names"])],
        "tops": sorted(tops - {""}),
        "neighbours": sorted(top for top in tops if top and ((base / top).is_dir() or (base / f"{top}.py").is_file())),
    }


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score: the share of the original's forbidden imports that is gone; 0 with a new neighbour."""
    named, before = facts["named"], original["named"]
    new = [] if params["allow_neighbours"] else sorted(set(facts["neighbours"]) - set(original["neighbours"]))
    foreign = _foreign(facts, original, params)
    found = "; ".join([*named, *(f"neighbour {name}" for name in new), *(f"new {name}" for name in foreign)][:3])
    score = 1 - len(named) / len(before) if before and not new and not foreign else 0.0
    counts = f"{len(named)} forbidden imports, {len(new)} new neighbours, {len(foreign)} modules that are not allowed"
    message = counts + (f": {found}" if found else "")
    passed = not named and not new and not foreign
    return verdict(passed, score, message, named=named[:20], neighbours=new[:20], foreign=foreign[:20])


def _foreign(facts: Facts, original: Facts, params: Params) -> list[str]:
    """Top-level modules that neither the original imports nor `allow_new` names."""
    if params["allow_new"] is None:
        return []
    return sorted({*facts["tops"]} - {*original["tops"], *params["allow_new"], *facts["neighbours"]})


def _imported(module: Module) -> Iterator[tuple[str, int]]:
    """Absolute dotted names that a module imports, `import_module("x")` and `__import__("x")` included."""
    for node, _ in placed(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = absolute(module, node)
            yield from ((f"{start}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and _called(node.func) in ("import_module", "__import__"):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, node.lineno


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _under(name: str, forbidden: list[str]) -> bool:
    return any(name == top or name.startswith(f"{top}.") for top in forbidden)
