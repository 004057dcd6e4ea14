"""Over the network with packets of one's own making: pings, raw IP, frames, and what goes to many at a time."""

import os
import socket
import struct
from functools import partial

from .attempt import WAIT_S, Reached, Way, Ways
from .network import SCOPES, answered, udp
from .targets import Targets

IPV6_MULTICAST = ("ff02::1", "ff02::fb", "ff02::1:3", "ff05::1:3")
MULTICAST = (("224.0.0.1", 9), ("224.0.0.251", 5353), ("239.255.255.250", 1900), ("224.0.0.252", 5355))
ETHERNET, ECHO, ECHO_V6 = 3, 8, 128


def checksum(data: bytes) -> int:
    """Of the Internet."""
    data += b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def echo(targets: Targets, family: int, kind: int, address: tuple[object, ...]) -> str:
    """Ping, with a raw socket or with one that is made for it."""
    six = family == socket.AF_INET6
    with socket.socket(family, kind, socket.IPPROTO_ICMPV6 if six else socket.IPPROTO_ICMP) as one:
        one.settimeout(WAIT_S)
        head, payload = struct.pack("!BBHHH", ECHO_V6 if six else ECHO, 0, 0, os.getpid() & 0xFFFF, 1), targets.knock
        packet = head + payload.encode()
        packet = packet[:2] + struct.pack("!H", 0 if six else checksum(packet)) + packet[4:]
        one.sendto(packet, address)
        return answered(one)


def datagram(targets: Targets, address: str) -> bytes:
    """IPv4 and UDP by hand."""
    payload = targets.knock.encode()
    body = struct.pack("!HHHH", 4321, targets.udp, 8 + len(payload), 0) + payload
    ends = socket.inet_aton("192.0.2.77") + socket.inet_aton(address)
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 1, 0, 64, 17, 0) + ends
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def datagram_v6(targets: Targets, address: str) -> bytes:
    """IPv6 and UDP by hand."""
    payload = targets.knock.encode()
    ends = socket.inet_pton(socket.AF_INET6, "fe80::77") + socket.inet_pton(socket.AF_INET6, address)
    size = 8 + len(payload)
    body = struct.pack("!HHHH", 4321, targets.udp, size, 0) + payload
    sum_of_it = checksum(ends + struct.pack("!II", size, 17) + body)
    return struct.pack("!IHBB", 6 << 28, size, 17, 64) + ends + body[:6] + struct.pack("!H", sum_of_it) + body[8:]


def raw(targets: Targets, address: str) -> str:
    """An IP packet of one's own making."""
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as one:
        one.sendto(datagram(targets, address), (address, 0))
        raise Reached("a raw packet was sent")


def frame(targets: Targets, address: str, hardware: str, kind: int) -> str:
    """A frame of one's own making, out of every interface."""
    destination, six = bytes.fromhex(hardware.replace(":", "")), ":" in address
    packet = datagram_v6(targets, address) if six else datagram(targets, address)
    protocol = 0x86DD if six else 0x0800
    sent = []
    with socket.socket(socket.AF_PACKET, kind, socket.htons(ETHERNET)) as one:
        for index, name in socket.if_nameindex():
            if kind == socket.SOCK_RAW:
                one.bind((name, 0))
                one.send(destination + b"\x02\0\0\0\0\x01" + struct.pack("!H", protocol) + packet)
            else:
                one.sendto(packet, (name, protocol, 0, 0, destination))
            sent.append(f"{index}:{name}")
    raise Reached(f"frames were sent over {sent}")


def ways(targets: Targets) -> Ways:
    """All of them."""
    outside = [address for address in targets.v4 if not address.startswith("127.")] + list(targets.neighbours)
    for address in outside:
        yield Way("ping-raw", address, partial(echo, targets, socket.AF_INET, socket.SOCK_RAW, (address, 0)))
        yield Way("ping-datagram", address, partial(echo, targets, socket.AF_INET, socket.SOCK_DGRAM, (address, 0)))
        yield Way("raw-ip", address, partial(raw, targets, address))
    for address in (*outside, *targets.local):
        for hardware in targets.hardware:
            for name_of, kind in (("raw", socket.SOCK_RAW), ("cooked", socket.SOCK_DGRAM)):
                attempt = partial(frame, targets, address, hardware, kind)
                yield Way(f"frame-{name_of}", f"{address} {hardware}", attempt)
    for address in targets.local:
        for scope in SCOPES:
            where, six = (address, 0, 0, scope), socket.AF_INET6
            yield Way("ping-raw-link-local", f"{address}%{scope}", partial(echo, targets, six, socket.SOCK_RAW, where))
            yield Way("ping-datagram-v6", f"{address}%{scope}", partial(echo, targets, six, socket.SOCK_DGRAM, where))
    for address, port in MULTICAST:
        yield Way("multicast-v4", f"{address}:{port}", partial(udp, targets, socket.AF_INET, (address, port)))
    for address in IPV6_MULTICAST:
        for scope in SCOPES:
            where = (address, targets.udp, 0, scope)
            yield Way("multicast-v6", f"{address}%{scope}", partial(udp, targets, socket.AF_INET6, where))
    for address in ("255.255.255.255", *targets.broadcasts):
        yield Way("broadcast", address, partial(udp, targets, socket.AF_INET, (address, targets.udp)))
