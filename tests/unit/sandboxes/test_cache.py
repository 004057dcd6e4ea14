"""The cache directory: where it is, what is kept in it, what is swept out of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from sandboxes.cache import cache_dir, installation_id, scratch, sweep_scratch, write_atomically
from sandboxes.errors import UserError

SHOW_ID = "from sandboxes.cache import installation_id; print(installation_id())"
LEAVE_SCRATCH = """
import os, signal
from sandboxes.cache import scratch
with scratch() as directory:
    (directory / "file").write_text("left behind")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_environment_names_the_directory(cache: Path) -> None:
    assert cache_dir("a", "b") == cache / "a" / "b"
    assert (cache / "a" / "b").is_dir()


def test_without_a_setting_it_is_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MELTBENCH_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_dir() == tmp_path / "meltbench"


def test_an_impossible_directory_is_a_user_error(cache: Path) -> None:
    cache.write_text("a file where the directory should be")
    with pytest.raises(UserError, match="MELTBENCH_CACHE"):
        cache_dir()


def test_processes_that_start_together_draw_one_id() -> None:
    started = [subprocess.Popen([sys.executable, "-c", SHOW_ID], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    drawn = {process.communicate()[0].strip() for process in started}
    assert drawn == {installation_id()}
    assert len(installation_id()) == 12
    assert [path.name for path in cache_dir().iterdir()] == ["installation"]


def test_scratch_is_removed_even_after_an_error() -> None:
    with pytest.raises(RuntimeError), scratch() as directory:
        (directory / "file").write_text("content")
        raise RuntimeError
    assert not directory.exists()


def test_sweeping_takes_what_the_dead_left_and_nothing_else() -> None:
    subprocess.run([sys.executable, "-c", LEAVE_SCRATCH])
    with scratch() as living:
        left = [d for d in living.parent.iterdir() if d != living]
        assert len(left) == 1
        assert sweep_scratch() == left
        assert [*living.parent.iterdir()] == [living]


def test_a_failed_write_leaves_the_old_content(tmp_path: Path) -> None:
    path = write_atomically(tmp_path / "file", "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "\ud800")
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]
