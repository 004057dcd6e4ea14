"""Asks whether the classes of gpxpy are dataclasses whose fields are what their objects consist of."""

import ast
import dataclasses
import importlib
import sys
from pathlib import Path

GENERATED = "<string>"


def shape(where, attributes, loose):
    """What keeps a class from being a dataclass made of its attributes; nothing where it is one.

    `loose`: objects may have attributes beyond the slots; `attributes` of such a class need no slot."""
    module, name = where.split(".")
    cls = getattr(importlib.import_module(f"gpxpy.{module}"), name)
    known = {field.name: field for field in dataclasses.fields(cls)} if "__dataclass_fields__" in vars(cls) else {}
    slots = {slot for base in cls.__mro__ for slot in listed(vars(base).get("__slots__", ()))}
    wrong = [f"no field {one}" for one in attributes if one not in known]
    wrong += [] if loose else [f"no slot {one}" for one in attributes if one not in slots]
    wrong += [f"{one} is no field" for one, field in known.items() if type(field) is not dataclasses.Field]
    wrong += [] if made(vars(cls).get("__init__")) else ["no constructor of its own that was generated"]
    hands = [
        base.__name__ for base in cls.__mro__[1:-1] if "__init__" in vars(base) and not made(vars(base)["__init__"])
    ]
    wrong += [] if loose else [f"a constructor by hand in {one}" for one in hands]
    return sorted([*wrong, *written(cls, name)])


def listed(slots):
    """The names of a class's slots."""
    return (slots,) if isinstance(slots, str) else tuple(slots)


def made(function):
    """Whether a function came out of `dataclasses`."""
    return getattr(getattr(function, "__code__", None), "co_filename", "") == GENERATED


def written(cls, name):
    """What is wrong with a class as it is written."""
    tree = ast.parse(Path(sys.modules[cls.__module__].__file__).read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == name]
    if cls.__name__ != name or len(found) != 1:
        return ["not written as a class of that name"]
    inside = [node for node in ast.walk(found[0]) if isinstance(node, ast.FunctionDef | ast.Name)]
    hands = {getattr(node, "name", getattr(node, "id", "")) for node in inside} & {"__init__", "__new__"}
    marks = [ast.unparse(mark).partition("(")[0].rpartition(".")[2] for mark in found[0].decorator_list]
    return [f"{hand} by hand" for hand in sorted(hands)] + ([] if "dataclass" in marks else ["no mark of a dataclass"])
