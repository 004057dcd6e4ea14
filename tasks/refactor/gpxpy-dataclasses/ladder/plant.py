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
    Defect("a longitude", "points.py", "GPXTrackPoint", r"\n +self\.longitude = self\.longitude or 0", ""),
    Defect("equal bounds", "bounds.py", "GPXBounds", r"eq=False, ", ""),
    Defect("a list of others", "segment.py", "GPXTrackSegment", r"if self\.points else \[\]", "if self.points is not None else []"),
    Defect("microseconds", "times.py", "parse_time", r"m\.group\(7\)\[1:7\]", "m.group(7)[1:4]"),
    Defect("tails", "simple_fields.py", "GPXExtensionsField", r"(</\{prefixedname\}>)\{tail\}", r"\1"),
)


def plant(package: Path, defect: Defect) -> None:
    """Apply one defect."""
    path = package / defect.file
    lines = path.read_text(encoding="utf-8").split("\n")
    statement = owner(ast.parse("\n".join(lines)), defect.owner)
    first = min(node.lineno for node in [statement, *getattr(statement, "decorator_list", [])]) - 1
    last = statement.end_lineno
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
        plant(Path("gpxpy"), defect)


if __name__ == "__main__":
    main(*sys.argv[1:])
