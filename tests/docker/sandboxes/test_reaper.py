"""What a killed process left behind is found by its labels and removed; nothing else is touched."""

import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import docker
import pytest
from docker.errors import NotFound
from docker.models.networks import Network

from sandboxes.docker import DockerProvider
from sandboxes.labels import INSTALLATION, OWNER
from sandboxes.owner import process_name, this_process
from sandboxes.reaper import Litter, find_litter, sweep
from sandboxes.spec import SandboxSpec

OPEN_AND_WAIT = """
import sys
from sandboxes.docker import DockerProvider
from sandboxes.engine import ensure_engine
from sandboxes.spec import SandboxSpec
box = DockerProvider(ensure_engine(lambda line: None), sys.argv[1]).open(SandboxSpec(image=sys.argv[2]))
print(box.id, flush=True)
sys.stdin.read()
"""
DEAD = "1-1"  # process 1 lives, but it did not start at the first tick after boot


@pytest.fixture
def mine() -> str:
    """An installation of this test's own."""
    return f"test-{secrets.token_hex(4)}"


@pytest.fixture
def make(engine: docker.DockerClient, base_image: str) -> Iterator[Any]:
    """Makes containers, networks and volumes with chosen labels; all are removed at the end."""
    made: list[Any] = []

    def one(kind: str, labels: dict[str, str]) -> Any:
        name = f"meltbench-{kind}-{secrets.token_hex(4)}"
        if kind == "container":
            # A name and a command as ours have them.
            thing: Any = engine.containers.create(base_image, ["/bin/sleep", "infinity"], name=name, labels=labels)
        elif kind == "network":
            thing = engine.networks.create(name, labels=labels, internal=True)
        else:
            thing = engine.volumes.create(name, labels=labels)
        made.append(thing)
        return thing

    yield one
    for thing in made:
        with suppress(NotFound):
            thing.remove(**({} if isinstance(thing, Network) else {"force": True}))


def exists(thing: Any) -> bool:
    """Whether the engine still has it."""
    try:
        thing.reload()
    except NotFound:
        return False
    return True


def test_the_sandbox_of_a_killed_process_is_removed_and_that_of_a_living_one_stays(
    engine: docker.DockerClient, provider: DockerProvider, base_image: str, mine: str
) -> None:
    argv = [sys.executable, "-c", OPEN_AND_WAIT, mine, base_image]
    with (
        DockerProvider(engine, mine).open(SandboxSpec(image=base_image)) as living,
        subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child,
    ):
        assert child.stdout is not None
        orphan = child.stdout.readline().strip()
        owner = process_name(child.pid)
        assert find_litter(engine, mine) == []
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        assert find_litter(engine, mine) == [Litter("container", orphan, owner)]
        assert sweep(engine, mine) == [Litter("container", orphan, owner)]
        assert [c.id for c in engine.containers.list(all=True, filters={"id": orphan})] == []
        assert living.exec(["true"], timeout_s=20).exit_code == 0
        assert sweep(engine, mine) == []


@pytest.mark.parametrize("kind", ["container", "network", "volume"])
def test_each_kind_is_removed_by_its_labels_and_no_near_miss(
    engine: docker.DockerClient, make: Any, mine: str, kind: str
) -> None:
    ours = make(kind, {INSTALLATION: mine, OWNER: DEAD})
    kept = [
        make(kind, labels)
        for labels in (
            {},
            {INSTALLATION: mine},
            {OWNER: DEAD},
            {INSTALLATION: f"{mine}x", OWNER: DEAD},
            {INSTALLATION: mine[:-1], OWNER: DEAD},
            {INSTALLATION: mine.upper(), OWNER: DEAD},
            {f"{INSTALLATION}x": mine, OWNER: DEAD},
            {INSTALLATION: mine, f"{OWNER}x": DEAD},
            {INSTALLATION: mine, OWNER: this_process()},
        )
    ]
    removed = sweep(engine, mine)
    assert [(litter.kind, litter.owner) for litter in removed] == [(kind, DEAD)]
    assert not exists(ours)
    assert all(exists(thing) for thing in kept)


def test_an_owner_that_is_no_process_is_dead(engine: docker.DockerClient, make: Any, mine: str) -> None:
    volume = make("volume", {INSTALLATION: mine, OWNER: "²-nobody"})
    assert [litter.id for litter in sweep(engine, mine)] == [volume.name]


def test_what_is_in_use_is_left_and_the_rest_goes(
    engine: docker.DockerClient, make: Any, base_image: str, mine: str
) -> None:
    used = make("volume", {INSTALLATION: mine, OWNER: DEAD})
    free = make("volume", {INSTALLATION: mine, OWNER: DEAD})
    holder = engine.containers.create(base_image, ["true"], volumes={used.name: {"bind": "/data"}})
    try:
        assert [litter.id for litter in sweep(engine, mine)] == [free.name]
    finally:
        holder.remove(force=True)
    assert [litter.id for litter in sweep(engine, mine)] == [used.name]


def test_own_things_go_when_asked(engine: docker.DockerClient, make: Any, mine: str) -> None:
    volume = make("volume", {INSTALLATION: mine, OWNER: this_process()})
    assert sweep(engine, mine) == []
    assert [litter.id for litter in sweep(engine, mine, own=True)] == [volume.name]
