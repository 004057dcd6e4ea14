"""Values become JSON that keeps their exact types, whatever they say about themselves."""

import datetime
import json
import math
from collections import OrderedDict, namedtuple
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.verify.runner.projection import project

Point = namedtuple("Point", "x y")


class Liar(str):
    """A string that lies about everything."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "'expected'"

    def __str__(self) -> str:
        return "expected"


class Pretender:
    """An object that claims another class."""

    @property
    def __class__(self) -> type:  # type: ignore[override]
        return str

    @__class__.setter
    def __class__(self, value: type) -> None:
        raise AttributeError


class Explosive:
    """An object on which every look-up raises."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)


def generator() -> Iterator[int]:
    """A generator function."""
    yield 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, ["builtins.bool", "True"]),
        (1, ["builtins.int", "1"]),
        (1.0, ["builtins.float", "1.0"]),
        (-0.0, ["builtins.float", "-0.0"]),
        (math.nan, ["builtins.float", "nan"]),
        (-math.inf, ["builtins.float", "-inf"]),
        (1j, ["builtins.complex", "1j"]),
        ("ü\ud800", ["builtins.str", "ü\ud800"]),
        (b"\x00\xff", ["builtins.bytes", "AP8="]),
        (bytearray(b"x"), ["builtins.bytearray", "eA=="]),
        ([1, (2,)], ["builtins.list", [["builtins.int", "1"], ["builtins.tuple", [["builtins.int", "2"]]]]]),
        ({}, ["builtins.dict", []]),
        (int, ["builtins.type", "builtins.int"]),
        (len, ["builtins.builtin_function_or_method", "builtins.len"]),
        (ValueError("no", 3), ["builtins.ValueError", [["builtins.str", "no"], ["builtins.int", "3"]]]),
        (datetime.date(2020, 1, 2), ["datetime.date", "datetime.date(2020, 1, 2)"]),
        (object(), ["builtins.object"]),
        (generator(), ["builtins.generator"]),
        (iter([]), ["builtins.list_iterator"]),
    ],
)
def test_each_kind_has_its_form(value: Any, expected: Any) -> None:
    assert project(value) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        (0.0, -0.0),
        ("1", 1),
        ("a", b"a"),
        ([1], (1,)),
        ({1}, frozenset({1})),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, OrderedDict(a=1)),
        (Point(1, 2), (1, 2)),
        (ValueError("x"), TypeError("x")),
        (ValueError("x"), ValueError("y")),
        (generator, generator()),
        (None, "None"),
        ("expected", Liar("other")),
        ("expected", Liar("expected")),
        (Liar("one"), Liar("two")),
    ],
)
def test_what_differs_shows(one: Any, other: Any) -> None:
    assert project(one) != project(other)


def test_sets_have_one_form_in_any_order() -> None:
    assert project({"b", "a", 1}) == project({1, "a", "b"})


def test_an_object_that_claims_another_class_never_passes_for_it() -> None:
    try:
        shown = project(Pretender())
    except TypeError:
        return
    assert shown[0].endswith("Pretender")


def test_an_object_that_explodes_is_not_asked() -> None:
    assert project(Explosive())[0].endswith("Explosive")


@pytest.mark.parametrize("levels", [41, 5_000])
def test_deep_nesting_is_an_error_of_its_own(levels: int) -> None:
    value: Any = []
    for _ in range(levels):
        value = [value]
    with pytest.raises(RecursionError):
        project(value)


def test_a_value_that_holds_itself_ends() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(RecursionError):
        project(value)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner))


@given(VALUES)
def test_every_projection_is_json_and_comes_back_the_same(value: Any) -> None:
    shown = project(value)
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
