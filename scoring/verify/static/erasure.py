"""A module without its types: what is left decides what a program does, as far as nothing reads annotations.

Taken away are annotations, `typing.cast`, blocks under `TYPE_CHECKING`, overload stubs before their implementation,
and imports, type variables and `TypeAlias`es of which no use is left. Kept is whatever might be seen at run time:
fields of classes whose decorator, metaclass or foreign base could read them, signatures under unknown decorators,
annotations that call something, a bare `x: int` that makes a name local, imports that could fail."""

import ast
import builtins
import copy
import importlib
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TypeGuard, TypeVar

from .meanings import Meanings
from .source import Module
from .syntax import FUNCTIONS, Function, absolute

SILENT = frozenset({"property", "staticmethod", "classmethod", "setter", "getter", "deleter"})
SILENT_MODULES = frozenset({"abc", "contextlib", "functools", "typing"})
HARMLESS_IMPORTS = frozenset({"typing", "types", "collections.abc"})
VARIABLES = frozenset({"typing.TypeVar", "typing.ParamSpec", "typing.TypeVarTuple", "typing.NewType"})
SCOPES = (*FUNCTIONS, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
READERS = frozenset({"__annotations__", "get_type_hints", "get_annotations"})

BLOCKS = ("body", "orelse", "finalbody")

Node = TypeVar("Node", bound=ast.AST)


def erased(package: Sequence[Module], decorators: Collection[str] = ()) -> dict[str, ast.Module]:
    """The modules without their types, by path. `decorators` (names) are known not to look at annotations."""
    meanings = Meanings(package)
    plain = plain_classes(package, meanings)
    trees = {}
    for module in package:
        trees[module.path] = _Eraser(module, meanings, plain, decorators).visit(copy.deepcopy(module.tree))
    wanted = {name for module in package for name in _imported_from(module, trees[module.path], package)}
    for module in package:
        _Sweeper(module, meanings, wanted).sweep(trees[module.path])
        _tidy(trees[module.path])
    return trees


def reads_annotations(module: Module) -> bool:
    """Whether a module speaks of annotations at run time, so that they are behaviour."""
    return any(getattr(n, "attr", getattr(n, "id", None)) in READERS for n in ast.walk(module.tree))


def plain_classes(package: Sequence[Module], meanings: Meanings) -> set[str]:
    """Names of the package's classes in which nothing can read annotations, by way of decorator, metaclass or base."""
    classes = [(module, node) for module in package for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    names = {node.name for _, node in classes}
    while True:
        odd = {node.name for module, node in classes if not _is_plain(module, node, names, meanings)}
        if not odd & names:
            return names
        names -= odd


def _is_plain(module: Module, node: ast.ClassDef, plain: set[str], meanings: Meanings) -> bool:
    if node.decorator_list or node.keywords or any(getattr(m, "name", "") == "__init_subclass__" for m in node.body):
        return False
    own = module.name.split(".")[0]
    return all(any(_harmless(name, plain, own) for name in meanings.of(module, base)) for base in node.bases)


def _harmless(base: str, plain: set[str], own: str) -> bool:
    start = base.split(".")[0]
    if start in (base, own) and base.split(".")[-1] in plain:
        return True
    if start == base and hasattr(builtins, base):
        return True
    return start in sys.stdlib_module_names and start != "typing"


def is_inert(node: ast.expr | None) -> bool:
    """Whether evaluating an annotation does nothing that could be noticed."""
    inert = (ast.Name, ast.Attribute, ast.Constant, ast.Subscript, ast.Tuple, ast.List, ast.BinOp, ast.UnaryOp)
    rest = (ast.expr_context, ast.BitOr, ast.USub)
    return node is None or all(isinstance(inner, (*inert, *rest)) for inner in ast.walk(node))


class _Eraser(ast.NodeTransformer):
    """Takes annotations, casts, overloads and what only type checkers see out of one module."""

    def __init__(self, module: Module, meanings: Meanings, plain: set[str], decorators: Collection[str]) -> None:
        self._module, self._meanings, self._plain = module, meanings, plain
        self._silent = SILENT | set(decorators)
        self._scopes: list[ast.AST] = []

    def _means(self, node: ast.AST, dotted: str) -> bool:
        return self._meanings.of(self._module, node) == {dotted}

    def _within(self, node: Node) -> Node:
        self._scopes.append(node)
        self.generic_visit(node)
        self._scopes.pop()
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = self._without_overloads(node.body)
        return self._within(node)

    def visit_Module(self, node: ast.Module) -> ast.AST:
        node.body = self._without_overloads(node.body)
        return self._within(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def _function(self, node: Function) -> ast.AST:
        node.type_comment = None
        if all(map(self._is_silent, node.decorator_list)):
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg) and is_inert(argument.annotation):
                    argument.annotation = None
            node.returns = None if is_inert(node.returns) else node.returns
        node.body = self._without_overloads(node.body)
        return self._within(node)

    def _is_silent(self, decorator: ast.expr) -> bool:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if getattr(called, "attr", getattr(called, "id", "")) in self._silent:
            return True
        meant = self._meanings.of(self._module, called)
        return bool(meant) and all(
            name.split(".")[0] in SILENT_MODULES and "." in name and "dispatch" not in name for name in meant
        )

    def _without_overloads(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """A block without the overload stubs that the definition right after them replaces."""
        kept: list[ast.stmt] = []
        following = ""
        for statement in reversed(body):
            name = statement.name if isinstance(statement, FUNCTIONS) else ""
            if not (name and name == following and isinstance(statement, FUNCTIONS) and self._is_stub(statement)):
                kept.append(statement)
            following = name
        return kept[::-1]

    def _is_stub(self, node: Function) -> bool:
        marks = [d for d in node.decorator_list if self._means(d, "typing.overload")]
        others = [d for d in node.decorator_list if d not in marks]
        plain = all(getattr(d, "id", "") in ("staticmethod", "classmethod") for d in others)
        defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        return bool(marks) and plain and all(map(is_inert, [*defaults, *_annotated(node)]))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        self.generic_visit(node)
        around = self._scopes[-1]
        readable = isinstance(around, ast.ClassDef) and around.name not in self._plain
        if readable or not is_inert(node.annotation):
            return node
        if node.value is not None:
            assignment = ast.Assign(targets=[node.target], value=node.value, lineno=node.lineno)
            assignment.declared = self._means(node.annotation, "typing.TypeAlias")  # type: ignore[attr-defined]
            return assignment
        if isinstance(around, FUNCTIONS) and isinstance(node.target, ast.Name):
            return None if node.target.id in _bound(around) else node
        return None if is_inert(node.target) else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not self._means(node.func, "typing.cast") or len(node.args) != 2 or node.keywords:
            return node
        return node.args[1] if is_inert(node.args[0]) and not isinstance(node.args[1], ast.Starred) else node

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        # Inside a function the block would still make its names local, or the function a generator.
        inside = any(isinstance(scope, FUNCTIONS) for scope in self._scopes)
        if inside or not self._means(node.test, "typing.TYPE_CHECKING"):
            return self.generic_visit(node)
        apart = ast.Module(body=node.orelse, type_ignores=[])
        return list(self.generic_visit(apart).body)  # type: ignore[attr-defined]


def _annotated(node: Function) -> list[ast.expr | None]:
    found = [a.annotation for a in ast.walk(node.args) if isinstance(a, ast.arg)]
    return [*found, node.returns]


def _bound(function: ast.AST) -> set[str]:
    """Names that a function binds by other means than a bare annotation."""
    names = (
        {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
        if isinstance(function, FUNCTIONS)
        else set()
    )
    todo: list[ast.AST] = list(getattr(function, "body", []))
    while todo:
        node = todo.pop()
        if isinstance(node, SCOPES) or (isinstance(node, ast.AnnAssign) and node.value is None):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        todo += ast.iter_child_nodes(node)
    return names


def _imported_from(module: Module, tree: ast.Module, package: Sequence[Module]) -> Iterator[str]:
    """Names that a module takes from another of the package."""
    own = {other.name for other in package}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and absolute(module, node) in own:
            yield from (alias.name for alias in node.names)


class _Sweeper:
    """Removes imports and type variables that nothing uses any more."""

    def __init__(self, module: Module, meanings: Meanings, wanted: set[str]) -> None:
        self._module, self._meanings, self._wanted = module, meanings, wanted
        self._uses: Counter[str] = Counter()

    def sweep(self, tree: ast.Module) -> None:
        """Until nothing is left to remove: an alias that goes may free an import."""
        before = -1
        while before != (now := sum(1 for _ in ast.walk(tree))) and "*" not in self._wanted:
            before = now
            self._uses = Counter(self._names(tree))
            annotated = any(_has_annotation(node) for node in ast.walk(tree))
            for node in ast.walk(tree):
                if not isinstance(node, ast.ClassDef):  # what a class imports is an attribute of it
                    self._sweep(node, annotated)

    def _sweep(self, node: ast.AST, annotated: bool) -> None:
        for field in BLOCKS:
            if isinstance(block := getattr(node, field, None), list):
                setattr(node, field, [kept for s in block if (kept := self._kept(s, annotated)) is not None])

    def _kept(self, statement: ast.stmt, annotated: bool) -> ast.stmt | None:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            names = [a for a in statement.names if a.name != "annotations" or annotated]
            return ast.ImportFrom("__future__", names, 0) if names else None
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            names = [a for a in statement.names if self._uses[_local(a)] or not _is_harmless(statement, a)]
            return _with_names(statement, names) if names else None
        target = _single_target(statement)
        # Its own target is one use. A name that is bound twice, or that Python looks for, is more than a type.
        unused = target and not _is_special(target) and self._uses[target] == 1
        return None if unused and self._is_type(statement) else statement

    def _is_type(self, statement: ast.stmt) -> bool:
        """A type variable, or an alias declared as one."""
        value = getattr(statement, "value", None)
        if getattr(statement, "declared", False):
            return is_inert(value)
        return self._makes_variable(value) and all(map(is_inert, [*value.args, *(k.value for k in value.keywords)]))

    def _makes_variable(self, node: ast.AST | None) -> TypeGuard[ast.Call]:
        return isinstance(node, ast.Call) and bool(self._meanings.of(self._module, node.func) & VARIABLES)

    def _names(self, tree: ast.AST) -> Iterator[str]:
        """Every name that code binds or uses, once each time, and strings that could be names (those of `__all__`)."""
        yield from self._wanted
        own = {id(node.args[0]) for node in ast.walk(tree) if self._makes_variable(node) and node.args}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own:
                yield node.value
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                yield from (_local(alias) for alias in node.names if not _is_harmless(node, alias))
            elif isinstance(node, (ast.Global, ast.Nonlocal)):
                yield from node.names
            elif not isinstance(node, ast.alias):
                yield from filter(None, (getattr(node, field, None) for field in ("id", "name", "arg", "rest")))


def _local(alias: ast.alias) -> str:
    return alias.asname or alias.name.split(".")[0]


def _with_names(statement: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.stmt:
    if isinstance(statement, ast.Import):
        return ast.Import(names)
    return ast.ImportFrom(statement.module, names, statement.level)


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _is_harmless(statement: ast.Import | ast.ImportFrom, alias: ast.alias) -> bool:
    """An import from the standard library's modules of types that is sure to succeed."""
    if _is_special(_local(alias)):
        return False
    if isinstance(statement, ast.Import):
        return alias.name in HARMLESS_IMPORTS
    start = statement.module or ""
    return not statement.level and start in HARMLESS_IMPORTS and hasattr(importlib.import_module(start), alias.name)


def _single_target(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        return str(getattr(statement.targets[0], "id", ""))
    return ""


def _has_annotation(node: ast.AST) -> bool:
    return getattr(node, "annotation", None) is not None or getattr(node, "returns", None) is not None


def _tidy(tree: ast.Module) -> None:
    """An empty block holds one `pass`; any other holds none."""
    for node in ast.walk(tree):
        for field in BLOCKS:
            block = getattr(node, field, None)
            if isinstance(block, list) and (block or field == "body"):
                rest = [statement for statement in block if not isinstance(statement, ast.Pass)]
                setattr(node, field, rest or ([] if isinstance(node, ast.Module) else [ast.Pass()]))
