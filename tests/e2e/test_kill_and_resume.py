"""kill -9 at twenty seeded moments, in every phase: nothing is lost, nothing runs twice, nothing is left behind."""

import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from sandboxes import cache
from sandboxes.labels import INSTALLATION, OWNER
from tests.e2e import meltbench

PHASES = ("image", "prepare", "agent", "freeze", "verify", "judge")
MOMENTS = [(number, PHASES[number % len(PHASES)]) for number in range(20)]

pytestmark = [pytest.mark.docker, pytest.mark.slow]


@pytest.fixture(scope="module")
def foreign(engine: docker.DockerClient, base_image: str) -> Iterator[dict[str, str]]:
    """Things of somebody else that look like ours: by name, by another installation's label, by half of our labels."""
    api = engine.api
    ours = cache.installation_id()
    labels = {
        "meltbench-agent-1": {},
        "meltbench-other": {INSTALLATION: "somebody-else", OWNER: "1-1"},
        "meltbench-half": {INSTALLATION: ours},
    }
    made = {}
    for name, label in labels.items():
        made[f"container {name}"] = api.create_container(base_image, ["true"], name=name, labels=label)["Id"]
        made[f"network {name}"] = api.create_network(name, labels=label)["Id"]
        made[f"volume {name}"] = api.create_volume(name, labels=label)["Name"]
    yield made
    for name in labels:
        api.remove_container(name, force=True)
        api.remove_network(name)
        api.remove_volume(name)


@pytest.mark.parametrize(("number", "phase"), MOMENTS)
def test_killed_and_resumed(
    number: int, phase: str, tmp_path: Path, engine: docker.DockerClient, foreign: dict[str, str]
) -> None:
    chance = random.Random(number)
    tasks = shutil.copytree(meltbench.FIXTURES, tmp_path / "tasks")
    if phase == "image":  # something to build
        (tasks / "trivial/three-tests/environment/README.md").write_text(f"Moment {number} at {time.time_ns()}.\n")
    run_dir = tmp_path / "run"
    process = meltbench.start(
        "run", "trivial/three-tests", "-a", "oracle", "-a", "nop", "-k", 2, "-j", 2, "-o", run_dir, tasks=tasks
    )
    nth = 1 if phase == "image" else chance.randint(1, 4)
    wait_for(run_dir, phase, nth, process)
    time.sleep(chance.uniform(0, 0.15))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    finished = {name: record["finished"] for name, record in meltbench.records(run_dir).items()}

    resumed = meltbench.run("resume", run_dir, "--json", tasks=tasks)
    assert resumed.returncode == 0, resumed.stderr
    after = meltbench.records(run_dir)
    assert len(after) == 4
    assert {name: after[name]["finished"] for name in finished} == finished, "a finished trial ran again"
    for record in after.values():
        agent = record["spec"]["agent"]
        assert record["rewards"][0]["value"] == (1.0 if agent == "oracle" else 0.0)
        assert record["outcome"] == ("completed" if agent == "oracle" else "agent_did_nothing")

    assert meltbench.run("clean").returncode == 0
    left = engine.api.containers(all=True, filters={"label": [f"{INSTALLATION}={cache.installation_id()}", OWNER]})
    assert [c["Labels"] for c in left if c["Labels"].get("io.meltbench.run") == "run"] == []
    assert still_there(engine) >= set(foreign.values())


def wait_for(run_dir: Path, phase: str, nth: int, process: meltbench.subprocess.Popen[str]) -> None:
    """Until the phase has begun for the nth time, or the run has ended on its own."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if sum(event.get("phase") == phase for event in meltbench.events(run_dir)) >= nth:
            return
        time.sleep(0.005)
    assert process.poll() is not None, f"phase {phase} never began"


def still_there(engine: docker.DockerClient) -> set[str]:
    """Ids of all containers, networks and volumes of the engine."""
    api = engine.api
    containers = {c["Id"] for c in api.containers(all=True)}
    networks = {n["Id"] for n in api.networks()}
    return containers | networks | {v["Name"] for v in api.volumes()["Volumes"] or []}
