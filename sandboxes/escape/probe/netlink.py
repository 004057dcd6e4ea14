"""Over netlink: interfaces, routes and addresses of one's own, and the kernel's other mouths that speak it."""

import os
import socket
import struct
from functools import partial

from .attempt import WAIT_S, Reached, Way, Ways, shown
from .targets import Targets

REQUEST, ACK, CREATE, DUMP, ERROR = 0x1, 0x4, 0x400, 0x300, 2
ROUTE, DIAGNOSIS, XFRM, AUDIT, CONNECTOR, NETFILTER, UEVENT, GENERIC, SCSI, CRYPTO = 0, 4, 6, 9, 11, 12, 15, 16, 18, 21
LOOPBACK = 1


def attribute(kind: int, data: bytes) -> bytes:
    """One, padded."""
    return struct.pack("<HH", 4 + len(data), kind) + data + bytes(-len(data) % 4)


def asked(protocol: int, kind: int, body: bytes, flags: int = ACK) -> str:
    """Send one message; an acknowledgement without an error is a success. Raises Reached."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol) as one:
        one.settimeout(WAIT_S)
        one.bind((0, 0))
        one.send(struct.pack("<IHHII", 16 + len(body), kind, REQUEST | flags, 1, 0) + body)
        said = one.recv(8192)
        (answer,) = struct.unpack_from("<H", said, 4)
        if answer == ERROR:
            (error,) = struct.unpack_from("<i", said, 16)
            if error:
                raise OSError(-error, os.strerror(-error))
        raise Reached(f"the kernel did it: {said[:40].hex()}")


def overheard(protocol: int, groups: int) -> str:
    """What the kernel tells everybody about the machine."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol) as one:
        one.settimeout(WAIT_S)
        one.bind((0, groups))
        try:
            said = one.recv(8192)
        except TimeoutError:
            return "nothing is heard"
    raise Reached(shown(said))


def forged_event() -> str:
    """A device that appears, told to whoever listens."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, UEVENT) as one:
        one.sendto(b"add@/devices/probe\0ACTION=add\0", (0, 1))
    raise Reached("an event was sent")


def new_link(kind: str, nested: bytes = b"", more: bytes = b"") -> bytes:
    """An interface of a kind."""
    data = attribute(2, nested) if nested else b""
    info = attribute(18, attribute(1, kind.encode()) + data)
    return struct.pack("<BxHiII", 0, 0, 0, 1, 1) + attribute(3, b"probe0\0") + info + more


def ways(targets: Targets) -> Ways:
    """All of them."""
    del targets
    nested = struct.pack("<BxHiII", 0, 0, 0, 0, 0) + attribute(3, b"probe1\0") + attribute(19, struct.pack("<I", 1))
    links = [("dummy", b""), ("veth", attribute(1, nested)), ("bridge", b""), ("tun", b""), ("wireguard", b""),
             ("vxlan", attribute(1, struct.pack("<I", 7))), ("macvlan", attribute(1, struct.pack("<I", 4))),
             ("ipvlan", attribute(1, struct.pack("<H", 0))), ("gre", b""), ("sit", b"")]  # fmt: skip
    for kind, data in links:
        more = attribute(5, struct.pack("<I", LOOPBACK))
        yield Way("link-new", kind, partial(asked, ROUTE, 16, new_link(kind, data, more), ACK | CREATE))
    moved = struct.pack("<BxHiII", 0, 0, LOOPBACK, 0, 0) + attribute(19, struct.pack("<I", 1))
    yield Way("link-move", "lo", partial(asked, ROUTE, 19, moved))
    down = struct.pack("<BxHiII", 0, 0, LOOPBACK, 0, 1)
    yield Way("link-down", "lo", partial(asked, ROUTE, 19, down))
    address = struct.pack("<BBBBI", 2, 24, 0, 0, LOOPBACK) + attribute(2, socket.inet_aton("172.17.0.99"))
    yield Way("address-new", "172.17.0.99/24", partial(asked, ROUTE, 20, address, ACK | CREATE))
    route = struct.pack("<8BI", 2, 0, 0, 0, 254, 4, 0, 1, 0) + attribute(4, struct.pack("<I", LOOPBACK))
    yield Way("route-new", "default", partial(asked, ROUTE, 24, route, ACK | CREATE))
    neighbour = struct.pack("<BxxxiHBB", 2, LOOPBACK, 2, 0, 1) + attribute(1, socket.inet_aton("172.17.0.1"))
    yield Way("neighbour-new", "172.17.0.1", partial(asked, ROUTE, 28, neighbour, ACK | CREATE))
    rule = struct.pack("<8BI", 2, 0, 0, 0, 254, 0, 0, 1, 0)
    yield Way("routing-rule-new", "", partial(asked, ROUTE, 32, rule, ACK | CREATE))
    namespace = struct.pack("<Bxxx", 0) + attribute(1, struct.pack("<i", 7)) + attribute(2, struct.pack("<I", 1))
    yield Way("namespace-number", "1", partial(asked, ROUTE, 88, namespace))
    queue = struct.pack("<BxxxiIII", 0, LOOPBACK, 0x10000, 0xFFFFFFFF, 0) + attribute(1, b"netem\0")
    yield Way("traffic-control", "lo", partial(asked, ROUTE, 36, queue, ACK | CREATE))
    destroyed = struct.pack("<BBBxI", 2, 6, 0, 0xFFFFFFFF) + struct.pack(">HH", 41414, 0) + bytes(44)
    yield Way("socket-destroy", "the door", partial(asked, DIAGNOSIS, 21, destroyed))
    yield Way("firewall", "nftables", partial(asked, NETFILTER, 10 << 8, struct.pack("<BBH", 2, 0, 0)))
    yield Way("firewall", "conntrack", partial(asked, NETFILTER, 1 << 8 | 2, struct.pack("<BBH", 2, 0, 0)))
    yield Way("ipsec", "", partial(asked, XFRM, 0x19, bytes(8)))
    yield Way("audit", "", partial(asked, AUDIT, 1000, b""))
    yield Way("crypto", "", partial(asked, CRYPTO, 0x13, bytes(224)))
    yield Way("process-events", "", partial(asked, CONNECTOR, 3, struct.pack("<IIIIHHI", 1, 1, 0, 0, 4, 0, 1)))
    yield Way("generic-family-new", "tcp_metrics", partial(asked, GENERIC, 0x1F, struct.pack("<BBH", 2, 1, 0)))
    yield Way("device-event-forged", "", forged_event)
    for name, protocol, groups in (("device-events", UEVENT, 1), ("audit-log", AUDIT, 1), ("scsi-events", SCSI, 1)):
        yield Way(name, "", partial(overheard, protocol, groups))
