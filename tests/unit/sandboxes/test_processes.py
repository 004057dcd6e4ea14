"""What the engine's list of processes is read as."""

from typing import Any

import pytest

from sandboxes.processes import running


class Engine:
    """Answers `top` as an engine does."""

    def __init__(self, processes: Any) -> None:
        self._processes = processes

    def top(self, container: str, ps_args: str) -> dict[str, Any]:
        return {"Titles": ["PID", "STAT", "COMMAND"], "Processes": self._processes}


@pytest.mark.parametrize(
    ("processes", "named"),
    [
        (None, ()),
        ([], ()),
        ([["1", "Ss", "docker-init"], ["7", "S", "sleep"]], ()),
        (
            [["1", "Ss", "docker-init"], ["7", "S", "sleep"], ["8", "S", "sleep"], ["9", "R", "python3"]],
            ("python3", "sleep"),
        ),
        ([["9", "Z", "python3 <defunct>"]], ()),
        ([["9", "Zs", "sleep <defunct>"]], ()),
        ([["9", "S", "<defunct>"]], ("<defunct>",)),
    ],
)
def test_the_idle_processes_are_left_out_once_each(processes: Any, named: tuple[str, ...]) -> None:
    assert running(Engine(processes), "box") == named
