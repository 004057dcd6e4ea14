"""What names of a module are; a script, see driver.py."""

import inspect

from driver import shown


def names(module, wanted):
    """What some names of a module are: kind, signature, and the members of classes."""
    if "async" in module:
        from jinja2 import asyncsupport  # noqa: F401 - has to be the first of the two in the original
    found = __import__(module, fromlist=["x"])
    return {name: described(getattr(found, name, None)) for name in wanted.split()}


def described(value):
    """The kind of an object, with signature and members."""
    if isinstance(value, type):
        members = {key: described(item) for key, item in members_of(value)}
        return ["class", value.__name__, [base.__name__ for base in value.__mro__ if base.__name__ in KNOWN], members]
    if callable(value):
        return ["function", signature(value)]
    if isinstance(value, set | frozenset):
        return [type(value).__name__, sorted(item for item in value if type(item) is str)]
    return [type(value).__name__, shown(value) if type(value) in (int, str, bool, float) else len(str(value)) > 4]


def members_of(cls):
    """Members that a class of the package has, its bases included, apart from what Python adds."""
    found = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("jinja2"):
            found.update((k, v) for k, v in vars(base).items() if k not in ADDED and not isinstance(v, type))
    plain_kinds = (staticmethod, classmethod)
    return [
        (k, v.__func__ if isinstance(v, plain_kinds) else v) for k, v in sorted(found.items()) if not k.startswith("_")
    ]


def signature(function):
    """Parameters of a function."""
    try:
        return str(inspect.signature(function))
    except (TypeError, ValueError):
        return ""


ADDED = frozenset({"__module__", "__doc__", "__dict__", "__weakref__", "__slots__", "__annotations__"})
KNOWN = frozenset(
    {
        "Exception",
        "TemplateError",
        "TemplateSyntaxError",
        "LookupError",
        "OSError",
        "RuntimeError",
        "Environment",
        "Template",
        "Undefined",
        "LoopContext",
        "NodeVisitor",
        "Node",
        "Expr",
        "Stmt",
        "Helper",
        "Extension",
        "BaseLoader",
    }
)
