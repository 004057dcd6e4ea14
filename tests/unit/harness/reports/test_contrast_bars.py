"""Where values stand on the lines of the card, and what differences between cells say."""

import pytest

from harness.reports.html.contrast_bars import WIDTH, Line, differences, line_of, scale_of
from scoring.contrast.card import CELLS, CardRow
from scoring.contrast.figures import Face, Figure, Unit
from scoring.stats.measured import Measured, undefined
from scoring.stats.paired import Decomposition

FEW = "cannot decide (3 of 6 clusters)"


def row(found: list[Measured], unit: Unit = "share", apart: list[Measured] | None = None, need: int = 0) -> CardRow:
    """A row of the card with these first figures and differences."""
    figures = [Figure(name="x", unit=unit, measured=one, have=2, need=need) for one in found]
    faces = [Face(domain=d, channel=c, figures=(figure,)) for (d, c), figure in zip(CELLS, figures, strict=True)]
    names = ("channel_in_code", "channel_in_writing", "domain_of_judge", "total")
    away = dict(zip(names, apart or [undefined("undefined (one of the two is)")] * 4, strict=True))
    words = dict.fromkeys(("key", "title", "question", "method", "source"), "x")
    return CardRow(**words, better="low", faces=tuple(faces), apart=Decomposition(**away))


def values(*found: float) -> list[Measured]:
    """Without intervals."""
    return [Measured(value=one, note=FEW) for one in found]


def test_shares_stand_between_nothing_and_all_of_it() -> None:
    shares = row(values(0.1, 0.2, 0.3, 0.4))
    assert line_of(shares) == Line(0, 1)
    assert scale_of(shares) == "bars from 0 % to 100 %"
    negative = [Measured(value=-0.2, low=-0.5, high=0.1, n=3), *values(0.2, 0.3, 1.0)]
    assert line_of(row(negative, "coefficient")) == Line(-0.5, 1)


def test_what_has_no_bound_shares_the_line_of_its_row_and_far_ends_are_cut() -> None:
    tasks = [Measured(value=10, low=5, high=900, n=3), *values(20, 5, 8)]
    line = line_of(row(tasks, "tasks"))
    assert line == Line(0, 60)
    cut = line.span(tasks[0])
    assert cut is not None
    assert (cut.low, cut.high) == (WIDTH * 5 / 60, WIDTH)
    assert cut.ends == (True, False)


def test_an_interval_with_one_end_goes_on_at_the_other() -> None:
    bound = Line(0, 1).span(Measured(value=0.5, low=0.2, high=None, n=3))
    assert bound is not None
    assert (bound.low, bound.high, bound.ends) == (30.0, WIDTH, (True, False))
    without = Line(0, 1).span(values(0.5)[0])
    assert without is not None
    assert (without.value, without.low, without.high) == (75.0, None, None)
    assert Line(0, 1).span(undefined("why")) is None


def test_there_is_no_line_where_all_is_nothing() -> None:
    assert scale_of(row(values(0, 0, 0, 0), "usd")) == ""
    assert scale_of(row([undefined("needs 2 agents")] * 4, "tasks")) == ""
    assert scale_of(row(values(0, 0, 0, 0.5), "usd")) == "bars from $0.00 to $0.50"


def test_a_difference_says_what_its_interval_allows() -> None:
    apart = [
        Measured(value=0.2, low=0.1, high=0.3),
        Measured(value=-0.2, low=-0.5, high=0.1),
        Measured(value=0.034, note=FEW),
        undefined("undefined (one of the two is)"),
    ]
    found = differences(row(values(0, 0, 0, 0), apart=apart))
    assert [one.key for one in found] == ["D1", "D2", "D3", "D1 + D3"]
    assert [one.value for one in found] == ["+20 points", "\N{MINUS SIGN}20 points", "+3.4 points", ""]
    assert [one.sure for one in found] == [True, False, False, False]
    assert [one.verdict for one in found] == [
        "which chance does not explain",
        "which may be chance",
        "cannot be decided (3 of 6 tasks)",
        "one of the two is not known",
    ]
    # One line for all of them, with nothing in its middle.
    assert [one.span.zero if one.span else None for one in found] == [75.0, 75.0, 75.0, None]


@pytest.mark.parametrize(("need", "few"), [(2, ""), (3, "below minimum (2 of 3 artifacts)")])
def test_a_difference_is_as_good_as_the_worse_of_its_cells(need: int, few: str) -> None:
    assert {one.few for one in differences(row(values(0, 0, 0, 0), need=need))} == {few}
