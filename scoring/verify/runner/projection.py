"""Values as JSON that keeps their exact types, so that a scorer can compare what it never imported.

Standard library only: this file runs inside the runner box."""

import base64
import datetime
from typing import Any

MAX_DEPTH = 40
PLAIN = (bool, int, float, complex, str)
MOMENTS = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta, datetime.timezone)


def project(value: Any, depth: int = 0) -> Any:
    """JSON for `value`: null, or [type name, content]. An object of any other type becomes its type's name alone.

    Exact types count: a subclass of str shows its own name. Raises RecursionError past 40 levels."""
    if depth > MAX_DEPTH:
        raise RecursionError("value nested too deeply")
    if value is None:
        return None
    kind = type(value)
    name = type_name(kind)
    if isinstance(value, PLAIN):
        return [name, plain(value)]
    if isinstance(value, (bytes, bytearray)):
        return [name, base64.b64encode(bytes(value)).decode()]
    if isinstance(value, dict):
        return [name, [[project(k, depth + 1), project(v, depth + 1)] for k, v in dict.items(value)]]
    if isinstance(value, (list, tuple)):
        return [name, [project(item, depth + 1) for item in value]]
    if isinstance(value, (set, frozenset)):
        return [name, sorted((project(item, depth + 1) for item in value), key=repr)]
    if isinstance(value, BaseException):
        return [name, [project(item, depth + 1) for item in value.args]]
    if isinstance(value, MOMENTS):
        return [name, repr(value)]
    if isinstance(value, type) or (callable(value) and hasattr(value, "__qualname__")):
        return [name, type_name(value)]
    return [name]


def plain(value: Any) -> str:
    """A bool, number or string by the built-in type's own repr, which a subclass cannot override."""
    for kind in PLAIN:
        if isinstance(value, kind):
            return str.__str__(value) if kind is str else kind.__repr__(value)
    raise TypeError(type(value).__name__)


def type_name(thing: Any) -> str:
    """Module and qualified name of a class or function."""
    return f"{getattr(thing, '__module__', '?')}.{getattr(thing, '__qualname__', '?')}"
