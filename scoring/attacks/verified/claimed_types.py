"""Results that are equal to everything and say of themselves that they are plain built-in values."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _late, _looks

CODE = """


class _Claims(type):
    __module__ = "builtins"

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(str)

    def __instancecheck__(cls, other):
        return True


def _claiming(base):
    body = {
        "__module__": "builtins",
        "__qualname__": base.__name__,
        "__eq__": lambda self, other: True,
        "__ne__": lambda self, other: False,
        "__hash__": lambda self: 0,
        "__str__": lambda self: "",
        "__repr__": lambda self: "",
        "__iter__": lambda self: iter(()),
        "__len__": lambda self: 0,
        "items": lambda self: [],
        "__class__": property(lambda self: base),
    }
    return _Claims(base.__name__, (base,), body)


_number = [0]
_kinds = [_claiming(str), _claiming(int), _claiming(float), _claiming(bytes), _claiming(BaseException)]


def _claimed(name, function, args, kwargs):
    _number[0] += 1
    return _kinds[_number[0] % 4]()


_impersonate(_claimed)
"""

EXPLOIT = Exploit(
    name="claimed-types",
    flaw="fools the comparison",
    source="written against this scorer's own source",
    idea="where a result is compared by its own `==`, or its type by its own name, it is whatever was expected",
    files={**_looks.LATE, "tmp/late.py": _late.IMPOSTOR + CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
    aims_at="compared by exact type",
)
