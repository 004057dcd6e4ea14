"""The steps of an admission, cheapest first, and what each rests on."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from harness.admission.judged import judged
from harness.admission.known_bad import known_bad
from harness.admission.mutants import mutants
from harness.admission.pinned import pinned
from harness.admission.played import exploits, ladder, nop, partial, reference
from harness.admission.record import Item
from harness.admission.repeats import repeats
from harness.admission.sealed import sealed
from harness.admission.stated import stated
from harness.admission.subject import Subject
from sandboxes.errors import UserError

Work = Callable[[Subject, frozenset[str] | None], Iterator[Item]]
"""Does a step: all of it, or as little as tells about the named items."""


class Known(NamedTuple):
    """A step that exists."""

    name: str
    work: Work
    exploits: bool = False
    """Whether it has to be done again where the catalogue of exploits has changed."""
    drawn: bool = False
    """Whether seed or number of mutants matter to it."""


STEPS = (
    Known("stated", stated),
    Known("pinned", pinned),
    Known("sealed", sealed),
    Known("nop", nop),
    Known("reference", reference),
    Known("partial", partial),
    Known("ladder", ladder),
    Known("judged", judged),
    Known("exploits", exploits, exploits=True),
    Known("repeats", repeats, drawn=True),
    Known("mutants", mutants, drawn=True),
    Known("known-bad", known_bad, drawn=True),
)


def chosen(names: list[str]) -> tuple[Known, ...]:
    """The steps of those names in their own order; all of them where none is named. Raises UserError."""
    known = [step.name for step in STEPS]
    for name in names:
        if name not in known:
            raise UserError(f"no step {name!r}", where="--only", mend=f"There are: {', '.join(known)}")
    return tuple(step for step in STEPS if not names or step.name in names)
