"""The record of an admission: written, read, sampled."""

import json
import shutil
from pathlib import Path

import pytest

from harness.admission.check import drawn, recorded, standing_of
from harness.admission.digests import digests_of
from harness.admission.record import Admission, Item, Step, read_record, write_record
from harness.task import Task, load_task
from sandboxes.errors import UserError

TASKS = Path(__file__).parents[4] / "tasks"
SOUND = Path(__file__).parents[3] / "fixtures" / "tasks" / "faults" / "sound"


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """A copy of a task."""
    return load_task(shutil.copytree(SOUND, tmp_path / "faults" / "sound"))


def admission(task: Task, *, passed: bool = True) -> Admission:
    """A record of two steps with ten items each."""
    items = tuple(Item(id=f"item-{n}", passed=passed or n != 3) for n in range(10))
    return Admission(
        task=task.name,
        digests=digests_of(task),
        meltbench="0",
        made="2026-01-01T00:00:00+00:00",
        host={},
        seed=1,
        mutants=200,
        steps=(Step(name="stated", items=items), Step(name="sealed", items=items)),
    )


def test_a_record_is_read_as_it_was_written(task: Task) -> None:
    record = admission(task)
    path = write_record(task, record)
    assert path == task.directory / "admission.json"
    assert json.loads(path.read_text())["admitted"] is True
    assert read_record(task) == record


def test_one_failed_item_fails_the_whole(task: Task) -> None:
    record = admission(task, passed=False)
    assert not record.admitted
    assert [item.id for item in record.steps[0].failures] == ["item-3"]


def test_the_record_and_the_readme_are_no_part_of_what_it_holds_for(task: Task) -> None:
    before = digests_of(task)
    write_record(task, admission(task))
    (task.directory / "README.md").write_text("More of it.\n")
    assert digests_of(task) == before
    (task.directory / "solution" / "solve.sh").write_text("true\n")
    assert digests_of(task).task != before.task


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"schema_version": 99}'])
def test_a_damaged_record_is_one_line(task: Task, damage: str) -> None:
    (task.directory / "admission.json").write_text(damage)
    with pytest.raises(UserError, match="meltbench tasks check faults/sound"):
        read_record(task)


@pytest.mark.parametrize(("share", "number"), [(0.0, 1), (0.1, 2), (0.11, 3), (1.0, 20)])
def test_a_share_of_the_items_is_drawn(task: Task, share: float, number: int) -> None:
    record = admission(task)
    picked = drawn(record, share, seed=1)
    assert sum(len(names) for _, names in picked) == number
    assert picked == drawn(record, share, seed=1)
    assert share in (0.0, 1.0) or any(picked != drawn(record, share, seed=seed) for seed in range(2, 9))


def test_a_record_speaks_about_its_state_of_the_task_only_and_says_what_else_changed(task: Task) -> None:
    record, today = admission(task), digests_of(task)
    assert standing_of(record, today) == Item(id="digests", passed=True)
    later = standing_of(record, today.model_copy(update={"verifier": "other"}))
    assert later.passed
    assert later.message == "made with another verifier"
    assert not standing_of(record, today.model_copy(update={"task": "other"})).passed


def test_a_task_is_admitted_by_its_record_as_long_as_it_is_the_same(task: Task) -> None:
    assert recorded(task, 200) is None, "there is none"
    write_record(task, admission(task))
    assert recorded(task, 200) == read_record(task)
    assert recorded(task, 201) is None, "by fewer mutants"
    (task.directory / "card.toml").write_text("")
    assert recorded(task, 200), "the card is no part of it"
    (task.directory / "instruction.md").write_text("Something else.\n")
    assert recorded(task, 200) is None


def test_a_record_that_does_not_admit_calls_for_another(task: Task) -> None:
    write_record(task, admission(task, passed=False))
    assert recorded(task, 200) is None


@pytest.mark.parametrize("path", sorted(TASKS.glob("*/*/admission.json")), ids=lambda path: path.parent.name)
def test_every_record_that_lies_beside_a_task_admits_it_as_it_is(path: Path) -> None:
    task = load_task(path.parent)
    assert recorded(task, 200), f"changed since: meltbench tasks check {task.name}, or remove the record"


def test_records_say_what_their_steps_took_also_where_they_were_resumed() -> None:
    for path in sorted(TASKS.glob("*/*/admission.json")):
        took = {step["name"]: step["seconds"] for step in json.loads(path.read_text())["steps"]}
        assert took["repeats"] > 0, f"{path}: studies plan by it"
        assert took["ladder"] > 0, f"{path}: studies plan by it"
