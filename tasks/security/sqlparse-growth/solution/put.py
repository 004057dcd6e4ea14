"""Put our functions in place of the project's: `python3 put.py MILESTONE`, from the project's directory.

parts/MILESTONE-MODULE.part holds definitions of our own: a function takes the place of the one of that name, a method
of that in the class of that name; what has no such place goes to the end of its class or module, or behind its
imports."""

import ast
import sys
from pathlib import Path

MODULES = {
    "keywords": "keywords.py",
    "lexer": "lexer.py",
    "sql": "sql.py",
    "grouping": "engine/grouping.py",
    "stack": "engine/filter_stack.py",
    "utils": "utils.py",
    "others": "filters/others.py",
    "reindent": "filters/reindent.py",
}
STRINGS = {"String.Single": "'", "String.Symbol": '"'}


def main(milestone: str) -> None:
    """Apply every part of one milestone."""
    for part in sorted((Path(__file__).parent / "parts").glob(f"{milestone}-*.part")):
        path = Path("sqlparse") / MODULES[part.stem.partition("-")[2]]
        path.write_text(merged(path.read_text(encoding="utf-8"), part.read_text()), encoding="utf-8")
    if milestone == "10":
        strings(Path("sqlparse/keywords.py"))


def strings(path: Path) -> None:
    """Give the first pattern of each kind of string one way only to read a text."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for name, quote in STRINGS.items():
        at = next(i for i, line in enumerate(lines) if f"tokens.{name})" in line)
        q = quote
        plain = rf"{q}(?:{q}{q}|\\\\|\\{q}|\\(?![\\{q}])|[^{q}\\])*(?:{q}|\\{q})"
        lines[at] = (
            f"        (r'''{plain}''', tokens.{name})," if q == '"' else f'        (r"""{plain}""", tokens.{name}),'
        )
    path.write_text("\n".join(lines), encoding="utf-8")


def merged(text: str, part: str) -> str:
    """The module's text with the definitions of a part in it."""
    ahead: list[str] = []
    for node in ast.parse(part).body:
        owned = isinstance(node, ast.ClassDef) and any(node.name in names(one) for one in ast.parse(text).body)
        for one in node.body if owned else [node]:
            text = placed(text, source(part, one), one, node.name if owned else "", ahead)
    lines = text.split("\n")
    lines[after_imports(text) : after_imports(text)] = ahead
    return "\n".join(lines)


def placed(text: str, new: list[str], node: ast.stmt, owner: str, ahead: list[str]) -> str:
    """The text with one definition in place; what has none and is no function or class goes into `ahead`."""
    lines, body = text.split("\n"), ast.parse(text).body
    if owner:
        body = next(one for one in body if isinstance(one, ast.ClassDef) and one.name == owner).body
    old = next((one for one in body if names(one) & names(node)), None)
    if old is not None:
        lines[first(old) - 1 : old.end_lineno] = new
    elif owner:
        lines[body[-1].end_lineno : body[-1].end_lineno] = ["", *new]
    elif names(node) and not isinstance(node, ast.Assign):
        lines[-1:] = ["", "", *new, ""]
    else:
        ahead += new if isinstance(node, ast.Import | ast.ImportFrom) else ["", *new]
    return "\n".join(lines)


def names(node: ast.stmt) -> set[str]:
    """What a statement binds by definition or assignment."""
    targets = getattr(node, "targets", ())
    return {getattr(node, "name", "")} - {""} | {one.id for one in targets if isinstance(one, ast.Name)}


def first(node: ast.stmt) -> int:
    """Its first line, decorators included."""
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])


def source(text: str, node: ast.stmt) -> list[str]:
    """The lines of a statement."""
    return text.split("\n")[first(node) - 1 : node.end_lineno]


def after_imports(text: str) -> int:
    """The line after which a module's own code begins."""
    return max(node.end_lineno for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom))


if __name__ == "__main__":
    main(*sys.argv[1:])
