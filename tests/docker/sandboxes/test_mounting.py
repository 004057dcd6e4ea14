"""Which way doors go is found out by trying: on this machine, and where the engine does not see our files."""

import platform
import subprocess
import sys
from pathlib import Path

import docker
import pytest

from sandboxes.debian import is_root
from sandboxes.mounting import ENVIRONMENT, Mounting

ELSEWHERE = """
import socket, sys, threading
from sandboxes.cache import scratch
from sandboxes.docker import DockerProvider
from sandboxes.engine import connect
from sandboxes.spec import Door, SandboxSpec

ASK = "import socket; s = socket.create_connection(('127.0.0.1', 41414), 20); print(s.recv(20).decode())"

def greet(listener):
    with listener.accept()[0] as connection:
        connection.sendall(b"hello")

with scratch() as directory, socket.socket(socket.AF_UNIX) as listener:
    listener.bind(str(directory / "s"))
    (directory / "s").chmod(0o666)
    listener.listen()
    threading.Thread(target=greet, args=(listener,), daemon=True).start()
    door = Door(image=sys.argv[2], directory=str(directory))
    with DockerProvider(connect(), sys.argv[1]).open(SandboxSpec(image=door.image, doors=(door,))) as sandbox:
        print(sandbox.exec(["python3", "-c", ASK], timeout_s=20).output, end="")
"""


def test_a_socket_answers_where_the_kernel_is_the_same(
    engine: docker.DockerClient, installation: str, base_image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    works = Mounting(engine.api, installation).works(base_image)
    assert works == (engine.info()["KernelVersion"] == platform.release())
    probes = {"label": ["io.meltbench.role=probe", f"io.meltbench.installation={installation}"]}
    assert engine.api.containers(all=True, filters=probes) == []


def test_an_engine_that_does_not_see_our_files_is_spoken_to_over_streams(
    engine: docker.DockerClient, installation: str, base_image: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path))
    hide = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none "$MELTBENCH_CACHE" && exec "$@"', "sh"]
    if not is_root() or subprocess.run([*hide, "true"], capture_output=True, check=False).returncode:
        pytest.skip("only root may have a file system of its own")
    done = subprocess.run(
        [*hide, sys.executable, "-c", ELSEWHERE, installation, base_image],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (done.returncode, done.stdout) == (0, "hello\n"), done.stderr
