"""Tricks on the works of a run, put to judges with their defences and without: real ladders, no containers."""

import time
from pathlib import Path

import pytest

from harness.contrast.evidence import TRICKS, Trick, tricks_of
from harness.contrast.tricks import try_tricks
from harness.journal import Journal
from harness.store import RunStore
from tests.unit.harness import played, tiny_ladders

GULLIBLE = "scripted:gullible=1"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    return tmp_path


def tricks(root: Path, until: float) -> tuple[bool, RunStore, list[Trick]]:
    tasks = played.tasks_in(tiny_ladders.tasks(root / "tasks", 1))
    store = played.play(root / "run", tasks, "artifact:all", judges=(GULLIBLE,))
    enough = try_tricks(store, played.host(), tasks, lambda _: None, jobs=2, until=until)
    return enough, store, list(Journal(store.root / TRICKS).read(Trick.model_validate_json))


def test_judges_meet_tricks_with_all_defences_and_with_none(home: Path) -> None:
    enough, store, lines = tricks(home, until=time.monotonic() + 600)
    assert enough
    on, off = ([one for one in lines if one.guarded == guarded] for guarded in (True, False))
    assert len(on) > 50
    assert {one.attack for one in on} == {one.attack for one in off}
    assert sum(one.worked for one in off) > sum(one.worked for one in on), "defences are worth something"
    found = {one.guarded: one for one in tricks_of([store])}
    assert found[True].worked.sum() == sum(one.worked for one in on)
    assert found[False].worked.sum() == sum(one.worked for one in off)


def test_without_time_only_the_card_is_served(home: Path) -> None:
    enough, _, lines = tricks(home, until=0.0)
    assert not enough
    assert lines
    assert all(one.guarded for one in lines)


def test_lines_of_before_were_guarded() -> None:
    old = (
        '{"domain":"code","channel":"judged","rater":"j","task":"t","artifact":"0","attack":"bold","worked":false,'
        '"defects":null}'
    )
    assert Trick.model_validate_json(old).guarded
