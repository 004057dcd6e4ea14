"""Where judges say that a property holds and a check of it fails: counted by hand."""

from itertools import count

import pytest

from scoring.contrast.mirrored import Beside, Found, Mirrored, alone, mirrored
from scoring.reward import CheckResult
from scoring.stats.intervals import clopper_pearson, wilson

NUMBER = count()


def look(score: int | None, *passed: bool | None, task: str = "t", work: str = "", judge: str = "scripted:a") -> Beside:
    """A look at a work of its own, if none is named; checks are of two kinds in turn."""
    kinds = ("word_count", "contains")
    found = tuple(Found(f"c{at}", kinds[at % 2], one) for at, one in enumerate(passed))
    source = "scripted" if judge.startswith("scripted") else "live"
    return Beside(task, work or f"w{next(NUMBER)}", judge, source, "brief", score, found)


def by_name(looks: list[Beside]) -> dict[str, Mirrored]:
    return {one.name or "all": one for one in mirrored(looks)}


def test_the_matrix_and_the_rates() -> None:
    looks = [look(3, False)] * 3 + [look(2, False)] * 1 + [look(3, True)] * 5 + [look(0, True)] * 2
    (whole, kind, prop) = mirrored(looks)
    assert (whole.group, kind.group, prop.group) == ("all", "kind", "property")
    assert (prop.name, prop.checks) == ("t brief", ("c0",))
    for one in (whole, kind, prop):
        counts = (one.held_failed, one.held_passed, one.denied_failed, one.denied_passed)
        assert counts == (3, 5, 1, 2)
        assert one.looks == 11
        assert one.overlooked.measured.value == pytest.approx(3 / 4)
        assert one.hollow.measured.value == pytest.approx(3 / 8)
        assert one.stricter.measured.value == pytest.approx(2 / 7)
        assert one.overlooked.measured.n == 4
        assert one.sources == ("scripted",)


def test_a_property_fails_where_one_of_its_checks_does() -> None:
    found = by_name([look(3, True, False), look(3, True, True), look(3, None, False), look(3, None, True)])
    assert (found["all"].held_failed, found["all"].held_passed, found["all"].untold) == (2, 1, 1)
    # By kind the checks of that kind alone decide.
    assert (found["word_count"].held_failed, found["word_count"].held_passed) == (0, 2)
    assert found["word_count"].untold == 2
    assert (found["contains"].held_failed, found["contains"].held_passed) == (2, 2)


def test_who_abstained_is_left_out_and_counted() -> None:
    whole = by_name([look(None, False), look(None, None), look(3, False)])["all"]
    assert (whole.abstained, whole.untold, whole.looks) == (2, 0, 1)


def test_none_of_a_few_is_a_bound_with_works_as_units() -> None:
    # Two looks at each of eight works of two tasks: eight units and no more.
    looks = [look(1, False, task=f"t{n % 2}", work=f"w{n}") for n in range(8) for _ in range(2)]
    figure = by_name(looks)["all"].overlooked
    assert (figure.measured.value, figure.measured.n, figure.measured.clusters) == (0, 16, 8)
    assert figure.measured.high == pytest.approx(clopper_pearson(0, 8).high)
    assert (figure.scope, figure.below) == ("these tasks", "below minimum (8 of 50 works)")


def test_from_six_tasks_up_tasks_are_the_units() -> None:
    looks = [look(score, False, task=f"t{n}") for n in range(7) for score in (3, 3 if n % 2 else 1)]
    figure = by_name(looks)["all"].overlooked
    assert (figure.scope, figure.measured.clusters, figure.measured.n) == ("tasks", 7, 14)
    assert figure.measured.low is not None
    assert figure.measured.low < 10 / 14 < (figure.measured.high or 0)


def test_works_that_were_looked_at_once_are_independent() -> None:
    measured = by_name([look(3, False), look(1, False), look(1, False)])["all"].overlooked.measured
    assert (measured.low, measured.high) == pytest.approx(wilson(1, 3)[:2])


def test_several_looks_at_too_few_works_give_no_interval() -> None:
    figures = by_name([look(score, False, work=work) for score in (3, 1) for work in "ab"])["all"]
    assert figures.overlooked.measured.low is None
    assert figures.overlooked.measured.note == "cannot decide (2 of 6 works)"
    assert figures.stricter.measured.note == "no such look"


def test_several_judges_are_told_apart() -> None:
    found = by_name([look(3, False), look(1, False, judge="b/model")])
    assert found["scripted:a"].overlooked.measured.value == 1
    assert found["b/model"].overlooked.measured.value == 0
    assert found["b/model"].sources == ("live",)
    assert found["all"].sources == ("live", "scripted")


def test_nothing_gives_nothing() -> None:
    assert list(mirrored([])) == []


@pytest.mark.parametrize(
    ("score", "scale", "held"),
    [(1.0, 1.0, True), (0.5, 1.0, False), (0.7, 0.7, True), (0.35, 0.7, False), (0.0, 0.0, None)],
)
def test_a_check_that_another_one_scales_is_read_by_itself(score: float, scale: float, held: bool | None) -> None:
    assert alone(CheckResult(id="a", passed=score == 1, score=score), scale) is held
