"""No import cycle between the package's modules. Imports inside functions count; those for type checkers do not.

The graph is grimp's; a cycle is a strongly connected component of two modules or more. Dynamic imports that the
original does not have fail the check, since an edge could hide there. Partial credit: lines outside cycles."""

import ast
import sys
import tempfile
from collections.abc import Mapping, Set
from pathlib import Path

from .forbidden_calls import dynamic_imports
from .judgement import Facts, Judgement, Params, beyond, verdict
from .source import Module, Unreadable, package_modules
from .staging import stage
from .syntax import placed

KIND = "import_cycles"


def collect(tree: Path, params: Params) -> Facts:
    """`{"lines": {module: lines}, "cycles": [[module]], "dynamic": [place]}`."""
    modules = package_modules(tree, params["package"], params["root"])
    edges = _edges(modules, params["package"])
    return {
        "lines": {m.name: m.lines for m in modules},
        "cycles": [sorted(part) for part in components(edges) if len(part) > 1],
        "dynamic": [place for module in modules for place in dynamic_imports(module)],
    }


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score: share of lines in modules that are in no cycle; 0 with a dynamic import of its own."""
    del params
    dynamic = beyond(facts["dynamic"], original["dynamic"])
    inside = {name for cycle in facts["cycles"] for name in cycle}
    total = sum(facts["lines"].values())
    score = 1 - sum(facts["lines"][name] for name in inside) / total if total and not dynamic else 0.0
    cycles = "; ".join(" - ".join(cycle) for cycle in facts["cycles"][:3])
    message = f"{len(facts['cycles'])} import cycles, {len(dynamic)} dynamic imports of its own"
    evidence = {"cycles": facts["cycles"][:20], "dynamic": dynamic[:20]}
    passed = bool(total) and not inside and not dynamic
    return verdict(passed, score, message + (f": {cycles}" if cycles else ""), **evidence)


def _edges(modules: tuple[Module, ...], package: str) -> dict[str, Set[str]]:
    """Direct imports between the modules. A package of one file has none."""
    names = {module.name for module in modules}
    if len(modules) == 1:
        return {modules[0].name: set()}
    import grimp

    with tempfile.TemporaryDirectory() as directory:
        stage(modules, Path(directory))
        # At the end of the path, so that no module of the tree can stand in for one that a tool imports.
        sys.path.append(directory)
        try:
            graph = grimp.build_graph(package, exclude_type_checking_imports=not _fakes_typing(modules), cache_dir=None)
        finally:
            sys.path.remove(directory)
    if missed := sorted(names - graph.modules):
        raise Unreadable(f"{missed[0]}: not importable as a part of {package}; is an __init__.py missing?")
    return {name: graph.find_modules_directly_imported_by(name) for name in names}


def _fakes_typing(modules: tuple[Module, ...]) -> bool:
    """Whether TYPE_CHECKING is ever bound to something: then imports under it may well run."""
    return any(
        isinstance(node, ast.Name) and node.id == "TYPE_CHECKING" and isinstance(node.ctx, ast.Store)
        for module in modules
        for node, _ in placed(module.tree)
    )


def components(edges: Mapping[str, Set[str]]) -> list[set[str]]:
    """Strongly connected components: modules that reach each other. Sorted by their first name."""
    reach = {name: _reachable(name, edges) for name in edges}
    parts = {frozenset({name} | {other for other in reach[name] if name in reach[other]}) for name in edges}
    return sorted((set(part) for part in parts), key=min)


def _reachable(start: str, edges: Mapping[str, Set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(edges[start])
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += edges.get(name, ())
    return seen
