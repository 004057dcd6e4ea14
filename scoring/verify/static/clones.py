"""No function body stands in the package more often than allowed: copies are no reuse.

Bodies are compared with names masked, docstrings and annotations left out; attributes and constants count. A function
inside a copy is not counted once more."""

import ast
import copy
from collections import defaultdict
from pathlib import Path

from .erasure import is_inert
from .fingerprint import sha256
from .judgement import Facts, Judgement, Params, beside
from .source import Module, package_modules
from .syntax import FUNCTIONS, Function, functions, without_docstring

KIND = "clones"
MASKED = ("id", "arg", "name", "asname", "rest")


def collect(tree: Path, params: Params) -> Facts:
    """`{"bodies": [["path:line name", ...]]}`: the groups of equal bodies, each of two or more."""
    modules = package_modules(tree, params["package"], params["root"])
    groups: dict[str, list[tuple[Module, Function]]] = defaultdict(list)
    for module in modules:
        for function in functions(module.tree):
            text, nodes = normalised(function)
            if nodes >= params["min_nodes"]:
                groups[sha256(text)].append((module, function))
    equal = [group for group in groups.values() if len(group) > 1]
    inside = {id(inner) for group in equal for _, outer in group for inner in functions(outer)[1:]}
    shown = [[f"{m.path}:{f.lineno} {f.name}" for m, f in group if id(f) not in inside] for group in equal]
    return {"bodies": [group for group in shown if len(group) > 1]}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score: how much of the original's excess over `max` is gone."""
    count, before = (sum(len(group) - 1 for group in side["bodies"]) for side in (facts, original))
    limit = before if params["max"] is None else params["max"]
    found = [" = ".join(group) for group in facts["bodies"]]
    return beside(count, before, limit, "copies of function bodies", found)


def normalised(function: Function) -> tuple[str, int]:
    """A function's arguments and body with names masked, as text, and the number of syntax nodes in it."""
    shape = copy.deepcopy(function)
    shape.body, shape.decorator_list, shape.returns = without_docstring(shape.body), [], None
    for node in ast.walk(shape):
        for field in MASKED:
            if isinstance(getattr(node, field, None), str):
                setattr(node, field, "_")
        if isinstance(node, ast.arg) and is_inert(node.annotation):
            node.annotation = None
        if isinstance(node, FUNCTIONS) and is_inert(node.returns):
            node.returns = None
    return ast.dump(shape), sum(1 for statement in shape.body for _ in ast.walk(statement))
