"""Known-bad variants of a good tree: for each kind of check one plain way to break it, as a pure transform.

They answer one question: can this check fail at all? A check that no known-bad work fails proves nothing. They are not
exploits, which try to pass; here failing is the purpose."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

Sources = Mapping[str, str]
"""Python files of the package by path in the tree."""
Edits = dict[str, str | None]
"""Path -> new content, or None where the file goes."""

MARGIN = 60
"""More than any original has of what is forbidden, so that its own number is passed."""
MOST_TEXTS = 400


class Variant(NamedTuple):
    """One known-bad tree, as edits of the good one."""

    name: str
    """The kind of check it was made for, or what was done to a text."""
    edits: Edits


class Package(NamedTuple):
    """Where the code lies."""

    name: str
    root: str
    files: Sources

    @property
    def front(self) -> str:
        """The file that `import package` runs."""
        inside = PurePosixPath(self.root, self.name, "__init__.py").as_posix()
        return inside if inside in self.files else PurePosixPath(self.root, f"{self.name}.py").as_posix()

    @property
    def parts(self) -> list[str]:
        """The modules directly beside the package's front, sorted; none of a single module."""
        if not self.front.endswith("/__init__.py"):
            return []
        folder = PurePosixPath(self.front).parent
        found = (PurePosixPath(path) for path in self.files)
        return sorted(p.as_posix() for p in found if p.parent == folder and not p.name.startswith("__"))

    def module(self, path: str) -> tuple[str, tuple[bool, str]]:
        """The name of the module in a file; whether it is a package, and its text."""
        place = PurePosixPath(path).relative_to(self.root) if self.root else PurePosixPath(path)
        inner = place.stem == "__init__"
        return ".".join((place.parent if inner else place.with_suffix("")).parts), (inner, self.files[path])

    @property
    def any(self) -> str:
        """A module to spoil: the first part, or the front."""
        return self.parts[0] if self.parts else self.front


def structural(package: Package, kind: str, params: Mapping[str, Any]) -> Variant | None:
    """A tree that a structure check of that kind must reject; None where the package offers no place for it."""
    make = _STRUCTURAL.get(kind)
    edits = make(package, params) if make else {}
    return Variant(kind, edits) if edits else None


def texts(text: str) -> Iterator[tuple[str, str]]:
    """(name, variant) of a written text: with something left out, changed, repeated or run together."""
    yield "empty", ""
    yield "half", text[: len(text) // 2]
    yield "thrice", text * 3
    yield "one-sentence", re.sub(r"[.!?](?=\s)", ",", text)
    yield "unmarked", re.sub(r"^[#*|>-]+\s*", "", text, flags=re.MULTILINE)
    yield "shouted", text.upper()
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines[:MOST_TEXTS]):
        if line.strip():
            yield f"without-line-{at + 1}", "".join(lines[:at] + lines[at + 1 :])
    for match in list(re.finditer(r"\d+", text))[:MOST_TEXTS]:
        changed = str(int(match[0]) + 1).zfill(len(match[0]))
        yield f"number-at-{match.start()}", text[: match.start()] + changed + text[match.end() :]


def appended(package: Package, path: str, code: str) -> Edits:
    """A file of the package with code after its own."""
    return {path: f"{package.files[path].rstrip()}\n\n\n{code}"}


def _undefined(package: Package, params: Mapping[str, Any]) -> Edits:
    del params
    return appended(package, package.any, "def _known_bad():\n    return meltbench_no_such_name\n")


def _exec(package: Package, params: Mapping[str, Any]) -> Edits:
    lines = "    exec(text)\n" * (MARGIN + int(params.get("allow", {}).get("exec", 0)))
    return appended(package, package.any, f"def _known_bad(text):\n{lines}")


def _neighbour(package: Package, params: Mapping[str, Any]) -> Edits:
    if names := params.get("names"):
        return appended(package, package.any, f"def _known_bad():\n    import {names[0]}\n")
    path = PurePosixPath(package.root, "meltbench_neighbour.py").as_posix()
    edits = appended(package, package.any, "def _known_bad():\n    import meltbench_neighbour\n")
    return {**edits, path: "VALUE = 1\n"}


def _edge(package: Package, params: Mapping[str, Any]) -> Edits:
    if not package.parts:
        return {}
    other = PurePosixPath(package.parts[-1]).stem
    number = MARGIN + int(params.get("allow", 0))
    lines = "".join(f"    {other}.known_bad_{at} = {at}\n" for at in range(number))
    return appended(package, package.front, f"def _known_bad():\n    from . import {other}\n{lines}")


def _cycle(package: Package, params: Mapping[str, Any]) -> Edits:
    del params
    if len(package.parts) < 2:
        return {}
    first, second = package.parts[:2]
    names = PurePosixPath(first).stem, PurePosixPath(second).stem
    code = "def _known_bad():\n    from . import {0}\n    return {0}\n"
    return {
        **appended(package, first, code.format(names[1])),
        **appended(package, second, code.format(names[0])),
    }


def _long(package: Package, params: Mapping[str, Any]) -> Edits:
    return appended(package, package.any, "".join(f"_KNOWN_BAD_{at} = {at}\n" for at in range(int(params["max"]) + 1)))


def _complex(package: Package, params: Mapping[str, Any]) -> Edits:
    branches = "".join(f"    if value == {at}:\n        return {at}\n" for at in range(int(params["max"]) + 1))
    return appended(package, package.any, f"def _known_bad(value):\n{branches}    return value\n")


def _huge(package: Package, params: Mapping[str, Any]) -> Edits:
    size = 1 + max(int(params.get("max_bytes", 0)), int(params.get("max_growth_bytes", 0)))
    return {PurePosixPath(package.root, "known_bad.txt").as_posix(): "x" * size}


def _one_file(package: Package, params: Mapping[str, Any]) -> Edits:
    """Everything in the front, less the imports between the parts."""
    del params
    if not package.parts:
        return {}
    body = [
        node
        for path in (*package.parts, package.front)
        for node in ast.parse(package.files[path]).body
        if not (isinstance(node, ast.ImportFrom) and (node.level or node.module == "__future__"))
    ]
    whole = ast.unparse(ast.Module(body=body, type_ignores=[])) + "\n"
    return {**dict.fromkeys((p for p in package.files if p != package.front), None), package.front: whole}


def _one_file_twice(package: Package, params: Mapping[str, Any]) -> Edits:
    """The same, and once more as text: where little of the original is left, one file may hold it."""
    edits = _one_file(package, params) or dict(package.files)
    code = edits[package.front]
    return {**edits, package.front: f"{code}\n\n_KNOWN_BAD = {code!r}\n"}


def _fewer_names(package: Package, params: Mapping[str, Any]) -> Edits:
    """The front without one of its public names; a submodule is none of them."""
    tree = ast.parse(package.files[package.front])
    ignored = {str(name) for name in params.get("ignore", ())}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and _from_a_part(node, package):
            for alias in node.names:
                if alias.name != "*" and _is_public(alias.asname or alias.name, ignored):
                    node.names.remove(alias)
                    break
            else:
                continue
            if not node.names:
                tree.body.remove(node)
            return {package.front: ast.unparse(tree) + "\n"}
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and _is_public(node.name, ignored):
            tree.body.remove(node)
            return {package.front: ast.unparse(tree) + "\n"}
    return {}


def _from_a_part(node: ast.ImportFrom, package: Package) -> bool:
    """Whether an import of the front takes names out of one of the package's own modules."""
    module = node.module or ""
    return bool(module) if node.level else module.startswith(f"{package.name}.")


def _untyped(package: Package, params: Mapping[str, Any]) -> Edits:
    """Where nothing may be left, one function without annotations: a looser check beside this one finds no fault."""
    if params.get("strict", True) and not params.get("max"):
        return appended(package, package.any, "def _known_bad(value):\n    return value\n")
    number = MARGIN + int(params.get("max", 0))
    return appended(package, package.any, "".join(f'_KNOWN_BAD_{at}: int = "text"\n' for at in range(number)))


def _untidy(package: Package, params: Mapping[str, Any]) -> Edits:
    """Something for every common rule, often."""
    number = MARGIN + int(params.get("max") or 0)
    wide = "x" * int(params.get("line_length", 88))
    one = (
        "def KnownBad{0}(l=[], *, unused: 'Missing{0}' = None):\n"
        "    import os, sys\n"
        "    try:\n        value = l == None\n    except:\n        assert False, '{1}'\n"
        "    eval('1'); print( f'' ) \n\n\n"
        "class KnownBadClass{0}(object):\n    text = u'text'\n"
    )
    return appended(package, package.any, "".join(one.format(at, wide) for at in range(number)))


def _silenced(package: Package, params: Mapping[str, Any]) -> Edits:
    number = MARGIN + max([0, *map(int, params.get("max", {}).values())])
    lines = "    value = cast(Any, value)  # type: ignore  # noqa  # pragma: no cover  # pylint: disable=all\n" * number
    code = f"def _known_bad(value: Any, other: object, *more) -> Any:\n    from typing import Any, cast\n{lines}"
    return appended(package, package.any, code)


def _another_statement(package: Package, params: Mapping[str, Any]) -> Edits:
    del params
    return appended(package, package.any, "_KNOWN_BAD = 1\n")


def _copies(package: Package, params: Mapping[str, Any]) -> Edits:
    body = "    value = value * 2 + 1\n" * (1 + int(params.get("min_nodes", 40)) // 4)
    number = MARGIN + int(params.get("max") or 0)
    return appended(package, package.any, "".join(f"def _known_bad_{at}(value):\n{body}\n\n" for at in range(number)))


def _as_text(package: Package, params: Mapping[str, Any]) -> Edits:
    del params
    return {PurePosixPath(package.root, "known_bad.txt").as_posix(): "\n".join(package.files.values())}


def _is_public(name: str, ignored: set[str]) -> bool:
    return not name.startswith("_") and name not in ignored


_STRUCTURAL: dict[str, Callable[[Package, Mapping[str, Any]], Edits]] = {
    "budgets": _silenced,
    "clones": _copies,
    "complexity": _complex,
    "containment": _as_text,
    "facade": _one_file_twice,
    "file_caps": _huge,
    "forbidden_calls": _exec,
    "forbidden_imports": _neighbour,
    "hidden_edges": _edge,
    "import_cycles": _cycle,
    "lint": _untidy,
    "min_modules": _one_file,
    "module_lines": _long,
    "public_api": _fewer_names,
    "same_syntax": _another_statement,
    "types": _untyped,
    "undefined_names": _undefined,
}
