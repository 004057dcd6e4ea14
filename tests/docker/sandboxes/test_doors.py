"""The one way out: a port of the loopback inside that leads to a socket on the host."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import docker
import pytest

from sandboxes.docker import DockerProvider, DockerSandbox
from sandboxes.errors import InfraError
from sandboxes.mounting import ENVIRONMENT, WAYS
from sandboxes.spec import Door, SandboxSpec

BIG = 3_000_000
TALK = """
import socket, sys, threading
def once(send, slow=0):
    with socket.create_connection(("127.0.0.1", 41414), 20) as s:
        s.sendall(b"x" * send)
        s.shutdown(socket.SHUT_WR)
        got = 0
        while piece := s.recv(65536):
            got += len(piece)
    return got
"""


@contextmanager
def listening(directory: Path, answer: Callable[[socket.socket], None]) -> Iterator[None]:
    """Something on the host that answers each connection in a thread of its own."""
    path = directory / "s"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        path.chmod(0o666)
        listener.listen(600)

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

        def serve(connection: socket.socket) -> None:
            with connection, suppress(OSError):  # whoever asks may leave
                answer(connection)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            path.unlink()


def echo(connection: socket.socket) -> None:
    """All that comes goes back, once the other side has ended."""
    received = bytearray()
    while piece := connection.recv(65536):
        received += piece
    connection.sendall(received)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How doors go."""
    monkeypatch.setenv(ENVIRONMENT, request.param)
    return str(request.param)


@pytest.fixture
def door(way: str, base_image: str) -> Iterator[Door]:
    """A directory that a sandbox's door leads to, short enough for a socket's path."""
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        shown = Path(directory) / "door"
        shown.mkdir()
        shown.chmod(0o755)
        yield Door(image=base_image, directory=str(shown))


def opened(provider: DockerProvider, base_image: str, *doors: Door) -> DockerSandbox:
    return provider.open(SandboxSpec(image=base_image, network="gateway", doors=doors, user="1000:1000"))


def run(sandbox: DockerSandbox, code: str, timeout_s: float = 60) -> str:
    """What a Python program inside prints."""
    done = sandbox.exec(["python3", "-c", TALK + code], timeout_s=timeout_s)
    assert done.exit_code == 0, done.output
    return done.output.strip()


def test_what_goes_in_comes_back_whole_in_both_directions(
    provider: DockerProvider, base_image: str, door: Door
) -> None:
    with listening(Path(door.directory), echo), opened(provider, base_image, door) as sandbox:
        assert run(sandbox, f"print(once(10), once({BIG}))") == f"10 {BIG}"
        assert sandbox.cut_off() == ""


def test_more_connections_than_are_passed_on_wait_for_their_turn(
    provider: DockerProvider, base_image: str, door: Door
) -> None:
    crowd = """
done = []
threads = [threading.Thread(target=lambda: done.append(once(1000))) for _ in range(200)]
held = [socket.create_connection(("127.0.0.1", 41414)) for _ in range(60)]
[t.start() for t in threads]; [t.join() for t in threads]
print(len(done), set(done))
"""
    with listening(Path(door.directory), echo), opened(provider, base_image, door) as sandbox:
        assert run(sandbox, crowd) == "200 {1000}"
        assert sandbox.cut_off() == ""


def test_one_who_does_not_read_holds_up_nobody_else(provider: DockerProvider, base_image: str, door: Door) -> None:
    stalled = """
lazy = socket.create_connection(("127.0.0.1", 41414)); lazy.sendall(b"x" * 10); lazy.shutdown(socket.SHUT_WR)
print(once(10))
"""

    def generous(connection: socket.socket) -> None:
        while connection.recv(65536):
            pass
        connection.sendall(b"y" * BIG)

    with listening(Path(door.directory), generous), opened(provider, base_image, door) as sandbox:
        assert run(sandbox, stalled) == str(BIG)


def test_one_who_serves_anew_is_found_again(provider: DockerProvider, base_image: str, door: Door) -> None:
    with listening(Path(door.directory), echo):
        sandbox = opened(provider, base_image, door)
    with sandbox:
        hopeless = "try: once(1)\nexcept OSError: print('nobody')"
        assert run(sandbox, hopeless, timeout_s=5) == "nobody"
        with listening(Path(door.directory), echo):
            assert run(sandbox, "print(once(7))") == "7"


def test_a_sidecar_that_has_ended_is_told(
    engine: docker.DockerClient, provider: DockerProvider, base_image: str, door: Door
) -> None:
    with listening(Path(door.directory), echo), opened(provider, base_image, door) as sandbox:
        engine.api.kill(sandbox.sidecars[0].id)
        engine.api.wait(sandbox.sidecars[0].id)
        assert sandbox.cut_off() == "exit code 137"


def test_nothing_of_a_sandbox_is_left(
    engine: docker.DockerClient, provider: DockerProvider, base_image: str, door: Door, installation: str
) -> None:
    label = f"io.meltbench.installation={installation}"
    with listening(Path(door.directory), echo), opened(provider, base_image, door):
        assert len(engine.api.containers(filters={"label": label})) == 2
    nowhere = door.model_copy(update={"image": "meltbench/none"})
    with pytest.raises(InfraError):
        opened(provider, base_image, nowhere)
    assert engine.api.containers(all=True, filters={"label": label}) == []


def test_output_is_told_as_it_comes_and_nobody_has_to_wait_for_the_end(
    provider: DockerProvider, base_image: str
) -> None:
    heard: list[tuple[int, bytes]] = []
    leave = threading.Event()

    def listen(stream: int, data: bytes) -> None:
        heard.append((stream, data))
        if b"two" in data:
            leave.set()

    with provider.open(SandboxSpec(image=base_image)) as sandbox:
        began = time.monotonic()
        talk = ["sh", "-c", "echo one; sleep 0.2; echo two >&2; sleep 100"]
        done = sandbox.exec(talk, timeout_s=100, listener=listen, abandon=leave)
        assert time.monotonic() - began < 10
        assert (done.abandoned, done.timed_out) == (True, False)
    assert (heard[0], heard[-1]) == ((1, b"one\n"), (2, b"two\n"))


def test_an_allow_list_lets_those_hosts_be_reached_and_no_other(
    engine: docker.DockerClient, provider: DockerProvider, base_image: str, way: str
) -> None:
    import json
    import tempfile
    from urllib.parse import urlsplit

    from sandboxes.images import ImageStore
    from sandboxes.package_index import index_url

    host = urlsplit(index_url()).hostname or ""
    if os.environ.get("MELTBENCH_OFFLINE"):
        pytest.skip("MELTBENCH_OFFLINE: nothing outside can be reached")
    asking = f"""
def ask(request):
    with socket.create_connection(("127.0.0.1", 41415), 20) as s:
        s.sendall(request.encode() + b" HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
        return s.recv(200).split()[1].decode()
for asked in ("CONNECT {host}:443", "CONNECT example.org:443", "CONNECT {host}:22", "CONNECT 172.17.0.1:443",
              "GET http://127.0.0.1:3128/", "GET http://169.254.169.254/latest"):
    print(ask(asked))
"""
    with tempfile.TemporaryDirectory() as directory:
        squid = ImageStore(engine, lambda line: None).squid().id
        proxy = provider.open_proxy(squid, [host], Path(directory) / "proxy", {})
        try:
            door = Door(image=base_image, directory=str(proxy.door), port=41415)
            with opened(provider, base_image, door) as sandbox:
                assert run(sandbox, asking).split() == ["200", "403", "403", "403", "403", "403"]
        finally:
            proxy.close()
        lines = [json.loads(line) for line in proxy.log.read_text().splitlines()]
    assert [(line["method"], line["status"]) for line in lines if line["status"] == 200] == [("CONNECT", 200)]
    assert {line["url"] for line in lines} >= {f"{host}:443", "example.org:443", "http://169.254.169.254/latest"}
