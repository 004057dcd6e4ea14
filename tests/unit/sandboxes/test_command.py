"""A silent command: the engine is asked seldom whether it still runs, and at once where its process is gone."""

import subprocess
import sys
import time
from typing import Any

import pytest

from sandboxes.command import ASKED_S, PATIENT_S, SEEN_S, Command


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Engine:
    """What is asked, and how often."""

    def __init__(self, pid: int) -> None:
        self.pid, self.running, self.asked = pid, True, 0

    def inspect(self) -> dict[str, Any]:
        self.asked += 1
        return {"Running": self.running, "Pid": self.pid}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock)
    return clock


def asked_within(seconds: int, engine: Engine, clock: Clock) -> int:
    """How often the engine is asked in that time, by somebody who looks every second."""
    command = Command(engine.inspect)
    for _ in range(seconds):
        clock.now += 1
        assert not command.ended()
    return engine.asked


def test_the_longer_it_runs_the_more_seldom_is_the_engine_asked(clock: Clock) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        seen = asked_within(3600, Engine(process.pid), clock)
        process.terminate()
    unseen = asked_within(3600, Engine(process.pid), clock)  # as on a remote engine
    assert 3600 / SEEN_S / 2 < seen < 3600 / SEEN_S + 60
    assert 3600 / ASKED_S / 2 < unseen < 3600 / ASKED_S + 60


def test_a_process_that_is_gone_has_the_engine_asked_at_once(clock: Clock) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        engine = Engine(process.pid)
        command = Command(engine.inspect)
        clock.now += 100
        assert not command.ended()
        clock.now += 1
        assert not command.ended()
        assert engine.asked == 1
        process.terminate()
    clock.now += 1
    assert not command.ended(), "the engine does not know it yet"
    engine.running = False
    clock.now += 1
    assert command.ended()
    assert engine.asked == 3


def test_output_is_waited_for_the_longer_the_longer_it_runs(clock: Clock) -> None:
    command = Command(Engine(1).inspect)
    assert command.patience_s == 1.0
    clock.now += 1000
    assert command.patience_s == PATIENT_S
