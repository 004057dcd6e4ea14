"""An agent has stalled where neither its model nor its workspace shows anything for a while, as far as was looked."""

import threading
import time

from harness.stall import Stall, StallWatch


class World:
    """A hand-driven clock, and what there is to see at its time."""

    def __init__(self, *, after_s: float = 60.0, end: bool = False) -> None:
        self.now = 1000.0
        self.traffic = 0.0
        self.look: tuple[float, object] | None = None
        self.watch = StallWatch(after_s, lambda: self.traffic, lambda: self.look, end=end, clock=lambda: self.now)

    def pass_time(self, seconds: int, *, state: object = None, traffic: bool = False) -> None:
        """Second by second; with a `state`, somebody looks at the workspace every ten seconds and finds it."""
        for _ in range(seconds):
            self.now += 1
            if traffic:
                self.traffic = self.now
            if state is not None and self.now % 10 == 0:
                self.look = self.now, state
            self.watch.tick()


def test_traffic_alone_is_work() -> None:
    world = World(end=True)
    world.pass_time(500, state="same", traffic=True)
    assert world.watch.stalls == ()
    assert not world.watch.over.is_set()


def test_changes_alone_are_work() -> None:
    world = World(end=True)
    for i in range(20):
        world.pass_time(50, state=i)
    assert world.watch.stalls == ()
    assert not world.watch.over.is_set()


def test_neither_is_a_stall_from_the_last_of_both_on() -> None:
    world = World(end=True)
    world.pass_time(20, state="a", traffic=True)
    world.pass_time(40, state="b")  # found at 1030 s
    world.pass_time(29, state="b")
    assert world.watch.stalls == ()
    assert not world.watch.over.is_set()
    world.pass_time(1, state="b")
    assert world.watch.stalls == (Stall(elapsed_s=30, duration_s=60),)
    assert world.watch.over.is_set()


def test_a_stall_goes_on_until_something_happens_and_the_next_is_another() -> None:
    world = World()
    world.pass_time(105, state="a")
    assert world.watch.stalls == (Stall(elapsed_s=10, duration_s=90),)
    world.pass_time(5, state="a", traffic=True)
    world.pass_time(50, state="a")
    assert world.watch.stalls == (Stall(elapsed_s=10, duration_s=90),)
    world.pass_time(30, state="a")
    world.pass_time(20, state="b")
    assert world.watch.stalls == (Stall(elapsed_s=10, duration_s=90), Stall(elapsed_s=110, duration_s=80))
    assert not world.watch.over.is_set()  # it was not asked to end anything


def test_where_nobody_looks_nothing_is_said() -> None:
    world = World(end=True)
    world.pass_time(1000)
    assert world.watch.stalls == ()
    world.pass_time(50, state="a")
    world.pass_time(1000)  # the looks have ended: what was seen last says nothing of now
    assert world.watch.stalls == ()
    assert not world.watch.over.is_set()


def test_it_looks_by_itself() -> None:
    began = time.monotonic()
    watch = StallWatch(0.1, lambda: began, lambda: (time.monotonic(), "same"), end=True)
    with watch:
        assert watch.over.wait(20)
    assert watch.stalls[0].duration_s >= 0.1
    assert "meltbench-stall-watch" not in {thread.name for thread in threading.enumerate()}
