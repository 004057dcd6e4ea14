"""What the engine's list of processes is read as."""

from typing import Any

import pytest

from sandboxes.processes import running


class Engine:
    """Answers `top` as an engine does."""

    def __init__(self, processes: Any) -> None:
        self._processes = processes

    def top(self, container: str, ps_args: str) -> dict[str, Any]:
        return {"Titles": ["PID", "COMMAND"], "Processes": self._processes}


@pytest.mark.parametrize(
    ("processes", "named"),
    [
        (None, ()),
        ([], ()),
        ([["1", "docker-init"], ["7", "sleep"]], ()),
        ([["1", "docker-init"], ["7", "sleep"], ["8", "sleep"], ["9", "python3"]], ("python3", "sleep")),
        ([["9", "python3 <defunct>"]], ()),
    ],
)
def test_the_idle_processes_are_left_out_once_each(processes: Any, named: tuple[str, ...]) -> None:
    assert running(Engine(processes), "box") == named
