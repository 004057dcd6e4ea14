"""Every name that a module uses is defined in it (pyflakes), and no part takes another's names by a star import.

A part that leans on names which something else puts into it at run time is no part but a fragment."""

import ast
from pathlib import Path

from .judgement import Facts, Judgement, Params, all_or_nothing, beyond
from .source import Module, package_modules
from .syntax import absolute

KIND = "undefined_names"


def collect(tree: Path, params: Params) -> Facts:
    """`{"undefined": [["name", "path:line"]], "stars": ["path:line from x import *"]}`."""
    modules = package_modules(tree, params["package"], params["root"])
    own = params["package"]
    return {
        "undefined": [found for module in modules for found in _undefined(module)],
        "stars": [star for module in modules for star in _stars(module, own)],
    }


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Passed where every undefined name is one that the original also leaves undefined, and no own star is new."""
    del params
    old = {name for name, _ in original["undefined"]}
    undefined = [f"{name} ({place})" for name, place in facts["undefined"] if name not in old]
    stars = beyond(facts["stars"], original["stars"])
    return all_or_nothing(undefined + stars, "undefined names or star imports between parts")


def _undefined(module: Module) -> list[list[str]]:
    from pyflakes import checker, messages  # type: ignore[import-untyped]

    # pyflakes knows only names that Python itself puts into a module; it reads no configuration.
    found = checker.Checker(module.tree, filename=module.path, withDoctest=False).messages
    kinds = (messages.UndefinedName, messages.UndefinedExport, messages.UndefinedLocal)
    return [[str(m.message_args[0]), f"{module.path}:{m.lineno}"] for m in found if isinstance(m, kinds)]


def _stars(module: Module, own: str) -> list[str]:
    """Own star imports, without line numbers: they are compared with the original's."""
    nodes = [n for n in ast.walk(module.tree) if isinstance(n, ast.ImportFrom) and n.names[0].name == "*"]
    starts = [(node, absolute(module, node)) for node in nodes]
    return [f"{module.path} takes * from {start}" for _, start in starts if start.split(".")[0] == own]
