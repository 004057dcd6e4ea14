"""Annotate xmltodict.py, in the directory at hand: `annotate.py MILESTONE`.

Texts are put in at positions, nothing else of the file moves. Signatures stand in signatures.txt; what else a milestone
needs are the edits below, each of which applies exactly once."""

import ast
import sys
from pathlib import Path

HERE = Path(__file__).parent
MODULE = Path("xmltodict.py")
HEAD = """from collections.abc import Callable, Container, Generator, Mapping
from types import ModuleType
from typing import IO, TYPE_CHECKING, Any, TypeAlias, cast, overload

if TYPE_CHECKING:
    import io

    basestring = str
    unicode = str

_Item: TypeAlias = dict[str, Any] | str | None
_Path: TypeAlias = list[tuple[str, dict[str, Any] | None]]
_Postprocessor: TypeAlias = Callable[[_Path, str, _Item], tuple[str, _Item] | None]
_Preprocessor: TypeAlias = Callable[[str, Any], tuple[str, Any] | None]
_Forces: TypeAlias = Callable[[_Path, str, _Item], bool]
_ForceList: TypeAlias = bool | Container[str] | _Forces

"""
OVERLOADS = """@overload
def unparse(input_dict: Mapping[str, Any], output: None = None, encoding: str = 'utf-8', full_document: bool = True,
            short_empty_elements: bool = False,
            **kwargs: Any) -> str: ...
@overload
def unparse(input_dict: Mapping[str, Any], output: "io.TextIOBase | io.RawIOBase", encoding: str = 'utf-8',
            full_document: bool = True, short_empty_elements: bool = False,
            **kwargs: Any) -> None: ...
"""
EDITS = {
    "First": [
        ("try:\n    from defusedexpat", HEAD + "try:\n    from defusedexpat"),
        ("_basestring = basestring\n", "_basestring: type[str] = basestring\n"),
        ("_unicode = unicode\n", "_unicode: type[str] = unicode\n"),
        ("    (item_depth,) = sys.argv", "    item_depth: int | str\n    (item_depth,) = sys.argv"),
        (
            "        stdin = sys.stdin.buffer\n        stdout = sys.stdout.buffer\n",
            "        stdin: IO[str] | IO[bytes] = sys.stdin.buffer\n        stdout: IO[Any] = sys.stdout.buffer\n",
        ),
        (
            "attrs = self._attrs_to_dict(attrs)",
            'attrs = self._attrs_to_dict(cast("dict[str, Any] | list[str]", attrs))',
        ),
    ],
    "Second": [
        ("self.path = []", "self.path: _Path = []"),
        ("self.stack = []", "self.stack: list[tuple[dict[str, Any] | None, list[str]]] = []"),
        (
            "self.data = []\n        self.item = None\n",
            "self.data: list[str] = []\n        self.item: dict[str, Any] | None = None\n",
        ),
        ("return key in self.force_list\n", "return key in cast(Container[str], self.force_list)\n"),
        ("return self.force_list(self", "return cast(_Forces, self.force_list)(self"),
        (
            "            item = self.item\n            if item is None:",
            "            item: _Item = self.item\n            if item is None:",
        ),
    ],
    "Third": [
        ("def unparse(", OVERLOADS + "def unparse("),
        ("value = output.getvalue()", "value = cast(Any, output).getvalue()"),
    ],
    "Fourth": [
        (
            "Handler(namespace_separator=namespace_separator,",
            "Handler(namespace_separator=cast(str, namespace_separator),",
        ),
    ],
}


def main(milestone: str) -> None:
    """One milestone."""
    text = MODULE.read_text(encoding="utf-8")
    for old, new in EDITS[milestone]:
        assert text.count(old) == 1, f"{old!r}: {text.count(old)} places"
        text = text.replace(old, new)
    for function in wanted(milestone):
        text = annotated(text, function)
    MODULE.write_text(text, encoding="utf-8")


def wanted(milestone: str) -> list[ast.FunctionDef]:
    """The signatures of a milestone."""
    tree = ast.parse((HERE / "signatures.txt").read_text(encoding="utf-8"))
    (found,) = (node for node in tree.body if getattr(node, "name", "") == milestone)
    return [node for node in ast.walk(found) if isinstance(node, ast.FunctionDef)]


def annotated(text: str, signature: ast.FunctionDef) -> str:
    """The module with one function annotated."""
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef) and n.name == signature.name]
    function = functions[-1]  # overloads stand before it
    given = {a.arg: a for a in ast.walk(function.args) if isinstance(a, ast.arg)}
    puts = []
    for argument in ast.walk(signature.args):
        if isinstance(argument, ast.arg) and argument.annotation:
            place = given[argument.arg]
            puts.append((place.end_lineno, place.end_col_offset, f": {ast.unparse(argument.annotation)}"))
    lines = text.split("\n")
    body = function.body[0].lineno
    line = next(n for n in range(body - 1, 0, -1) if lines[n - 1].endswith(":"))
    puts.append((line, len(lines[line - 1]) - 1, f" -> {ast.unparse(signature.returns)}"))
    for number, column, addition in sorted(puts, reverse=True):
        before, after = lines[number - 1][:column], lines[number - 1][column:]
        spaced = f" = {after[1:]}" if after.startswith("=") else after
        lines[number - 1] = before + addition + spaced
    return "\n".join(lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
