"""What there is outside that a probe may aim at. Written as JSON outside, read inside; it holds no canary's secret."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Targets:
    """All that an attacker could know, and more: nothing has to be guessed."""

    knock: str
    """What every attempt says, so that whoever hears it outside knows from where it comes."""
    door: int = 41414
    """Port of the loopback inside that leads to the gateway."""
    token: str = ""
    """What opens this trial's gateway, and rightly so."""
    other_token: str = ""
    """What opens another trial's."""
    doors: tuple[str, ...] = ()
    """Sockets of this trial's gateway and of another's, as the host calls them."""
    v4: tuple[str, ...] = ()
    v6: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    """Link-local addresses of IPv6, without a scope."""
    broadcasts: tuple[str, ...] = ()
    tcp: int = 9
    """Port on which canaries listen at all of these."""
    udp: int = 9
    neighbours: tuple[str, ...] = ()
    """Addresses of a container on the engine's bridge, which listens on `neighbour_port`."""
    neighbour_port: int = 9
    hardware: tuple[str, ...] = ()
    """Hardware addresses of the host's interfaces, `02:42:...`."""
    resolvers: tuple[str, ...] = ()
    abstract: str = ""
    """Name of an abstract unix socket."""
    engine: tuple[str, ...] = ()
    """Sockets of container engines."""
    file: str = ""
    """A file of the host that must not be read or changed."""
    memory: int = 0
    """Key of a shared memory segment."""
    queue: str = ""
    """Name of a message queue."""
    vsock: int = 9
    cids: tuple[int, ...] = ()
    pids: tuple[int, ...] = ()
    """Processes outside, as the host numbers them: the sidecar, another trial's sandbox, the harness."""
    labels: dict[str, str] = field(default_factory=dict)
    """Of a container that is to be created by whoever reaches the engine."""
    image: str = ""


def read(fields: dict[str, object]) -> Targets:
    """From JSON, whose lists become tuples."""
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return Targets(**kept)  # type: ignore[arg-type]
