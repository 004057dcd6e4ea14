"""Every name that a module uses is defined in it (pyflakes), and no part takes another's names by a star import.

A part that leans on names which something else puts into it at run time is no part but a fragment; so is one that uses
a stand-in (`Ledger = None`) under the name of a function or class of the original."""

import ast
import builtins
from pathlib import Path

from .judgement import Facts, Judgement, Params, all_or_nothing, beyond
from .source import Module, package_modules
from .syntax import absolute

KIND = "undefined_names"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
BUILTINS = frozenset(dir(builtins))


def collect(tree: Path, params: Params) -> Facts:
    """`{"undefined": [[name, "path:line"]], "stars": ["path takes * from x"], "standins": [[name, "path:line"]],
    "defined": [name of a function or class]}`."""
    modules = package_modules(tree, params["package"], params["root"])
    own = params["package"]
    return {
        "undefined": [found for module in modules for found in _undefined(module)],
        "stars": [star for module in modules for star in _stars(module, own)],
        "standins": [found for module in modules for found in _standins(module)],
        "defined": sorted({n.name for module in modules for n in module.tree.body if isinstance(n, DEFINITIONS)}),
    }


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Passed where every undefined name is one that the original also leaves undefined, and no own star is new."""
    del params
    old = {name for name, _ in original["undefined"]}
    undefined = [f"{name} ({place})" for name, place in facts["undefined"] if name not in old]
    stars = beyond(facts["stars"], original["stars"])
    real = {*original["defined"]} - {name for name, _ in original["standins"]}
    standins = [f"{name} is a stand-in ({place})" for name, place in facts["standins"] if name in real]
    return all_or_nothing(undefined + standins + stars, "undefined names, stand-ins or star imports between parts")


def _undefined(module: Module) -> list[list[str]]:
    from pyflakes import checker, messages  # type: ignore[import-untyped]

    # pyflakes knows only names that Python itself puts into a module; it reads no configuration.
    found = checker.Checker(module.tree, filename=module.path, withDoctest=False).messages
    kinds = (messages.UndefinedName, messages.UndefinedExport, messages.UndefinedLocal)
    return [[str(m.message_args[0]), f"{module.path}:{m.lineno}"] for m in found if isinstance(m, kinds)]


def _standins(module: Module) -> list[list[str]]:
    """Names that a module uses and binds in one way only: at its top level, to a value that comes from nowhere."""
    empty: dict[str, int] = {}
    bound: set[str] = set()
    for node in module.tree.body:
        value = getattr(node, "value", None)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and value and not any(map(_is_foreign, ast.walk(value))):
            empty |= dict.fromkeys(_binds(node), node.lineno)
        else:
            bound |= set(_binds(node))
    bound |= {name for node in ast.walk(module.tree) if isinstance(node, ast.Global) for name in node.names}
    used = {n.id for n in ast.walk(module.tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    return [[name, f"{module.path}:{line}"] for name, line in empty.items() if name in used - bound]


def _is_foreign(node: ast.AST) -> bool:
    """Whether an expression takes something from around it."""
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in BUILTINS


def _binds(statement: ast.AST) -> list[str]:
    """Names that a statement binds around it; of functions and classes only their own."""
    if isinstance(statement, DEFINITIONS):
        return [statement.name]
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return [alias.asname or alias.name.split(".")[0] for alias in statement.names]
    own = [statement.id] if isinstance(statement, ast.Name) and isinstance(statement.ctx, ast.Store) else []
    return own + [name for child in ast.iter_child_nodes(statement) for name in _binds(child)]


def _stars(module: Module, own: str) -> list[str]:
    """Own star imports, without line numbers: they are compared with the original's."""
    nodes = [n for n in ast.walk(module.tree) if isinstance(n, ast.ImportFrom) and n.names[0].name == "*"]
    starts = [(node, absolute(module, node)) for node in nodes]
    return [f"{module.path} takes * from {start}" for _, start in starts if start.split(".")[0] == own]
