"""Families of sockets that no network namespace holds, or that a filter may have forgotten."""

import ctypes
import mmap
import os
import socket
import struct
from functools import partial

from . import calls
from .attempt import WAIT_S, Reached, Way, Ways
from .network import heard
from .targets import Targets

FAMILIES = {
    "ax25": 3, "ipx": 4, "appletalk": 5, "x25": 9, "key": 15, "packet": 17, "rds": 21, "pppox": 24, "llc": 26, "ib": 27,
    "mpls": 28, "can": 29, "tipc": 30, "bluetooth": 31, "iucv": 32, "rxrpc": 33, "phonet": 35, "ieee802154": 36,
    "caif": 37, "alg": 38, "nfc": 39, "kcm": 41, "qipcrtr": 42, "smc": 43, "xdp": 44, "mctp": 45,
}  # fmt: skip
KINDS = (1, 2, 3, 5, 10)
"""Stream, datagram, raw, packets in sequence, packet."""
VSOCK = 40


def made(family: int) -> str:
    """A socket of that family, of whatever kind. Raises Reached where there is one."""
    refusals = set()
    for kind in KINDS:
        try:
            one = socket.socket(family, kind, 0)
        except OSError as error:
            refusals.add(error.strerror)
            continue
        one.close()
        raise Reached(f"a socket of kind {kind} can be made")
    raise OSError(", ".join(sorted(map(str, refusals))))


def vsock(targets: Targets, kind: int, cid: int) -> str:
    """To the hypervisor, or back to the machine itself."""
    with socket.socket(VSOCK, kind, 0) as one:
        one.settimeout(WAIT_S / 2)
        try:
            one.connect((cid, targets.vsock))
        except OSError as error:
            raise Reached(f"a socket can be made; {error}") from error
        return heard(one, targets)


def wide(family: int) -> str:
    """With bits in the upper half of the number, which the kernel does not look at and a filter does."""
    descriptor = calls.call("socket", (1 << 32) + family, 1, 0)
    raise Reached(f"descriptor {descriptor}")


def in_32_bit(family: int) -> str:
    """By `socketcall` from 32 bit code, where the family lies in memory."""
    if not calls.X86:
        return "no 32 bit here"
    calls.LIBC.mmap.restype = ctypes.c_void_p
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40  # below 4 GiB
    page = calls.LIBC.mmap(None, ctypes.c_size_t(4096), 7, flags, -1, ctypes.c_size_t(0))
    arguments = struct.pack("<3I", family, 1, 0)
    code = b"\x53\xb8\x66\0\0\0\xbb\1\0\0\0\xb9" + struct.pack("<I", page) + b"\xcd\x80\x5b\xc3"
    ctypes.memmove(page, arguments + bytes(4) + code, 16 + len(code))
    descriptor = ctypes.CFUNCTYPE(ctypes.c_int)(page + 16)()
    if descriptor < 0:
        raise OSError(-descriptor, os.strerror(-descriptor))
    raise Reached(f"descriptor {descriptor}")


def in_x32(family: int) -> str:
    """By the numbers of x32, which have a bit more."""
    if not calls.X86:
        return "no x32 here"
    calls.NUMBERS["x32"] = (0x40000000 + 41, 0)
    raise Reached(f"descriptor {calls.call('x32', family, 1, 0)}")


def pair(family: int) -> str:
    """Two at once."""
    one, other = socket.socketpair(family, socket.SOCK_STREAM, 0)
    one.close()
    other.close()
    raise Reached("a pair can be made")


def ways(targets: Targets) -> Ways:
    """All of them."""
    for name, family in FAMILIES.items():
        yield Way(f"family-{name}", str(family), partial(made, family))
    for kind, name in ((socket.SOCK_STREAM, "stream"), (socket.SOCK_DGRAM, "datagram"), (5, "packets")):
        for cid in targets.cids:
            yield Way(f"vsock-{name}", str(cid), partial(vsock, targets, kind, cid))
    for family in (VSOCK, 38, 17):
        yield Way("family-in-wide-number", str(family), partial(wide, family))
        yield Way("family-in-32-bit", str(family), partial(in_32_bit, family))
        yield Way("family-in-x32", str(family), partial(in_x32, family))
    for family in (VSOCK, 30):
        yield Way("family-in-pairs", str(family), partial(pair, family))
