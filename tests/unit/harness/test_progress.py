"""Snapshots scored off the clock: what is left to score, what a score is kept as, and what becomes of it over time."""

from itertools import pairwise
from pathlib import Path

import pytest

from harness.progress import progress_of, readings, score_snapshots, spread, wanted, watched
from harness.snapshots.repository import Snapshot
from harness.snapshots.taking import SnapshotReport
from harness.task import Task
from tests.unit.harness import played, snapped
from tests.unit.harness.snapped import LETTER, Attempt, letter

RISES = Attempt([(5, letter(0)), (10, letter(2)), (15, letter(1)), (20, letter(1)), (30, letter(5))], 1.0)
"""Begins with nothing, writes, breaks, rests, and ends with all doors."""


@pytest.fixture
def known(tmp_path: Path) -> dict[str, Task]:
    return snapped.tasks(tmp_path / "tasks")


def test_a_tree_is_scored_once_and_the_base_is_one_of_them(known: dict[str, Task], tmp_path: Path) -> None:
    again = Attempt([(4, letter(2)), (8, letter(4)), (9, letter(5)), (12, letter(5))], 1.0)
    store = snapped.run(tmp_path / "run", known, RISES, again)
    asked = wanted(store, played.host(), known, 10)
    assert [one.snapshot is None for one in asked] == [True, False, False, False], "the base first, and once"
    assert len({one.key for one in asked}) == len(asked)
    # The first snapshot is what all began with, and how a trial ended is known.
    trees = [one.key[1] for one in asked]
    assert trees == [snapped.digest(letter(red), tmp_path / "digests") for red in (0, 2, 1, 4)]
    snapped.read(store, known[LETTER], trees[1], 0.3)
    snapped.read(store, known[LETTER], trees[0], 0.0, base=True)
    assert [one.key[1] for one in wanted(store, played.host(), known, 10)] == trees[2:]
    assert [one.key[1] for one in wanted(store, played.host(), known, 1)] == trees[2:3], (
        "the last of each, less how it ended"
    )


def test_what_is_spread_ends_with_the_last() -> None:
    taken = [Snapshot(elapsed_s=at, paused_s=0, digest="", files=0, size_bytes=0) for at in range(1, 11)]
    assert [one.elapsed_s for one in spread(taken, 5)] == [2, 4, 6, 8, 10]
    assert [one.elapsed_s for one in spread(taken, 3)] == [3, 6, 10]
    assert spread(taken, 10) == spread(taken, 99) == taken
    assert spread([], 3) == []


def test_a_score_is_kept_as_soon_as_it_is_there(known: dict[str, Task], tmp_path: Path) -> None:
    store, host = snapped.run(tmp_path / "run", known, RISES), played.host()
    asked = wanted(store, host, known, 10)
    first = next(score_snapshots(store, host, known, asked, jobs=1))
    assert first in readings(store)
    list(score_snapshots(store, host, known, wanted(store, host, known, 10), jobs=2))
    kept = {one.key: one for one in readings(store)}
    assert len(kept) == len(asked)
    assert [one.base for one in kept.values()].count(True) == 1
    assert wanted(store, host, known, 10) == []
    (found,) = progress_of(store, known)
    assert found.curve.at.tolist() == [0, 5, 10, 15, 20, 30]
    value = found.curve.value.tolist()
    assert value[0] == value[1] == 0 < value[3] == value[4] < value[2] < value[5] == 1
    assert found.changed == (False, True, True, False, True)
    assert found.unscored == 0


def test_a_snapshot_without_a_score_is_counted_and_no_look(known: dict[str, Task], tmp_path: Path) -> None:
    store = snapped.run(tmp_path / "run", known, RISES)
    task = known[LETTER]
    assert progress_of(store, known) == [], "nothing but how it ended"
    trees = [snapped.digest(letter(red), tmp_path / "digests") for red in (0, 2, 1)]
    snapped.read(store, task, trees[0], 0.0, base=True)
    snapped.read(store, task, trees[1], None)
    snapped.read(store, task, trees[2], 0.9, scoring="of other checks")
    (found,) = progress_of(store, known)
    assert found.curve.at.tolist() == [0, 5, 30]
    assert found.unscored == 3
    assert found.changed == (False, True)


def test_an_agent_that_was_done_at_once_has_one_look(known: dict[str, Task], tmp_path: Path) -> None:
    store = snapped.run(tmp_path / "run", known, Attempt([(0.0, letter(0)), (0.0, letter(5))], 1.0))
    snapped.read(store, known[LETTER], snapped.digest(letter(0), tmp_path / "digests"), 0.0, base=True)
    (found,) = progress_of(store, known)
    assert (found.curve.at.tolist(), found.curve.value.tolist(), found.changed) == ([0.0], [1.0], ())


def test_trials_without_snapshots_or_reward_are_not_watched(known: dict[str, Task], tmp_path: Path) -> None:
    unscored, unseen = RISES._replace(value=None), Attempt([(30, letter(5))], 1.0)
    store = snapped.run(tmp_path / "run", known, RISES, unscored, unseen)
    snapped.read(store, known[LETTER], snapped.digest(letter(0), tmp_path / "digests"), 0.0, base=True)
    assert [one.spec.attempt for one in watched(store, known)] == [1, 2]
    assert [one.record.spec.attempt for one in progress_of(store, known)] == [1], "of one without an end there is none"


def test_one_that_ended_before_its_first_snapshot_has_two_looks(known: dict[str, Task], tmp_path: Path) -> None:
    end = [(30.0, letter(5))]
    quick, late = SnapshotReport(every_s=60), SnapshotReport(every_s=10)
    failed = SnapshotReport(every_s=60, failed=1)
    store = snapped.run(tmp_path / "run", known, *(Attempt(end, 1.0, watch=watch) for watch in (quick, late, failed)))
    snapped.read(store, known[LETTER], snapped.digest(letter(0), tmp_path / "digests"), 0.0, base=True)
    (found,) = progress_of(store, known)
    assert found.record.spec.attempt == 1
    assert (found.curve.at.tolist(), found.curve.value.tolist(), found.changed) == ([0, 30], [0, 1], (True,))


def test_what_was_spent_until_then_is_what_answers_had_cost(known: dict[str, Task], tmp_path: Path) -> None:
    paid = RISES._replace(usd=[(12.0, 0.25), (3.0, 0.5), (14.0, None)])
    store = snapped.run(tmp_path / "run", known, paid, RISES)
    snapped.read(store, known[LETTER], snapped.digest(letter(0), tmp_path / "digests"), 0.0, base=True)
    priced, free = progress_of(store, known)
    assert [at for at, _ in priced.spent] == [pytest.approx(3.0), pytest.approx(12.0)]
    assert all(before[1] < after[1] for before, after in pairwise(priced.spent))
    assert [priced.cost_until(at) for at in (2.0, 3.1, 11.9, 30.0)] == [0.0, 0.5, 0.5, 0.75]
    assert free.cost_until(30.0) is None
