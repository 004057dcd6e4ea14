"""forbidden_calls, hidden_edges, undefined_names, forbidden_imports: the tricks that keep a lump looking like parts."""

from collections.abc import Callable

import pytest

from scoring.reward import CheckResult

Check = Callable[..., CheckResult]

ORIGINAL = {
    "shop.py": "import sys\nimport importlib\ndef load(name):\n    return importlib.import_module(name)\n"
    "def read(path):\n    with open(path) as handle:\n        return handle.read()\n"
}
MOVED = {
    "shop/__init__.py": "from .load import load\nfrom .read import slurp as read\n",
    "shop/load.py": "import importlib\ndef load(name):\n    return importlib.import_module(name)\n",
    "shop/read.py": "import sys\nimport re\nWORD = re.compile('x')\ndef slurp(path):\n"
    "    with open(path) as handle:\n        return handle.read()\n",
}


def test_code_that_moved_is_allowed(check: Check) -> None:
    result = check("forbidden_calls", ORIGINAL, MOVED)
    assert result.passed, result.message


@pytest.mark.parametrize(
    "trick",
    [
        "exec('x = 1')",
        "run = exec",
        "eval('1')",
        "compile('1', '', 'eval')",
        "__import__('os')",
        "x = __builtins__",
        "import builtins\nbuiltins.exec('x = 1')",
        "import importlib\nimportlib.import_module('os')",
        "from importlib import util\nutil.find_spec('os')",
        "import sys\ngetattr(sys, 'mod' + 'ules')",
        "import sys\nsys.__dict__['modules']",
        "import runpy",
        "import marshal",
        "import ctypes",
        "import sys\nsys.modules['shop.x'] = 1",
        "import sys as s\ns.modules['shop.x'] = 1",
        "from sys import modules as m\nm['shop.x'] = 1",
        "from sys import *",
        "import sys\nsys.meta_path.append(1)",
        "open('data').read()",
        "import io\nio.open('data').read()",
        "from os import open as o\no('data')",
        "import types\nf = types.FunctionType(1, {})",
        "(lambda: 0).__globals__['x'] = 1",
        "().__class__.__base__.__subclasses__()",
        "def load():\n    return exec('x = 1')",
        "import pydoc\npydoc.locate('builtins.exec')",
        "import enum\nenum.bltns.exec('x = 1')",
        "print.__self__.exec('x = 1')",
        "try:\n    f()\nexcept NameError as e:\n    e.__traceback__.tb_frame",
        "import sys\nsys._getframe()",
        "match f:\n    case object(f_locals=names):\n        pass",
        "object.__getattribute__(f, 'x')",
        "from typing import ForwardRef as Name\nName('1')",
        "import typing\ntyping.get_type_hints(object)",
        "__path__.append('other')",
        "import shop.load\nshop.__path__[:] = []",
        "import sys\nsys.path.insert(0, 'other')",
        "from sys import path as p\np.append('other')",
        "import sys\nx = sys\nx.modules['shop.x'] = 1",
        "import typing\ntyping.sys.modules",
        "from typing import sys as host\nprint(host)",
        "import contextlib\ncontextlib.os.popen('true')",
        "import logging.handlers\nlogging.handlers.pickle",
        "getattr(f, '__glo' + 'bals__')",
        "name = 'x'\ngetattr(f, name)",
        "getattr(*f)",
        "getattr(f, '__globals__')",
        "getattr(f, '__dict__')",
        "import operator\noperator.attrgetter('__class__.__subclasses__')(f)",
        "type(f).__dict__['__glo' + 'bals__'].__get__(f)",
        "from functools import singledispatch\nsingledispatch(f)",
    ],
)
def test_a_trick_is_found(check: Check, trick: str) -> None:
    result = check("forbidden_calls", ORIGINAL, {**MOVED, "shop/x.py": trick + "\n"})
    assert (result.passed, result.score) == (False, 0.0)
    assert "shop/x.py" in result.message


@pytest.mark.parametrize(
    "code",
    [
        "import os\nos.stat('x')\nos.path.join('a', 'b')",
        "from datetime import time\nimport datetime\ndatetime.time(1)",
        "from collections import abc\nimport collections.abc\ncollections.abc.Mapping",
        "import time\ntime.time()\nfrom time import time",
        "import shutil\nshutil.copy('a', 'b')",
        "import os\nos.environ.copy()",
        "import xml.dom.minidom\nxml.dom.minidom.parseString('')",
        "getattr(f, 'name', None)",
        "from .read import slurp as code\ncode('x')",
    ],
)
def test_what_only_looks_like_a_trick_is_none(check: Check, code: str) -> None:
    result = check("forbidden_calls", ORIGINAL, {**MOVED, "shop/x.py": code + "\n"})
    assert result.passed, result.message


def test_computed_attributes_may_move_to_another_function(check: Check) -> None:
    before = {"shop.py": "def pick(a, b):\n    return getattr(a, b)\n"}
    moved = {"shop/__init__.py": "from .other import chosen\n", "shop/other.py": before["shop.py"].replace("pick", "x")}
    assert check("forbidden_calls", before, moved).passed
    twice = {**moved, "shop/more.py": before["shop.py"]}
    assert not check("forbidden_calls", before, twice).passed
    assert check("forbidden_calls", before, twice, allow={"computed-attribute": 1}).passed


def test_an_allowance_is_counted(check: Check) -> None:
    twice = {**MOVED, "shop/x.py": "eval('1')\neval('2')\n"}
    assert check("forbidden_calls", ORIGINAL, twice, allow={"eval": 2}).passed
    assert not check("forbidden_calls", ORIGINAL, twice, allow={"eval": 1}).passed


PARTS = {"shop/__init__.py": "from . import state\n", "shop/state.py": "DEBUG = False\n"}


@pytest.mark.parametrize(
    "edge",
    [
        "from . import state\nstate.DEBUG = True",
        "from . import state as s\ns.DEBUG += 1",
        "from . import state\nm = state\nm.DEBUG = True",
        "import shop.state\nshop.state.DEBUG = True",
        "import shop\nshop.state.DEBUG = True",
        "from . import state\ndel state.DEBUG",
        "from . import state\nsetattr(state, 'DEBUG', True)",
        "from . import state\nobject.__setattr__(state, 'DEBUG', True)",
        "from . import state\nvars(state)['DEBUG'] = True",
        "from . import state\nstate.__dict__['DEBUG'] = True",
        "globals()['DEBUG'] = True",
        "vars()['DEBUG'] = True",
        "import sys\nsys.modules[__name__].__class__ = int",
    ],
)
def test_a_hidden_edge_is_found_and_can_be_allowed(check: Check, edge: str) -> None:
    candidate = {**PARTS, "shop/x.py": edge + "\n"}
    assert not check("hidden_edges", ORIGINAL, candidate).passed
    assert check("hidden_edges", ORIGINAL, candidate, allow=1).passed


def test_ordinary_attributes_are_no_edges(check: Check) -> None:
    plain = "from . import state\nclass A:\n    def __init__(self):\n        self.x = state.DEBUG\n        vars(self)\n"
    assert check("hidden_edges", ORIGINAL, {**PARTS, "shop/x.py": plain + "setattr(A, 'y', 1)\n"}).passed


def test_defined_names_pass(check: Check) -> None:
    assert check("undefined_names", ORIGINAL, {**PARTS, "shop/x.py": "import os\nprint(os.sep, __name__)\n"}).passed


@pytest.mark.parametrize(
    "fragment",
    ["def f():\n    return helper()", "from .state import *", "from shop.state import *", "__all__ = ['gone']"],
)
def test_a_fragment_is_found(check: Check, fragment: str) -> None:
    result = check("undefined_names", ORIGINAL, {**PARTS, "shop/x.py": fragment + "\n"})
    assert not result.passed
    assert "shop/x.py" in result.message


SHELF = {"shop.py": "class Book:\n    pass\ndef sell(b):\n    return Book, b\nLIMIT = None\n"}


@pytest.mark.parametrize("value", ["None", "object()", "lambda *a: None", "()"])
def test_a_stand_in_for_a_class_is_no_definition(check: Check, value: str) -> None:
    parts = {
        "shop/__init__.py": "from .book import Book\nfrom .sell import sell\n",
        "shop/book.py": "class Book:\n    pass\n",
        "shop/sell.py": f"Book = {value}\nLIMIT = None\ndef sell(b):\n    return Book, b, LIMIT\n",
    }
    result = check("undefined_names", SHELF, parts)
    assert not result.passed
    assert "Book is a stand-in (shop/sell.py:1)" in result.message
    assert "LIMIT" not in result.message


@pytest.mark.parametrize(
    "binding",
    [
        "from .book import Book",
        "try:\n    from .book import Book\nexcept ImportError:\n    Book = None",
        "from . import book\nBook = book.Book",
        "Book = None\ndef load():\n    global Book\n    from .book import Book",
    ],
)
def test_a_name_that_comes_from_somewhere_is_no_stand_in(check: Check, binding: str) -> None:
    parts = {
        "shop/__init__.py": "from .sell import sell\n",
        "shop/book.py": "class Book:\n    pass\n",
        "shop/sell.py": f"{binding}\ndef sell(b):\n    return Book, b\n",
    }
    assert check("undefined_names", SHELF, parts).passed


def test_what_the_original_leaves_undefined_is_exempt(check: Check) -> None:
    old = {"shop.py": "def f(x):\n    return unicode(x)\n"}
    assert check("undefined_names", old, {**PARTS, "shop/x.py": old["shop.py"]}).passed


@pytest.mark.parametrize(
    "line",
    [
        "import six",
        "from six.moves import urllib",
        "def f():\n    import six.moves",
        "__import__('six')",
        "import importlib\nimportlib.import_module('six')",
    ],
)
def test_a_forbidden_import_is_found(check: Check, line: str) -> None:
    candidate = {**PARTS, "shop/x.py": line + "\n"}
    assert not check("forbidden_imports", ORIGINAL, candidate, names=["six"]).passed
    assert check("forbidden_imports", ORIGINAL, candidate, names=["sixth"]).passed


def test_forbidden_imports_that_are_gone_are_partial_credit(check: Check) -> None:
    old = {"shop.py": "import six\nfrom six import moves\n"}
    assert check("forbidden_imports", old, {"shop.py": "import six\n"}, names=["six"]).score == pytest.approx(0.5)
    assert check("forbidden_imports", old, {"shop.py": ""}, names=["six"]).passed


def test_a_module_that_the_original_does_not_import_must_be_on_the_list(check: Check) -> None:
    old, candidate = {"shop.py": "import re\n"}, {"shop.py": "import re\nimport zlib\n"}
    assert "new zlib" in check("forbidden_imports", old, candidate, allow_new=["typing"]).message
    assert check("forbidden_imports", old, candidate, allow_new=["zlib"]).passed
    assert check("forbidden_imports", old, candidate).passed


def test_a_new_neighbour_is_found(check: Check) -> None:
    candidate = {**PARTS, "shop/x.py": "from core import f\n", "core.py": "def f(): pass\n"}
    assert "neighbour core" in check("forbidden_imports", ORIGINAL, candidate).message
    assert check("forbidden_imports", ORIGINAL, candidate, allow_neighbours=True).passed
    old = {"shop.py": "from core import f\n", "core.py": "def f(): pass\n"}
    assert check("forbidden_imports", old, candidate).passed
