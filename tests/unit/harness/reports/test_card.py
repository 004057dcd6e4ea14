"""The suite card is what the files of tasks say."""

import shutil
from pathlib import Path

import pytest

from harness.admission.record import Admission, Digests, Facts, Item, Step, write_record
from harness.reports.card import card_of, cells, markdown
from harness.task import Task, load_task
from sandboxes.errors import UserError

SOUND = Path(__file__).parents[3] / "fixtures" / "tasks" / "faults" / "sound"
TASKS = Path(__file__).parents[4] / "tasks"
CARD = 'kind = "a shelf becomes two"\n\n[contamination]\nrisk = "high"\nwhy = "it is everywhere"\n'


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """A copy of a task with a card."""
    found = load_task(shutil.copytree(SOUND, tmp_path / "faults" / "sound"))
    (found.directory / "card.toml").write_text(CARD)
    return found


def test_a_task_without_a_card_is_named(task: Task) -> None:
    (task.directory / "card.toml").unlink()
    with pytest.raises(UserError, match="there is no card"):
        card_of(task)


def test_a_task_without_a_record_has_nothing_measured(task: Task) -> None:
    one = card_of(task)
    assert cells(one)[6:10] == ("not measured",) * 4
    assert cells(one)[-1] == "high: it is everywhere"


def test_a_source_of_several_wheels_is_named_once() -> None:
    about = card_of(load_task(TASKS / "smoke" / "xmltodict-strict")).about
    assert about.count("librt") == 1
    assert "xmltodict 0.13.0 (MIT)" in about


def test_what_was_measured_comes_from_the_record(task: Task) -> None:
    said = "188 of 200 noticed: 0.94 (0.90 to 0.97)"
    steps = (Step(name="mutants", items=(Item(id="kill-rate", passed=True, message=said),)),)
    facts = Facts(verify_s=12.4, image_mb=3.2, files=7, added=1200, removed=30)
    digests = Digests(task="", verifier="", exploits="")
    record = Admission(
        task=task.name, digests=digests, meltbench="0", made="", host={}, seed=1, mutants=200, steps=steps, facts=facts
    )
    write_record(task, record)
    one = card_of(task)
    assert cells(one)[6:10] == (said, "12 s", "7 files, +1,200 -30", "3 MB")
    page = markdown([one, one])
    human = one.human
    assert human and f"2 tasks, {2 * human.mid / 60:,.0f} hours" in page
    assert "take 6 MB above what all are built upon" in page and "once takes 0.4 min" in page
    write_record(task, record.model_copy(update={"facts": facts.model_copy(update={"base_mb": 211.4})}))
    assert "take 3 MB above the 211 MB of what all are built upon" in markdown([card_of(task)])
