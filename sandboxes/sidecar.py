"""The one way out of a sandbox without a network: a port of its loopback that leads to a unix socket on the host.

A second container joins the sandbox's network namespace, in which there is nothing but a loopback, and passes on what
comes to the port: to the socket itself where its directory can be mounted (mounting.py), else over its standard streams
to this process, which connects to the socket (line.py). Nothing of ours lies inside the sandbox, whose processes cannot
see those of the sidecar; and the host's side of the socket knows by the socket whose sandbox speaks."""

import time
from pathlib import Path
from typing import Any

from docker.types import LogConfig, Mount

from sandboxes import seccomp
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import InfraError
from sandboxes.labels import own_labels
from sandboxes.line import Line
from sandboxes.spec import Door
from sandboxes.streams import Attached

RELAY = Path(__file__).with_name("relay.py").read_text(encoding="utf-8")
MULTIPLEXER = Path(__file__).with_name("multiplex.py").read_text(encoding="utf-8")
INSIDE = "/run/door"
"""Where the socket's directory is mounted in the sidecar."""
READY_S = 30
"""Seconds within which a relay listens."""
NOBODY = "65534:65534"
STREAMS = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
"""What is attached for a line."""
MEMORY = 128 << 20


class Sidecar:
    """The container behind one door of one sandbox."""

    def __init__(self, api: Any, container: str) -> None:
        self._api = api
        self._line: Line | None = None
        self.id = container

    @classmethod
    def open(
        cls, api: Any, installation: str, sandbox: str, door: Door, labels: dict[str, str], *, mounted: bool
    ) -> "Sidecar":
        """Join the running container `sandbox`; the port answers when this returns. Raises InfraError."""
        port = str(door.port)
        program = [RELAY, port, f"{INSIDE}/{door.socket}"] if mounted else [MULTIPLEXER, "listen", port]
        shown = [Mount(INSIDE, door.directory, type="bind", read_only=True, propagation="rprivate")]
        with engine_errors():
            created = api.create_container(
                image=door.image,
                command=["/usr/bin/python3", "-I", "-S", "-c", *program],
                entrypoint=[],
                stdin_open=not mounted,
                user=NOBODY,
                working_dir="/",
                labels=own_labels(installation, {**labels, "role": "sidecar"}),
                host_config=api.create_host_config(
                    network_mode=f"container:{sandbox}",
                    cap_drop=["ALL"],
                    security_opt=["no-new-privileges", f"seccomp={seccomp.profile()}"],
                    mem_limit=MEMORY,
                    memswap_limit=MEMORY,
                    pids_limit=8,
                    log_config=LogConfig(type="none"),
                    read_only=True,
                    mounts=shown if mounted else [],
                ),
            )["Id"]
            sidecar = cls(api, created)
            try:
                if not mounted:
                    sidecar._line = Line(api.attach_socket(created, params=STREAMS), Path(door.directory, door.socket))
                await_listening(api, created, sidecar._line)
            except BaseException:
                sidecar.close()
                raise
        return sidecar

    def ended(self) -> str:
        """Why it does not run any more, or empty. Nothing inside the sandbox can bring that about."""
        with engine_errors():
            state = self._api.inspect_container(self.id)["State"]
        if not state["Running"]:
            return f"exit code {state['ExitCode']}"
        return self._line.ended() if self._line else ""

    def close(self) -> None:
        """Remove it. The reaper takes what the engine does not remove now."""
        remove(self._api, self.id, self._line)


def remove(api: Any, container: str, line: Line | None) -> None:
    """Remove a container, and end the line to it. Raises InfraError."""
    try:
        with engine_errors():
            api.remove_container(container, force=True, v=True)
    finally:
        if line:
            line.close()


def await_listening(api: Any, container: str, line: Line | None) -> None:
    """Start a container in which a relay runs, or a multiplexer with a line to it, and wait until that listens.

    Raises InfraError where it does not."""
    if line:
        api.start(container)
        line.await_ready(READY_S)
        return
    said = Attached(api.attach_socket(container, params={"stdout": 1, "stderr": 1, "stream": 1}))
    heard = b""
    until = time.monotonic() + READY_S
    try:
        api.start(container)
        while b"listening" not in heard:
            frame = said.receive(until - time.monotonic())
            if frame is None or not frame.data:
                why = "is silent" if frame is None else "has ended"
                raise InfraError(
                    f"what should pass connections on {why}: {' '.join(heard.decode(errors='replace').split())[-300:]}"
                )
            heard = (heard + frame.data)[-4096:]
    finally:
        said.close()
