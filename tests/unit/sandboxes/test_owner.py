"""A process is named so that nobody can be taken for it."""

import os
import subprocess
import sys

import pytest

from sandboxes.owner import is_alive, process_name, this_process


def test_this_process_lives_under_its_name() -> None:
    assert this_process() == process_name(os.getpid())
    assert this_process().startswith(f"{os.getpid()}-")
    assert is_alive(this_process())


def test_a_later_process_with_the_same_pid_is_another() -> None:
    pid, _, ticks = this_process().partition("-")
    assert not is_alive(f"{pid}-{int(ticks) - 1}")
    assert not is_alive(f"{pid}-0")


def test_a_dead_process_and_a_zombie_do_not_live() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        name = process_name(child.pid)
        assert is_alive(name)
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # a zombie until it is waited for
        assert not is_alive(name)
    assert not is_alive(name)
    assert process_name(child.pid) == f"{child.pid}-0"


@pytest.mark.parametrize(
    "name", ["", "-", "1", "1-", "-1-5", "abc-def", "1-2-3", "²-²", "99999999999-1", "1" * 5000 + "-1", "../1-1"]
)
def test_what_is_no_name_is_not_alive(name: str) -> None:
    assert not is_alive(name)
