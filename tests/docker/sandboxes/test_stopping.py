"""How a sandbox is held still, by the kernel and, where that is not to be had, by the engine; and what can fail there
is not the failure of what runs inside."""

import os
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import docker
import pytest
import requests
from docker.errors import APIError

from sandboxes.base import SandboxGone
from sandboxes.cgroups import kill_members, usual_group
from sandboxes.docker import DockerProvider, DockerSandbox
from sandboxes.ending import Ending
from sandboxes.errors import InfraError
from sandboxes.freezer import Freezer
from sandboxes.reaper import sweep
from sandboxes.remains import clear, remain, shim_of
from sandboxes.spec import Limits, SandboxSpec

CROWD = """
import os
for _ in range(40):
    if os.fork():
        continue
    while True:
        try:
            if os.fork():
                os._exit(0)
        except OSError:  # too many for a moment
            pass
"""
"""Forty that fork and leave, for ever: none of them is there for long."""


def deny(*arguments: object) -> None:
    """A kernel that refuses."""
    raise PermissionError("no")


def refuse(*arguments: object, **options: object) -> None:
    """An engine that fails."""
    raise APIError("no", response=requests.Response(), explanation="no")


@pytest.fixture
def box(provider: DockerProvider, base_image: str) -> Iterator[DockerSandbox]:
    """One in which nothing happens yet."""
    with provider.open(SandboxSpec(image=base_image, limits=Limits(pids=200))) as box:
        yield box


@pytest.fixture
def freezer(box: DockerSandbox) -> Freezer:
    """Its own."""
    found = box._stopping._freezer
    if found._find() is None:
        pytest.skip("the containers' control groups are not to be seen from here")
    return found


def engine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the kernel's switch is not to be seen."""
    monkeypatch.setattr(Freezer, "freeze", lambda self: False)


@pytest.fixture(params=["kernel", "engine"])
def by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Who holds it."""
    if request.param == "engine":
        engine_only(monkeypatch)
    else:
        request.getfixturevalue("freezer")
    return str(request.param)


def exists(engine: docker.DockerClient, box: DockerSandbox) -> bool:
    """Whether the engine still has it."""
    return bool(engine.api.containers(all=True, filters={"id": box.id}))


def until(true: Callable[[], bool]) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def processes(engine: docker.DockerClient, box: DockerSandbox) -> list[str]:
    """The numbers of those that run in it."""
    return [row[1] for row in engine.api.top(box.id)["Processes"]]


def said_paused(engine: docker.DockerClient, box: DockerSandbox) -> bool:
    """Whether the engine knows of it."""
    return bool(engine.api.inspect_container(box.id)["State"]["Paused"])


def test_a_crowd_that_forks_all_the_time_is_held(engine: docker.DockerClient, box: DockerSandbox, by: str) -> None:
    box.exec(["sh", "-c", f"setsid python3 -c '{CROWD}' > /dev/null 2>&1 & sleep 1"], timeout_s=20)
    held, deadline = 0, time.monotonic() + 60
    while held < 20 and time.monotonic() < deadline:
        try:
            with box.held():
                assert said_paused(engine, box) == (by == "engine")
                before = processes(engine, box)
                assert len(before) > 20
                assert processes(engine, box) == before
                held += 1
        except SandboxGone:  # on a busy machine an engine gives up on such a crowd, and says so
            assert by == "engine"
    assert held, "it was never held"
    deadline = time.monotonic() + 20
    while processes(engine, box) == before:
        assert time.monotonic() < deadline, "it goes on"


def test_one_that_was_paused_while_it_was_held_goes_on_as_it_should(box: DockerSandbox, by: str) -> None:
    with box.held():
        box.pause()
    with box.held():
        box.resume()
    assert box.exec(["echo", "on"], timeout_s=20).output == "on\n"
    with box.held():
        box.pause()
    box.resume()
    assert box.exec(["echo", "on"], timeout_s=20).output == "on\n"


@pytest.mark.parametrize("how", ["freeze", "close", "kill", "pause and close"])
def test_one_that_is_held_ends_at_once(engine: docker.DockerClient, box: DockerSandbox, by: str, how: str) -> None:
    began = time.monotonic()
    with box.held():
        if how == "freeze":
            box.freeze()
        elif how == "kill":
            assert box._kill("disk")
            engine.api.wait(box.id, timeout=10)
        else:
            if how != "close":
                box.pause()
            box.close()
    box.close()
    assert time.monotonic() - began < 10
    assert not exists(engine, box)
    until(lambda: usual_group(box.id) is None)


@pytest.mark.parametrize("attempt", range(6))
def test_one_that_ends_while_it_is_held_over_and_over_leaves_nothing(
    engine: docker.DockerClient, box: DockerSandbox, freezer: Freezer, attempt: int
) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(box.exec, ["sh", "-c", f"sleep 0.{attempt}; kill -9 -1"], user="root", timeout_s=20)
        with pytest.raises(SandboxGone):
            for _ in range(1000):
                with box.held():
                    time.sleep(0.02)
                time.sleep(0.02)
    box.close()
    until(lambda: usual_group(box.id) is None)


@pytest.mark.parametrize("who", ["owner", "reaper"])
def test_one_that_the_engine_took_for_a_paused_one_as_it_ended_leaves_nothing(
    engine: docker.DockerClient, base_image: str, who: str
) -> None:
    installation = f"test-{secrets.token_hex(4)}"
    box = DockerProvider(engine, installation).open(SandboxSpec(image=base_image))
    found, shim = Freezer(box.id)._find(), shim_of(box.id)
    if found is None or shim is None:
        box.close()
        pytest.skip("the containers' control groups are not to be seen from here")
    group, switch = found
    os.kill(shim.pid, signal.SIGSTOP)  # so that the first process ends, and the engine has not looked yet
    try:
        kill_members(group)
        until(lambda: remain(box.id))
        (group / switch.name).write_text(switch.on, encoding="ascii")
    finally:
        os.kill(shim.pid, signal.SIGCONT)
    engine.api.wait(box.id, timeout=20)
    if who == "owner":
        (group / switch.name).write_text(switch.off, encoding="ascii")  # as `Freezer.freeze` does, too late
        box.close()
    else:
        sweep(engine, installation, own=True)  # whoever held it died before he could let go
        box._watchdog.forget(box.id)
    assert not exists(engine, box)
    assert not usual_group(box.id)
    until(lambda: shim_of(box.id) is None)


def test_what_runs_is_never_cleared_away(box: DockerSandbox) -> None:
    if shim_of(box.id) is None:
        pytest.skip("the engine's own processes are not to be seen from here")
    clear(box.id)
    box._ending._clear()
    assert box.exec(["echo", "on"], timeout_s=20).output == "on\n"


def test_one_whose_owner_died_while_it_was_held_can_be_removed(
    engine: docker.DockerClient, box: DockerSandbox, freezer: Freezer
) -> None:
    assert Freezer(box.id).freeze()
    Ending(engine.api, box.id).remove()  # as the reaper does
    assert not exists(engine, box)
    until(lambda: usual_group(box.id) is None)
    with pytest.raises(InfraError, match="from outside"):
        box.close()


def test_one_that_the_kernel_does_not_hold_in_time_is_the_engines_to_hold(
    engine: docker.DockerClient, box: DockerSandbox, freezer: Freezer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandboxes.freezer.FREEZE_S", 0)
    with box.held():
        assert said_paused(engine, box)
    assert box.exec(["echo", "on"], timeout_s=20).output == "on\n"


@pytest.mark.parametrize("patience_s", [0.5, 0])
def test_a_sandbox_that_stays_frozen_is_nobodys_failure_inside(
    box: DockerSandbox, freezer: Freezer, monkeypatch: pytest.MonkeyPatch, patience_s: float
) -> None:
    with monkeypatch.context() as failing:
        failing.setattr("sandboxes.freezer.FREEZE_S", patience_s)
        failing.setattr(Freezer, "_thaw", deny)
        with pytest.raises(InfraError, match="stays frozen"), box.held():
            pass
    with pytest.raises(InfraError, match="stays frozen"):
        box.exec(["true"], timeout_s=5)


def test_a_sandbox_that_stays_paused_is_the_engines_failure(
    engine: docker.DockerClient, box: DockerSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine_only(monkeypatch)
    with monkeypatch.context() as failing:
        failing.setattr(engine.api, "unpause", refuse)
        with pytest.raises(InfraError, match="stays paused"), box.held():
            pass
    with pytest.raises(InfraError, match="stays paused"):
        box.exec(["true"], timeout_s=5)


def test_one_that_the_engine_paused_without_saying_so_goes_on(
    engine: docker.DockerClient, box: DockerSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = engine.api.pause

    engine_only(monkeypatch)

    def pause_and_fail(container: str) -> None:
        pause(container)
        refuse()

    with monkeypatch.context() as failing:
        failing.setattr(engine.api, "pause", pause_and_fail)
        with pytest.raises(SandboxGone), box.held():
            raise AssertionError
    assert box.exec(["echo", "on"], timeout_s=20).output == "on\n"


def test_one_that_ends_while_a_command_is_being_started_does_not_wait_for_ever(
    provider: DockerProvider, base_image: str
) -> None:
    for _ in range(12):
        with provider.open(SandboxSpec(image=base_image)) as box, ThreadPoolExecutor(1) as pool:
            running = pool.submit(box.exec, ["sleep", "60"], timeout_s=90)
            while not (box._stopping._starting or box._stopping._unknown or running.done()):
                time.sleep(0.0005)
            box.freeze()
            assert running.exception(timeout=20) or running.result().exit_code == 137
