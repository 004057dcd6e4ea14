"""No way to run hidden code: exec, eval, compile, dynamic imports, sys.modules, open, the interpreter's own machinery.

Any use of such a name counts, not only a call, so that `run = exec` is no way out. What the original has is allowed
where it has it: by the name of the function around it, so that code may move between modules. `open`, attributes whose
name is computed, and importing a module without using it, only count by what the original has in all."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .judgement import Facts, Judgement, Params, all_or_nothing, beyond
from .source import Module, package_modules
from .syntax import imports, placed

KIND = "forbidden_calls"
NAMES = frozenset(
    {"exec", "eval", "compile", "__import__", "__builtins__", "__loader__", "__spec__", "__path__", "open"}
    | {"ForwardRef", "get_type_hints", "singledispatch", "singledispatchmethod"}
)
MODULES = frozenset(
    {"builtins", "code", "codeop", "ctypes", "imp", "importlib", "marshal", "pkgutil", "runpy", "zipimport", "cffi"}
    | {"bdb", "cProfile", "doctest", "pdb", "profile", "pydoc", "timeit", "trace"}
)
SYSTEM = frozenset({"modules", "meta_path", "path", "path_hooks", "path_importer_cache"})
OPENERS = frozenset({"io", "os", "codecs"})
ATTRIBUTES = frozenset(
    {"__builtins__", "__code__", "__globals__", "__import__", "__loader__", "__subclasses__", "f_builtins", "f_globals"}
    | {"__getattribute__", "exec_module", "load_module", "exec", "eval", "bltns", "__self__", "__get__", "__path__"}
    | {"get_type_hints", "ForwardRef", "singledispatch", "singledispatchmethod"}
    | {"ag_frame", "cr_frame", "f_back", "f_locals", "gi_frame", "tb_frame", "_getframe", "currentframe"}
    | SYSTEM - {"path"}
)
BY_NAME = {"getattr": 1, "setattr": 1, "delattr": 1, "attrgetter": 0, "methodcaller": 0}
"""What takes an attribute by a name, and the place of the name among its arguments."""
COMPUTED = "computed-attribute"
REAL = {
    "ast": {"keyword", "operator"},
    "asyncio": {"subprocess"},
    "collections": {"abc"},
    "copyreg": {"pickle"},
    "datetime": {"time"},
    "distutils": {"cmd", "sysconfig"},
    "importlib": {"abc"},
    "locale": {"gettext"},
    "optparse": {"gettext"},
    "os": {"stat"},
    "shutil": {"copy"},
    "ssl": {"socket"},
    "sys": {"platform"},
    "unicodedata": {"decimal"},
}
"""Names in modules of the standard library that another module has too, and that do not lead there."""
PLAIN = "plain "
"""Before the name of a module that is watched only for other modules that it holds."""
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
        return self.name if self.name in ("open", COMPUTED) else f"{self.name} in {self.function}"


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
        name = _watched(bound.get(node.id, ""))
        return node.id if node.id in NAMES else "" if name in OPENERS | {"sys"} else name
    if isinstance(node, ast.MatchClass):
        return next((name for name in node.kwd_attrs if name in ATTRIBUTES), "")
    if not isinstance(node, ast.Attribute):
        return ""
    if borrowed := _borrowed(node, bound):
        return borrowed
    owner = _watched(bound.get(node.value.id, "")) if isinstance(node.value, ast.Name) else ""
    if owner == "sys" and node.attr in SYSTEM:
        return f"sys.{node.attr}"
    if owner and node.attr == "__dict__":
        return f"{owner}.__dict__"
    if owner in OPENERS and node.attr == "open":
        return "open"
    return node.attr if node.attr in ATTRIBUTES else ""


def _called(node: ast.Call, bound: dict[str, str]) -> str:
    """A maker of code; `vars` on a watched module; an attribute by a name that is computed, or forbidden."""
    name = str(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    if name in MAKERS:
        return name
    owner = _watched(bound.get(getattr(node.args[0], "id", ""), "")) if node.args else ""
    owner = owner if owner in OPENERS | {"sys"} else ""
    if name == "vars" and owner:
        return f"vars({owner})"
    return _taken(node, name, owner) if name in BY_NAME else ""


def _taken(node: ast.Call, name: str, owner: str) -> str:
    """What is forbidden about taking an attribute by its name."""
    wanted = node.args[BY_NAME[name] :]
    if not wanted:
        return COMPUTED if any(isinstance(argument, ast.Starred) for argument in node.args) else ""
    text = wanted[0].value if isinstance(wanted[0], ast.Constant) else None
    if not isinstance(text, str):
        return f"{name}({owner})" if owner else COMPUTED
    part = next((part for part in text.split(".") if part in ATTRIBUTES | NAMES - {"open"} | {"__dict__"}), "")
    return f"{name}({owner})" if owner and text in SYSTEM | {"open", "__dict__"} else part


def _borrowed(node: ast.Attribute, bound: dict[str, str]) -> str:
    """A module of the standard library taken as an attribute of another one (`typing.sys`)."""
    owner = bound.get(_dotted(node.value), "")
    return _lent(owner.removeprefix(PLAIN), node.attr) if owner in OPENERS | {"sys"} or owner.startswith(PLAIN) else ""


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _lent(owner: str, name: str) -> str:
    is_another = name in sys.stdlib_module_names and name != owner and name not in REAL.get(owner, ())
    return f"{owner}.{name}" if is_another and owner in sys.stdlib_module_names else ""


def _watched(name: str) -> str:
    """What a local name stands for, where that is watched whatever is taken from it."""
    return "" if name.startswith(PLAIN) else name


def _bound(module: Module) -> Iterator[tuple[str, str]]:
    """Local names that an import binds to something watched, with the name to report."""
    for statement, _ in imports(module.tree):
        for alias in statement.names:
            local = alias.asname or alias.name.split(".")[0]
            start = _start(statement, alias)
            whole = isinstance(statement, ast.Import)
            if start in MODULES or (whole and start in OPENERS | {"sys"}):
                yield local, start
            elif whole:
                yield alias.asname or alias.name, PLAIN + start
                yield local, PLAIN + start
            elif lent := _lent(start, alias.name):
                yield local, lent
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
