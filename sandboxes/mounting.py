"""Which way the doors of sandboxes go: whether an engine mounts a directory of ours so that a socket in it answers.

It cannot where its kernel is not this one (a virtual machine as Docker Desktop's, another computer). No name tells, so
it is tried once. The environment variable MELTBENCH_DOORS says `mounted` or `streams` without that."""

import os
import socket
import threading
from typing import Any

from docker.errors import APIError, ImageNotFound
from docker.types import LogConfig, Mount

from sandboxes import seccomp
from sandboxes.cache import scratch
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import UserError
from sandboxes.labels import own_labels
from sandboxes.sidecar import INSIDE, NOBODY

ENVIRONMENT = "MELTBENCH_DOORS"
WAYS = ("mounted", "streams")
WAIT_S = 30
"""Until what is tried has ended."""
KNOCK = f"import socket; socket.socket(socket.AF_UNIX).connect('{INSIDE}/s')"


class Mounting:
    """What is known of one engine. Thread-safe."""

    def __init__(self, api: Any, installation: str) -> None:
        self._api = api
        self._installation = installation
        self._lock = threading.Lock()
        self._works: bool | None = None

    def works(self, image: str) -> bool:
        """Whether doors are mounted; tried with an `image` that has Python the first time that it is asked.

        Raises UserError where the environment asks for neither way, InfraError where the engine fails."""
        if way := os.environ.get(ENVIRONMENT):
            if way not in WAYS:
                raise UserError(f"{way!r} is no way for a door", where=ENVIRONMENT, mend=f"One of {', '.join(WAYS)}")
            return way == "mounted"
        with self._lock:
            if self._works is None:
                self._works = self._answers(image)
        return self._works

    def _answers(self, image: str) -> bool:
        """Whether somebody in a container reaches a socket of ours."""
        with scratch() as directory, socket.socket(socket.AF_UNIX) as listener:
            door = directory / "door"
            door.mkdir()
            door.chmod(0o755)
            listener.bind(str(door / "s"))
            (door / "s").chmod(0o666)
            listener.listen()
            listener.setblocking(False)
            with engine_errors():
                try:
                    self._knock(image, str(door))
                except ImageNotFound:
                    raise
                except APIError:  # it sees no such directory
                    return False
            try:
                listener.accept()[0].close()
            except BlockingIOError:
                return False
            return True

    def _knock(self, image: str, directory: str) -> None:
        """Run what connects to the socket in a directory."""
        container = self._api.create_container(
            image=image,
            command=["/usr/bin/python3", "-I", "-S", "-c", KNOCK],
            entrypoint=[],
            user=NOBODY,
            labels=own_labels(self._installation, {"role": "probe"}),
            host_config=self._api.create_host_config(
                network_mode="none",
                cap_drop=["ALL"],
                security_opt=["no-new-privileges", f"seccomp={seccomp.profile()}"],
                log_config=LogConfig(type="none"),
                read_only=True,
                mounts=[Mount(INSIDE, directory, type="bind", read_only=True, propagation="rprivate")],
            ),
        )["Id"]
        try:
            self._api.start(container)
            self._api.wait(container, timeout=WAIT_S)
        finally:
            self._api.remove_container(container, force=True, v=True)
