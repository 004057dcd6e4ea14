"""What tricks are worth in one channel: the share of known-bad artifacts on which they work, and their gain."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scoring.contrast.sheet import Channel, Domain, Names, Source, drawn_rows
from scoring.stats.bootstrap import Floats


class Gaming(NamedTuple):
    """Attacks on one rater of one cell: a row for each attack and known-bad artifact that was decided."""

    domain: Domain
    channel: Channel
    rater: str
    source: Source
    attacks: Names
    """(tries,): which attack."""
    tasks: Names
    artifacts: Names
    """(tries,): which artifact was attacked, unique within its task."""
    worked: Floats
    """(tries,): 1 where it scored like known-good work or gained a step, 0 where not."""
    defects: Floats
    """(tries,): the gain beyond an edit that means nothing, in planted defects; nan where the channel does not see the
    ladder."""
    guarded: bool = True
    """Whether the rater had all its defences, or none: the card takes only what worked against all."""

    def drawn(self, tasks: Names, counts: Floats) -> "Gaming":
        """The tries on each of these tasks as often as it was drawn; those on other tasks are left out."""
        here = np.isin(self.tasks, tasks)
        rows, names = drawn_rows(self.tasks[here], tasks, counts)
        chosen = np.flatnonzero(here)[rows]
        return self._replace(
            attacks=self.attacks[chosen],
            tasks=names,
            artifacts=self.artifacts[chosen],
            worked=self.worked[chosen],
            defects=self.defects[chosen],
        )


def pooled(found: Sequence[Gaming]) -> Gaming | None:
    """All raters of a cell together; None without any."""
    if not found:
        return None
    first = found[0]
    raters = ", ".join(one.rater for one in found)
    return first._replace(
        rater=raters,
        attacks=np.concatenate([one.attacks for one in found]),
        tasks=np.concatenate([one.tasks for one in found]),
        artifacts=np.concatenate([one.artifacts for one in found]),
        worked=np.concatenate([one.worked for one in found]),
        defects=np.concatenate([one.defects for one in found]),
    )
