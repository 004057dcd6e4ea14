"""The contrast card: eight questions, each answered by the four cells of domain and channel, and their differences."""

from collections.abc import Callable, Iterator

import numpy as np

from sandboxes.spec import Frozen
from scoring.contrast.figures import Face
from scoring.contrast.row import Evidence, Row
from scoring.contrast.rows.agreement import AGREEMENT
from scoring.contrast.rows.climbing import CLIMBING
from scoring.contrast.rows.cost import COST
from scoring.contrast.rows.gamed import GAMED
from scoring.contrast.rows.information import INFORMATION
from scoring.contrast.rows.power import POWER
from scoring.contrast.rows.retest import RETEST
from scoring.contrast.rows.validity import VALIDITY
from scoring.contrast.sheet import Channel, Domain
from scoring.stats.bootstrap import Floats
from scoring.stats.paired import Clustered, Decomposition, decompose

CELLS: tuple[tuple[Domain, Channel], ...] = (
    ("code", "checked"),
    ("code", "judged"),
    ("writing", "checked"),
    ("writing", "judged"),
)
"""In the order of the card."""
ROWS: tuple[Row, ...] = (RETEST, AGREEMENT, INFORMATION, POWER, GAMED, VALIDITY, CLIMBING, COST)
GROUPS = 50
"""Groups that tasks are left out by where there are more tasks than that."""

Said = Callable[[str], None]


class CardRow(Frozen):
    """One question and its answers."""

    key: str
    title: str
    question: str
    method: str
    source: str
    better: str
    faces: tuple[Face, ...]
    """In the order of `CELLS`."""
    apart: Decomposition
    """Differences of the first figure of each cell."""


def card(evidence: Evidence, said: Said = lambda _: None) -> Iterator[CardRow]:
    """The rows; `said` hears which one is being found."""
    for row in ROWS:
        said(row.title)
        yield CardRow(
            key=row.key,
            title=row.title,
            question=row.question,
            method=row.method,
            source=row.source,
            better=row.better,
            faces=tuple(row.face(evidence, domain, channel) for domain, channel in CELLS),
            apart=_apart(evidence, row),
        )


def _apart(evidence: Evidence, row: Row) -> Decomposition:
    (first, second, third, fourth) = (_clustered(evidence, row, domain, channel) for domain, channel in CELLS)
    return decompose(code_verified=first, code_judged=second, writing_constraint=third, writing_judged=fourth)


def _clustered(evidence: Evidence, row: Row, domain: Domain, channel: Channel) -> Clustered:
    """The primary figure as a statistic of tasks, or of groups of them (the delete-a-group jackknife: Kott, J. Off.
    Stat. 17 (2001) 521). Each sample of tasks is looked at once."""
    tasks = evidence.tasks(domain)
    groups = np.arange(len(tasks)) % max(1, min(GROUPS, len(tasks)))
    known: dict[bytes, float] = {}

    def value(counts: Floats) -> float:
        key = counts.tobytes()
        if key not in known:
            known[key] = row.value(evidence.drawn(domain, tasks, counts[groups]), domain, channel)
        return known[key]

    size = int(groups.max(initial=-1)) + 1
    sheet = evidence.sheet(domain)
    return Clustered(lambda counts: np.array([value(one) for one in counts]), size, len(sheet.tasks))
