"""The one way out of a sandbox without a network: a port of its loopback that leads to a unix socket on the host.

A second container joins the sandbox's network namespace, in which there is nothing but a loopback, and passes on what
comes to the port. Nothing of ours lies inside the sandbox, whose processes cannot see those of the sidecar; and the
host's side of the socket knows by the socket whose sandbox speaks."""

import time
from pathlib import Path
from typing import Any

from docker.types import LogConfig, Mount

from sandboxes import seccomp
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import InfraError
from sandboxes.labels import own_labels
from sandboxes.spec import Door
from sandboxes.streams import Attached

RELAY = Path(__file__).with_name("relay.py").read_text(encoding="utf-8")
INSIDE = "/run/door"
"""Where the socket's directory is mounted in the sidecar."""
READY_S = 30
"""Seconds within which a relay listens."""
NOBODY = "65534:65534"
MEMORY = 128 << 20


class Sidecar:
    """The container behind one door of one sandbox."""

    def __init__(self, api: Any, container: str) -> None:
        self._api = api
        self.id = container

    @classmethod
    def open(cls, api: Any, installation: str, sandbox: str, door: Door, labels: dict[str, str]) -> "Sidecar":
        """Join the running container `sandbox`; the port answers when this returns. Raises InfraError."""
        with engine_errors():
            created = api.create_container(
                image=door.image,
                command=["/usr/bin/python3", "-I", "-S", "-c", RELAY, str(door.port), f"{INSIDE}/{door.socket}"],
                entrypoint=[],
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
                    mounts=[Mount(INSIDE, door.directory, type="bind", read_only=True, propagation="rprivate")],
                ),
            )["Id"]
            sidecar = cls(api, created)
            try:
                await_listening(api, created)
            except BaseException:
                sidecar.close()
                raise
        return sidecar

    def ended(self) -> str:
        """Why it does not run any more, or empty. Nothing inside the sandbox can bring that about."""
        with engine_errors():
            state = self._api.inspect_container(self.id)["State"]
        return "" if state["Running"] else f"exit code {state['ExitCode']}"

    def close(self) -> None:
        """Remove it. The reaper takes what the engine does not remove now."""
        with engine_errors():
            self._api.remove_container(self.id, force=True, v=True)


def await_listening(api: Any, container: str) -> None:
    """Start a container in which a relay runs, and wait until that listens. Raises InfraError where it does not."""
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
