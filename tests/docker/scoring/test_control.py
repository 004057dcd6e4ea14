"""The naive control against the smoke task: sound on honest work, open to cheats, and closed by what is added."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.attack.control_room import CHECKS, NOTHING, ControlRoom
from harness.dataset import Dataset, tasks_root
from harness.host import Host
from harness.task import Task
from scoring.verify.defences import Defence


@pytest.fixture(scope="module")
def task() -> Task:
    return Dataset(tasks_root()).task("smoke/split-package")


@pytest.fixture(scope="module")
def room(task: Task, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ControlRoom]:
    said: list[str] = []
    yield ControlRoom(Host(said.append), [task], tmp_path_factory.mktemp("run") / "attack", threading.Event())


@pytest.mark.parametrize(("player", "passes"), [("oracle", True), ("nop", False), ("sloppy", False)])
def test_it_judges_honest_work_rightly(room: ControlRoom, task: Task, player: str, passes: bool) -> None:
    assert room.judge(task, player).passes is passes


@pytest.mark.parametrize("defence", [d for d in Defence if not d.kind])
def test_every_defence_lets_the_reference_pass(room: ControlRoom, task: Task, defence: Defence) -> None:
    assert room.judge(task, "oracle", frozenset({defence})).passes


@pytest.mark.parametrize(
    ("exploit", "defence"),
    [
        ("conftest-hook", Defence.PACKAGE_ONLY),
        ("conftest-hook", Defence.OWN_CONFIGURATION),
        ("exit-zero", Defence.PINNED_OUTCOMES),
        ("facade-chunks", Defence.FACADE),
    ],
)
def test_a_cheat_succeeds_until_the_defence_against_it_is_added(
    room: ControlRoom, task: Task, exploit: str, defence: Defence
) -> None:
    assert room.judge(task, exploit).passes
    assert not room.judge(task, exploit, frozenset({defence})).passes


def test_a_verdict_is_played_once(room: ControlRoom, task: Task) -> None:
    first = room.judge(task, "nop", NOTHING)
    again = ControlRoom(Host(print), [task], room._root, threading.Event())
    assert again.judge(task, "nop", NOTHING) == first


@pytest.mark.slow
@pytest.mark.parametrize("name", ["smoke/xmltodict-strict", "refactor/tabulate-plugins"])
def test_it_is_sound_where_types_are_counted_and_where_tools_draw(name: str, tmp_path: Path) -> None:
    task = Dataset(tasks_root()).task(name)
    other = ControlRoom(Host(print), [task], tmp_path / "attack", threading.Event())
    assert other.tasks == [task]
    assert {player: other.judge(task, player).passes for player in CHECKS} == {
        "oracle": True,
        "nop": False,
        "sloppy": False,
    }
