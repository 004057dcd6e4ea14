"""Stage 4: no module is long. Statements move, and every import that this needs is written."""

import ast
import re

from .plan import HEADERS, PARTS, SHOWN, Part
from .statements import Statements, edit


def spread(files: dict[str, str]) -> None:
    """Cut every module of the plan up; it keeps all of its names."""
    for source in dict.fromkeys(part.source for part in PARTS):
        cut(files, source, [part for part in PARTS if part.source == source])
    for name, pattern, module in SHOWN:
        line = f'    # messages show it\n    __module__ = "{module}"\n'
        files[name] = re.sub(pattern, lambda match, line=line: f"{match[1]}\n{line}", files[name], flags=re.DOTALL)
    files["_undefined.py"] = edit(
        files["_undefined.py"], r"getLogger\(__name__\)(?=\n +logger\.add)", 'getLogger("jinja2.runtime")'
    )


def cut(files: dict[str, str], source: str, parts: list[Part]) -> None:
    """Give the statements of one module to its parts."""
    text = files[source]
    table = imported(text)
    bodies: dict[str, str] = {}
    homes: dict[str, str] = {}
    titles: dict[str, str] = {}
    for part in parts:
        held = Statements(text, part.owner)
        names = [part.base.split("(")[0]] if part.owner else held.within(part.wanted)
        body = held.take(part.wanted)
        text = held.rest()
        if part.owner:
            body = f'class {part.base}:\n    """{titles.get(part.name, part.title)}"""\n\n{body}'
        bodies[part.name] = f"{bodies[part.name]}\n\n{body}" if part.name in bodies else body
        titles.setdefault(part.name, part.title)
        homes |= {name: part.name for name in names if not name.startswith("del_")}
    for owner in dict.fromkeys(part.owner for part in parts if part.owner):
        text = edit(text, rf"(?<=\nclass {owner})(\(\w+\))?(?=:)", HEADERS[owner])
    for name, body in bodies.items():
        head = imports(body, table, homes, name)
        files[name] = f'"""{titles[name]}"""\n{head}\n\n{body}'
    files[source] = with_imports(text, homes)


def imported(text: str) -> dict[str, str]:
    """Name -> the statement that imports it alone."""
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: f"import {alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = f"from {'.' * node.level}{node.module or ''} import "
            for alias in node.names:
                found[alias.asname or alias.name] = start + alias.name + (f" as {alias.asname}" if alias.asname else "")
    return found


def imports(body: str, table: dict[str, str], homes: dict[str, str], own: str) -> str:
    """The import statements that a new module needs."""
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
    lines = {table[name] for name in used if name in table}
    lines |= {f"from .{homes[name][:-3]} import {name}" for name in used if homes.get(name, own) != own}
    ranks: dict[int, list[str]] = {}
    for line in lines:
        rank = 2 if line.startswith("from .") else 1 if " markupsafe" in line else 0
        ranks.setdefault(rank, []).append(line)
    return "\n".join("\n".join(sorted(ranks[rank], key=order)) + "\n" for rank in sorted(ranks))


def order(line: str) -> tuple[bool, str]:
    """Plain imports come first."""
    return line.startswith("from"), line.lower()


def with_imports(text: str, homes: dict[str, str]) -> str:
    """The old module, which takes all its names from where they are now."""
    last = 0
    for node in ast.parse(text).body:
        if not isinstance(node, ast.Import | ast.ImportFrom) and last:
            break
        last = node.end_lineno or 0
    lines = text.split("\n")
    taken = [f"from .{home[:-3]} import {name}  # noqa: F401" for name, home in homes.items()]
    lines[last:last] = sorted(taken, key=str.lower)
    return "\n".join(lines)
