"""The key is nowhere: not in what a real agent's sandbox holds while it works, and not in what a run leaves."""

import threading
from contextlib import suppress
from pathlib import Path

import docker
import pytest

from harness.host import Host
from sandboxes.cache import installation_id
from sandboxes.labels import INSTALLATION, PREFIX
from tests.agents.acting import act
from tests.agents.key_search import find_key
from tests.agents.playing import AGENTS, NATIVE, adapted, ending
from tests.e2e.meltbench import FIXTURES
from tests.model.script import Script, Shell

pytestmark = [pytest.mark.docker, pytest.mark.agents]

SEEN = "cat /proc/*/environ /proc/*/cmdline; env; ps axeww; find / -xdev -newermt '-1 hour' -type f -exec cat {} +"
"""Environment, command lines, and files that were written within the hour, of all that may be read."""
WRITTEN = ("/home", "/tmp", "/app", "/meltbench", "/run", "/root", "/var/tmp")


def look(client: docker.DockerClient, directory: Path, over: threading.Event) -> int:
    """Take all there is out of the sandbox of the agent that works, until it has ended; how often that was."""
    labels = [f"{INSTALLATION}={installation_id()}", f"{PREFIX}role=agent"]
    times = 0
    while not over.wait(0.3):
        for box in client.api.containers(filters={"label": labels}):
            directory.mkdir(exist_ok=True)
            for user in ("0:0", "1000:1000"):
                command = client.api.exec_create(box["Id"], ["sh", "-c", SEEN], user=user)["Id"]
                (directory / f"seen-{user[0]}").write_bytes(client.api.exec_start(command))
            for folder in WRITTEN:
                try:
                    chunks, _ = client.api.get_archive(box["Id"], folder)
                except docker.errors.NotFound:
                    continue
                (directory / f"{folder.replace('/', '-')}.tar").write_bytes(b"".join(chunks))
            processes = client.api.top(box["Id"], "auxeww")["Processes"]
            (directory / "processes").write_text(str(processes))
            with (directory / "environments").open("wb") as sink:
                for row in processes:
                    with suppress(OSError):  # it has ended
                        sink.write(Path("/proc", row[1], "environ").read_bytes())
            times += 1
            over.wait(60)
    return times


@pytest.mark.parametrize("agent", NATIVE)
def test_no_key_is_to_be_found(
    agent: str, host: Host, runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "sk-a-key-that-nobody-else-has-0123456789+/="
    monkeypatch.setattr("tests.agents.acting.KEY", key)
    task = adapted(FIXTURES / "trivial" / "three-tests", tmp_path)
    work = [
        Shell("printf 'def answer():\n    return 42\n' > answer.py; sleep 15"),
        ending(agent),
    ]
    over, looks = threading.Event(), list[int]()
    watcher = threading.Thread(target=lambda: looks.append(look(host.client, tmp_path / "seen", over)))
    watcher.start()
    try:
        played = act(host, runs / "run", task, AGENTS[agent], Script(work))
    finally:
        over.set()
        watcher.join()
    assert played.record.outcome == "completed", played.printed
    assert looks == [1]
    shown = played.model.asked[0].headers
    assert key in (shown.get("x-api-key") or shown.get("authorization", ""))
    assert find_key(tmp_path / "seen", key) == []
    assert find_key(runs, key) == []
    environments = (tmp_path / "seen" / "environments").read_bytes().split(b"\0")
    token = next(line for line in environments if b"=mb-" in line).partition(b"=")[2].decode()
    assert find_key(tmp_path / "seen", token), "what the agent has is found"
