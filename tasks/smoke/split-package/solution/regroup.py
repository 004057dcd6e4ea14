"""Move top-level definitions of tally between its modules, and write every module's imports anew.

    python3 regroup.py MODULE NAME ... [--module MODULE NAME ...]

Run in the workspace. The first run turns tally.py into the package tally/, with everything in tally/_core.py; each run
then moves the named definitions into modules of the package. What is imported follows from the names that are used, so
any order of moves gives working code. The file `_core` disappears with its last definition."""

import ast
import sys
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path("tally")
SINGLE = Path("tally.py")
CORE = "_core"
DOCSTRINGS = {
    "errors": "The errors of tally.",
    "rounding": "How values are read and how they are rounded for show.",
    "units": "Units of measure and conversion between them.",
    "amounts": "Quantities and the entries that book them; each makes the other, so they live together.",
    "tables": "Tables of text.",
    "ledger": "Ledgers: entries in the order of booking.",
    "journal": "Journals: the text form of a ledger.",
    "commands": "What is asked on the command line.",
    CORE: "What has not found its place yet.",
}
ENTRY = '"""python -m tally"""\n\nimport sys\n\nfrom .commands import main\n\nsys.exit(main())\n'


class Definition(NamedTuple):
    """A top-level statement that binds names."""

    names: tuple[str, ...]
    uses: frozenset[str]
    text: str


class Source(NamedTuple):
    """What the package is made of, wherever it stands now."""

    definitions: dict[str, list[Definition]]
    """By module, in order."""
    external: dict[str, str]
    """Imported name -> the statement that imports it."""
    head: list[str]
    """The package's docstring and version."""


def main() -> None:
    """Move what the command line names."""
    source = read_single() if SINGLE.exists() else read_package()
    for module, names in moves(sys.argv[1:]):
        move(source, module, names)
    write(source)
    SINGLE.unlink(missing_ok=True)


def moves(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """The command line as (module, names) pairs."""
    groups: list[list[str]] = [[]]
    for argument in arguments:
        if argument == "--module":
            groups.append([])
        else:
            groups[-1].append(argument)
    return [(group[0], group[1:]) for group in groups]


def read_single() -> Source:
    """The module as it was found: everything is in the core."""
    text = SINGLE.read_text()
    tree = ast.parse(text)
    found = Source({CORE: []}, {}, [f'"""{tree.body[0].value.value}"""'])
    for node in tree.body[1:]:
        if isinstance(node, ast.If):
            continue  # the `__main__` guard becomes a file
        if isinstance(node, ast.Assign) and bound(node) == ("__version__",):
            found.head.append(ast.unparse(node))
        else:
            take(node, text, found, CORE)
    return found


def read_package() -> Source:
    """The package as an earlier run left it."""
    head = (PACKAGE / "__init__.py").read_text()
    tree = ast.parse(head)
    version = next(n for n in tree.body if isinstance(n, ast.Assign) and bound(n) == ("__version__",))
    found = Source({}, {}, [f'"""{tree.body[0].value.value}"""', ast.unparse(version)])
    for path in sorted(PACKAGE.glob("*.py")):
        if path.stem.startswith("__"):
            continue
        text = path.read_text()
        found.definitions[path.stem] = []
        for node in ast.parse(text).body[1:]:
            take(node, text, found, path.stem)
    return found


def take(node: ast.stmt, text: str, found: Source, module: str) -> None:
    """Sort one top-level statement into imports (those between parts are written anew) and definitions."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            if isinstance(node, ast.Import):
                found.external[alias.name] = f"import {alias.name}"
            elif not node.level:
                found.external[alias.name] = f"from {node.module} import {alias.name}"
        return
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    lines = text.split("\n")[first - 1 : node.end_lineno]
    used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    found.definitions[module].append(Definition(bound(node), frozenset(used), "\n".join(lines)))


def bound(node: ast.stmt) -> tuple[str, ...]:
    """The names that a top-level statement binds."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return (node.name,)
    assert isinstance(node, ast.Assign), ast.unparse(node)
    return tuple(target.id for target in node.targets if isinstance(target, ast.Name))


def move(source: Source, module: str, names: list[str]) -> None:
    """Take the named definitions out of the core."""
    chosen = [d for d in source.definitions[CORE] if set(d.names) & set(names)]
    missing = set(names) - {name for definition in chosen for name in definition.names}
    assert not missing, f"not in {CORE}: {sorted(missing)}"
    source.definitions.setdefault(module, []).extend(chosen)
    source.definitions[CORE] = [d for d in source.definitions[CORE] if d not in chosen]


def write(source: Source) -> None:
    """Write the whole package."""
    PACKAGE.mkdir(exist_ok=True)
    for path in PACKAGE.glob("*.py"):
        path.unlink()
    modules = {name: found for name, found in source.definitions.items() if found}
    home = {name: module for module, found in modules.items() for d in found for name in d.names}
    for module, found in modules.items():
        (PACKAGE / f"{module}.py").write_text(module_text(module, found, home, source.external))
    public = sorted(name for name in home if not name.startswith("_"))
    names = "".join(f'    "{name}",\n' for name in public)
    exports = f"__all__ = [\n{names}]"
    imports = import_lines(public, home, "")
    (PACKAGE / "__init__.py").write_text("\n\n".join([source.head[0], imports, source.head[1], exports]) + "\n")
    (PACKAGE / "__main__.py").write_text(ENTRY.replace("commands", home["main"]))


def module_text(module: str, found: list[Definition], home: dict[str, str], external: dict[str, str]) -> str:
    """One module: docstring, imports of what it uses, definitions."""
    used = sorted(frozenset().union(*(d.uses for d in found)))
    outside = sorted({external[name] for name in used if name in external}, key=lambda s: (s.startswith("from"), s))
    inside = import_lines([name for name in used if home.get(name, module) != module], home, module)
    head = [f'"""{DOCSTRINGS[module]}"""', "\n".join(outside), inside]
    body = "\n\n\n".join(d.text for d in found)
    return "\n\n".join(part for part in head if part) + "\n\n\n" + body + "\n"


def import_lines(names: list[str], home: dict[str, str], module: str) -> str:
    """Import statements for names of other modules, one per module."""
    wanted = sorted({home[name] for name in names} - {module})
    return "\n".join(f"from .{m} import {', '.join(n for n in names if home[n] == m)}" for m in wanted)


if __name__ == "__main__":
    main()
