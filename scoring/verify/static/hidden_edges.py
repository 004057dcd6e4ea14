"""Modules are not coupled behind the import graph: none writes the names of another, nor its own by dictionary.

Counted are assignments to an attribute of one of the package's modules, `setattr`, `vars` and `__dict__` on one,
`globals()`, and anything of these on `sys.modules[...]`. The original's number plus `allow` is free."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .judgement import Facts, Judgement, Params, verdict
from .source import Module, package_modules
from .syntax import module_aliases, placed

KIND = "hidden_edges"
MODULE_WRITERS = frozenset({"setattr", "delattr", "vars", "__setattr__", "__delattr__"})


def collect(tree: Path, params: Params) -> Facts:
    """`{"edges": ["path:line form"]}`."""
    modules = package_modules(tree, params["package"], params["root"])
    return {"edges": [edge for module in modules for edge in _edges(module, modules)]}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Passed up to the original's number plus `allow`."""
    free = len(original["edges"]) + params["allow"]
    count = len(facts["edges"])
    found = "; ".join(facts["edges"][:3])
    message = f"{count} writes to modules behind the import graph, {free} allowed" + (
        f": {found}" if count > free else ""
    )
    return verdict(count <= free, 0.0, message, edges=facts["edges"][:20])


def _edges(module: Module, package: tuple[Module, ...]) -> Iterator[str]:
    aliases = module_aliases(module, package)
    for node, _ in placed(module.tree):
        if form := _form(node, aliases, package):
            yield f"{module.path}:{getattr(node, 'lineno', 0)} {form}"


def _form(node: ast.AST, aliases: set[str], package: tuple[Module, ...]) -> str:
    if isinstance(node, ast.Attribute) and _is_module(node.value, aliases, package):
        if isinstance(node.ctx, (ast.Store, ast.Del)):
            return f"assigns {ast.unparse(node)}"
        return f"reads {ast.unparse(node)}" if node.attr in ("__dict__", "__setattr__") else ""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        return _call(name, node.args, aliases, package)
    return ""


def _call(name: str, args: list[ast.expr], aliases: set[str], package: tuple[Module, ...]) -> str:
    if name == "globals":
        return "calls globals()"
    if name == "vars" and not args:
        return "calls vars()"
    if name in MODULE_WRITERS and args and _is_module(args[0], aliases, package):
        return f"calls {name} on a module"
    return ""


def _is_module(node: ast.expr, aliases: set[str], package: tuple[Module, ...]) -> bool:
    """Whether an expression stands for a module of the package: a name, a dotted name or an entry of sys.modules."""
    if isinstance(node, ast.Name):
        return node.id in aliases
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "modules"
    if isinstance(node, ast.Attribute):
        known = {module.name for module in package}
        return _root(node) in aliases and any(name.endswith(f".{node.attr}") for name in known)
    return False


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
