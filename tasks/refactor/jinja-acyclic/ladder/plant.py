"""Plant the first N defects in the reference tree: `plant.py N`, from the directory that holds the package.

Each defect is one edit inside one named function or statement; an edit that does not apply exactly once is an error.
"""

import ast
import re
import sys
from pathlib import Path
from typing import NamedTuple


class Defect(NamedTuple):
    """One edit: the first match of `pattern` within the statement that binds `owner` becomes `replacement`."""

    note: str
    file: str
    owner: str
    pattern: str
    replacement: str


DEFECTS = (
    Defect("no name", "exceptions.py", "TemplatesNotFound", r"isinstance\(name, UndefinedMark\)", "name is None"),
    Defect("not safe", "runtime.py", "Macro", r"(await self\._func\(\*arguments\)\n +if) autoescape", r"\1 not autoescape"),
    Defect("not cleared", "lexer.py", "_lexer_cache", r"clearable\((.*)\)", r"\1"),
    Defect("not counted", "lexer.py", "Lexer", r'text\[len\(stripped\) :\]\.count\("\\n"\)', "0"),
    Defect("no depth", "_statementcode.py", "StatementCode", r'"\), loop_render_func, depth\):"|", undefined, loop_render_func, depth\):"', '", undefined, loop_render_func):"'),
)


def plant(package: Path, defect: Defect) -> None:
    """Apply one defect."""
    path = package / defect.file
    lines = path.read_text(encoding="utf-8").split("\n")
    statement = owner(ast.parse("\n".join(lines)), defect.owner)
    first, last = statement.lineno - 1, statement.end_lineno
    text, count = re.subn(defect.pattern, defect.replacement, "\n".join(lines[first:last]))
    assert count == 1, f"{defect.note}: {count} places in {defect.owner} of {defect.file}"
    lines[first:last] = [text]
    path.write_text("\n".join(lines), encoding="utf-8")


def owner(tree: ast.Module, name: str) -> ast.stmt:
    """The top-level statement that binds a name."""
    for statement in tree.body:
        targets = [getattr(target, "id", "") for target in getattr(statement, "targets", [])]
        if getattr(statement, "name", "") == name or name in targets:
            return statement
    raise AssertionError(f"nothing binds {name}")


def main(count: str) -> None:
    """Plant the first `count` defects."""
    for defect in DEFECTS[: int(count)]:
        plant(Path("jinja2"), defect)


if __name__ == "__main__":
    main(*sys.argv[1:])
