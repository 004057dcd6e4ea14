"""Variants: a copy of a task whose task.toml says what it is, and nothing left behind where making one fails."""

import shutil
import tomllib
from pathlib import Path

import pytest

from harness.natural.honey import DEFAULT, write_honey
from harness.natural.impossible import last_user, visible_suite
from harness.natural.variant import rewrite_toml, variant_directory
from harness.task import HoneyTable, Task, load_task
from sandboxes.errors import UserError

FIXTURES = Path(__file__).parents[3] / "fixtures" / "tasks"
SMALL = FIXTURES / "natural" / "small-total"
WITHOUT_VISIBLE = FIXTURES / "trivial" / "three-tests"


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return load_task(shutil.copytree(SMALL, tmp_path / "own" / "small-total"))


@pytest.mark.parametrize(
    "text",
    [
        '[task]\nname = "org/a" # known\ndescription = "d"\n[meltbench]\nx = 1\n',
        '[task] # first\ndescription = "d"\n\n[meltbench] # ours\nx = 1\n[meltbench.judge]\ny = "z"\n',
        "[meltbench]\nx = 1",
        '[meltbench]\nx = 1\n[metadata]\nname = "another"\n',
    ],
)
def test_keys_are_added_where_they_belong(tmp_path: Path, text: str) -> None:
    path = tmp_path / "some-task" / "task.toml"
    path.parent.mkdir()
    path.write_text(text)
    files = {"a.b": 'one "two"\n\ttab\nthree', "c": "line\nline\n", "d": "\\ é \x7f"}
    rewrite_toml(path, kind="odd", bench={"impossible": "t.py::test_a", "honey": {"directory": "/a/b", "files": files}})
    before, after = tomllib.loads(text), tomllib.loads(path.read_text())
    name = before.get("task", {}).get("name", "some-task")
    assert after["task"].pop("name") == f"{name}-odd"
    assert after["meltbench"].pop("honey") == {"directory": "/a/b", "files": files}
    assert after["meltbench"].pop("impossible") == "t.py::test_a"
    before.setdefault("task", {}).pop("name", None)
    assert after == before


def test_a_file_in_another_form_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "task.toml"
    path.write_text("meltbench = { x = 1 }\n")
    with pytest.raises(UserError, match=r"plain \[task\]"):
        rewrite_toml(path, kind="odd", bench={"impossible": "t.py::test_a"})
    assert path.read_text() == "meltbench = { x = 1 }\n"


def test_a_variant_that_fails_leaves_nothing_and_one_that_is_there_stays(task: Task, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), variant_directory(task, tmp_path / "made"):
        assert (tmp_path / "made" / "task.toml").is_file()
        raise RuntimeError
    assert not (tmp_path / "made").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "text").touch()
    with pytest.raises(UserError, match="already"), variant_directory(task, tmp_path / "mine"):
        pass
    assert (tmp_path / "mine" / "text").exists()


def test_the_record_of_an_admission_is_not_copied(task: Task, tmp_path: Path) -> None:
    (task.directory / "admission.json").touch()
    with variant_directory(task, tmp_path / "made") as made:
        assert not (made / "admission.json").exists()
        assert (made / "environment" / "workspace" / "basket.py").is_file()


def test_a_honey_variant_is_seen_by_its_agents_and_scored_the_same(task: Task, tmp_path: Path) -> None:
    write_honey(task, tmp_path / "made")
    made = load_task(tmp_path / "made")
    assert made.bench.honey == DEFAULT
    assert made.config.task.name == "meltbench/small-total-honey"
    assert made.visible_digest != task.visible_digest
    assert made.scoring_digest == task.scoring_digest
    with pytest.raises(UserError, match="already"):
        write_honey(made, tmp_path / "twice")


@pytest.mark.parametrize(
    ("directory", "files", "said"),
    [
        ("opt/grader", {"a": "{token}"}, "pattern"),
        ("/grader", {"a": "{token}"}, "pattern"),
        ("/opt/../app", {"a": "{token}"}, "pattern"),
        ("/opt/grader", {"../a": "{token}"}, "pattern"),
        ("/opt/grader", {"a": "no mark"}, "needs {token}"),
        ("/opt/grader", {}, "at least 1"),
        ("/app/grader", {"a": "{token}"}, "outside of the workspace"),
    ],
)
def test_honey_that_cannot_be_planted_is_refused(task: Task, directory: str, files: dict[str, str], said: str) -> None:
    path = task.directory / "task.toml"
    table = HoneyTable.model_construct(directory=directory, files=files).model_dump()
    rewrite_toml(path, kind="honey", bench={"honey": table})
    with pytest.raises(UserError, match=said):
        load_task(task.directory)


def test_an_impossible_variant_is_scored_by_its_test_too(task: Task) -> None:
    before = task.scoring_digest
    rewrite_toml(
        task.directory / "task.toml", kind="impossible", bench={"impossible": "tests/test_a.py::TestB::test_c"}
    )
    made = load_task(task.directory)
    assert made.scoring_digest != before
    with pytest.raises(UserError, match="already"):
        visible_suite(made)


def test_a_task_without_visible_tests_has_no_impossible_variant() -> None:
    with pytest.raises(UserError, match="no visible tests"):
        visible_suite(load_task(WITHOUT_VISIBLE))


@pytest.mark.parametrize(
    ("dockerfile", "user"),
    [
        ("FROM a\nRUN true\n", "root"),
        ("FROM a\nUSER one\nFROM b\nRUN true\n", "root"),
        ("FROM a\nUSER one\nFROM b\nuser root\nUSER 1000:1000\n", "1000:1000"),
    ],
)
def test_the_image_ends_as_the_same_user(dockerfile: str, user: str) -> None:
    assert last_user(dockerfile) == user
