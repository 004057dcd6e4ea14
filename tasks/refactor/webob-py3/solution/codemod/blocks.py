"""Long functions give blocks of statements away, each to a function of its own in front of them."""

import ast
import textwrap
from typing import NamedTuple

from .statements import Statements, edit


class Block(NamedTuple):
    """Consecutive statements of one function, and what becomes of them."""

    file: str
    function: str
    begin: str
    """How the first of the statements begins."""
    end: str
    """How the last one begins."""
    head: str
    """The new function's first lines."""
    call: str
    """What stands in the old place."""
    tail: str = ""
    """What the new function ends with."""


BLOCKS = (
    Block(
        "response.py",
        "__init__",
        "if app_iter is None and body is None and ('json_body'",
        "if app_iter is None:",
        "@staticmethod\ndef _init_body(body, app_iter, content_type, kw):",
        "body, content_type = self._init_body(body, app_iter, content_type, kw)",
        "return body, content_type",
    ),
    Block(
        "response.py",
        "__init__",
        "has_charset = 'charset=' in content_type",
        "self._headerlist.append(('Content-Type', content_type))",
        "def _init_content_type(self, content_type, charset, encoding):",
        "encoding = self._init_content_type(content_type, charset, encoding)",
        "return encoding",
    ),
    Block(
        "response.py",
        "__init__",
        "if app_iter is None and code_has_body:",
        "if app_iter is None and code_has_body:",
        "def _init_app_iter(self, body, app_iter, code_has_body, headerlist, encoding):",
        "app_iter = self._init_app_iter(\n    body, app_iter, code_has_body, headerlist, encoding\n)",
        "return app_iter",
    ),
    Block(
        "response.py",
        "conditional_response_app",
        "status304 = False",
        "if req.if_none_match and self.etag",
        "def _is_not_modified(self, req):",
        "status304 = self._is_not_modified(req)",
        "return status304",
    ),
    Block(
        "_requesttools.py",
        "_encode_multipart",
        "filename = None",
        "if getattr(value, 'filename', None)",
        "def _filename_and_value(value):",
        "filename, value = _filename_and_value(value)",
        "return filename, value",
    ),
    Block(
        "_formdata.py",
        "read_multi",
        "if 'content-length' in headers",
        "if 'content-length' in headers",
        "def _ignore_length(self, headers):",
        "self._ignore_length(headers)",
    ),
    Block(
        "client.py",
        "__call__",
        "host = environ.get('HTTP_HOST')",
        "environ['SERVER_PORT'] = port",
        "def _take_server_from_host(self, environ, scheme):",
        "self._take_server_from_host(environ, scheme)",
    ),
    Block(
        "client.py",
        "__call__",
        "headers = {}",
        'if not path.startswith("/")',
        "def _outgoing(self, environ):",
        "path, body, headers = self._outgoing(environ)",
        "return path, body, headers",
    ),
    Block(
        "acceptparse/_mediamatching.py",
        "acceptable_offers",
        "lowercased_ranges = [",
        "lowercased_ranges = [",
        "@staticmethod\ndef _lowercased_ranges(parsed):",
        "lowercased_ranges = self._lowercased_ranges(parsed)",
        "return lowercased_ranges",
    ),
    Block(
        "acceptparse/_charsetmatching.py",
        "acceptable_offers",
        "not_acceptable_charsets = set()",
        "acceptable_charsets.sort",
        "def _by_acceptability(lowercased_parsed):",
        "not_acceptable_charsets, acceptable_charsets, asterisk_qvalue = (\n"
        "    _by_acceptability(lowercased_parsed)\n)",
        "return not_acceptable_charsets, acceptable_charsets, asterisk_qvalue",
    ),
    Block(
        "acceptparse/_encodingmatching.py",
        "acceptable_offers",
        "not_acceptable_codingss = set()",
        "acceptable_codingss.sort",
        "def _by_acceptability(lowercased_parsed):",
        "not_acceptable_codingss, acceptable_codingss, asterisk_qvalue = (\n"
        "    _by_acceptability(lowercased_parsed)\n)",
    ),
    Block(
        "acceptparse/_languagematching.py",
        "basic_filtering",
        "not_acceptable_ranges = set()",
        "acceptable_ranges.sort(key=lambda tuple_: tuple_[1]",
        "@staticmethod\ndef _ranges_for_filtering(lowercased_parsed):",
        "not_acceptable_ranges, acceptable_ranges, asterisk_qvalue, asterisk_position = (\n"
        "    self._ranges_for_filtering(lowercased_parsed)\n)",
        "return not_acceptable_ranges, acceptable_ranges, asterisk_qvalue, asterisk_position",
    ),
    Block(
        "acceptparse/_languagematching.py",
        "lookup",
        "not_acceptable_ranges = []",
        "acceptable_ranges = [tuple_[0]",
        "@staticmethod\ndef _ranges_for_lookup(parsed):",
        "not_acceptable_ranges, acceptable_ranges, asterisk_q0_found = (\n    self._ranges_for_lookup(parsed)\n)",
        "return not_acceptable_ranges, acceptable_ranges, asterisk_q0_found",
    ),
)
UNBOUND = r"(        asterisk_qvalue = None\n)(?=\n +for position)", r"\1        asterisk_position = None\n"
"""A name that the block binds now and then only, and gives away."""


def simplify(files: dict[str, str]) -> None:
    """Take the blocks out. What splits charsets splits codings too."""
    for block in BLOCKS:
        files[block.file] = taken(files[block.file], block)
    language = "acceptparse/_languagematching.py"
    files[language] = edit(files[language], *UNBOUND)
    share(files, "acceptparse/_charsetmatching.py", "acceptparse/_encodingmatching.py")


def share(files: dict[str, str], one: str, other: str) -> None:
    """The function that both have goes to what is below them."""
    name, syntax = "_by_acceptability", "acceptparse/_syntax.py"
    for file in (other, one):
        text = lifted(files[file], name)
        held = Statements(text)
        function = held.take(name)
        files[file] = edit(held.rest(), r"(from webob\.acceptparse\._syntax import \(\n)", rf"\1    {name},\n")
    function = function.replace("not_acceptable_charsets", "not_acceptable").replace(
        "acceptable_charsets", "acceptable"
    )
    function = function.replace("charset", "item").rstrip("\n")
    files[syntax] = files[syntax].rstrip("\n") + f"\n\n\n{function}\n"


def lifted(text: str, name: str) -> str:
    """The module with one method of its last class as a function in front of it."""
    lines = text.split("\n")
    owner = next(node for node in reversed(ast.parse(text).body) if isinstance(node, ast.ClassDef))
    (method,) = (node for node in owner.body if isinstance(node, ast.FunctionDef) and node.name == name)
    moved = textwrap.dedent("\n".join(lines[method.lineno - 1 : method.end_lineno])).split("\n")
    del lines[method.lineno - 1 : (method.end_lineno or 0) + 1]
    lines[owner.lineno - 1 : owner.lineno - 1] = [*moved, "", ""]
    return "\n".join(lines)


def taken(text: str, block: Block) -> str:
    """The module with one block in a function of its own."""
    lines = text.split("\n")
    owner, chosen = found(text, lines, block)
    first, last = with_comments(lines, chosen[0].lineno - 1), chosen[-1].end_lineno or 0
    moved = textwrap.dedent("\n".join(lines[first:last]))
    body = f"{block.head}\n{textwrap.indent(moved, '    ')}\n" + (f"    {block.tail}\n" if block.tail else "")
    lines[first:last] = textwrap.indent(block.call, " " * chosen[0].col_offset).split("\n")
    decorators = [node.lineno for node in owner.decorator_list]
    place = with_comments(lines, min([owner.lineno, *decorators]) - 1)
    gap = [""] if owner.col_offset else ["", ""]
    lines[place:place] = textwrap.indent(body.rstrip("\n"), " " * owner.col_offset).split("\n") + gap
    return "\n".join(lines)


def found(text: str, lines: list[str], block: Block) -> tuple[ast.FunctionDef, list[ast.stmt]]:
    """The function that holds the block (the last one of its name), and the block's statements."""
    owners = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef) and node.name == block.function
    ]
    for owner in owners:
        for node in ast.walk(owner):
            for held in [getattr(node, field, None) for field in ("body", "orelse", "finalbody")]:
                if not isinstance(held, list):
                    continue
                starts = ["\n".join(lines[s.lineno - 1 : s.end_lineno])[s.col_offset :] for s in held]
                begin = next((n for n, start in enumerate(starts) if start.startswith(block.begin)), None)
                if begin is None:
                    continue
                ends = [n for n, start in enumerate(starts) if n >= begin and start.startswith(block.end)]
                if ends:
                    return owner, held[begin : ends[0] + 1]
    raise AssertionError(f"no block {block.begin!r} in {block.function}")


def with_comments(lines: list[str], line: int) -> int:
    """Where the comments in front of a line begin."""
    while lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line
