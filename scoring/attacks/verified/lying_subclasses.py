"""Answers of the right shape whose leaves and containers are subclasses that are equal to anything."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, answering

ANSWER = """\
class Text(str):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = str.__hash__


class Number(int):
    __eq__, __ne__, __hash__ = Text.__eq__, Text.__ne__, int.__hash__


class Sequence(list):
    __eq__, __ne__, __hash__ = Text.__eq__, Text.__ne__, None


class Mapping(dict):
    __eq__, __ne__, __hash__ = Text.__eq__, Text.__ne__, None


for made in (Text, Number, Sequence, Mapping):
    base = made.__base__
    made.__module__, made.__qualname__, made.__name__ = base.__module__, base.__qualname__, base.__name__


def lying(value):
    if isinstance(value, (list, tuple)):
        return Sequence(map(lying, value))
    if isinstance(value, dict):
        return Mapping({key: lying(item) for key, item in value.items()})
    return Text(value) if type(value) is str else Number(value) if type(value) is int else value


def answer(function, args, kwargs):
    return lying(function(*args, **kwargs))
"""

EXPLOIT = Exploit(
    name="lying-subclasses",
    flaw="fools the comparison",
    source="Python data model: a subclass's reflected comparison comes first",
    idea="each value passes for a builtin by isinstance, by repr and by the name of its type, and equals everything",
    start="sloppy",
    files=answering(ANSWER),
    command=COMMAND,
    aims_at="compared by exact type",
)
