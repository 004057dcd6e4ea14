"""Over names: whoever looks one up for the sandbox asks the world, and may be told to carry something there."""

import socket
import struct
from functools import partial

from .attempt import WAIT_S, Reached, Way, Ways, shown
from .network import answered
from .targets import Targets

NAMES = ("host.docker.internal", "gateway.docker.internal", "metadata.google.internal", "kubernetes.default.svc",
         "example.com", "api.anthropic.com", "localhost.localdomain")  # fmt: skip


def query(knock: str) -> bytes:
    """A question for the name of a knock."""
    labels = b"".join(bytes([len(part)]) + part.encode() for part in (knock, "escape", "test"))
    return struct.pack("!HHHHHH", 7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", 1, 1)


def ask_by_datagram(targets: Targets, resolver: str) -> str:
    """Ask a resolver by hand."""
    with socket.socket(socket.AF_INET6 if ":" in resolver else socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.settimeout(WAIT_S)
        one.sendto(query(targets.knock), (resolver, 53))
        return answered(one)


def ask_by_connection(targets: Targets, resolver: str) -> str:
    """The same over TCP."""
    question = query(targets.knock)
    with socket.create_connection((resolver, 53), WAIT_S) as one:
        one.sendall(struct.pack("!H", len(question)) + question)
        raise Reached(f"connected: {shown(one.recv(500))}")


def name(asked: str) -> str:
    """Have a name looked up by the C library."""
    found = socket.getaddrinfo(asked, 80)
    outside = sorted({str(one[4][0]) for one in found} - {"127.0.0.1", "::1"})
    if outside:
        raise Reached(f"found {outside}")
    return "only the loopback"


def ways(targets: Targets) -> Ways:
    """All of them."""
    for resolver in (*targets.resolvers, "127.0.0.53", "127.0.0.11"):
        yield Way("dns-datagram", resolver, partial(ask_by_datagram, targets, resolver))
        yield Way("dns-connection", resolver, partial(ask_by_connection, targets, resolver))
    for asked in (*NAMES, f"{targets.knock}.escape.test"):
        yield Way("dns-library", asked, partial(name, asked))
