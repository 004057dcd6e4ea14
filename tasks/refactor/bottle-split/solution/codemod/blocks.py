"""Take a block of statements out of a function and make it a function of its own, as text."""

import ast

from .plan import Block
from .syntax import find, first_line


def take_out(source: str, block: Block) -> str:
    """`source` with the block moved to a new function in front of the top-level statement that held it."""
    tree, lines = ast.parse(source), source.split("\n")
    chosen = _statements(tree, block)
    begin, end, indent = chosen[0].lineno - 1, chosen[-1].end_lineno, chosen[0].col_offset
    function = [*_opening(block), *(_outdented(line, indent - 4) for line in lines[begin:end])]
    if block.gives:
        function.append(f"    return {block.gives}")
    lines[begin:end] = [" " * indent + _call(block, chosen)]
    start = first_line(find(tree, block.function.split(".")[0]), lines)
    lines[start:start] = [*function, "", ""]
    return "\n".join(lines)


def _statements(tree: ast.Module, block: Block) -> list[ast.stmt]:
    node: ast.AST = find(tree, block.function)
    for index in block.path:
        node = node.body[index]  # type: ignore[attr-defined]
    return node.body[block.first : block.last]  # type: ignore[attr-defined,no-any-return]


def _opening(block: Block) -> list[str]:
    signature = f"def {block.name}({', '.join(block.takes.split())}):"
    return [signature, f"    import {block.imports}"] if block.imports else [signature]


def _call(block: Block, chosen: list[ast.stmt]) -> str:
    call = f"{block.name}({', '.join(block.takes.split())})"
    if block.gives:
        return f"{block.gives} = {call}"
    returns = any(isinstance(node, ast.Return) for statement in chosen for node in ast.walk(statement))
    return f"return {call}" if returns else call


def _outdented(line: str, columns: int) -> str:
    return line[columns:] if line.strip() else ""
