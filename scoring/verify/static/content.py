"""What a package says besides its structure: literals, docstrings, comments and names, each by digest with its size.

Whatever code is hidden as has to stand somewhere as such content, however it is encoded: what is new of it can be
capped, and needs no knowledge of the disguise."""

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator

from .fingerprint import sha256
from .source import Module

NAMES = ("id", "attr", "name", "arg", "asname", "module", "rest")
"""Fields of syntax nodes that hold a name."""


def content(modules: Iterable[Module]) -> dict[str, int]:
    """Digest of each distinct piece of content -> its size in bytes."""
    pieces = {piece for module in modules for piece in (*_of_tree(module.tree), *_comments(module.text))}
    return {sha256(piece)[:16]: len(piece.encode("utf-8", "surrogatepass")) for piece in pieces}


def new_bytes(candidate: dict[str, int], original: dict[str, int]) -> int:
    """Bytes of content that the original does not have."""
    return sum(size for digest, size in candidate.items() if digest not in original)


def _of_tree(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and not isinstance(node.value, bool):
            yield _text(node.value)
        for field in NAMES:
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield name
        for names in (getattr(node, "names", ()), getattr(node, "kwd_attrs", ())):
            yield from (name for name in names if isinstance(name, str))


def _text(value: object) -> str:
    """A constant as text: a number by its hexadecimal digits, which any number has."""
    if isinstance(value, int):
        return hex(value)
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _comments(text: str) -> Iterator[str]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.string
    except (tokenize.TokenError, SyntaxError):  # the parser read it, and is right
        yield text
