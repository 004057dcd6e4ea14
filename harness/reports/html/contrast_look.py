"""How the four cells of the contrast look in every drawing: told apart by dash and shape as well as by colour."""

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import Any

from harness.reports.contrast_words import CELLS
from harness.reports.html.drawing import BLUE, GREEN, GREY, INK, ORANGE, PINK, SKY, VERMILION, legend, scale
from scoring.contrast.sheet import Channel, Domain
from scoring.stats.measured import Measured

COLOURS = dict(zip(CELLS.values(), (BLUE, VERMILION, GREEN, ORANGE), strict=True))
DASHES = dict(zip(CELLS.values(), ([1, 0], [6, 3], [8, 2, 2, 2], [2, 2]), strict=True))
SHAPES = dict(zip(CELLS.values(), ("circle", "triangle-up", "square", "diamond"), strict=True))
MANY_COLOURS = (BLUE, VERMILION, GREEN, ORANGE, PINK, SKY, INK, GREY)
MANY_DASHES = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2])
MANY_SHAPES = ("circle", "triangle-up", "square", "diamond", "cross", "triangle-down")
HALF, HEIGHT = 430, 250
"""Pixels of a panel of which two stand side by side."""


def cell(domain: Domain, channel: Channel) -> str:
    """Its name."""
    return CELLS[domain, channel]


def ends(found: Measured) -> dict[str, Any]:
    """Value and ends on a scale from 0 to 1; without an interval the value is both, which draws nothing."""
    value = found.value
    low, high = (value if end is None else min(1.0, max(0.0, end)) for end in (found.low, found.high))
    return {"value": value, "low": low, "high": high}


def by_cell(looks: dict[str, Any], data: Iterable[dict[str, Any]], field: str = "cell") -> Any:
    """A scale of the cells that have any data."""
    there = {point[field] for point in data}
    return scale(looks, [name for name in looks if name in there])


def many(looks: Sequence[Any], names: Sequence[str]) -> Any:
    """A scale of names that are not known beforehand, such as those of agents; looks come again where they run out."""
    return scale({name: looks[at % len(looks)] for at, name in enumerate(names)}, names)


def keys(**more: Any) -> Any:
    """A legend whose symbols are as dark as what they stand for, however faint the bars of intervals are."""
    return legend(symbolOpacity=1, **more)


def shapes(**more: Any) -> Any:
    """A legend of filled shapes, without the outline that a dash would break."""
    found = keys(**more)
    found.symbolStrokeWidth = 0
    return found


def span(data: Iterable[dict[str, Any]], fields: Sequence[str]) -> list[float]:
    """The tenths between which all values of these fields lie."""
    values = [point[field] for point in data for field in fields]
    low, high = floor(min(values) * 10 + 1e-9) / 10, ceil(max(values) * 10 - 1e-9) / 10
    return [low, high] if high > low else [low, low + 0.1]
