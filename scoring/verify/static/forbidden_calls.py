"""No way to run hidden code: exec, eval, compile, dynamic imports, sys.modules, open, the interpreter's own machinery.

Any use of such a name counts, not only a call, so that `run = exec` is no way out. What the original has is allowed
where it has it: by the name of the function around it, so that code may move between modules. `open`, and importing a
module without using it, only count by what the original has in all."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .judgement import Facts, Judgement, Params, all_or_nothing, beyond
from .source import Module, package_modules
from .syntax import imports, placed

KIND = "forbidden_calls"
NAMES = frozenset(
    {"exec", "eval", "compile", "__import__", "__builtins__", "__loader__", "__spec__", "open"}
    | {"ForwardRef", "get_type_hints"}
)
MODULES = frozenset(
    {"builtins", "code", "codeop", "ctypes", "imp", "importlib", "marshal", "pkgutil", "runpy", "zipimport", "cffi"}
    | {"bdb", "cProfile", "doctest", "pdb", "profile", "pydoc", "timeit", "trace"}
)
SYSTEM = frozenset({"modules", "meta_path", "path_hooks"})
OPENERS = frozenset({"io", "os", "codecs"})
ATTRIBUTES = frozenset(
    {"__builtins__", "__code__", "__globals__", "__import__", "__loader__", "__subclasses__", "f_builtins", "f_globals"}
    | {
        "__getattribute__",
        "exec_module",
        "load_module",
        "exec",
        "eval",
        "bltns",
        "__self__",
        "get_type_hints",
        "ForwardRef",
    }
    | {"ag_frame", "cr_frame", "f_back", "f_locals", "gi_frame", "tb_frame", "_getframe", "currentframe"}
)
MAKERS = frozenset({"CodeType", "FunctionType"})
DYNAMIC = frozenset({"exec", "eval", "__import__", "importlib", "runpy", "imp", "pkgutil", "sys.modules", "__loader__"})


class Form(NamedTuple):
    """One use of something forbidden."""

    name: str
    function: str
    place: str
    """path:line."""

    @property
    def key(self) -> str:
        """What is counted and compared with the original."""
        return self.name if self.name == "open" else f"{self.name} in {self.function}"


def collect(tree: Path, params: Params) -> Facts:
    """`{"uses": [[name, function, place]], "imported": {module: place}}`."""
    modules = package_modules(tree, params["package"], params["root"])
    imported = {name: f"{m.path}:{line}" for m in modules for name, line in _imported(m)}
    return {"uses": [list(form) for module in modules for form in forms(module)], "imported": imported}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Passed where nothing is found that the original lacks, `allow` (name -> number) apart."""
    allow = dict(params["allow"])
    uses = [Form(*row) for row in facts["uses"]]
    extra = []
    for key in beyond([form.key for form in uses], [Form(*row).key for row in original["uses"]]):
        name = key.split(" in ")[0]
        if allow.get(name, 0) > 0:
            allow[name] -= 1
            continue
        extra.append(f"{key} ({', '.join([form.place for form in uses if form.key == key][:3])})")
    free = {*original["imported"], *params["allow"]}
    extra += [f"import of {name} ({place})" for name, place in facts["imported"].items() if name not in free]
    return all_or_nothing(extra, "uses of forbidden names that the original does not have")


def forms(module: Module) -> Iterator[Form]:
    """Every use of a forbidden name in a module."""
    bound = dict(_bound(module))
    for node, function in placed(module.tree):
        if name := _used(node, bound):
            yield Form(name, function, f"{module.path}:{getattr(node, 'lineno', 0)}")


def dynamic_imports(module: Module) -> list[str]:
    """The uses in a module that can import, as `name in function`."""
    return sorted(form.key for form in forms(module) if form.name in DYNAMIC)


def _used(node: ast.AST, bound: dict[str, str]) -> str:
    if isinstance(node, ast.Call):
        return _called(node, bound)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        name = bound.get(node.id, "")
        return node.id if node.id in NAMES else "" if name in OPENERS | {"sys"} else name
    if isinstance(node, ast.MatchClass):
        return next((name for name in node.kwd_attrs if name in ATTRIBUTES), "")
    if not isinstance(node, ast.Attribute):
        return ""
    owner = bound.get(node.value.id, "") if isinstance(node.value, ast.Name) else ""
    if owner == "sys" and node.attr in SYSTEM:
        return f"sys.{node.attr}"
    if owner and node.attr == "__dict__":
        return f"{owner}.__dict__"
    if owner in OPENERS and node.attr == "open":
        return "open"
    return node.attr if node.attr in ATTRIBUTES else ""


def _called(node: ast.Call, bound: dict[str, str]) -> str:
    """A maker of code, or `getattr`/`vars` on a watched module, unless it asks for one harmless name."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in MAKERS:
        return str(name)
    owner = bound.get(getattr(node.args[0], "id", ""), "") if node.args else ""
    if name not in ("getattr", "vars") or owner not in OPENERS | {"sys"}:
        return ""
    wanted = getattr(node.args[1], "value", None) if len(node.args) > 1 else None
    harmless = isinstance(wanted, str) and wanted not in SYSTEM | {"open", "__dict__"}
    return "" if harmless else f"{name}({owner})"


def _bound(module: Module) -> Iterator[tuple[str, str]]:
    """Local names that an import binds to something watched, with the name to report."""
    for statement, _ in imports(module.tree):
        for alias in statement.names:
            local = alias.asname or alias.name.split(".")[0]
            start = _start(statement, alias)
            whole = isinstance(statement, ast.Import)
            if start in MODULES or (whole and start in OPENERS | {"sys"}):
                yield local, start
            elif start == "sys" and alias.name in SYSTEM:
                yield local, f"sys.{alias.name}"
            elif start in OPENERS and alias.name == "open":
                yield local, "open"
            elif not whole and alias.name in NAMES - {"open"}:
                yield local, alias.name


def _imported(module: Module) -> Iterator[tuple[str, int]]:
    """Watched modules that are imported at all; a star import of a watched one counts as its own."""
    for statement, _ in imports(module.tree):
        for alias in statement.names:
            start = _start(statement, alias)
            if start in MODULES or (alias.name == "*" and start in OPENERS | {"sys"}):
                yield start, statement.lineno


def _start(statement: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    if isinstance(statement, ast.Import):
        return alias.name.split(".")[0]
    return (statement.module or "").split(".")[0] if not statement.level else ""
