"""Breaking modules on purpose: what is left parses, raises where it should, and differs in nothing else."""

import ast
import random

import pytest

from scoring.verify.sabotage import unchanged, without_functions, without_siblings
from scoring.verify.static.source import Module

TEXT = (
    '''\
"""Döc."""
from __future__ import annotations
import os
from .part import (
    one,
    two as second,
)
from shop.other import three; x = 1
from os import path
if TYPE_CHECKING:
    from .types import Kind

def plain(a):
    """Tëxt."""
    return a

def only():
    """Only a docstring."""

def short(): return "ü", 1

def lonely(): "doc"

class Thing:
    @property
    def name(self):
        @staticmethod
        def inner(): pass
        return inner
    async def later(self):
        for i in self:
            yield i
\tdef tabbed(self):
\t\tif self:
\t\t\tfrom .late import four
\t\t\treturn four
'''.replace("\tdef tabbed", "    def tabbed")
    .replace("\t\tif", "    \tif")
    .replace("\t\t\t", "    \t\t")
)


def module(text: str) -> Module:
    return Module("shop.thing", "shop/thing.py", text, ast.parse(text))


def test_every_function_raises_first() -> None:
    text = without_functions(module(TEXT), random.Random(1))
    assert text is not None
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert len(found) == 8
    for function in found:
        start = 1 if ast.get_docstring(function) is not None else 0
        assert isinstance(function.body[start], ast.Raise), ast.unparse(function)
    assert without_functions(module("x = 1\n"), random.Random(1)) is None


def test_nothing_but_the_raising_is_new() -> None:
    class Without(ast.NodeTransformer):
        def visit_Raise(self, node: ast.Raise) -> None:
            return None

    text = without_functions(module(TEXT), random.Random(2))
    assert text is not None
    assert ast.dump(Without().visit(ast.parse(text))) == ast.dump(ast.parse(TEXT))


def test_what_comes_from_the_package_is_none() -> None:
    text = without_siblings(module(TEXT), "shop")
    assert text is not None
    assert "one = second = None\n" in text
    assert "three = None; x = 1\n" in text
    assert "four = None\n" in text
    assert "from .types import Kind" in text
    assert "from os import path" in text
    ast.parse(text)
    assert without_siblings(module("from os import path\nfrom .a import *\n"), "shop") is None


@pytest.mark.parametrize("seed", range(5))
def test_the_unchanged_copy_is_the_same_program_and_another_text(seed: int) -> None:
    class Without(ast.NodeTransformer):
        def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
            return None if isinstance(node.value, ast.Constant) and isinstance(node.value.value, int) else node

    text = unchanged(module(TEXT), random.Random(seed))
    assert text != TEXT
    assert ast.dump(Without().visit(ast.parse(text))) == ast.dump(ast.parse(TEXT))
    assert text != unchanged(module(TEXT), random.Random(seed + 100))
