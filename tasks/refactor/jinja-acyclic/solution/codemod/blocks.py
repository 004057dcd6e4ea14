# ruff: noqa: ISC004 - a pattern on a line
"""Stage 5: long functions give blocks of statements away, each to a function of its own in front of them."""

import ast
import textwrap
from typing import NamedTuple

from .statements import edit


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
        "_inheritancecode.py",
        "visit_Template",
        "for import_ in node.find_all",
        "for import_ in node.find_all",
        "def _write_imports(self, node):",
        "self._write_imports(node)",
    ),
    Block(
        "_inheritancecode.py",
        "visit_Template",
        "if not self.has_known_extends:",
        "self.outdent(1 + (not",
        "def _write_parent_call(self):",
        "self._write_parent_call()",
    ),
    Block(
        "_inheritancecode.py",
        "visit_Template",
        'self.writeline(\n                "%s(context, missing=missing%s):"',
        "self.outdent()",
        "def _write_block(self, name, block, eval_ctx, envenv):",
        "self._write_block(name, block, eval_ctx, envenv)",
    ),
    Block(
        "_statementcode.py",
        "visit_For",
        "loop_filter_func = self.temp",
        "self.leave_frame(test_frame",
        "def _write_loop_filter(self, node, loop_frame, test_frame):",
        "loop_filter_func = self._write_loop_filter(node, loop_frame, test_frame)",
        "return loop_filter_func",
    ),
    Block(
        "_statementcode.py",
        "visit_For",
        'self.writeline(self.environment.is_async and "async for " or "for ", node)',
        'if node.recursive:\n            self.write(", undefined',
        "def _write_loop_head(\n    self, node, frame, loop_frame, extended_loop, loop_ref, loop_filter_func\n):",
        "self._write_loop_head(\n    node, frame, loop_frame, extended_loop, loop_ref, loop_filter_func\n)",
    ),
    Block(
        "_statementcode.py",
        "visit_For",
        "self.return_buffer_contents(loop_frame)",
        "self.end_write(frame)",
        "def _write_loop_call(self, node, frame, loop_frame):",
        "self._write_loop_call(node, frame, loop_frame)",
    ),
    Block(
        "lexer.py",
        "tokeniter",
        "text = groups[0]",
        "if strip_sign ==",
        "def _lstripped(self, m, groups, line_starting, newlines_stripped):\n"
        "    lstrip_unless_re = self.lstrip_unless_re\n",
        "groups, newlines_stripped = self._lstripped(\n    m, groups, line_starting, newlines_stripped\n)",
        "return groups, newlines_stripped",
    ),
    Block(
        "lexer.py",
        "tokeniter",
        "for idx, token in enumerate(tokens)",
        "for idx, token in enumerate(tokens)",
        "def _grouped(self, m, regex, tokens, groups, lineno, newlines_stripped, filename):",
        "lineno, newlines_stripped = yield from self._grouped(\n"
        "    m, regex, tokens, groups, lineno, newlines_stripped, filename\n)",
        "return lineno, newlines_stripped",
    ),
    Block(
        "lexer.py",
        "tokeniter",
        'if data == "{"',
        'if data == "{"',
        "def _balance(self, data, balancing_stack, lineno, name, filename):",
        "self._balance(data, balancing_stack, lineno, name, filename)",
    ),
    Block(
        "lexer.py",
        "tokeniter",
        'if new_state == "#pop"',
        'if new_state == "#pop"',
        "def _change_state(self, stack, new_state, m, regex):",
        "self._change_state(stack, new_state, m, regex)",
    ),
    Block(
        "_texts.py",
        "urlize",
        "head, middle, tail =",
        "if middle.endswith((",
        "def _without_affixes(word):",
        "head, middle, tail = _without_affixes(word)",
        "return head, middle, tail",
    ),
    Block(
        "_texts.py",
        "urlize",
        'if middle.startswith("www.")',
        'if (\n            "@" in middle',
        "def _linked(middle, rel_attr, target_attr, trim_url):",
        "middle = _linked(middle, rel_attr, target_attr, trim_url)",
        "return middle",
    ),
    Block(
        "ext.py",
        "parse",
        "num_called_num = False",
        "while parser.stream",
        "def _parse_variables(self, parser):",
        "variables, plural_expr, plural_expr_assignment, num_called_num, trimmed = (\n"
        "    self._parse_variables(parser)\n)",
        "return variables, plural_expr, plural_expr_assignment, num_called_num, trimmed",
    ),
)
EDITS = (
    (
        "_textfilters.py",
        r"    prefixes = \[\n.*?\n    \]\n",
        '    units = "KMGTPEZY" if binary else "kMGTPEZY"\n'
        '    prefixes = [unit + ("iB" if binary else "B") for unit in units]\n',
    ),
    (
        "_statementcode.py",
        r"(?=        if node\.test:\n            loop_filter_func)",
        "        loop_filter_func = None\n",
    ),
    ("lexer.py", r"        lstrip_unless_re = self\.lstrip_unless_re\n(?=        newlines)", ""),
)


def simplify(files: dict[str, str]) -> None:
    """Take the blocks out."""
    for block in BLOCKS:
        files[block.file] = taken(files[block.file], block)
    for name, pattern, replacement in EDITS:
        files[name] = edit(files[name], pattern, replacement)


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
