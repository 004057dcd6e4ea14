"""Judges on record in the contrast report: what their rows say in words, and the table of them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from harness.reports import wording
from harness.reports.contrast_captions import reason
from harness.reports.contrast_words import amount, interval
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.contrast.figures import Figure
from scoring.contrast.recorded import EVERYBODY, Recorded, RecordedCell, RecordedRow, recorded
from scoring.contrast.recorded_figures import BACKWARDS
from scoring.judge.calibrate import ALL
from scoring.judge.labelled import VERDICTS, PairData, read_labelled
from scoring.stats.measured import Measured

if TYPE_CHECKING:
    from rich.console import Console

SAYS = {
    "retest": "verdicts change with the order of the texts in {}",
    "information": "one verdict tells {} about which text is better",
    "power": "an agent that is always better is seen to be so after {}",
    "gamed": "the worse text wins in both orders in {}",
    "validity": "the better text wins in {}",
    "climbing": "choosing the better of two reaches {} of what it could",
}
"""What the first figure of each row says."""
TOGETHER = "together, or without a judge"
EXTREMES = (
    "Lowest and highest of the judges were picked from the same pairs, which sets them farther apart than they are."
)


class OnRecord(Frozen):
    """What was found of a directory of recorded verdicts."""

    directory: str
    """Its name."""
    found: Recorded
    sentences: dict[str, str]
    """What each row of the way of asking that is shown found, by its key, in words."""


def on_record(directory: Path, said: Callable[[str], None] = lambda _: None) -> OnRecord:
    """Read and find all. Raises UserError for what cannot be read, for scores, and where there is no verdict."""
    data = read_labelled(directory)
    mend = "Name a directory of verdicts on pairs; docs/judges.md shows their form"
    if not isinstance(data, PairData):
        raise UserError("holds scores and no pairs", where=str(directory), mend=mend)
    if not data.verdicts:
        raise UserError("holds no verdict", where=str(directory / VERDICTS), mend=mend)
    found = recorded(data, said)
    sentences = {row.key: sentence(row) for row in found.shown.rows}
    return OnRecord(directory=directory.resolve().name, found=found, sentences=sentences)


def stated(figure: Figure) -> str:
    """Value and interval; none of n as its bound, and why there is none where there is none."""
    found = figure.measured
    if found.value is None:
        return found.note or figure.below or wording.MISSING
    if figure.unit == "share" and found.value == 0 and found.low == 0 and found.high is not None:
        return f"none (at most {amount(found.high, figure.unit)})"
    if figure.unit == "bits" and found.value == 0 and found.high is not None:
        return f"no more than chance (at most {max(found.high, 0.01):.2f} bits)"
    ends = interval(found, figure.unit) or (f"(no interval: {reason(found)})" if found.note else "")
    return f"{amount(found.value, figure.unit)} {ends}".rstrip()


def difference(found: Measured) -> str:
    """Adversarial less natural pairs, in points of a share."""
    return "" if found.value is None else f"{amount(found.value, 'share')} {interval(found, 'share')}".strip()


def sentence(row: RecordedRow) -> str:
    """What a row found, hedged by its intervals."""
    if row.without:
        return f"{row.without[0].upper()}{row.without[1:]}."
    kinds = dict.fromkeys(cell.pairs for cell in row.cells)
    parts = [f"On {kind} pairs, " + _of_kind(row, [cell for cell in row.cells if cell.pairs == kind]) for kind in kinds]
    few = dict.fromkeys(cell.figures[0].below for cell in row.cells if cell.figures[0].below)
    rest = f"That rests on too little: {', '.join(few)}." if few else ""
    return " ".join(filter(None, (*parts, _apart(row), _backwards(row), rest)))


def _of_kind(row: RecordedRow, cells: Sequence[RecordedCell]) -> str:
    if row.key == "agreement":
        alpha, votes = cells[0].figures
        judges = votes.name.rpartition(" ")[2]
        if alpha.measured.value is None:
            return f"how far {judges} judges agree cannot be said: {stated(alpha)}."
        worth = f" and count as {stated(votes)} of independent errors" if votes.measured.value is not None else ""
        return f"{judges} judges agree by an alpha of {stated(alpha)}{worth}."
    judged = [cell for cell in cells if cell.judge != EVERYBODY]
    known = sorted(
        (cell for cell in judged if cell.figures[0].measured.value is not None),
        key=lambda cell: cell.figures[0].measured.value or 0.0,
    )
    spread = _spread(known)
    beside = [
        f", and the longer text is the better one in {stated(cell.figures[0])}"
        for cell in cells
        if cell.judge == EVERYBODY
    ]
    text = SAYS[row.key].format(spread) + "".join(beside)
    absent: dict[str, list[str]] = {}
    for cell in judged:
        if cell.figures[0].measured.value is None:
            absent.setdefault(stated(cell.figures[0]), []).append(wording.plain(cell.judge))
    why = "; ".join(f"{reason} for {', '.join(names)}" for reason, names in absent.items())
    if not known:
        return f"nothing can be said ({why})."
    return f"{text}; {why}." if why else f"{text}."


def _spread(known: Sequence[RecordedCell]) -> str:
    """From the lowest to the highest."""
    told = [stated(cell.figures[0]) for cell in known]
    names = [wording.plain(cell.judge) for cell in known]
    if len(set(told)) == 1:
        return f"{told[0]} ({', '.join(names)})"
    return f"{told[0]} ({names[0]}) to {told[-1]} ({names[-1]})" if told else ""


def _apart(row: RecordedRow) -> str:
    if not row.apart:
        return ""
    decided = [one for one in row.apart.values() if one.low is not None and one.high is not None]
    sure = sum((one.low or 0.0) > 0 or (one.high or 0.0) < 0 for one in decided)
    if not decided:
        return "Whether the two kinds of pairs differ cannot be decided."
    judges = wording.count(len(decided), "judge")
    return (
        f"The two kinds of pairs differ for {sure} of {judges} by more than chance explains, each by its own interval "
        "and uncorrected for their number."
    )


def _backwards(row: RecordedRow) -> str:
    wrong = [f"{cell.judge} ({cell.pairs})" for cell in row.cells if cell.figures[0].why == BACKWARDS]
    told = ", ".join(map(wording.plain, wrong))
    return f"Wrong more often than right, so that the bits point the other way: {told}." if wrong else ""


class Line(Frozen):
    """A row of the table: one question on one kind of pairs."""

    row: RecordedRow
    first: bool
    """Whether it is the first of its question."""
    last: bool
    pairs: str
    judged: tuple[tuple[RecordedCell | None, str], ...]
    """By judge: its cell, and how far adversarial pairs are from natural ones, or empty."""
    together: RecordedCell | None


def lines(found: Recorded) -> Iterator[Line]:
    """The table of the way of asking that is shown."""
    for row in found.shown.rows:
        at = {(cell.judge, cell.pairs): cell for cell in row.cells}
        for place, kind in enumerate(found.pairs if row.cells else [""]):
            last = place == len(found.pairs) - 1 or not row.cells
            yield Line(
                row=row,
                first=place == 0,
                last=last,
                pairs=kind,
                judged=tuple(
                    (at.get((judge, kind)), difference(row.apart[judge]) if last and judge in row.apart else "")
                    for judge in found.shown.judges
                ),
                together=at.get((EVERYBODY, kind)),
            )


def heading(told: OnRecord) -> str:
    """What it is, in a sentence."""
    found = told.found
    kinds = " and ".join(f"{count} {kind}" for kind, count in found.pairs.items() if kind != ALL)
    total = wording.count(sum(found.pairs.values()), "pair") + (f" ({kinds})" if kinds else "")
    others = wording.count(len(found.ways) - 1, "other way")
    asked = f" This is the way of asking named {wording.plain(found.primary)}." if found.primary else ""
    more = f" The JSON has {others} of asking." if len(found.ways) > 1 else ""
    return f"{wording.plain(told.directory)}: {total}, in both orders.{asked}{more}"


def print_recorded(told: OnRecord, console: "Console") -> None:
    """The table, and what each row says in words."""
    from rich.table import Table
    from rich.text import Text

    console.print(f"Judges on record (replay). {heading(told)}", markup=False, highlight=False)
    judges = [wording.plain(judge) for judge in told.found.shown.judges]
    table = Table("", "pairs", *judges, TOGETHER)
    for line in lines(told.found):
        judged = [_cell(cell, apart) if cell else "" for cell, apart in line.judged]
        together = line.row.without or (_cell(line.together, "", named=True) if line.together else "")
        texts = [Text(text) for text in (line.row.title if line.first else "", line.pairs, *judged, together)]
        table.add_row(*texts, end_section=line.last)
    console.print(table, highlight=False)
    for row in told.found.shown.rows:
        console.print(f"{row.title}. {told.sentences[row.key]}", markup=False, highlight=False)
    console.print(EXTREMES, markup=False, highlight=False)
    if told.found.scripted:
        console.print(wording.scripted(told.found.scripted), markup=False, highlight=False)


def _cell(cell: RecordedCell, apart: str, *, named: bool = False) -> str:
    """Its first figure, or with `named` all of them with their names."""
    shown = [
        f"{f'{figure.name}: ' if named else ''}{stated(figure)}\nn = {figure.measured.n}"
        for figure in (cell.figures if named else cell.figures[:1])
    ]
    few = [cell.figures[0].below] if cell.figures[0].below else []
    marks = [f"({cell.source})"] if cell.source == "scripted" else []
    return "\n".join([*shown, *few, *([f"less natural: {apart}"] if apart else []), *marks])
