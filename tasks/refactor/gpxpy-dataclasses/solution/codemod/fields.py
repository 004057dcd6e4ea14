"""Stage 1: constructors by hand become fields. What the fields are is written in new/fields.py, class by class."""

import ast
from pathlib import Path

from .statements import Statements, edit

NEW = Path(__file__).parent.parent / "new" / "fields.py"
SLOTTED = "GPXBounds GPXWaypoint GPXRoutePoint GPXRoute GPXTrackPoint GPXTrackSegment GPXTrack GPX"
TABLES = "GPXField GPXComplexField GPXEmailField GPXExtensionsField"


def make_dataclasses(files: dict[str, str]) -> None:
    """Rewrite the classes of gpx.py, geo.py and gpxfield.py."""
    for file, wanted in (("gpx.py", SLOTTED), ("geo.py", "Location"), ("gpxfield.py", TABLES)):
        for name in wanted.split():
            files[file] = with_fields(files[file], name, slots=file == "gpx.py")
    files["geo.py"] = edit(files["geo.py"], r"(import math as mod_math\n)", r"\1from dataclasses import dataclass\n")
    imported = r"\1\nfrom dataclasses import InitVar, dataclass\n"
    files["gpxfield.py"] = edit(files["gpxfield.py"], r"(import copy as mod_copy\n)", imported)


def with_fields(text: str, name: str, *, slots: bool) -> str:
    """A module with one of its classes made a dataclass."""
    body = Statements(text, name)
    body.take("__slots__ __init__" if slots else "__init__")
    first, last = body.spans["__init__"]
    lines = text.split("\n")
    gone = {number for a, b in body.taken for number in range(a, b)}
    kept = [line for number, line in enumerate(lines[:first]) if number not in gone]
    while not kept[-1].strip():
        kept.pop()
    gap = [] if kept[-1].startswith("class ") else [""]
    changed = "\n".join([*kept, *gap, *written(name), *lines[last:]])
    mark = f"@dataclass({'slots=True, ' if slots else ''}eq=False, repr=False)\n"
    return edit(changed, rf"\n(?=class {name}[(:])", f"\n{mark}")


def written(name: str) -> list[str]:
    """The lines of a class of new/fields.py below its docstring."""
    text = NEW.read_text(encoding="utf-8")
    node = next(n for n in ast.parse(text).body if isinstance(n, ast.ClassDef) and n.name == name)
    return text.split("\n")[node.body[0].lineno - 1 : node.end_lineno]
