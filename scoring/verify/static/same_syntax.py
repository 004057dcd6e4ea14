"""Types apart, every module is what it was: a proof that behaviour is unchanged, without running anything.

Both trees are compared after `erasure`. What the proof leaves open: an annotation that cannot be evaluated fails at
import (let one case import every module), and code that asks `inspect.signature` for annotations sees other ones.
A package that reads `__annotations__` itself is refused, and so is a fresh module that holds more than types."""

import ast
from pathlib import Path

from .erasure import erased, reads_annotations
from .fingerprint import sha256
from .judgement import Facts, Judgement, Params, all_or_nothing
from .source import Module, Unreadable, package_modules

KIND = "same_syntax"
DOCSTRING = "docstring"
Parts = list[list[str]]
"""[[what stands there, its digest]] of a module's statements; those of a class count each."""


def collect(tree: Path, params: Params) -> Facts:
    """`{"modules": {path: [[label, digest]]}}`."""
    modules = package_modules(tree, params["package"], params["root"])
    for module in modules:
        _check(module)
    trees = erased(modules, params["decorators"])
    return {"modules": {path: _parts(tree.body) for path, tree in trees.items()}}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """All or nothing."""
    del params
    now, before = facts["modules"], original["modules"]
    different = [f"{path} is gone" for path in sorted(set(before) - set(now)) if before[path]]
    found = {path: _first_difference(now[path], before.get(path, _docstring(now[path]))) for path in sorted(now)}
    different += [f"{path}: {place}" for path, place in found.items() if place]
    return all_or_nothing(different, "modules that differ in more than types")


def _check(module: Module) -> None:
    """What only a compiler sees. Raises Unreadable."""
    try:
        compile(module.text, module.path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(f"{module.path}: does not compile: {getattr(error, 'msg', type(error).__name__)}") from error
    if reads_annotations(module):
        raise Unreadable(f"{module.path}: reads annotations at run time, so that they are behaviour")


def _parts(body: list[ast.stmt], around: str = "") -> Parts:
    parts: Parts = []
    for statement in body:
        label = around + _label(statement)
        if isinstance(statement, ast.ClassDef):
            head = ast.ClassDef(statement.name, statement.bases, statement.keywords, [], statement.decorator_list)
            parts += [[label, _digest(head)], *_parts(statement.body, f"{statement.name}."), [f"end of {label}", ""]]
        else:
            parts.append([label, _digest(statement)])
    return parts


def _digest(node: ast.AST) -> str:
    return sha256(ast.dump(node))[:16]


def _label(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Expr) and isinstance(getattr(statement.value, "value", None), str):
        return DOCSTRING
    name = getattr(statement, "name", "")
    return name if isinstance(name, str) and name else type(statement).__name__.lower()


def _docstring(parts: Parts) -> Parts:
    """All that a new module may hold once its types are gone."""
    return [part for part in parts[:1] if part[0] == DOCSTRING]


def _first_difference(now: Parts, before: Parts) -> str:
    if now == before:
        return ""
    place = next((i for i, (a, b) in enumerate(zip(now, before, strict=False)) if a != b), min(len(now), len(before)))
    found = now[place][0] if place < len(now) else "the end"
    wanted = before[place][0] if place < len(before) else "the end"
    return f"{found} differs" if found == wanted else f"{found} stands where {wanted} was"
