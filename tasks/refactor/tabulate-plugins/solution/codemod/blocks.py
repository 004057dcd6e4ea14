"""Take a block of statements out of a function and make it a function of its own, as text."""

import ast

from . import texts
from .plan import PER_COLUMN, Block
from .syntax import find, first_line


def take_out(source: str, block: Block) -> str:
    """`source` with the block moved to a new function in front of the top-level statement that held it."""
    tree, lines = ast.parse(source), source.split("\n")
    chosen = _statements(tree, block)
    begin, end, indent = chosen[0].lineno - 1, chosen[-1].end_lineno, chosen[0].col_offset
    while lines[begin - 1].strip().startswith("#"):
        begin -= 1
    moved = [line[indent - 4 :] if line.strip() else "" for line in lines[begin:end]]
    if lines[chosen[0].lineno - 1].lstrip().startswith("elif "):  # the rest of a chain: `else` and a call
        moved[chosen[0].lineno - 1 - begin] = moved[chosen[0].lineno - 1 - begin].replace("elif ", "if ", 1)
        opening, depth = [" " * indent + "else:"], indent + 4
    else:
        opening, depth = [], indent
    if block.name == PER_COLUMN:
        lines[begin:end] = texts.PER_COLUMN_CALLS.split("\n")
        start = first_line(find(tree, block.function), lines)
        lines[start:start] = [*texts.PER_COLUMN.split("\n"), "", ""]
        return "\n".join(lines)
    call = f"{block.name}({', '.join(block.takes.split())})"
    lines[begin:end] = [*opening, " " * depth + (f"{block.gives} = {call}" if block.gives else call)]
    moved = _returning("\n".join(moved)).split("\n")
    function = [f"def {block.name}({', '.join(block.takes.split())}):", *moved]
    if block.gives:
        function.append(f"    return {block.gives}")
    start = first_line(find(tree, block.function.split(".")[0]), lines)
    lines[start:start] = [*function, "", ""]
    return "\n".join(lines)


def _statements(tree: ast.Module, block: Block) -> list[ast.stmt]:
    node: ast.AST = find(tree, block.function)
    held: list[ast.stmt] = node.body  # type: ignore[attr-defined]
    for step in block.path:
        if isinstance(step, int):
            node = held[step]
        held = getattr(node, step if isinstance(step, str) else "body")
    return held[block.first : block.last]


def _returning(text: str) -> str:
    """A `break` of a loop that stays, in the `else` of one that comes along, as a `return`: a break follows."""
    lines = text.split("\n")
    loops = [node for node in ast.walk(ast.parse(f"if 1:\n{text}")) if isinstance(node, ast.For | ast.While)]
    for statement in [inner for loop in loops for inner in loop.orelse]:
        for node in ast.walk(statement):
            if isinstance(node, ast.Break):
                lines[node.lineno - 2] = lines[node.lineno - 2].replace("break", "return")
    return "\n".join(lines)
