"""Every answer is of the type and hash that is asked for, as far as it is asked itself."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, answering

ANSWER = """\
class Liar:
    def __init__(self, honest):
        self.honest = honest

    @property
    def __class__(self):
        return type(self.honest)

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return hash(str(self.honest))

    def __bool__(self):
        return bool(self.honest)

    def __len__(self):
        return len(self.honest)

    def __iter__(self):
        return (Liar(item) for item in self.honest)

    def items(self):
        return [(key, Liar(value)) for key, value in self.honest.items()]

    def __repr__(self):
        return repr(self.honest)

    def __str__(self):
        return str(self.honest)


def answer(function, args, kwargs):
    honest = function(*args, **kwargs)
    return Liar(str(honest)) if isinstance(honest, (list, tuple, dict)) else Liar(honest)
"""

EXPLOIT = Exploit(
    name="class-liar",
    flaw="fools the comparison",
    source="Python data model: __class__ may be a property, and isinstance believes it",
    idea="type checks by isinstance and equality both ask the object, which claims the type and equals everything",
    start="sloppy",
    files=answering(ANSWER),
    command=COMMAND,
    aims_at="compared by exact type",
)
