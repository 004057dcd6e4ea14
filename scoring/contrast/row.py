"""What a row of the card is."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from scoring.contrast.figures import Face
from scoring.contrast.gaming import Gaming
from scoring.contrast.sheet import Channel, Domain, Names, Sheet
from scoring.stats.bootstrap import Floats


class Evidence(NamedTuple):
    """All that the card is found from."""

    code: Sheet
    writing: Sheet
    gaming: tuple[Gaming, ...] = ()

    def sheet(self, domain: Domain) -> Sheet:
        """The artifacts of a domain."""
        return self.code if domain == "code" else self.writing

    def gamed(self, domain: Domain, channel: Channel) -> tuple[Gaming, ...]:
        """What attacks made of a cell with all its defences."""
        return tuple(one for one in self.gaming if (one.domain, one.channel) == (domain, channel) and one.guarded)

    def tasks(self, domain: Domain) -> Names:
        """The tasks of a domain."""
        return np.unique(self.sheet(domain).tasks)

    def drawn(self, domain: Domain, tasks: Names, counts: Floats) -> "Evidence":
        """The same with each of these tasks of the domain as often as it was drawn."""
        sheet = self.sheet(domain).drawn(tasks, counts)
        gaming = tuple(one.drawn(tasks, counts) if one.domain == domain else one for one in self.gaming)
        return Evidence(sheet, self.writing, gaming) if domain == "code" else Evidence(self.code, sheet, gaming)


class Row(NamedTuple):
    """One question that every cell answers."""

    key: str
    title: str
    question: str
    """What it asks, in words for everybody."""
    method: str
    """How it is found, with its formula, for those who want to know."""
    source: str
    face: Callable[[Evidence, Domain, Channel], Face]
    value: Callable[[Evidence, Domain, Channel], float]
    """The primary figure alone, quickly, nan where undefined: for differences between cells."""
    better: str
    """`low` or `high`: which end is good for a reward."""
