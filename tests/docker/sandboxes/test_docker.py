"""What is Docker's own, beyond the contract: labels, the record of what was written, nothing left behind."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import docker
import pytest

from sandboxes.base import SandboxGone
from sandboxes.conditions import DESCRIPTORS
from sandboxes.docker import DockerProvider, DockerSandbox
from sandboxes.errors import InfraError
from sandboxes.labels import INSTALLATION, OWNER
from sandboxes.owner import this_process
from sandboxes.seccomp import profile
from sandboxes.spec import Limits, SandboxSpec
from sandboxes.watchdog import MIB, Usage

Open = Callable[..., DockerSandbox]


@pytest.fixture
def open_box(provider: DockerProvider, base_image: str) -> Iterator[Open]:
    """Opens sandboxes that are closed at the end of the test."""
    with ExitStack() as stack:
        yield lambda **conditions: stack.enter_context(provider.open(SandboxSpec(image=base_image, **conditions)))


def inspected(engine: docker.DockerClient, box: DockerSandbox) -> Any:
    """What the engine knows of a sandbox."""
    return engine.containers.get(box.id).attrs


def test_labels_say_whose_it_is_and_where_it_belongs(
    engine: docker.DockerClient, installation: str, open_box: Open
) -> None:
    labels = inspected(engine, open_box(labels={"run": "r1", "role": "agent"}))["Config"]["Labels"]
    ours = {key: value for key, value in labels.items() if key.startswith("io.meltbench.")}
    assert ours.items() >= {
        (INSTALLATION, installation),
        (OWNER, this_process()),
        ("io.meltbench.run", "r1"),
        ("io.meltbench.role", "agent"),
    }


def test_the_engine_was_asked_for_every_limit(engine: docker.DockerClient, open_box: Open) -> None:
    box = open_box(limits=Limits(cpus=0.5, memory_mb=64, pids=20, disk_mb=30))
    config = inspected(engine, box)["HostConfig"]
    assert (config["NanoCpus"], config["Memory"], config["MemorySwap"]) == (500_000_000, 64 * MIB, 64 * MIB)
    assert (config["PidsLimit"], config["NetworkMode"], config["Privileged"]) == (20, "none", False)
    assert (config["CapDrop"], config["SecurityOpt"]) == (["ALL"], ["no-new-privileges", f"seccomp={profile()}"])
    assert config["LogConfig"]["Type"] == "none"
    assert {(u["Name"], u["Hard"]) for u in config["Ulimits"]} == {
        ("fsize", 30 * MIB),
        ("core", 0),
        ("nofile", DESCRIPTORS),
    }


def test_what_was_written_over_the_cap_is_recorded(open_box: Open) -> None:
    box = open_box(limits=Limits(disk_mb=4))
    script = "for i in 1 2 3; do head -c 3M /dev/zero > /var/tmp/$i; done; sleep 60"
    assert box.exec(["sh", "-c", script], timeout_s=30).killed == "disk"
    assert box.written is not None
    assert 9 * MIB <= box.written.apparent_bytes < 10 * MIB
    assert box.written.block_bytes >= 9 * MIB
    assert box.written.files >= 3


def test_a_closed_sandbox_leaves_nothing_in_the_engine(engine: docker.DockerClient, open_box: Open) -> None:
    box = open_box(labels={"trial": "leaves-nothing"})
    filters = {"label": "io.meltbench.trial=leaves-nothing"}
    assert [c.id for c in engine.containers.list(all=True, filters=filters)] == [box.id]
    box.close()
    assert engine.containers.list(all=True, filters=filters) == []


def test_a_flood_on_the_main_processs_output_does_not_hold_up_closing(open_box: Open) -> None:
    box = open_box(command=("/bin/cat", "/dev/zero"), limits=Limits(output_mb=1))
    channel = box.start()
    while channel.receive(20):
        continue
    box.close()


def test_many_sandboxes_at_once_from_many_threads(provider: DockerProvider, base_image: str) -> None:
    def one(number: int) -> str:
        with provider.open(SandboxSpec(image=base_image, limits=Limits(cpus=0.5))) as box:
            return box.exec(["echo", str(number)], timeout_s=60).output

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(6))) == [f"{i}\n" for i in range(6)]


def test_an_engine_that_does_not_answer_is_an_infrastructure_failure(base_image: str) -> None:
    client = docker.DockerClient(base_url="tcp://127.0.0.1:1", version="1.41", timeout=5)
    try:
        with pytest.raises(InfraError, match="container engine"):
            DockerProvider(client, "test").open(SandboxSpec(image=base_image))
    finally:
        client.close()


def test_a_removal_from_outside_is_no_failure_of_what_ran_inside(
    engine: docker.DockerClient, provider: DockerProvider, base_image: str
) -> None:
    with pytest.raises(InfraError, match="removed from outside"), provider.open(SandboxSpec(image=base_image)) as box:
        engine.api.remove_container(box.id, force=True)
        with pytest.raises(SandboxGone):
            box.exec(["true"], timeout_s=5)


def test_one_look_that_fails_turns_nothing_off(open_box: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    box = open_box()
    box.exec(["mkdir", "/var/tmp/one", "/var/tmp/two"], timeout_s=20)
    with monkeypatch.context() as failing:

        def fail(directory: str, *, max_files: int) -> Usage:
            raise OSError(24, "Too many open files")

        failing.setattr("sandboxes.measuring.disk_usage", fail)
        assert box._measuring.look().files == 0
    assert box._measuring.look().files >= 2


def test_what_ends_between_two_calls_about_a_command_is_gone(open_box: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    box = open_box()
    start = box._api.exec_start

    def after_its_end(*args: Any, **kwargs: Any) -> Any:
        box._api.kill(box.id)
        box._api.wait(box.id)
        return start(*args, **kwargs)

    monkeypatch.setattr(box._api, "exec_start", after_its_end)
    with pytest.raises(SandboxGone):
        box.exec(["true"], timeout_s=5)


def test_a_command_that_the_engine_has_lost_is_not_the_agents_doing(
    provider: DockerProvider, base_image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(execution: str) -> dict[str, Any]:
        return sandbox._api.__class__.exec_inspect(sandbox._api, "0" * 64)

    with provider.open(SandboxSpec(image=base_image)) as sandbox:
        monkeypatch.setattr(sandbox._api, "exec_inspect", lost)
        with pytest.raises(InfraError, match="has lost a command"):
            sandbox.exec(["true"], timeout_s=5)
        sandbox._api.kill(sandbox.id)
        sandbox._api.wait(sandbox.id)
        with pytest.raises(SandboxGone):
            sandbox._inspect("0" * 64)
