"""Series of cases of growing size, put size by size until what they cost can be measured: on a quick machine, or where
the work is cheap, that takes larger ones. Pure functions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from scoring.verify.growth import SIZES, growth
from scoring.verify.runner.client import Case, Reply

UNASKED = Reply("unasked", {})
"""Stands for the answer to a case that was not put."""


def is_rung(case: Case) -> bool:
    """Whether a case is one size of a series."""
    return "growth" in case and "n" in case


def due(cases: Sequence[Case], replies: Sequence[Reply]) -> list[int]:
    """Places of the cases to put now, given what was answered so far: at first all but what is larger than the six
    least sizes of its series, then the next size of each series that was answered and is still too cheap."""
    series: dict[str, list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        if is_rung(case):
            series[str(case["growth"])].append(place)
    later = {place for places in series.values() for place in _later(cases, replies, places)}
    return [place for place, reply in enumerate(replies) if reply is UNASKED and place not in later]


def _later(cases: Sequence[Case], replies: Sequence[Reply], places: Sequence[int]) -> Iterator[int]:
    """Of one series, what is not to be put now."""
    asked = [place for place in places if replies[place] is not UNASKED]
    sizes = sorted({cases[place]["n"] for place in places})
    if asked:
        more = all(map(_measured, (replies[place] for place in asked))) and cheap(replies[place] for place in asked)
        reached = sizes.index(max(cases[place]["n"] for place in asked)) + 1 + more
    else:
        reached = SIZES
    yield from (place for place in places if cases[place]["n"] not in sizes[:reached])


def cheap(replies: Iterable[Reply]) -> bool:
    """Whether what the answers cost is too little to tell how it grows."""
    return not growth(cost for reply in replies for cost in reply.fields.get("costs", ())).told


def _measured(reply: Reply) -> bool:
    return reply.status == "ok" and "costs" in reply.fields
