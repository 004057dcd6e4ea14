"""A container on a bridge of the engine's: what a sandbox would reach first if it had a network."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final, NamedTuple

from docker.types import LogConfig

from sandboxes.engine_errors import engine_errors
from sandboxes.errors import InfraError
from sandboxes.labels import own_labels
from sandboxes.streams import Attached

PORT: Final = 41415
READY_S: Final = 30
MEMORY: Final = 64 << 20
LAST_S: Final = 0.3
LISTENER = """
import json, socket, selectors, sys
secret, port = sys.argv[1].encode(), int(sys.argv[2])
stream, packets = socket.create_server(("0.0.0.0", port)), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
packets.bind(("0.0.0.0", port))
selector = selectors.DefaultSelector()
selector.register(stream, selectors.EVENT_READ)
selector.register(packets, selectors.EVENT_READ)
print("listening", flush=True)
while True:
    for key, _ in selector.select():
        try:
            if key.fileobj is stream:
                one, _ = stream.accept()
                with one:
                    one.settimeout(1)
                    said = one.recv(1000)
                    one.sendall(secret)
            else:
                said, peer = packets.recvfrom(1000)
                packets.sendto(secret, peer)
        except OSError:
            continue
        print(json.dumps(said.decode("utf-8", "replace")), flush=True)
"""


class Neighbour(NamedTuple):
    """A running one."""

    network: str
    """Name of the bridge."""
    address: str
    hardware: str
    said: Attached

    def heard(self, knock: str) -> bool:
        """Whether the probe knocked there."""
        text = ""
        while (frame := self.said.receive(LAST_S)) and frame.data:
            text += frame.data.decode("utf-8", "replace")
        return json.dumps(knock)[1:-1] in text


@contextmanager
def neighbour(api: Any, installation: str, image: str, secret: str) -> Iterator[Neighbour | str]:
    """Open one on a bridge of its own, which gives the secret away; or why there is none: not every engine has one."""
    labels, name = own_labels(installation, {"role": "neighbour"}), f"meltbench-escape-{secrets.token_hex(4)}"
    with ExitStack() as stack:
        try:
            with engine_errors():
                network = api.create_network(name, driver="bridge", labels=labels)["Id"]
            stack.callback(_removed, api.remove_network, network)
            config = api.create_host_config(
                network_mode=name, mem_limit=MEMORY, pids_limit=8, log_config=LogConfig(type="none")
            )
            argv = ["/usr/bin/python3", "-I", "-S", "-c", LISTENER, secret, str(PORT)]
            with engine_errors():
                container = api.create_container(
                    image=image, entrypoint=[], command=argv, labels=labels, host_config=config
                )["Id"]
            stack.callback(_removed, api.remove_container, container, force=True, v=True)
            found: Neighbour | str = _started(api, container, name)
        except InfraError as error:
            found = f"neighbour on a bridge of the engine's: {error}"
        if isinstance(found, Neighbour):
            stack.callback(found.said.close)
        yield found


def _removed(remove: Callable[..., object], what: str, **how: bool) -> None:
    with engine_errors():
        remove(what, **how)


def _started(api: Any, container: str, network: str) -> Neighbour:
    with engine_errors():
        said = Attached(api.attach_socket(container, params={"stdout": 1, "stderr": 1, "stream": 1}))
        try:
            api.start(container)
            frame = said.receive(READY_S)
            if frame is None or not frame.data.startswith(b"listening"):
                raise InfraError("it does not listen")
            end = api.inspect_container(container)["NetworkSettings"]["Networks"][network]
        except BaseException:
            said.close()
            raise
    return Neighbour(network, end["IPAddress"], end["MacAddress"], said)
