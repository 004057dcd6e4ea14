"""Under which addresses this machine can be spoken to."""

import re
import socket
from pathlib import Path
from typing import NamedTuple

_BRANCH = re.compile(r"\|-- ([\d.]+)$")
LINK_LOCAL = "20"
"""Scope of an address in /proc/net/if_inet6."""


class Addresses(NamedTuple):
    """Of every interface, the engine's bridges among them."""

    v4: tuple[str, ...]
    v6: tuple[str, ...]
    local: tuple[str, ...]
    """IPv6 link-local, without scope."""
    broadcasts: tuple[str, ...]
    hardware: tuple[str, ...]
    resolvers: tuple[str, ...]


def host_addresses() -> Addresses:
    """Of the host as it is now. Linux only; elsewhere there are none."""
    v6 = [line.split() for line in _lines("/proc/net/if_inet6")]
    return Addresses(
        v4=_routes("host LOCAL"),
        v6=tuple(_spelled(fields[0]) for fields in v6 if fields[3] != LINK_LOCAL),
        local=tuple(_spelled(fields[0]) for fields in v6 if fields[3] == LINK_LOCAL),
        broadcasts=_routes("link BROADCAST"),
        hardware=_hardware(),
        resolvers=tuple(
            line.split()[1].partition("%")[0] for line in _lines("/etc/resolv.conf") if line.startswith("nameserver ")
        ),
    )


def _routes(kind: str) -> tuple[str, ...]:
    """Single addresses of a kind in the routing table."""
    found, address = set(), ""
    for line in _lines("/proc/net/fib_trie"):
        if branch := _BRANCH.search(line):
            address = branch[1]
        elif line.strip() == f"/32 {kind}":
            found.add(address)
    return tuple(sorted(found))


def _spelled(digits: str) -> str:
    return socket.inet_ntop(socket.AF_INET6, bytes.fromhex(digits))


def _hardware() -> tuple[str, ...]:
    found = {line for path in Path("/sys/class/net").glob("*/address") for line in _lines(str(path))}
    return tuple(sorted(one for one in found if one.count(":") == 5 and one != "00:00:00:00:00:00"))


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
