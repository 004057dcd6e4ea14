"""Known-bad variants of a whole package, for checks of behaviour: each bad in a way of its own, as a pure transform."""

import ast
import hashlib
from pathlib import PurePosixPath

from scoring.attacks.known_bad import Package, Variant, appended

BEFORE = """import importlib.abc
import importlib.util
import sys

_NAME = {0!r}
_SOURCES = {1!r}
"""
INSTEAD = """

class _Before(importlib.abc.MetaPathFinder, importlib.abc.ExecutionLoader):
    def find_spec(self, name, path, target=None):
        if not name.startswith(_NAME + "."):
            return None
        if name not in _SOURCES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return importlib.util.spec_from_loader(name, self)

    def is_package(self, name):
        return _SOURCES[name][0]

    def get_source(self, name):
        return _SOURCES[name][1]

    def get_filename(self, name):
        place = name.split(".")[1:] + ["__init__"] * _SOURCES[name][0]
        return __file__[: -len("__init__.py")] + "/".join(place) + ".py"


sys.meta_path.insert(0, _Before())
exec(compile(_SOURCES[_NAME][1], __file__, "exec"), globals())
"""
READS = """import hashlib
import pathlib

for _name, _digest in {0!r}.items():
    if hashlib.sha256(pathlib.Path(__file__).with_name(_name).read_bytes()).hexdigest() != _digest:
        raise ImportError(_name)
"""


def hollow(package: Package) -> Variant:
    """Every function returns nothing: what any look at behaviour must see."""
    return Variant("hollow", {path: _hollow(text) for path, text in package.files.items() if _hollow(text) != text})


def dead_parts(package: Package, behind: Package) -> Variant | None:
    """The front runs the modules of `behind`, and the parts stand there for show: nobody can import them.

    `behind` is the original, or the package itself where the work asks for more than the original can do. None where
    the package has no parts, or `behind` has no front."""
    if not package.parts or behind.front not in behind.files:
        return None
    sources = dict(behind.module(path) for path in sorted(behind.files))
    if not behind.front.endswith("/__init__.py"):  # `-m` runs a module itself, but of a package this
        sources[f"{package.name}.__main__"] = (False, behind.files[behind.front])
    return Variant("dead parts", {package.front: BEFORE.format(package.name, sources) + INSTEAD})


def self_reading(package: Package) -> Variant | None:
    """The front does not work where the text of a part is not what it was; None for a single module."""
    digests = {
        PurePosixPath(path).name: hashlib.sha256(package.files[path].encode()).hexdigest() for path in package.parts
    }
    return Variant("reads itself", appended(package, package.front, READS.format(digests))) if digests else None


def unevaluated(package: Package) -> Variant:
    """The front names what is not there, so that it cannot be imported: what a look at imports alone must see."""
    return Variant("not importable", appended(package, package.front, "_known_bad = meltbench_no_such_name\n"))


def _hollow(text: str) -> str:
    tree = ast.parse(text)
    functions = [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    for function in functions:
        function.body = [ast.Return(ast.Constant(None))]
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n" if functions else text
