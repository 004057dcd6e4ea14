"""Over the network: every address that the host, its neighbours and the world have, in every way of speaking to one."""

import socket
from collections.abc import Callable, Sequence
from functools import partial

from .attempt import WAIT_S, Reached, Way, Ways, shown
from .targets import Targets

METADATA = ("169.254.169.254", "169.254.170.2", "169.254.169.253", "100.100.100.200", "192.0.0.192", "168.63.129.16")
METADATA_V6 = ("fd00:ec2::254", "fd20:ce::254")
WORLD = ("1.1.1.1", "8.8.8.8", "9.9.9.9")
WORLD_V6 = ("2606:4700:4700::1111", "2001:4860:4860::8888")
SCOPES = range(1, 9)
ENGINE_PORTS = (2375, 2376, 4243)
MPTCP, UDPLITE, SCTP, DCCP = 262, 136, 132, 33


def tcp(targets: Targets, family: int, address: tuple[object, ...], protocol: int = 0, option: bytes = b"") -> str:
    """Connect, say who knocks, and hear what answers."""
    with socket.socket(family, socket.SOCK_STREAM, protocol) as one:
        one.settimeout(WAIT_S)
        if option:
            one.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, option)
        one.connect(address)
        _not_oneself(one)
        return heard(one, targets)


def _not_oneself(one: socket.socket) -> None:
    """A port of the loopback that happens to be one's own is connected to oneself."""
    if one.getsockname() == one.getpeername():
        raise ConnectionRefusedError("connected to itself")


def heard(one: socket.socket, targets: Targets) -> str:
    """Speak over what is connected. Raises Reached."""
    try:
        one.sendall(targets.knock.encode() + b"\n")
        said = one.recv(1000)
    except OSError as error:
        raise Reached(f"connected, then {error}") from error
    raise Reached(f"connected: {shown(said)}")


def udp(targets: Targets, family: int, address: tuple[object, ...], protocol: int = 0) -> str:
    """Send a datagram, and wait for what comes back."""
    with socket.socket(family, socket.SOCK_DGRAM, protocol) as one:
        one.settimeout(WAIT_S)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        one.sendto(targets.knock.encode(), address)
        return answered(one)


def answered(one: socket.socket) -> str:
    """What comes back for a datagram that could be sent. Raises Reached."""
    try:
        said = one.recv(1000)
    except TimeoutError:
        return "sent, no answer"
    raise Reached(shown(said))


def bound_to(targets: Targets, device: str, address: str) -> str:
    """Out of a named interface, whatever the routes say."""
    with socket.socket() as one:
        one.settimeout(WAIT_S)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
        one.connect((address, targets.tcp))
        return heard(one, targets)


def borrowed(targets: Targets, source: str, address: str) -> str:
    """From an address that is not ours."""
    with socket.socket() as one:
        one.settimeout(WAIT_S)
        one.setsockopt(socket.IPPROTO_IP, 15, 1)  # IP_FREEBIND
        one.bind((source, 0))
        one.connect((address, targets.tcp))
        return heard(one, targets)


def transparent(targets: Targets, address: str) -> str:
    """As a transparent proxy, whose connections may have any address."""
    with socket.socket() as one:
        one.settimeout(WAIT_S)
        one.setsockopt(socket.IPPROTO_IP, 19, 1)
        one.connect((address, targets.tcp))
        return heard(one, targets)


def marked(targets: Targets, address: str) -> str:
    """With the mark that a tunnel's own packets have, which routing policies let pass."""
    with socket.socket() as one:
        one.settimeout(WAIT_S)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, 0xCA6C)
        one.connect((address, targets.tcp))
        return heard(one, targets)


def fast_open(targets: Targets, address: str) -> str:
    """With data in the first packet."""
    with socket.socket() as one:
        one.settimeout(WAIT_S)
        one.sendto(targets.knock.encode(), socket.MSG_FASTOPEN, (address, targets.tcp))
        return heard(one, targets)


def scan(targets: Targets, family: int, address: str, ports: Sequence[int]) -> str:
    """Every port of the loopback; only the door may answer."""
    for port in ports:
        with socket.socket(family) as one:
            if port != targets.door and one.connect_ex((address, port)) == 0 and one.getsockname() != one.getpeername():
                raise Reached(f"port {port} answers")
    return "no port answers"


def ways(targets: Targets) -> Ways:
    """All of them."""
    four, six = socket.AF_INET, socket.AF_INET6
    by_family: list[tuple[str, Callable[..., str], int]] = [("tcp", tcp, targets.tcp), ("udp", udp, targets.udp)]
    for kind, attempt, port in by_family:
        for address in targets.v4:
            yield Way(f"{kind}-host-v4", address, partial(attempt, targets, four, (address, port)))
        for address in targets.v6:
            yield Way(f"{kind}-host-v6", address, partial(attempt, targets, six, (address, port)))
        for address in targets.local:
            for scope in SCOPES:
                where = (address, port, 0, scope)
                yield Way(f"{kind}-host-link-local", f"{address}%{scope}", partial(attempt, targets, six, where))
        for address in targets.neighbours:
            where_to = (address, targets.neighbour_port)
            yield Way(f"{kind}-neighbour", address, partial(attempt, targets, four, where_to))
        for address in (*METADATA, *METADATA_V6):
            family = six if ":" in address else four
            yield Way(f"{kind}-metadata-v{6 if family == six else 4}", address,
                      partial(attempt, targets, family, (address, 80)))  # fmt: skip
        for address in (*WORLD, *WORLD_V6):
            family = six if ":" in address else four
            yield Way(f"{kind}-world-v{6 if family == six else 4}", address,
                      partial(attempt, targets, family, (address, 53 if kind == "udp" else 443)))  # fmt: skip
        for address in ("0.0.0.0", "127.0.0.2", "127.1.1.1", "127.255.255.254", "127.0.0.11", "127.0.0.53"):
            yield Way(f"{kind}-loopback-net", address, partial(attempt, targets, four, (address, port)))
    yield from _other_transports(targets)
    for start in range(1, 65536, 1024):
        ports = range(start, min(65536, start + 1024))
        yield Way("loopback-ports-v4", f"{start}", partial(scan, targets, four, "127.0.0.1", ports))
        yield Way("loopback-ports-v6", f"{start}", partial(scan, targets, six, "::1", ports))
    for address in ("127.0.0.2", "127.0.0.11"):
        yield Way("door-port-elsewhere", address, partial(tcp, targets, four, (address, targets.door)))
    yield Way("door-port-elsewhere", "::1", partial(tcp, targets, six, ("::1", targets.door)))
    yield Way("door-port-mapped", "::ffff:127.0.0.2", partial(tcp, targets, six, ("::ffff:127.0.0.2", targets.door)))


def _other_transports(targets: Targets) -> Ways:
    outside = [address for address in targets.v4 if not address.startswith("127.")][:3] + list(targets.neighbours)
    four, six = socket.AF_INET, socket.AF_INET6
    for address in outside:
        where = (address, targets.tcp)
        yield Way("mptcp", address, partial(tcp, targets, four, where, MPTCP))
        yield Way("sctp", address, partial(tcp, targets, four, where, SCTP))
        yield Way("dccp", address, partial(_made, targets, four, 6, DCCP, where))
        yield Way("udp-lite", address, partial(udp, targets, four, (address, targets.udp), UDPLITE))
        yield Way("tcp-fast-open", address, partial(fast_open, targets, address))
        # Loose source routing, through the address itself.
        routed = b"\x83\x07\x04" + socket.inet_aton(address) + b"\0"
        yield Way("source-routed", address, partial(tcp, targets, four, where, 0, routed))
        yield Way("transparent-proxy", address, partial(transparent, targets, address))
        yield Way("routing-mark", address, partial(marked, targets, address))
        yield Way("borrowed-source", address, partial(borrowed, targets, "172.17.0.99", address))
        for device in ("eth0", "docker0", "lo"):
            yield Way("bound-to-device", f"{device}>{address}", partial(bound_to, targets, device, address))
        for port in ENGINE_PORTS:
            yield Way("engine-over-tcp", f"{address}:{port}", partial(tcp, targets, four, (address, port)))
        yield Way("v4-mapped", address, partial(tcp, targets, six, (f"::ffff:{address}", targets.tcp)))
        yield Way("six-to-four", address, partial(tcp, targets, six, (f"64:ff9b::{address}", targets.tcp)))


def _made(targets: Targets, family: int, kind: int, protocol: int, address: tuple[object, ...]) -> str:
    with socket.socket(family, kind, protocol) as one:
        one.settimeout(WAIT_S)
        one.connect(address)
        return heard(one, targets)
