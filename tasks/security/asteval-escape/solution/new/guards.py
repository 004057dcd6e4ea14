"""What programs may touch of a value: whatever takes or sets an attribute for a program asks here."""

import string
from _string import formatter_field_name_split
from functools import wraps

from . import amounts

FRAMES = (
    "cr_frame",
    "cr_code",
    "cr_await",
    "ag_frame",
    "ag_code",
    "ag_await",
    "gi_yieldfrom",
    "tb_frame",
    "tb_next",
    "f_back",
    "f_builtins",
    "f_code",
    "f_globals",
    "f_trace",
)


def is_unsafe(name, unsafe):
    """Whether no program may have an attribute of this name."""
    return name in unsafe or name in FRAMES or (name.startswith("__") and name.endswith("__"))


class Guard:
    """Attributes as programs may have them; `unsafe` are names refused."""

    def __init__(self, unsafe):
        self.unsafe = unsafe

    def getattr(self, obj, name):
        """The attribute; raises AttributeError for one that is not shown."""
        if not self.shows(obj, name):
            raise AttributeError(f"no attribute '{name}'")
        if obj is string.Formatter:
            raise AttributeError(name)
        found = getattr(obj, name)
        kind = measured_kind(obj, name)
        if kind is None:
            return found
        return self.measured(kind, name, obj)

    def setattr(self, obj, name, value):
        """Set an attribute that may be read."""
        if is_unsafe(name, self.unsafe):
            raise AttributeError(f"cannot set attribute '{name}'")
        setattr(obj, name, value)

    def shows(self, obj, name):
        """Whether an object's attribute may be seen."""
        if is_unsafe(name, self.unsafe):
            return False
        if isinstance(obj, type) and name == "mro":
            return False
        shown = getattr(type(obj), "__shown__", None)
        return shown is None or name in shown

    def measured(self, kind, name, obj):
        """A method of texts or numbers that first looks how much it makes."""
        method = getattr(kind, name)

        @wraps(method)
        def call(*args, **kwargs):
            if not isinstance(obj, type):
                args = (obj, *args)
            if name in ("format", "format_map") and args:
                return self.format(name, *args, **kwargs)
            if name == "join" and len(args) == 2 and hasattr(args[1], "__iter__"):
                args = (args[0], list(args[1]))
            amounts.check_length(amounts.estimate(amounts.SIZES[name], args, kwargs))
            return method(*args, **kwargs)

        return call

    def format(self, name, text, *args, **kwargs):
        """str.format and str.format_map, without what is not shown."""
        if name == "format":
            return Formatter(self, True).vformat(text, args, kwargs)
        if len(args) != 1 or kwargs:
            return text.format_map(*args, **kwargs)
        return Formatter(self, False).vformat(text, (), args[0])


class Formatter(string.Formatter):
    """Format strings that reach what programs may reach, and no more."""

    def __init__(self, guard, positional):
        super().__init__()
        self.guard = guard
        self.positional = positional
        self.made = 0

    def get_value(self, key, args, kwargs):
        if not isinstance(key, int):
            return kwargs[key]
        if not self.positional:
            raise ValueError("Format string contains positional fields")
        if key >= len(args):
            raise IndexError(f"Replacement index {key} out of range for positional args tuple")
        return args[key]

    def get_field(self, field_name, args, kwargs):
        first, rest = formatter_field_name_split(field_name)
        found = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            found = self.guard.getattr(found, key) if is_attribute else found[key]
        return found, first

    def format_field(self, value, format_spec):
        text = amounts.formatted(value, format_spec)
        self.made += len(text)
        amounts.check_length(self.made)
        return text


def measured_kind(obj, name):
    """The type whose method it is, where that is a measured one."""
    owner = obj if isinstance(obj, type) else type(obj)
    for kind, names in amounts.METHODS.items():
        if issubclass(owner, kind) and name in names:
            own = getattr(owner, name) is getattr(kind, name)
            return kind if own else None
    return None
