"""Decisions that Python 2 asked for, taken: of an `if` or `try` only the part stays that runs today."""

import ast

TESTS = {
    "PY2": False,
    "not PY2": True,
    "PY3": True,
    "PY2 and isinstance(value, text_type)": False,
    "isinstance(value, text_type) and PY2": False,
    "sys.version_info < (2, 7) and ConnClass in (httplib.HTTPConnection, httplib.HTTPSConnection)": False,
}
"""What a test is worth, by its text."""
TRIES = {
    "import httplib": "handler",
    "from hmac import compare_digest": "body",
    "from queue import Queue, Empty": "body",
    "from collections.abc import MutableMapping": "body",
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
                live = node.body if TRIES[ast.unparse(node.body[0])] == "body" else node.handlers[0].body
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
    first = live[0].lineno - 1
    while lines[first - 1].lstrip().startswith("#"):
        first -= 1
    back = live[0].col_offset - indent
    return [line[back:] for line in lines[first : live[-1].end_lineno]]
