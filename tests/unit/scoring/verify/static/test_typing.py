"""types, budgets, same_syntax: what a typing task is for, and what would only silence the checker."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scoring.reward import CheckResult
from scoring.verify.static import types
from scoring.verify.static.judgement import Facts

Check = Callable[..., CheckResult]
Plant = Callable[[Mapping[str, str]], Path]
Errors = Callable[..., Facts]

UNTYPED = {"shop.py": "def add(a, b=1):\n    return a + b\n\n\ndef name(x):\n    return x.name\n"}
TYPED = {"shop.py": "def add(a: int, b: int = 1) -> int:\n    return a + b\n"}
WRONG = 'def add(a: int) -> int:\n    return "a"\n'


@pytest.fixture
def errors(plant: Plant) -> Errors:
    """Collect a candidate's facts on `types`: mypy takes a second, so no original is read."""

    def collect(candidate: Mapping[str, str], **params: object) -> Facts:
        defaults = {"strict": True, "enable": [], "disable": [], "missing": []}
        return types.collect(plant(candidate), {"package": "shop", "root": "", **defaults, **params})

    return collect


def test_a_typed_package_has_no_errors(errors: Errors) -> None:
    assert errors(TYPED) == {"errors": 0, "codes": {}, "first": []}


def test_errors_are_told_by_place_and_code(errors: Errors) -> None:
    facts = errors(UNTYPED)
    assert (facts["errors"], facts["codes"]) == (2, {"no-untyped-def": 2})
    assert facts["first"][1].startswith("shop.py:5 Function is missing")


def test_errors_that_are_gone_are_partial_credit() -> None:
    def facts(count: int) -> Facts:
        return {"errors": count, "codes": {"misc": count}, "first": ["shop.py:1 no [misc]"] * count}

    half = types.judge(facts(2), facts(5), {"max": 1})
    assert (half.passed, half.score) == (False, 0.75)
    assert half.message == "2 type errors, 1 allowed (2 misc): shop.py:1 no [misc]; shop.py:1 no [misc]"
    assert types.judge(facts(1), facts(5), {"max": 1}).score == 1.0
    assert types.judge(facts(5), facts(5), {"max": 1}).score == 0.0


SILENCED = {
    "file": "# mypy: ignore-errors\n" + WRONG,
    "string": '"""\n# mypy: ignore-errors\n"""\n' + WRONG,
    "ahead": "# type: ignore\n" + WRONG,
    "below": "# Shop.\n#type:ignore # really\n\n" + WRONG,
    "stub": WRONG,
    "node_modules.part": WRONG,
    "typing": WRONG,
    "loose": "from loose import A\n\n\ndef add(a: A) -> int:\n    return a\n",
    "gone": "from .gone_too import A\n\n\ndef add(a: A) -> int:\n    return a\n",
}
TRAPS = {
    "mypy.ini": "[mypy]\nignore_errors = True\nplugins = evil.py\n",
    "pyproject.toml": "[tool.mypy]\nignore_errors = true\n",
    "setup.cfg": "[mypy]\nignore_errors = True\n",
    "evil.py": "raise SystemExit(0)\n",
    "shop/stub.pyi": "def add(a: int) -> int: ...\n",
    "shop-stubs/__init__.pyi": "def add(a: int) -> int: ...\n",
    "typing.py": "Any = object\n",
    "mypy.py": "raise SystemExit(0)\n",
    "mypy/__main__.py": "raise SystemExit(0)\n",
    "builtins.pyi": "int: object\n",
    "loose.py": "from typing import Any as A\n",
}


def test_nothing_in_the_tree_silences_the_checker(errors: Errors) -> None:
    modules = {f"shop/{name.replace('.', '/')}.py": text for name, text in SILENCED.items()}
    found = errors({"shop/__init__.py": "", **modules, **TRAPS})["first"]
    assert {line.partition(":")[0] for line in found} == set(modules)


def test_an_ignored_line_is_no_error_but_draws_on_the_budget(errors: Errors, check: Check) -> None:
    line = {"shop.py": 'def add(a: int) -> int:\n    return "a"  # type: ignore[return-value]\n'}
    assert errors(line)["errors"] == 0
    assert not check("budgets", UNTYPED, line).passed


def test_named_dependencies_may_be_missing(errors: Errors) -> None:
    candidate = {"shop.py": "import nonesuch.part\nimport other\n"}
    assert [line.rpartition(" ")[0] for line in errors(candidate, missing=["nonesuch"])["first"]] == [
        'shop.py:2 Cannot find implementation or library stub for module named "other"'
    ]


def test_switches_are_those_of_the_check(errors: Errors) -> None:
    skipped = {"shop.py": "def f(x: int) -> int:\n    if isinstance(x, str):\n        return x\n    return x\n"}
    assert errors(skipped, strict=False, enable=["warn_unreachable"])["codes"] == {"unreachable": 2}
    settings = {"strict": False, "enable": ["warn_unreachable"], "disable": ["warn_return_any"], "missing": []}
    assert types.configuration(settings) == "[mypy]\nstrict = False\nwarn_unreachable = True\nwarn_return_any = False\n"


PLAIN = {"shop/__init__.py": "from .a import f\n", "shop/a.py": "def f(x: int) -> int:\n    return x\n"}
OVERDRAWN = {
    "any": [
        "from typing import Any\nx: Any = 1",
        "import typing as t\nx: t.Any = 1",
        "from typing import Any as Thing\ndef g(x: Thing) -> int: return 1",
        "from typing_extensions import Any as T\nx: T = 1",
        "import typing\nAlias = typing.Any\nx: Alias = 1",
        "from .b import Loose\nx: Loose = 1",
        "from . import b\nx: b.Loose = 1",
        "from typing import Any\nx: 'Any' = 1",
        "from typing import Any\nx: 'list[Any]' = []",
        "from typing import Any\nx: list['Any'] = []",
        "from typing import *\nx: Any = 1",
        "from typing import Any\nclass C(Any): pass",
        "from typing import Any\nx = []  # type: Any",
        "from _typeshed import Incomplete\nx: Incomplete = 1",
    ],
    "cast": [
        "from typing import cast\nx = cast(int, 1)",
        "import typing\nto = typing.cast\nx = to(int, 1)",
    ],
    "no_check": [
        "from typing import no_type_check\n@no_type_check\ndef g(x): return 1",
        "# mypy: ignore-errors\nx = 1",
    ],
    "object": [
        "def g(x: object) -> int: return 1",
        "import builtins as b\nx: b.object = 1",
        "x: 'list[object]' = []",
    ],
    "type_ignore": ["x = 1  # type: ignore", "x = 1  #type:ignore[misc]", "x = 1  # pyright: ignore"],
    "noqa": ["x = 1  # noqa", "x = 1  # noqa:E501", "# ruff: noqa\nx = 1"],
    "no_cover": ["x = 1  # pragma: no cover"],
    "pylint_disable": ["x = 1  # pylint: disable=all"],
    "unchecked": [
        "import sys\nif sys.version_info >= (3,):\n    x = 1",
        "from sys import platform as p\nassert p == 'win32'",
        "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    x = 1",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    x = 1\nelse:\n    x = 2",
        "MYPY = False\nif not MYPY:\n    x = 1",
    ],
    "untyped": ["def g(x): return 1", "def g(x: int): return 1", "class A:\n    def g(self, *, x) -> int: return 1"],
}


@pytest.mark.parametrize(("budget", "text"), [(name, text) for name, texts in OVERDRAWN.items() for text in texts])
def test_a_budget_is_overdrawn_whatever_it_is_called(check: Check, budget: str, text: str) -> None:
    candidate = {**PLAIN, "shop/b.py": "import typing\nLoose = typing.Any\n", "shop/x.py": text + "\n"}
    base = {**PLAIN, "shop/b.py": "import typing\nLoose = typing.Any\n"}
    result = check("budgets", base, candidate)
    assert not result.passed
    assert f"{budget}: " in result.message
    assert "shop/x.py" in result.message


def test_budgets_have_their_own_maxima(check: Check) -> None:
    candidate = {"shop.py": "from typing import Any\n\n\ndef f(x: Any) -> Any:\n    return x\n"}
    assert not check("budgets", UNTYPED, candidate, max={"any": 1}).passed
    assert check("budgets", UNTYPED, candidate, max={"any": 2, "untyped": 0}).passed
    assert check("budgets", UNTYPED, candidate, free=["any"]).passed
    assert check("budgets", candidate, candidate).passed
    assert not check("budgets", UNTYPED, UNTYPED, max={"untyped": 1}).passed


def test_ordinary_typing_costs_nothing(check: Check) -> None:
    text = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .a import f\n"
        'class A:\n    """Any object, cast."""\n    def __init__(self, x: int): self.x = "Any"\n'
        "    def f(self, *args: int, **kw: str) -> None: object()\n"
    )
    result = check("budgets", PLAIN, {**PLAIN, "shop/x.py": text})
    assert result.passed, result.message


BEFORE = '''"""Shop."""
import os
from functools import wraps

LIMIT = 3


class Item:
    """An item."""

    rate = 2

    def __init__(self, name, price=0):
        self.name = name
        self.price = price

    @property
    def total(self):
        found = None
        for x in (1, 2):
            found = x
        return self.price * self.rate


class Bad(Exception):
    pass


def pick(x, *rest, key=None, **more):
    return os.path.join(x, *rest)


def load(x):
    return [Item(n) for n in x]
'''
AFTER = '''"""Shop."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar, cast, overload
import typing as t

if TYPE_CHECKING:
    from . import other

T = TypeVar("T", bound="Item")
Key: TypeAlias = "Callable[[T], int] | None"
LIMIT: int = 3


class Item:
    """An item."""

    rate: ClassVar[int] = 2
    name: str

    def __init__(self, name: str, price: int = 0) -> None:
        self.name = name
        self.price: int = price

    @property
    def total(self) -> int:
        found: int | None = None
        x: int
        for x in (1, 2):
            found = x
        return t.cast("int", self.price * self.rate)


class Bad(Exception):
    code: int


@overload
def pick(x: str) -> str: ...
@overload
def pick(x: str, *rest: str) -> str: ...
def pick(x: str, *rest: str, key: Key = None, **more: Any) -> str:
    return os.path.join(x, *rest)


def load(x: Iterable[str]) -> list[Item]:
    return cast(list[Item], [Item(n) for n in x])
'''


def test_a_module_is_the_same_but_for_its_types(check: Check) -> None:
    result = check("same_syntax", {"shop.py": BEFORE}, {"shop.py": AFTER})
    assert result.passed, result.message
    sparse = AFTER.replace("from __future__ import annotations\n", "")
    assert check("same_syntax", {"shop.py": AFTER}, {"shop.py": sparse}).passed


def test_a_module_of_types_may_be_new(check: Check) -> None:
    package = {"shop/__init__.py": BEFORE}
    types = '"""Types."""\nfrom typing import TypeVar\n\nT = TypeVar("T")\n'
    assert check("same_syntax", package, {**package, "shop/_types.py": types}).passed
    assert not check("same_syntax", package, {**package, "shop/_more.py": "x = 1\n"}).passed
    assert not check("same_syntax", {**package, "shop/y.py": "x = 1\n"}, package).passed


CHANGES = {
    "a constant": ("LIMIT: int = 3", "LIMIT: int = 4"),
    "a default": ("price: int = 0", "price: int = 1"),
    "an argument": ("key: Key = None, ", ""),
    "a body": ("found = x", "found = -x"),
    "the cast's value": ("cast(list[Item], [Item(n) for n in x])", "cast(list[Item], [])"),
    "a cast that calls": ("cast(list[Item], ", "cast(print(), "),
    "a cast that is none": (
        "from typing import TYPE_CHECKING",
        "from shop import cast\nfrom typing import TYPE_CHECKING",
    ),
    "a starred cast": ("os.path.join(x, *rest)", "os.path.join(x, cast(str, *rest))"),
    "an annotation that calls": ("x: Iterable[str]", "x: print('hi')"),
    "an annotation that assigns": ("x: Iterable[str]", "x: (LIMIT := 9)"),
    "a name made local": ("    return cast(list", "    os: int\n    return cast(list"),
    "a block in a function": ("    return cast(list", "    if TYPE_CHECKING:\n        yield\n    return cast(list"),
    "an else": ("    from . import other\n", "    from . import other\nelse:\n    LIMIT = 5\n"),
    "a test of one's own": ("import typing as t\n", "import typing as t\nTYPE_CHECKING = True\n"),
    "a name taken by an import": ("import typing as t\n", "import typing as t\nfrom typing import List as len\nlen\n"),
    "a constant taken by an import": ("LIMIT: int = 3", "LIMIT: int = 3\nfrom typing import List as LIMIT"),
    "a constant taken by a variable": ("LIMIT: int = 3", "LIMIT: int = 3\nLIMIT = TypeVar('LIMIT')"),
    "a hook": ("import typing as t\n", "import typing as t\nfrom typing import cast as __getattr__\n"),
    "an import that fails": ("import typing as t\n", "import typing as t\nfrom typing import Nonesuch\n"),
    "a foreign import": ("import typing as t\n", "import typing as t\nimport nonesuch\n"),
    "an attribute by import": ('    """An item."""\n', '    """An item."""\n    from typing import Any as price\n'),
    "an overload that stays": ("def pick(x: str, *rest: str, key", "pick_one = pick\ndef pick(x: str, *rest: str, key"),
    "a decorator": ("def load(", "@wraps\ndef load("),
    "a base": ("class Item:", "class Item(dict):"),
    "a docstring": ("An item", "One item"),
    "a statement less": ("        self.price: int = price\n", "        self.price: int\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_more_than_types_is_found(check: Check, change: str) -> None:
    old, new = CHANGES[change]
    assert old in AFTER
    result = check("same_syntax", {"shop.py": BEFORE}, {"shop.py": AFTER.replace(old, new)})
    assert not result.passed
    assert "shop.py" in result.message


READ = {
    "a dataclass": ("import dataclasses\n@dataclasses.dataclass\nclass A:\n    x = 1\n", "    x = 1", "    x: int = 1"),
    "a named tuple": (
        "from typing import NamedTuple\nclass A(NamedTuple):\n    x: int\n",
        "x: int",
        "x: int\n    y: int",
    ),
    "a foreign base": ("import attr\nclass A(attr.B):\n    x = 1\n", "    x = 1", "    x: int = 1"),
    "a subclass of one": (
        "import attr\nclass B(attr.B): pass\nclass A(B):\n    x = 1\n",
        "    x = 1",
        "    x: int = 1",
    ),
    "a metaclass": ("class A(metaclass=M):\n    x = 1\n", "    x = 1", "    x: int = 1"),
    "dispatch": ("import functools\n@functools.singledispatch\ndef f(x): pass\n", "f(x)", "f(x: int)"),
    "a registered function": ("from app import f\n@f.register\ndef _(x): pass\n", "_(x)", "_(x: int)"),
}


@pytest.mark.parametrize("reader", READ)
def test_annotations_that_are_read_are_behaviour(check: Check, reader: str) -> None:
    text, old, new = READ[reader]
    assert check("same_syntax", {"shop.py": text}, {"shop.py": text}).passed
    assert not check("same_syntax", {"shop.py": text}, {"shop.py": text.replace(old, new)}).passed


def test_a_decorator_can_be_declared_silent(check: Check) -> None:
    before = "from app import route\n@route('/')\ndef f(x): pass\n"
    after = before.replace("f(x)", "f(x: int) -> None")
    assert not check("same_syntax", {"shop.py": before}, {"shop.py": after}).passed
    assert check("same_syntax", {"shop.py": before}, {"shop.py": after}, decorators=["route"]).passed


def test_what_does_not_compile_or_reads_annotations_is_refused(check: Check) -> None:
    for text in ("def f():\n    x = 1\n    global x\n", "x = f.__annotations__\n"):
        result = check("same_syntax", {"shop.py": "x = 1\n"}, {"shop.py": text})
        assert "not inspected" in result.message


@pytest.mark.parametrize("kind", ["types", "budgets", "same_syntax", "clones", "containment"])
def test_hostile_trees_are_refused_in_one_line(check: Check, kind: str) -> None:
    limit = sys.getrecursionlimit()
    deep = "x = " + "(" * 90 + "1" + ")" * 90 + "\n" + "y = " + "-" * 5000 + "1\n"
    for text in (deep, "x = 1\n" * 400_000):
        result = check(kind, {"shop.py": "x = 1\n"}, {"shop.py": text})
        assert not result.passed
        assert "\n" not in result.message
    assert sys.getrecursionlimit() == limit
