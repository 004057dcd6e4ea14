"""Over what processes of one machine share: abstract sockets, shared memory, queues, terminals, /proc."""

import array
import ctypes
import fcntl
import os
import socket
from functools import partial
from pathlib import Path

from .attempt import WAIT_S, Reached, Way, Ways, shown
from .calls import LIBC, buffer, call, made
from .network import heard
from .targets import Targets

TIOCSTI, TIOCLINUX = 0x5412, 0x541C
TERMINALS = ("/dev/tty", "/dev/console", "/dev/ptmx", "/dev/tty0", "/dev/tty1", "/dev/ttyS0", "/dev/pts/0")
SHM_STAT, MSG_STAT, SEM_STAT = 13, 11, 18


def abstract(targets: Targets, name: str, kind: int = socket.SOCK_STREAM) -> str:
    """A unix socket that has no file."""
    with socket.socket(socket.AF_UNIX, kind) as one:
        one.settimeout(WAIT_S)
        one.connect(b"\0" + name.encode())
        return heard(one, targets)


def all_abstract(targets: Targets) -> str:
    """Whatever /proc/net/unix knows of."""
    lines = Path("/proc/net/unix").read_text(encoding="utf-8").splitlines()[1:]
    names = [fields[7][1:] for line in lines if len(fields := line.split()) > 7 and fields[7].startswith("@")]
    for name in names:
        abstract(targets, name)
    return f"none of {len(names)} abstract sockets"


def shared_memory(key: int) -> str:
    """A segment of another."""
    LIBC.shmat.restype = ctypes.c_void_p
    where = LIBC.shmat(call("shmget", key, 0, 0o444), None, 0o10000)
    raise Reached(shown(ctypes.string_at(where, 64).rstrip(b"\0")))


def listed(name: str, what: int, *middle: int) -> str:
    """Every one that the kernel has in its table."""
    found, (address, kept) = [], buffer(256)
    for index in range(64):
        try:
            found.append(call(name, index, *middle, what, address))
        except OSError:
            continue
    del kept
    if found:
        raise Reached(f"there are {found}")
    return "there are none"


def queue(name: str) -> str:
    """A queue of another."""
    raise Reached(f"descriptor {made('mq_open', name.encode(), os.O_RDWR, 0, 0)}")


def shown_files(directory: str) -> str:
    """What lies where processes share memory."""
    found = sorted(one.name for one in Path(directory).iterdir() if not one.name.startswith("probe"))
    if found:
        raise Reached(f"{directory} holds {found}")
    return "nothing there"


def typed(path: str) -> str:
    """A letter typed into somebody's terminal."""
    descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY)
    if path == "/dev/ptmx":
        return "a terminal of its own"
    fcntl.ioctl(descriptor, TIOCSTI, b"x")
    raise Reached("typed")


def pasted(path: str) -> str:
    """The selection of a console, pasted."""
    fcntl.ioctl(os.open(path, os.O_RDWR | os.O_NOCTTY), TIOCLINUX, array.array("B", [3]))
    raise Reached("pasted")


def sockets_of_others() -> str:
    """A descriptor of any process that can be seen, opened again."""
    for path in Path("/proc").glob("[0-9]*/fd/*"):
        if path.parts[2] in (str(os.getpid()), str(os.getppid())):
            continue
        try:
            target = path.readlink()
        except OSError:
            continue
        if str(target).startswith("socket:"):
            descriptor = os.open(path, os.O_RDWR)
            raise Reached(f"{path} -> {target} opened as {descriptor}")
    return "none can be opened"


def too_many_processes() -> str:
    """Processes that are none of ours: those of the sidecar, or of the host."""
    commands = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            commands[path.parts[2]] = path.read_bytes()
        except OSError:
            continue
    strange = [pid for pid, line in commands.items() if b"41414" in line or b"dockerd" in line or b"containerd" in line]
    if strange:
        raise Reached(f"processes of others: {strange}")
    return f"{len(commands)} processes, all of them inside"


def ways(targets: Targets) -> Ways:
    """All of them."""
    yield Way("abstract-stream", targets.abstract, partial(abstract, targets, targets.abstract))
    for kind in (socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        yield Way("abstract-other", str(kind), partial(abstract, targets, targets.abstract, kind))
    yield Way("abstract-all", "", partial(all_abstract, targets))
    yield Way("shared-memory", hex(targets.memory), partial(shared_memory, targets.memory))
    yield Way("shared-memory-all", "", partial(listed, "shmctl", SHM_STAT))
    yield Way("queues-all", "", partial(listed, "msgctl", MSG_STAT))
    yield Way("semaphores-all", "", partial(listed, "semctl", SEM_STAT, 0))
    yield Way("queue", targets.queue, partial(queue, targets.queue))
    for directory in ("/dev/shm", "/dev/mqueue"):
        yield Way("shared-directory", directory, partial(shown_files, directory))
    for path in TERMINALS:
        yield Way("terminal-type", path, partial(typed, path))
        yield Way("terminal-paste", path, partial(pasted, path))
    yield Way("descriptors-in-proc", "", sockets_of_others)
    yield Way("processes-of-others", "", too_many_processes)
