"""What recorded judges are worth, printed: a table of judges, one of panels, and what is to be known to read them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from harness.reports import wording
from scoring.judge.calibrate import ALL, Cell, PairCalibration, PanelOnPairs, ScoreCalibration, ScoreCell
from scoring.stats.bias import Effect
from scoring.stats.calibration import Bin
from scoring.stats.measured import Measured

if TYPE_CHECKING:
    from rich.console import Console

UNDECIDED = "?"
"""Behind a figure that rests on too few tasks for an interval."""
BAR = 24
"""Columns of a reliability diagram's longest bar."""


def print_pairs(found: PairCalibration, console: "Console") -> None:
    """Judges on pairs."""
    from rich.table import Table

    names = [ALL, *sorted({name for cell in found.cells for name in cell.accuracy if name != ALL})]
    shown = _leaves(names)
    table = Table("judge", "asked", *map(_last, shown), "first place", "flips", "none", box=None, padding=(0, 1, 0, 0))
    for cell in found.cells:
        table.add_row(*_cell_row(cell, shown))
    console.print(f"Accuracy in %, with 95 % intervals, of {found.pairs} pairs in both orders\n", highlight=False)
    console.print(table)
    panels = Table("asked", "pairs", "judges", "alpha", "effective", "majority", "best", "ceiling", box=None)
    for panel in found.panels:
        if panel.subset in names:
            panels.add_row(*_panel_row(panel))
    console.print("\nPanels", highlight=False)
    console.print(panels)
    for line in _pair_notes(found):
        console.print(line, highlight=False)


def print_scores(found: ScoreCalibration, console: "Console") -> None:
    """Judges on scores."""
    from rich.table import Table

    table = Table("judge", "asked", "n", "alpha", "minus human", "AUROC", "Brier", "noise", "mean, corrected", box=None)
    for cell in found.cells:
        table.add_row(*_score_row(cell))
    console.print(f"Against human scores of {found.items} items, with 95 % intervals\n", highlight=False)
    console.print(table)
    for cell in found.cells:
        if cell.reliability:
            console.print(f"\n{_name(cell)}: of what it scored so, how much passed", highlight=False, markup=False)
            for bar in (bar for bar in cell.reliability if bar.share):
                console.print(_bar(bar), highlight=False, markup=False)
    console.print()
    if found.between:
        console.print(f"The judges among themselves: alpha {estimate(found.between)}", highlight=False)
    console.print("alpha: Krippendorff's, interval; 1 is full agreement, 0 is chance. Corrected: by the items that")
    console.print("humans scored (PPI); `x1.3` is by how much that is narrower than the human scores alone.")


def estimate(found: Measured | None, *, digits: int = 2, times: float = 1.0) -> str:
    """A figure with its interval; why it has none where it has none."""
    if found is None:
        return wording.MISSING
    why = found.note.partition(":")[0].partition(";")[0]
    if found.value is None:
        return why or wording.MISSING
    text = f"{found.value * times:.{digits}f}"
    if found.low is None and found.high is None:
        return f"{text} {UNDECIDED}" if why.startswith("cannot decide") else f"{text} ({why})" if why else text
    ends = ["..." if end is None else f"{end * times:.{digits}f}" for end in (found.low, found.high)]
    return f"{text} [{', '.join(ends)}]"


def _cell_row(cell: Cell, names: Sequence[str]) -> list[str]:
    return [
        cell.judge,
        cell.strategy,
        *(_percent(cell.accuracy.get(name)) for name in names),
        _points(cell.position.effect),
        _percent(cell.position.flips),
        str(cell.abstained),
    ]


def _percent(found: Measured | None) -> str:
    if found is None or found.value is None:
        return wording.MISSING
    if found.low is None or found.high is None:
        return f"{100 * found.value:.0f}"
    return f"{100 * found.value:.0f} {100 * found.low:.0f}{wording.DASH}{100 * found.high:.0f}"


def _points(effect: Effect) -> str:
    """What the first place is worth between equals, in points of the win rate."""
    points = effect.win_points()
    if points.value is None:
        return "one way" if effect.low is not None or effect.high is not None else effect.note
    if points.low is None or points.high is None:
        return f"{points.value:+.0f}"
    return f"{points.value:+.0f} {points.low:+.0f}..{points.high:+.0f}"


def _panel_row(panel: PanelOnPairs) -> list[str]:
    return [
        panel.strategy,
        _last(panel.subset),
        str(len(panel.judges)),
        estimate(panel.alpha),
        f"{estimate(panel.effective)} of {len(panel.judges)}",
        _percent(panel.majority),
        f"{_percent(panel.best_accuracy)} {panel.best}",
        f"{100 * panel.ceiling:.0f}",
    ]


def _leaves(names: Sequence[str]) -> list[str]:
    """`all`, and of the subsets those that hold no other."""
    return [name for name in names if not any(other.startswith(f"{name}/") for other in names)]


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _pair_notes(found: PairCalibration) -> Iterator[str]:
    yield ""
    yield "first place: points of the win rate that the first place is worth between equals. flips: pairs judged"
    yield "otherwise in the other order. none: orders without a verdict. effective: how many independent judges a panel"
    yield "equals, by the correlation of their errors. ceiling: the majority's accuracy if errors were independent."
    yield "A dated release of a judge that is there without its date is no second vote in a panel."
    if found.longer_is_better:
        yield f"The better text is the longer one in {_percent(found.longer_is_better)} % of the pairs."


def _score_row(cell: ScoreCell) -> list[str]:
    corrected, worth = cell.corrected, cell.corrected.worth if cell.corrected else None
    mean = estimate(corrected.corrected) if corrected else wording.MISSING
    return [
        cell.judge,
        cell.strategy,
        f"{cell.n}" + (f", {cell.abstained} abstained" if cell.abstained else ""),
        estimate(cell.agreement),
        estimate(cell.difference),
        estimate(cell.auroc),
        estimate(cell.brier),
        estimate(cell.noise),
        mean + (f" x{worth:.2f}" if worth else ""),
    ]


def _name(cell: ScoreCell) -> str:
    return f"{cell.judge} {cell.strategy}".strip()


def _bar(bar: Bin) -> str:
    edges = f"  {bar.low:.1f}{wording.DASH}{bar.high:.1f}"
    assert bar.share, "empty bars are not drawn"
    filled = round(BAR * bar.share.value)
    drawn = "#" * filled + "." * (BAR - filled)
    ends = f"[{bar.share.low or 0:.2f}, {bar.share.high or 0:.2f}]"
    return f"{edges}  {drawn}  {bar.share.value:.2f} {ends}  n = {bar.share.n}"
