"""Loading tasks: digests that know what belongs to them, and errors that name file, key and remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.dataset import Dataset, tasks_root
from harness.task import load_task
from sandboxes.errors import UserError
from tests.unit.harness import tiny_ladders

TRIVIAL = Path(__file__).parents[2] / "fixtures" / "tasks" / "trivial" / "three-tests"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(TRIVIAL, tmp_path / "family" / "task")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_shipped_tasks_load() -> None:
    dataset = Dataset(tasks_root())
    for name in dataset.names():
        task = dataset.task(name)
        assert task.name == name
        assert task.bench.verify
        assert (task.directory / "solution" / "solve.sh").is_file()
        assert (task.directory / "tests" / "test.sh").is_file()
    for suite, names in dataset.suites().items():
        assert [task.name for task in dataset.select([suite])] == names


SEEN = {
    "instruction": lambda t: edit(t / "instruction.md", "42", "43"),
    "environment": lambda t: edit(t / "environment/README.md", "empty", "bare"),
    "limits": lambda t: edit(t / "task.toml", "memory_mb = 512", "memory_mb = 513"),
}
SCORING = {
    "tests": lambda t: edit(t / "tests/hidden/suite/test_answer.py", "42", "43"),
    "verifier": lambda t: edit(t / "task.toml", "timeout_s = 60", "timeout_s = 61"),
}


@pytest.mark.parametrize("change", SEEN.values(), ids=SEEN)
def test_what_agents_see_changes_the_visible_digest_alone(copy: Path, change: Callable[[Path], None]) -> None:
    before = load_task(copy)
    digests = before.visible_digest, before.scoring_digest
    change(copy)
    after = load_task(copy)
    assert after.visible_digest != digests[0]
    assert after.scoring_digest == digests[1]


@pytest.mark.parametrize("change", SCORING.values(), ids=SCORING)
def test_what_scores_changes_the_scoring_digest_alone(copy: Path, change: Callable[[Path], None]) -> None:
    before = load_task(copy)
    digests = before.visible_digest, before.scoring_digest
    change(copy)
    after = load_task(copy)
    assert after.visible_digest == digests[0]
    assert after.scoring_digest != digests[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[meltbench]", "[melted]", "key meltbench.family: Field required"),
        ('kind = "suite"', 'kind = "vibes"', "meltbench.verify.0.kind"),
        ("low = 1,", "low = 5,", "low <= mid <= high"),
        ("cpus = 1", "cpus = -1", "environment.cpus"),
        ('domain = "code"', 'domain = "code"\ntrack = ["open"]', "instruction.open.md"),
    ],
)
def test_what_is_wrong_is_named(copy: Path, old: str, new: str, said: str) -> None:
    edit(copy / "task.toml", old, new)
    with pytest.raises(UserError, match=said) as caught:
        load_task(copy)
    assert str(copy) in str(caught.value)
    assert caught.value.mend


def test_unknown_keys_of_harbors_tables_are_left_alone(copy: Path) -> None:
    edit(copy / "task.toml", "[verifier]", "[verifier]\nunheard_of = 1")
    assert load_task(copy).name == "family/task"


def test_a_missing_dockerfile_is_named(copy: Path) -> None:
    (copy / "environment" / "Dockerfile").unlink()
    with pytest.raises(UserError, match="Dockerfile"):
        load_task(copy)


def test_an_agent_is_told_its_time_where_the_task_says_so(copy: Path) -> None:
    before = load_task(copy)
    edit(copy / "task.toml", 'domain = "code"', 'domain = "code"\ntell_time = true')
    told = load_task(copy)
    assert told.instruction("instructed").endswith(
        "\n\nYou have 1 min for this; what is in the workspace then counts.\n"
    )
    assert told.instruction("instructed").startswith(before.instruction("instructed").rstrip())
    assert told.visible_digest != before.visible_digest


@pytest.mark.parametrize("check", ["room", "deliverable", "roof"])
def test_a_rubric_mirrors_checks_of_its_task(tmp_path: Path, check: str) -> None:
    directory = tiny_ladders.tasks(tmp_path, 1) / "writing" / "letter-0"
    tiny_ladders.mirroring(directory, check)
    task = load_task(directory)
    if check == "room":
        assert task.rubric
        assert task.rubric.criteria[0].mirrors == ("room",)
        return
    with pytest.raises(UserError, match=f"'warmth' mirrors '{check}'") as caught:
        _ = task.rubric
    assert str(directory / "rubric.toml") in str(caught.value)
