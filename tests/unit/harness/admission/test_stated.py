"""What a task has to say of itself."""

import shutil
import threading
from pathlib import Path

import pytest

from harness.admission.stated import stated
from harness.admission.subject import Settings, Subject
from harness.host import Host
from harness.task import load_task

SOUND = Path(__file__).parents[3] / "fixtures" / "tasks" / "faults" / "sound"


def failures(directory: Path) -> dict[str, str]:
    """Item -> message of what did not pass."""
    settings = Settings(jobs=1, mutants=20, seed=1)
    task = load_task(directory)
    subject = Subject(task, Host(print), directory, settings, threading.Event(), print)
    return {item.id: item.message for item in stated(subject, None) if not item.passed}


def test_the_sound_task_says_it_all() -> None:
    assert failures(SOUND) == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "item"),
    [
        ("task.toml", "human_minutes", "# human_minutes", "human-time"),
        ("task.toml", "low = 3, mid = 5, high = 10", "low = 5, mid = 5, high = 5", "human-time"),
        (
            "task.toml",
            'rule = "60 lines read at 20 a minute, three files cut; band x0.6 to x2"',
            'rule = " "',
            "human-time",
        ),
        ("task.toml", "memory_mb = 512", "memory_mb = 16", "limits"),
        ("task.toml", '"no-network"', '"public"', "limits"),
        ("task.toml", "[agent]\ntimeout_sec = 60.0", "[agent]", "timeouts"),
        ("task.toml", "fresh_cases = 5", "case_timeout_s = 900", "timeouts"),
        ("task.toml", 'role = "oracle"', 'role = "visible"', "second-oracle"),
        ("task.toml", 'path = "oracle"\n', "", "second-oracle"),
        ("task.toml", 'name = "oracle"\n', "", "check-ids"),
        ("ladder/ladder.toml", "defects = 2", "defects = 1", "ladder"),
        ("ladder/ladder.toml", "defects = 0", "defects = 3", "ladder"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, file: str, old: str, new: str, item: str) -> None:
    task = shutil.copytree(SOUND, tmp_path / "task")
    path = task / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    assert set(failures(task)) == {item}
