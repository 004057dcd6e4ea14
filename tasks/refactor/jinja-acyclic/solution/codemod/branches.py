"""Decisions that Python 2 asked for, taken: of an `if` or `try` only the part stays that runs today."""

import ast

TESTS = {
    "PY2": False,
    "not PY2": True,
    "not PY2 or PYPY": True,
    "sys.version_info >= (3, 7)": True,
    "version_info[:2] >= (3, 4)": True,
    "supports_yield_from": True,
    "hasattr(dict, 'iteritems')": False,
    "not isinstance(rv, text_type)": False,
}
"""What a test is worth, by its text."""
TRIES = {
    "exc_value.with_traceback(None)": "body",
    "compile('föö', '<unknown>', 'eval')": "orelse",
    "exec('from __future__ import generator_stop')": "",
    "exec('def f(): yield from x()')": "",
    "exec('async def _():\\n async for _ in ():\\n  yield _')": "",
    "from UserDict import UserDict, DictMixin": "",
    "from sets import Set": "",
    "from _string import formatter_field_name_split": "body",
    "from urllib.parse import quote_from_bytes as url_quote": "body",
    "from collections import abc": "body",
    "from os import fspath": "body",
}
"""Which part of a `try` is left, by the text of its first statement."""


def settled(text: str) -> str:
    """The module with every such decision taken."""
    while True:
        lines = text.split("\n")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.If) and ast.unparse(node.test) in TESTS:
                live = node.body if TESTS[ast.unparse(node.test)] else node.orelse
            elif isinstance(node, ast.Try) and ast.unparse(node.body[0]) in TRIES:
                part = TRIES[ast.unparse(node.body[0])]
                live = getattr(node, part) if part else []
            else:
                continue
            first = node.lineno - 1
            lines[first : node.end_lineno] = _lines(lines, live, node.col_offset)
            text = "\n".join(lines)
            break
        else:
            return text


def _lines(lines: list[str], live: list[ast.stmt], indent: int) -> list[str]:
    """Statements with the comments in front of them, `indent` columns deep."""
    if not live:
        return []
    decorators = [node.lineno for node in getattr(live[0], "decorator_list", [])]
    first = min([live[0].lineno, *decorators]) - 1
    while lines[first - 1].lstrip().startswith("#"):
        first -= 1
    back = live[0].col_offset - indent
    return [line[back:] for line in lines[first : live[-1].end_lineno]]
