"""What a person's clock says, whatever line of its journal is the last, and what is made of several people's times."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from harness.agents.person.agent import Desk, Person
from harness.agents.person.clock import Clock, Event, Kind, active_s
from harness.agents.registry import find_agent
from harness.attempts import Attempt, Attempts
from harness.reports.baselines import baselines
from sandboxes.errors import UserError

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def told(*events: tuple[Kind, float]) -> list[Event]:
    return [Event(at=DAY + timedelta(seconds=at), kind=kind) for kind, at in events]


@pytest.mark.parametrize(
    ("events", "seconds"),
    [
        ([], 0),
        ([("start", 0)], 0),
        ([("start", 0), ("tick", 5), ("tick", 10)], 10),
        ([("start", 0), ("tick", 5), ("stop", 7)], 7),
        ([("start", 0), ("stop", 7), ("note", 50), ("start", 100), ("stop", 103), ("submit", 103)], 10),
        ([("start", 0), ("tick", 5), ("start", 1000), ("stop", 1001)], 6),
        ([("start", 10), ("stop", 4)], 0),
    ],
    ids=["nothing", "begun", "died while it ran", "stopped", "a night between", "died and came back", "clock set back"],
)
def test_only_time_that_the_clock_ran_counts(events: list[tuple[Kind, float]], seconds: float) -> None:
    assert active_s(told(*events)) == seconds


def test_the_clock_outlives_its_process(tmp_path: Path) -> None:
    path = tmp_path / "clock.jsonl"
    Clock(path).note("start")
    with path.open("a") as handle:
        handle.write('{"at": "2026-01-0')  # died while it wrote
    Clock(path).note("note", "back")
    assert [event.kind for event in Clock(path).events] == ["start", "note"]


def test_a_person_who_died_between_two_names_finds_their_work(tmp_path: Path) -> None:
    desk = Desk(console=None, directory=tmp_path)  # type: ignore[arg-type]
    (tmp_path / "workspace.old").mkdir()
    desk.recover()
    assert desk.saved.is_dir()


def test_people_are_no_agents_to_be_run() -> None:
    assert isinstance(find_agent("human:ada"), Person)
    with pytest.raises(UserError, match="no name"):
        find_agent("human:a b")


def attempt(who: str, minutes: float, score: float) -> Attempt:
    shared = {"run": "r", "task": "t", "cluster": "t", "kind": "smoke", "domain": "code", "channel": "verified"}
    unknown = {"model": "", "released": None, "tier": "", "attempt": 1, "cheated": False, "judged": None}
    spent = {"scripted": False, "wall_s": 60 * minutes, "active_s": 60 * minutes, "usd": None, "tokens": None}
    return Attempt(**shared, **unknown, **spent, agent=who, score=score, passed=score == 1, human=None)  # type: ignore[arg-type]


def test_the_middle_is_the_geometric_mean_of_those_who_solved_it() -> None:
    rows = [
        attempt("human:a", 10, 1),
        attempt("human:b", 40, 1),
        attempt("human:c", 20, 1),
        attempt("human:d", 500, 0.9),
    ]
    (found,) = baselines(Attempts((*rows, attempt("oracle", 1, 1)), ()))
    assert found.minutes == pytest.approx((10, 20, 40))
    assert found.failed == pytest.approx((500,))
    assert found.mid == pytest.approx(20)
    # The logarithms deviate by ln 2; 1.645 of them are a factor of 3.13 either way.
    assert (found.low, found.high) == pytest.approx((20 / 3.127, 20 * 3.127), rel=1e-3)
    assert 'source = "baseline", n = 3' in found.line


def test_a_single_time_has_the_band_that_people_usually_have() -> None:
    (one,) = baselines(Attempts((attempt("human:a", 30, 1),), ()))
    assert (one.low, one.mid, one.high) == pytest.approx((10, 30, 90))
    (none,) = baselines(Attempts((attempt("human:a", 30, 0),), ()))
    assert (none.mid, none.line) == (None, "")
