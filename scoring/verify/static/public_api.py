"""Every name of the original is still there, of the same kind, with the same signature and the same members.

Read from source by griffe. A name that has become a re-export is followed to what it finally stands for and compared
there, member by member; inherited members count, so a class may be taken apart into bases. Compared of a signature:
parameter names, kinds and defaults as source text."""

import ast
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .judgement import SHOWN, Facts, Judgement, Params, verdict
from .source import Module, package_modules
from .staging import stage
from .syntax import absolute

if TYPE_CHECKING:
    import griffe

KIND = "public_api"
MAX_NAMES = 20_000


def collect(tree: Path, params: Params) -> Facts:
    """`{"names": {dotted name: "kind signature"}, "imported": [name], "members": [name]}`.

    A name that does not resolve is left out of `names`."""
    modules = package_modules(tree, params["package"], params["root"])
    with tempfile.TemporaryDirectory() as directory:
        stage(modules, Path(directory))
        package, shadowed = _load(Path(directory), modules, params["package"])
        names: dict[str, str] = {}
        for name, found in _namespace(package, shadowed):
            names |= _described(name, found, params["package"])
        aliases = [name for name, found in package.members.items() if found.is_alias]
        members = sorted(package.members)
    return {"names": dict(list(names.items())[:MAX_NAMES]), "imported": sorted(aliases), "members": members}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score: share of the original's names that hold."""
    names: dict[str, str] = facts["names"]
    wanted = {n: d for n, d in original["names"].items() if _counts(n, params)}
    broken = [problem for name, was in sorted(wanted.items()) if (problem := _compare(name, was, names))]
    if params["imported"]:
        gone = set(original["imported"]) - set(facts["members"])
        broken += [f"{name} is gone" for name in sorted(gone) if _counts(name, params)]
    shown = "; ".join(broken[:3])
    message = f"{len(broken)} of {len(wanted)} names differ from the original" + (f": {shown}" if broken else "")
    score = 1 - len(broken) / len(wanted) if wanted else 0.0
    return verdict(bool(wanted) and not broken, score, message, broken=broken[:SHOWN])


def _counts(name: str, params: Params) -> bool:
    if name in params["ignore"] or name.split(".")[0] in params["ignore"]:
        return False
    return params["private"] or not any(p.startswith("_") and not _is_special(p) for p in name.split("."))


def _is_special(part: str) -> bool:
    return part.startswith("__") and part.endswith("__")


def _compare(name: str, was: str, names: dict[str, str]) -> str:
    now = names.get(name)
    if now is None:
        return f"{name} is gone"
    return "" if now == was else f"{name}: {was} became {now}"


def _load(directory: Path, modules: tuple[Module, ...], name: str) -> tuple["griffe.Module", dict[str, "griffe.Alias"]]:
    """The package, and what its names stand for that griffe shows as the submodule of the same name."""
    import griffe

    loader = griffe.GriffeLoader(search_paths=[directory], allow_inspection=False)
    package = loader.load(name, try_relative_path=False)
    assert isinstance(package, griffe.Module)
    loader.resolve_aliases(implicit=True, external=False)
    entry = next(module for module in modules if module.name == name)
    return package, dict(_shadowed(package, entry))


def _shadowed(package: "griffe.Module", entry: Module) -> Iterator[tuple[str, "griffe.Alias"]]:
    """`from .convert import convert`: at run time the function hides the module of its name."""
    import griffe

    known = {name for name, member in package.members.items() if not member.is_alias and member.is_module}
    for node in entry.tree.body:
        if isinstance(node, ast.ImportFrom):
            start = absolute(entry, node)
            for alias in node.names:
                bound = alias.asname or alias.name
                if bound in known and start != package.path:
                    yield bound, griffe.Alias(bound, f"{start}.{alias.name}", parent=package)


def _namespace(
    package: "griffe.Module", shadowed: dict[str, "griffe.Alias"]
) -> Iterator[tuple[str, "griffe.Object | griffe.Alias"]]:
    """The names of the package's own namespace, submodules left out."""
    for name, member in {**package.members, **shadowed}.items():
        if not member.is_alias and member.is_module:
            continue
        if member.runtime:  # not for type checkers alone
            yield name, member


def _described(name: str, found: "griffe.Object | griffe.Alias", package: str) -> dict[str, str]:
    """What a name is, and each of its members. Names that stand for something outside the package are left out."""
    import griffe

    try:
        target = found.final_target if isinstance(found, griffe.Alias) else found
        if target.is_module or target.path.split(".")[0] != package:
            return {}
        described = {name: _kind(target)}
        if isinstance(target, griffe.Class):
            for member, inner in _members(target).items():
                described |= _described(f"{name}.{member}", inner, package)
    except (griffe.GriffeError, KeyError, RecursionError):
        return {}
    return described


def _members(cls: "griffe.Class") -> "dict[str, griffe.Object | griffe.Alias]":
    """Members, inherited ones included; what is only set on instances is an implementation's own affair."""
    members = {**cls.inherited_members, **cls.members}
    lasting = {"class-attribute", "property"}
    return {name: m for name, m in members.items() if not m.is_attribute or m.labels & lasting}


def _kind(found: "griffe.Object") -> str:
    import griffe

    if isinstance(found, griffe.Function):
        return f"{'async ' if 'async' in found.labels else ''}function({', '.join(map(_parameter, found.parameters))})"
    return "property" if "property" in found.labels else found.kind.value


def _parameter(parameter: "griffe.Parameter") -> str:
    mark = {"positional-only": "/ ", "keyword-only": "* ", "variadic positional": "*", "variadic keyword": "**"}
    kind = parameter.kind.value if parameter.kind else ""
    default = f"={parameter.default}" if parameter.default is not None and "variadic" not in kind else ""
    return f"{mark.get(kind, '')}{parameter.name}{default}"
