"""Taking the door's port away from the sidecar, so that the agent's own requests, with its token, come to another."""

import socket
from collections.abc import Sequence
from functools import partial

from .attempt import WAIT_S, Reached, Way, Ways
from .targets import Targets

V6ONLY, REUSEPORT, REUSEADDR, FREEBIND = 26, 15, 2, 15


def stolen(targets: Targets, family: int, address: str, options: Sequence[tuple[int, int, int]]) -> str:
    """Listen at the door's port, then go through the door: who answers?"""
    with socket.socket(family) as thief, socket.socket() as guest:
        for level, option, value in options:
            thief.setsockopt(level, option, value)
        thief.bind((address, targets.door))
        thief.listen(8)
        thief.settimeout(WAIT_S / 2)
        guest.settimeout(WAIT_S / 2)
        guest.connect(("127.0.0.1", targets.door))
        try:
            thief.accept()
        except TimeoutError:
            return "it can listen, and nobody comes"
    raise Reached("who goes to the door comes to the thief")


def ways(targets: Targets) -> Ways:
    """All of them."""
    port, address = (socket.SOL_SOCKET, REUSEPORT, 1), (socket.SOL_SOCKET, REUSEADDR, 1)
    four, six = socket.AF_INET, socket.AF_INET6
    both = (socket.IPPROTO_IPV6, V6ONLY, 0)
    yield Way("steal-plain", "127.0.0.1", partial(stolen, targets, four, "127.0.0.1", ()))
    yield Way("steal-shared-port", "127.0.0.1", partial(stolen, targets, four, "127.0.0.1", (port,)))
    yield Way("steal-reused-address", "127.0.0.1", partial(stolen, targets, four, "127.0.0.1", (address, port)))
    yield Way("steal-every-address", "0.0.0.0", partial(stolen, targets, four, "0.0.0.0", (address, port)))
    yield Way("steal-by-mapping", "::ffff:127.0.0.1", partial(stolen, targets, six, "::ffff:127.0.0.1", (both, port)))
    yield Way("steal-both-families", "::", partial(stolen, targets, six, "::", (both, address, port)))
    yield Way("steal-other-loopback", "127.0.0.2", partial(stolen, targets, four, "127.0.0.2", (address,)))
    bound = (socket.SOL_SOCKET, socket.SO_BINDTODEVICE, 1)
    yield Way("steal-by-device", "lo", partial(stolen, targets, four, "127.0.0.1", (address, port, bound)))
