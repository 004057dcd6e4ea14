"""The small bars in the cells of the contrast card, and the differences between cells: where on a line they stand.

All bars of a row have one scale, so that cells can be compared by eye."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from harness.reports.contrast_words import amount, interval, why
from scoring.contrast.card import CardRow
from scoring.contrast.figures import Unit
from scoring.stats.measured import Measured

WIDTH = 150
"""Pixels of a line."""
FARTHEST = 3
"""How many times the greatest value a line may go for the sake of an interval: beyond that the bar is cut."""


NAMED = (
    ("channel_in_code", "D1", "On code: judges less hidden tests", (0, 1)),
    ("channel_in_writing", "D2", "On writing: judges less constraint checks", (2, 3)),
    ("domain_of_judge", "D3", "Judges: on writing less on code", (1, 3)),
    ("total", "D1 + D3", "Judges of writing less hidden tests of code", (0, 3)),
)
"""The differences between cells, and the places of these in a row."""


class Span(NamedTuple):
    """A value and its interval on a line, in pixels."""

    value: float
    low: float | None
    """Where the bar begins and ends; None without an interval."""
    high: float | None
    ends: tuple[bool, bool]
    """Whether the interval ends there, or goes on."""
    zero: float | None
    """Where nothing is, if that is inside."""


class Line(NamedTuple):
    """From where to where a line goes."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Pixels from its left end."""
        share = (value - self.low) / (self.high - self.low)
        return round(WIDTH * min(1.0, max(0.0, share)), 1)

    def span(self, found: Measured) -> Span | None:
        """A statistic on it; None where there is none."""
        if found.value is None:
            return None
        there = found.low is not None or found.high is not None
        low = self.at(self.low if found.low is None else found.low) if there else None
        high = self.at(self.high if found.high is None else found.high) if there else None
        ends = (self._inside(found.low), self._inside(found.high))
        return Span(self.at(found.value), low, high, ends, self.at(0) if self.low < 0 < self.high else None)

    def _inside(self, end: float | None) -> bool:
        return end is not None and self.low <= end <= self.high


class Apart(NamedTuple):
    """The difference between two cells, in words and on a line."""

    key: str
    name: str
    value: str
    interval: str
    verdict: str
    """What follows, or why nothing does."""
    few: str
    """`below minimum (n of N)` of the first of its cells that is; empty where none is."""
    sure: bool
    span: Span | None


def line_of(row: CardRow) -> Line:
    """The line of the first figures of a row."""
    found = [face.primary.measured for face in row.faces]
    lows = [one.low for one in found if one.low is not None]
    if row.faces[0].primary.unit in ("share", "coefficient"):
        return Line(min([0.0, *lows]), 1.0)
    return Line(max(-_top(found), min([0.0, *lows])), _top(found))


def _top(found: Iterable[Measured]) -> float:
    known = [one for one in found if one.value is not None]
    greatest = max((abs(one.value or 0.0) for one in known), default=0.0)
    highs = [end for one in known if (end := one.high) is not None]
    reach = max([greatest, *highs])
    return (min(reach, FARTHEST * greatest) if greatest else reach) or 1.0


def scale_of(row: CardRow) -> str:
    """What the line's ends stand for; empty where nothing is more than nothing, and no line is worth drawing."""
    unit, line = row.faces[0].primary.unit, line_of(row)
    known = [face.primary.measured.value for face in row.faces if face.primary.measured.value is not None]
    if not known or (unit not in ("share", "coefficient") and not any(known)):
        return ""
    return f"bars from {amount(line.low, unit)} to {amount(line.high, unit)}"


def differences(row: CardRow) -> list[Apart]:
    """Between the cells of a row: by the kind of reward, by the subject, and both."""
    apart, unit = row.apart, row.faces[0].primary.unit
    line = _around([getattr(apart, field) for field, _, _, _ in NAMED])
    return [
        _apart(key, name, getattr(apart, field), unit, line)._replace(few=_below(row, cells))
        for field, key, name, cells in NAMED
    ]


def _below(row: CardRow, cells: Sequence[int]) -> str:
    return next((below for at in cells if (below := row.faces[at].primary.below)), "")


def _around(found: Sequence[Measured]) -> Line:
    """A line with nothing in its middle."""
    ends = [abs(end) for one in found if one.value is not None for end in (one.value, *_ends(one)) if end is not None]
    reach = max(ends, default=0.0) or 1.0
    return Line(-reach, reach)


def _apart(key: str, name: str, found: Measured, unit: Unit, line: Line) -> Apart:
    if found.value is None:
        told = "one of the two is not known" if "one of the two" in found.note else f"not known: {why(found.note)}"
        return Apart(key, name, "", "", told, "", sure=False, span=None)
    sure = found.low is not None and found.high is not None and (found.low > 0 or found.high < 0)
    told = "which chance does not explain" if sure else "which may be chance"
    if found.low is None or found.high is None:
        told = f"cannot be decided ({why(found.note) or 'no interval'})"
    value = _signed(found.value, unit)
    return Apart(key, name, value, interval(found, unit), told, "", sure=sure, span=line.span(found))


def _signed(value: float, unit: Unit) -> str:
    """A difference with its sign; of shares in points."""
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if value > 0 else ""
    text = amount(abs(value), unit)
    return sign + (f"{text.removesuffix(' %')} points" if unit == "share" else text)


def _ends(found: Measured) -> tuple[float | None, float | None]:
    return found.low, found.high
