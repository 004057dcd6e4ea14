"""Work apart from the harness: it ends in time whatever it is given, and no worker outlives its harness."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandboxes.errors import InfraError, UserError
from scoring import apart as room
from scoring.apart import Unfinished, apart
from scoring.verify.constraint.spec import load_checks

STUCK = (re.fullmatch, "(a*)*b", "a" * 60)
"""Never done in our time, and never lets go of the interpreter's lock."""


@pytest.fixture
def fresh() -> None:
    """No worker of an earlier test is used."""
    room._dismiss()


def test_a_worker_answers_as_this_process_would_and_is_used_again() -> None:
    assert apart(divmod, 7, 2) == (3, 1)
    first = apart(os.getpid)
    assert first != os.getpid()
    assert apart(os.getpid) == first
    assert apart(os.getsid, 0) == first, "Ctrl-C would reach it too"


def test_paths_mean_what_they_mean_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").touch()
    apart(os.getpid)
    monkeypatch.chdir(tmp_path)
    assert apart(os.listdir, ".") == ["here"]


def test_each_of_many_threads_gets_its_own_answer(fresh: None) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda n: apart(pow, n, 2), range(200))) == [n * n for n in range(200)]
    assert 1 <= len(room._idle) <= 4, "no more workers than threads"


def test_no_key_of_ours_is_told(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_API_KEY", "secret")
    assert apart(os.getenv, "MODEL_API_KEY") is None


@pytest.mark.parametrize(
    ("work", "why"),
    [
        ((*STUCK,), "took more than 0.2 s of processor time"),
        ((time.sleep, 600), "took more than 2 s"),
        ((bytearray, room.MEMORY_BYTES), "ran into MemoryError"),
        ((json.loads, "[" * 100_000), "ran into RecursionError"),
        ((signal.raise_signal, signal.SIGSEGV), "ended its process (Segmentation fault)"),
        ((os.abort,), "ended its process (Aborted)"),
    ],
    ids=lambda part: None if isinstance(part, tuple) else part,
)
def test_work_that_does_not_end_well_is_told_from_a_fault_of_ours(work: tuple[object, ...], why: str) -> None:
    former, started, spent = apart(os.getpid), time.monotonic(), time.process_time()
    with pytest.raises(Unfinished, match=f"^{re.escape(why)}$"):
        apart(*work, deadline_s=0.2)  # type: ignore[arg-type]
    assert time.monotonic() - started < 20
    assert time.process_time() - spent < 1, "this process has waited, not worked"
    assert apart(os.getpid) != former, "the worker is replaced"


def test_other_threads_go_on_beside_work_that_is_stuck() -> None:
    turns = 0
    done = threading.Event()

    def ask() -> None:
        with pytest.raises(Unfinished):
            apart(*STUCK, deadline_s=0.5)
        done.set()

    thread = threading.Thread(target=ask)
    thread.start()
    while not done.wait(0.01):
        turns += 1
    thread.join()
    assert turns > 10


@pytest.mark.parametrize(
    ("work", "kind", "text"),
    [
        ((int, "x"), ValueError, "invalid literal"),
        ((load_checks, Path("/nowhere/checks.toml")), UserError, "/nowhere/checks.toml"),
        ((threading.Lock,), TypeError, "pickle"),
        ((exec, "class Unknown(Exception): pass\nraise Unknown('here')"), RuntimeError, "Unknown: here"),
        ((os._exit, 3), ChildProcessError, "exit code 3"),
        ((sys.exit, 4), ChildProcessError, "exit code 4"),
    ],
)
def test_a_fault_of_ours_is_raised_as_what_it_is(
    work: tuple[Callable[..., object], object], kind: type[Exception], text: str
) -> None:
    with pytest.raises(kind, match=text) as raised:
        apart(*work)
    if kind is not ChildProcessError:
        told = f"{raised.value} {getattr(raised.value, '__notes__', '')}"
        assert "in _answer" in told, "where it came from"
    assert apart(abs, -1) == 1


def test_a_machine_that_has_no_worker_to_give_is_no_candidates_fault(
    fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_BOOT", "raise SystemExit(5)")
    with pytest.raises(InfraError, match="exit code 5"):
        apart(abs, -1)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(InfraError, match="/nowhere/python"):
        apart(abs, -1)


def test_a_worker_that_was_killed_while_idle_is_replaced() -> None:
    former = apart(os.getpid)
    os.kill(former, signal.SIGKILL)
    assert apart(os.getpid) != former


def test_one_death_by_another_hand_is_held_against_nobody(tmp_path: Path) -> None:
    once = f"test -e {tmp_path}/died || {{ touch {tmp_path}/died; kill -9 $PPID; }}"
    assert apart(subprocess.check_call, ["sh", "-c", once]) == 0
    assert (tmp_path / "died").exists()


HARNESS = """
import os, re, sys
from scoring.apart import apart
print(apart(os.getpid), flush=True)
if sys.argv[1] == "busy":
    apart(re.fullmatch, "(a*)*b", "a" * 60, deadline_s=600)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("state", "end"),
    [
        ("idle", None),
        ("idle", signal.SIGTERM),
        ("idle", signal.SIGKILL),
        ("busy", signal.SIGINT),
        ("busy", signal.SIGTERM),
        ("busy", signal.SIGKILL),
    ],
)
def test_no_worker_outlives_its_harness(state: str, end: signal.Signals | None) -> None:
    command = [sys.executable, "-c", HARNESS, state]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as harness:
        assert harness.stdout is not None
        worker = int(harness.stdout.readline())
        spent = _ticks(worker)
        assert state == "idle" or _soon(lambda: _ticks(worker) > spent + 20), "it is at work"
        if end is None:
            harness.communicate(timeout=20)
        else:
            harness.send_signal(end)
        assert _soon(lambda: _gone(worker))


def _soon(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 20
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _fields(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()


def _ticks(process: int) -> int:
    return int(_fields(process)[11])


def _gone(process: int) -> bool:
    """Whether it has ended; one that nobody has waited for yet has."""
    try:
        return _fields(process)[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True
