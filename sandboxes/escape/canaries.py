"""All canaries of one attack: what is laid out outside a sandbox, and what of it was touched."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final, NamedTuple

import docker

from sandboxes.cache import scratch
from sandboxes.docker import DockerSandbox
from sandboxes.engine_errors import engine_errors
from sandboxes.escape.addresses import host_addresses
from sandboxes.escape.listeners import Listeners
from sandboxes.escape.neighbour import PORT, Neighbour, neighbour
from sandboxes.escape.probe.targets import Targets
from sandboxes.escape.shared import Shared, laid_out
from sandboxes.labels import PREFIX, own_labels

LABEL: Final = "escape"
ENGINES: Final = (
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/docker/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/run/crio/crio.sock",
    "/run/buildkit/buildkitd.sock",
    "/run/user/1000/docker.sock",
    "/run/dbus/system_bus_socket",
    "/run/systemd/private",
)


class Canaries(NamedTuple):
    """Laid out."""

    api: Any
    installation: str
    image: str
    knock: str
    door: str
    """A socket like that of another trial's gateway, on the host."""
    listeners: Listeners
    shared: Shared
    neighbour: Neighbour | None
    neighbours_secret: str
    unwatched: tuple[str, ...]

    def targets(
        self, sandboxes: Sequence[DockerSandbox], doors: Sequence[str], port: int, tokens: tuple[str, str]
    ) -> Targets:
        """What the probe is told: everything. `sandboxes` are those whose processes it aims at, `doors` paths on the
        host of sockets beside ours, `tokens` this trial's and another's."""
        found = host_addresses()
        near = self.neighbour
        return Targets(
            knock=self.knock,
            door=port,
            token=tokens[0],
            other_token=tokens[1],
            doors=(*doors, self.door),
            v4=found.v4,
            v6=found.v6,
            local=found.local,
            broadcasts=found.broadcasts,
            hardware=(*found.hardware, *((near.hardware,) if near else ())),
            resolvers=found.resolvers,
            tcp=self.listeners.tcp,
            udp=self.listeners.udp,
            neighbours=(near.address,) if near else (),
            neighbour_port=PORT,
            abstract=self.listeners.abstract,
            engine=ENGINES,
            file=str(self.shared.file),
            memory=self.shared.memory,
            queue=self.shared.queue,
            vsock=self.listeners.vsock,
            cids=self.listeners.cids,
            pids=(os.getpid(), *self._processes(sandboxes)),
            labels=own_labels(self.installation, {LABEL: self.knock}),
            image=self.image,
        )

    def _processes(self, sandboxes: Sequence[DockerSandbox]) -> list[int]:
        """As the host numbers them: each sandbox's first, and each of its sidecars'."""
        ids = [one for box in sandboxes for one in (box.id, *(sidecar.id for sidecar in box.sidecars))]
        with engine_errors():
            return [int(self.api.inspect_container(one)["State"]["Pid"]) for one in ids]

    def touched(self, printed: str) -> list[str]:
        """What was noticed outside, when all is over; `printed` is what the probe has said."""
        self.listeners.settle()
        found = [*self.listeners.touched, *self.shared.touched(), *self._made()]
        if self.neighbour and self.neighbour.heard(self.knock):
            found.append("neighbour: the probe was heard")
        told = {**self.listeners.secrets, **self.shared.secrets, "neighbour": self.neighbours_secret}
        return found + [f"{name}: the probe knows its secret" for name, secret in told.items() if secret in printed]

    def _made(self) -> list[str]:
        """Containers that somebody has had the engine make; they are removed."""
        with engine_errors():
            made = self.api.containers(all=True, filters={"label": f"{PREFIX}{LABEL}={self.knock}"})
            for one in made:
                self.api.remove_container(one["Id"], force=True, v=True)
        return ["engine: a container was made"] if made else []


@contextmanager
def canaries(client: docker.DockerClient, installation: str, image: str) -> Iterator[Canaries]:
    """Lay them out until the context ends. `image` has Python 3.11."""
    api: Any = client.api
    knock, secret = f"knock-{secrets.token_hex(8)}", secrets.token_hex(16)
    with ExitStack() as stack:
        directory = stack.enter_context(scratch())
        door = directory / "door" / "s"
        door.parent.mkdir()
        listeners = stack.enter_context(Listeners(knock, door))
        kept = directory / "kept"
        kept.mkdir()
        shared, unwatched = stack.enter_context(laid_out(kept))
        near = stack.enter_context(neighbour(api, installation, image, secret))
        missing = [*listeners.unwatched, *unwatched, *([near] if isinstance(near, str) else [])]
        yield Canaries(
            api=api,
            installation=installation,
            image=image,
            knock=knock,
            door=str(door),
            listeners=listeners,
            shared=shared,
            neighbour=None if isinstance(near, str) else near,
            neighbours_secret=secret,
            unwatched=tuple(missing),
        )
