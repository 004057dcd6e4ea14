"""The questions of the card, put to recorded verdicts on pairs of texts of which one is known to be the better.

A judge saw each pair in both orders. Pairs whose subset has a part that begins with `adversarial` hold a worse text
that was made to look better; they are kept apart from all others, which are called natural."""

from collections.abc import Callable, Iterator, Sequence

from sandboxes.spec import Frozen
from scoring.contrast.card import ROWS
from scoring.contrast.figures import Figure
from scoring.contrast.recorded_figures import COMPARED, FIGURES, METHODS, Seen, longer, panel, seen
from scoring.contrast.sheet import Source
from scoring.judge.calibrate import ALL, distinct
from scoring.judge.labelled import PairData, PairLabel, PairVerdict
from scoring.stats.measured import Measured
from scoring.stats.paired import difference_of_ends

NATURAL, ADVERSARIAL = "natural", "adversarial"
PLAIN = ("vanilla", "plain", "")
"""Names of the way of asking that adds nothing, which is shown where as many judges were asked so as in any other."""
EVERYBODY = ""
"""In the place of a judge: the figure is of all of them, or of none."""
NO_COST = "does not apply: neither tokens nor time are on record"
NO_TRICK = "does not apply: no subset is named adversarial"
ONE_JUDGE = "does not apply: one judge has nobody to agree with"


class RecordedCell(Frozen):
    """What a row says of one judge on one kind of pairs."""

    judge: str
    """Empty where the figures are of all judges together, or of none."""
    pairs: str
    """`natural`, `adversarial`, or `all`."""
    figures: tuple[Figure, ...]
    """The one that was chosen beforehand first."""
    source: Source


class RecordedRow(Frozen):
    """One question of the card and its answers."""

    key: str
    title: str
    method: str
    cells: tuple[RecordedCell, ...]
    apart: dict[str, Measured]
    """By judge: the first figure on adversarial pairs less that on natural ones, where it is a share of pairs."""
    without: str = ""
    """Why it has no figure."""


class Way(Frozen):
    """Judges who were asked in one way."""

    asked: str
    judges: tuple[str, ...]
    rows: tuple[RecordedRow, ...]
    """In the order of the card."""


class Recorded(Frozen):
    """All recorded judges."""

    pairs: dict[str, int]
    """How many of each kind there are."""
    ways: tuple[Way, ...]
    primary: str
    """The way of asking that is shown."""
    scripted: tuple[str, ...]

    @property
    def shown(self) -> Way:
        """The primary way of asking."""
        return next(way for way in self.ways if way.asked == self.primary)


Verdicts = dict[str, dict[str, PairVerdict]]
"""Of one way of asking: by judge and item."""


def recorded(data: PairData, said: Callable[[str], None] = lambda _: None) -> Recorded:
    """Every way of asking, row by row; `said` hears which one is being found. Raises ValueError without a verdict."""
    if not data.verdicts:
        raise ValueError("there is no verdict")
    kinds = kinds_of(data.labels)
    by_way: dict[str, Verdicts] = {}
    for verdict in data.verdicts:
        by_way.setdefault(verdict.strategy, {}).setdefault(verdict.judge, {})[verdict.item] = verdict
    ways = []
    for asked, verdicts in sorted(by_way.items()):
        said(f"Judges on record {asked}".rstrip())
        ways.append(Way(asked=asked, judges=tuple(sorted(verdicts)), rows=tuple(_rows(verdicts, kinds, data.labels))))
    return Recorded(
        pairs={kind: len(items) for kind, items in kinds.items()},
        ways=tuple(ways),
        primary=_primary(ways),
        scripted=tuple(sorted({one.judge for one in data.verdicts if _source([one.judge]) == "scripted"})),
    )


def kinds_of(labels: dict[str, PairLabel]) -> dict[str, list[str]]:
    """Items by kind of pair: natural and adversarial, or all where none is adversarial."""
    tricks = [item for item, label in sorted(labels.items()) if _adversarial(label)]
    others = sorted(labels.keys() - set(tricks))
    found = {NATURAL if tricks else ALL: others, ADVERSARIAL: tricks}
    return {kind: items for kind, items in found.items() if items}


def _adversarial(label: PairLabel) -> bool:
    return any(part.lower().startswith(ADVERSARIAL) for part in label.subset.split("/"))


def _primary(ways: Sequence[Way]) -> str:
    most = max(len(distinct(way.judges)) for way in ways)
    names = [way.asked for way in ways if len(distinct(way.judges)) == most]
    return next((name for plain in PLAIN for name in names if name.lower() == plain), names[0])


def _source(judges: Sequence[str]) -> Source:
    """A scripted judge that has any part in it makes all of it scripted."""
    return "scripted" if any(judge.partition(":")[0] == "scripted" for judge in judges) else "replay"


def _rows(verdicts: Verdicts, kinds: dict[str, list[str]], labels: dict[str, PairLabel]) -> Iterator[RecordedRow]:
    judged = {
        (judge, kind): seen([of_judge[item] for item in items if item in of_judge], labels)
        for judge, of_judge in sorted(verdicts.items())
        for kind, items in kinds.items()
    }
    for row in ROWS:
        without = {"cost": NO_COST, "gamed": "" if ADVERSARIAL in kinds else NO_TRICK}.get(row.key, "")
        cells = [] if without else [*_of_judges(row.key, judged), *_of_all(row.key, verdicts, kinds, labels)]
        if row.key == "agreement" and not cells:
            without = ONE_JUDGE
        yield RecordedRow(
            key=row.key,
            title=row.title,
            method=METHODS[row.key],
            cells=tuple(cells),
            apart=_apart(cells) if row.key in COMPARED and len(kinds) > 1 else {},
            without=without,
        )


def _apart(cells: Sequence[RecordedCell]) -> dict[str, Measured]:
    first = {(cell.judge, cell.pairs): cell.figures[0].measured for cell in cells if cell.judge != EVERYBODY}
    judges = dict.fromkeys(judge for judge, _ in first)
    return {judge: difference_of_ends(first[judge, ADVERSARIAL], first[judge, NATURAL]) for judge in judges}


def _of_judges(key: str, judged: dict[tuple[str, str], Seen]) -> Iterator[RecordedCell]:
    for (judge, kind), one in judged.items() if key in FIGURES else ():
        yield RecordedCell(judge=judge, pairs=kind, figures=tuple(FIGURES[key](one)), source=_source([judge]))


def _of_all(
    key: str, verdicts: Verdicts, kinds: dict[str, list[str]], labels: dict[str, PairLabel]
) -> Iterator[RecordedCell]:
    for kind, items in kinds.items():
        if key == "validity":
            figures = (longer(items, labels),)
            yield RecordedCell(judge=EVERYBODY, pairs=kind, figures=figures, source="measured")
        if key == "agreement" and (together := panel(verdicts, items, labels)):
            source = _source(distinct(list(verdicts)))
            yield RecordedCell(judge=EVERYBODY, pairs=kind, figures=tuple(together), source=source)
