"""Statements move to modules of their own, and every import that this needs is written."""

import ast
import re

from .plan import ACCEPT, HEADERS, OTHERS, Part
from .statements import Statements, edit

WIDTH = 88


def spread_accept(files: dict[str, str]) -> None:
    """`acceptparse` becomes a package, which has all of its names."""
    docstring = re.match(r'""".*?"""\n', files["acceptparse.py"], re.DOTALL)
    assert docstring
    homes = cut(files, "acceptparse.py", ACCEPT)
    del files["acceptparse.py"]
    files["acceptparse/__init__.py"] = f"{docstring[0]}\n" + taken(homes)


def spread_others(files: dict[str, str]) -> None:
    """Cut every other module of the plan up; it keeps all of its names."""
    for source in dict.fromkeys(part.source for part in OTHERS):
        homes = cut(files, source, tuple(part for part in OTHERS if part.source == source))
        files[source] = with_imports(files[source], homes)


def cut(files: dict[str, str], source: str, parts: tuple[Part, ...]) -> dict[str, str]:
    """Give the statements of one module to its parts; name -> part. Methods go first, so that classes move without."""
    text = files[source]
    table = imported(text)
    bodies: dict[str, list[str]] = {part.name: [] for part in parts}
    homes: dict[str, str] = {}
    titles = {part.name: part.title for part in reversed(parts) if part.title}
    for part in (part for part in parts if part.owner):
        held = Statements(text, part.owner)
        methods = held.take(part.wanted)
        text = held.rest()
        bodies[part.name].append(f'class {part.base}:\n    """{titles[part.name]}"""\n\n{methods}')
        homes[part.base.split("(")[0]] = part.name
    for owner in dict.fromkeys(part.owner for part in parts if part.owner):
        text = edit(text, rf"(?<=\nclass {owner})(\(\w+\))?(?=:)", HEADERS[owner])
    for part in (part for part in parts if not part.owner):
        held = Statements(text)
        bodies[part.name].insert(0, held.take(part.wanted))
        homes |= dict.fromkeys(held.within(part.wanted), part.name)
        text = held.rest()
    for name, pieces in bodies.items():
        body = "\n\n".join(pieces)
        head = imports(body, table, homes, name)
        files[name] = f'"""{titles[name]}"""\n\n{head}\n\n{body}'
    files[source] = text
    order = {name: n for n, name in enumerate(all_names(files, bodies))}
    return dict(sorted(homes.items(), key=lambda item: order[item[0]]))


def all_names(files: dict[str, str], bodies: dict[str, list[str]]) -> list[str]:
    """What the new modules define, in order."""
    return [found for name in bodies for found in Statements(files[name]).spans]


def imported(text: str) -> dict[str, str]:
    """Name -> the statement that imports it alone; of a `try` that imports, all of it."""
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.Try) and all(isinstance(child, ast.Import) for child in node.body):
            found |= {alias.asname or alias.name: ast.unparse(node) for alias in node.body[0].names}  # type: ignore[attr-defined]
        elif isinstance(node, ast.Import):
            found |= {
                alias.asname or alias.name: f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
                for alias in node.names
            }
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name] = f"from {node.module} import {alias.name}" + (
                    f" as {alias.asname}" if alias.asname else ""
                )
    return found


def imports(body: str, table: dict[str, str], homes: dict[str, str], own: str) -> str:
    """The import statements that a new module needs."""
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
    lines = {table[name] for name in used if name in table}
    lines |= {f"from {module(homes[name])} import {name}" for name in used if homes.get(name, own) != own}
    ranks: dict[int, list[str]] = {}
    for line in lines:
        rank = 2 if line.startswith("from webob") else 1 if line.startswith("try") else 0
        ranks.setdefault(rank, []).append(line)
    return "\n".join("".join(together(sorted(ranks[rank], key=order))) for rank in sorted(ranks))


def together(lines: list[str], note: str = "") -> list[str]:
    """Imports with one statement for each module, in the order given."""
    names: dict[str, list[str]] = {}
    for line in lines:
        start, _, name = line.partition(" import ")
        names.setdefault(start if name else line, []).append(name)
    return [statement(start, found, note) for start, found in names.items()]


def statement(start: str, names: list[str], note: str) -> str:
    """One import, in parentheses where it is long."""
    line = f"{start} import {', '.join(names)}" if any(names) else start
    if len(line) <= WIDTH or not any(names):
        return f"{line}{note}\n"
    return f"{start} import ({note}\n" + "".join(f"    {name},\n" for name in names) + ")\n"


def module(name: str) -> str:
    """The dotted name of a file."""
    return "webob." + name.removesuffix(".py").replace("/", ".")


def order(line: str) -> tuple[bool, str]:
    """Plain imports come first."""
    return line.startswith("from"), line.lower()


def taken(homes: dict[str, str]) -> str:
    """Imports of what is elsewhere now, in the order in which it was defined."""
    return "".join(together([f"from {module(home)} import {name}" for name, home in homes.items()], "  # noqa: F401"))


def with_imports(text: str, homes: dict[str, str]) -> str:
    """The old module, which takes its names from where they are now, without the imports that it no longer needs."""
    table = imported(text)
    lines = text.split("\n")
    first = last = 0
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom) or ast.unparse(node) in table.values():
            first, last = first or node.lineno, node.end_lineno or 0
        elif last:
            break
    needed = imports("\n".join(lines[last:]), table, {}, "")
    return "\n".join([*lines[: first - 1], needed + taken(homes).rstrip("\n"), *lines[last:]])
