"""Which sizes of a series are put, and when it ends."""

from collections.abc import Callable

import pytest

from scoring.verify.climbing import UNASKED, due
from scoring.verify.growth import growth
from scoring.verify.runner.client import Case, Reply

SIZES = tuple(100 << doubled for doubled in range(9))


def series(name: str, sizes: tuple[int, ...] = SIZES, times: int = 2) -> list[Case]:
    return [{"id": f"{name}-{n}-{at}", "growth": name, "n": n} for at in range(times) for n in sizes]


def climbed(cases: list[Case], answer: Callable[[Case], Reply]) -> list[Reply]:
    replies = [UNASKED] * len(cases)
    while places := due(cases, replies):
        assert all(replies[place] is UNASKED for place in places), "nothing is put twice"
        for place in places:
            replies[place] = answer(cases[place])
    return replies


def put(cases: list[Case], replies: list[Reply]) -> list[int]:
    return sorted({case["n"] for case, reply in zip(cases, replies, strict=True) if reply is not UNASKED})


def costing(seconds: Callable[[int], float]) -> Callable[[Case], Reply]:
    return lambda case: Reply("ok", {"costs": [[case["n"], seconds(case["n"])]]} if "n" in case else {})


@pytest.mark.parametrize(
    ("seconds", "largest"),
    [
        (lambda n: (n / 400) ** 2, 3200),
        (lambda n: n / 16_000, 6400),
        (lambda n: (n / 32_000) ** 2, 25_600),
        (lambda n: 0.5 + n / 3200, 12_800),
        (lambda n: 5.0, 25_600),
        (lambda n: 0.0, 25_600),
    ],
)
def test_it_climbs_until_the_cost_can_be_told(seconds: Callable[[int], float], largest: int) -> None:
    cases = series("a")
    assert put(cases, climbed(cases, costing(seconds)))[-1] == largest


def test_what_is_ten_times_cheaper_is_found_to_be_steep() -> None:
    cases = series("a")
    replies = climbed(cases, costing(lambda n: 0.1 * (n / 8000) ** 2))
    costs = [cost for reply in replies if reply is not UNASKED for cost in reply.fields["costs"]]
    assert not growth(costs).harmless


@pytest.mark.parametrize("reply", [Reply("timeout", {}), Reply("crashed", {}), Reply("ok", {})])
def test_a_series_without_answer_ends(reply: Reply) -> None:
    cases = series("a")
    replies = climbed(cases, lambda case: reply if case["n"] == 200 else Reply("ok", {"costs": [[case["n"], 0.001]]}))
    assert put(cases, replies) == list(SIZES[:6])


def test_other_cases_are_put_once_and_at_first() -> None:
    cases: list[Case] = [{"id": "twin"}, *series("a"), {"id": "also", "growth": "c"}, *series("b")]
    first = due(cases, [UNASKED] * len(cases))
    assert {cases[place]["id"] for place in first} >= {"twin", "also"}
    replies = climbed(cases, costing(lambda n: n / 32_000))
    assert all(replies[place] is not UNASKED for place in (0, 1 + len(series("a"))))


def test_six_sizes_are_put_as_they_are() -> None:
    cases = series("a", SIZES[:6])
    assert put(cases, climbed(cases, costing(lambda n: 0.0))) == list(SIZES[:6])
