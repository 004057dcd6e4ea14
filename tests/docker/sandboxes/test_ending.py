"""A box whose first process is kept from dying: it ends all the same, and soon."""

import time
from pathlib import Path

import docker
import pytest
import requests
from docker.errors import APIError

from sandboxes import cgroups, seccomp
from sandboxes.docker import DockerProvider, DockerSandbox
from sandboxes.spec import SandboxSpec

DEMOTED = """
import os, signal
os.sched_setaffinity(1, {0})
os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0))
for _ in range(110):
    if os.fork() == 0:
        os.setsid(); signal.alarm(40); os.sched_setaffinity(0, {0})
        while True: pass
print("up", flush=True)
"""
SOON_S = 8
"""An engine alone gives up after 12 seconds."""


@pytest.fixture
def demoted(provider: DockerProvider, base_image: str, monkeypatch: pytest.MonkeyPatch) -> DockerSandbox:
    """A box without a filter on system calls, in which the first process is behind a crowd."""
    monkeypatch.setattr(seccomp, "profile", lambda: "unconfined")
    box = provider.open(SandboxSpec(image=base_image, user="1000"))
    start = 'touch said; python3 -c "$0" > said 2>&1 & until test -s said; do sleep 0.1; done; cat said'
    assert box.exec(["sh", "-c", start, DEMOTED], cwd="/tmp", timeout_s=30).output == "up\n"
    return box


def test_a_first_process_that_gets_no_processor_is_removed_soon(
    engine: docker.DockerClient, provider: DockerProvider, demoted: DockerSandbox
) -> None:
    began = time.monotonic()
    demoted.close()
    assert time.monotonic() - began < SOON_S
    assert engine.containers.list(all=True, filters={"id": demoted.id}) == []
    assert demoted.id not in provider.leftovers.why


def test_a_first_process_that_gets_no_processor_is_frozen_soon(demoted: DockerSandbox, tmp_path: Path) -> None:
    with demoted:
        began = time.monotonic()
        demoted.freeze()
        assert time.monotonic() - began < SOON_S
        assert {entry.path for entry in demoted.get_tree("/tmp", tmp_path / "tree").entries} == {"said"}


def test_a_box_that_cannot_be_removed_is_left_to_the_reaper_and_is_no_error(
    engine: docker.DockerClient, provider: DockerProvider, base_image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise APIError("no exit event", response=requests.Response(), explanation="no exit event")

    box = provider.open(SandboxSpec(image=base_image))
    with monkeypatch.context() as failing:
        failing.setattr(engine.api, "remove_container", refuse)
        box.close()
    assert provider.leftovers.why == {box.id: "no exit event"}
    assert provider._watchdog.forget(box.id) is not None  # what goes on in it is still held to its limits
    provider.leftovers.remove()
    assert provider.leftovers.why == {}
    assert engine.containers.list(all=True, filters={"id": box.id}) == []


def test_a_process_of_another_group_is_never_killed(provider: DockerProvider, base_image: str) -> None:
    with provider.open(SandboxSpec(image=base_image)) as box, provider.open(SandboxSpec(image=base_image)) as other:
        inits = [int(one._api.inspect_container(one.id)["State"]["Pid"]) for one in (box, other)]
        group = cgroups.group_of(box.id, inits[0])
        if group is None:
            pytest.skip("the engine's control groups cannot be seen from here")
        assert inits[0] in cgroups.members(group)
        assert cgroups.group_of(box.id, inits[1]) is None
        assert cgroups.members(cgroups.usual_group(box.id) or group) == cgroups.members(group)
        cgroups._kill(inits[1], group.name)
        assert other.exec(["true"], timeout_s=20).exit_code == 0
        cgroups.kill_members(group)
        box._api.wait(box.id, timeout=20)
