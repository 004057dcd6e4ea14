"""Plausible wrong constants: what a test might assert if its author had been mistaken. Pure functions."""

import ast
import builtins
import copy
import random
from typing import Any

WRAPPERS = frozenset(
    {"approx", "list", "tuple", "set", "frozenset", "dict", "Decimal", "Fraction", "OrderedDict", "deque", "Counter"}
)
"""Calls that equal something else whenever their argument does."""
EXCEPTIONS = ("ValueError", "TypeError", "KeyError", "IndexError", "AttributeError", "OSError", "ZeroDivisionError")
RARE = ("ZeroDivisionError", "BufferError", "EOFError", "UnicodeTranslateError")
"""What no package's own exception is likely to derive from."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_literal(node: ast.expr) -> bool:
    """Whether `wrong` knows another constant."""
    return wrong(node, random.Random(0)) is not None  # noqa: S311 - not for secrets


def wrong(node: ast.expr, draw: random.Random) -> ast.expr | None:
    """Another constant than the literal `node`, never equal to it; None where `node` is no literal."""
    if isinstance(node, ast.Constant):
        return None if node.value is ... or isinstance(node.value, complex) else ast.Constant(_other(node.value, draw))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = wrong(node.operand, draw) if _is_number(node.operand) else None
        return None if inner is None else ast.UnaryOp(ast.USub(), inner)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return _one_changed(node, "elts", draw) if node.elts else _with_zero(node)
    if isinstance(node, ast.Dict):
        return _one_changed(node, "values", draw) if node.keys else ast.Dict([ast.Constant(0)], [ast.Constant(0)])
    if isinstance(node, ast.Call) and (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in WRAPPERS:
        return _one_changed(_as_floats(node) if name == "approx" else node, "args", draw, places=1)
    return None


def _with_zero(empty: ast.List | ast.Tuple | ast.Set) -> ast.expr:
    filled = copy.deepcopy(empty)
    filled.elts = [ast.Constant(0)]
    return filled


def _as_floats(call: ast.Call) -> ast.Call:
    """One more would be within the tolerance of a large whole number."""
    floats = copy.deepcopy(call)
    for node in ast.walk(floats):
        if isinstance(node, ast.Constant) and _is_number(node):
            node.value = float(node.value)  # type: ignore[arg-type]
    return floats


def wrong_exception(node: ast.expr, draw: random.Random) -> ast.expr:
    """The name of a builtin exception that is neither of the wanted types, nor below or above one."""
    wanted = [getattr(part, "id", getattr(part, "attr", "")) for part in getattr(node, "elts", [node])]
    known = [found for name in wanted if isinstance(found := getattr(builtins, str(name), None), type)]
    if len(known) < len(wanted):
        return ast.Name(draw.choice(RARE), ast.Load())
    apart = [name for name in (*EXCEPTIONS, *RARE) if not any(_related(getattr(builtins, name), k) for k in known)]
    return ast.Name(draw.choice(apart), ast.Load()) if apart else ast.Tuple([], ast.Load())


def _related(one: type, other: type) -> bool:
    return issubclass(one, other) or issubclass(other, one)


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)


def _other(value: Any, draw: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + draw.choice((-1, 1)) if value else 1  # `-0` must change too
    if isinstance(value, float):
        return value + max(1.0, abs(value) / 8)  # beyond the tolerance of `approx`
    if isinstance(value, str):
        return _respelled(value, draw)
    if isinstance(value, bytes):
        return _respelled(value.decode("latin-1"), draw).encode("latin-1")
    return False


def _respelled(text: str, draw: random.Random) -> str:
    """One character changed, a letter or digit where there is one."""
    plain = [i for i, c in enumerate(text) if c.isascii() and c.isalnum()] or list(range(len(text)))
    if not plain:
        return draw.choice(LETTERS)
    at = draw.choice(plain)
    digit = text[at].isascii() and text[at].isdigit()
    other = draw.choice([c for c in ("0123456789" if digit else LETTERS) if c.lower() != text[at].lower()])
    return text[:at] + (other.upper() if text[at].isupper() else other) + text[at + 1 :]


def _one_changed(node: ast.expr, field: str, draw: random.Random, places: int = 10**6) -> ast.expr | None:
    """A copy in which one part is wrong."""
    parts: list[ast.expr] = getattr(node, field)
    able = [i for i, part in enumerate(parts[:places]) if is_literal(part)]
    if not able:
        return None
    changed = copy.deepcopy(node)
    at = draw.choice(able)
    getattr(changed, field)[at] = wrong(parts[at], draw)
    return changed
