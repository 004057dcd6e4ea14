"""Locks hold between threads and between processes, and die with their holder."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sandboxes.locks import locked

HOLD = """
import sys
from sandboxes.locks import locked
with locked("it"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path))


class Waiter:
    """A thread that wants the lock and says when it has it."""

    def __init__(self, name: str) -> None:
        self.has_it = threading.Event()
        self._thread = threading.Thread(target=self._take, args=(name,))
        self._thread.start()

    def _take(self, name: str) -> None:
        with locked(name):
            self.has_it.set()

    def end(self) -> bool:
        self._thread.join(timeout=10)
        return self.has_it.is_set()


def test_a_thread_waits_for_another() -> None:
    with locked("it"):
        waiter = Waiter("it")
        assert not waiter.has_it.wait(0.05)
    assert waiter.end()


def test_other_names_do_not_wait() -> None:
    with locked("it"):
        assert Waiter("another").end()


def test_a_killed_process_has_let_go() -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        waiter = Waiter("it")
        assert not waiter.has_it.wait(0.05)
        holder.kill()
        assert waiter.end()


def test_a_name_is_a_file_name_and_no_path() -> None:
    with pytest.raises(ValueError, match="lock name"), locked("../escape"):
        pass
