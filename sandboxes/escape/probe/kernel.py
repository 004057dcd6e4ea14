"""Calls of the kernel that undo a sandbox: namespaces, mounts, rings that make calls for others, programs, keys."""

import os
import socket
import struct
import time
from functools import partial
from pathlib import Path

from .attempt import Reached, Way, Ways, shown
from .calls import X86, buffer, call, made
from .targets import Targets

NAMESPACES = {"mount": 0x20000, "uts": 0x4000000, "ipc": 0x8000000, "user": 0x10000000, "pid": 0x20000000,
              "net": 0x40000000, "cgroup": 0x2000000, "time": 0x80}  # fmt: skip
AT_HERE = -100


def done(name: str, *arguments: int | bytes) -> str:
    """A call that must fail. Raises Reached where it does not."""
    raise Reached(f"{name} returned {made(name, *arguments)}")


def child(name: str, *arguments: int | bytes) -> str:
    """A call that makes a process."""
    pid = made(name, *arguments)
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0x40000000)  # __WALL
    raise Reached(f"{name} made a process")


def clone3(flags: int) -> str:
    """Its flags lie in memory, where no filter looks."""
    return child("clone3", struct.pack("<8Q", flags, 0, 0, 0, 17, 0, 0, 0), 64)


def enter(path: str) -> str:
    """Another's namespace."""
    descriptor = os.open(path, os.O_RDONLY)
    own = Path(f"/proc/self/ns/{path.rpartition('/')[2]}").stat().st_ino
    if os.fstat(descriptor).st_ino == own:
        return "its own"
    return done("setns", descriptor, 0)


def ring() -> str:
    """io_uring opens sockets without the call `socket`."""
    return done("io_uring_setup", 4, bytes(120))


def ring_left_from(descriptor: int) -> str:
    """One that somebody else has opened."""
    return done("io_uring_enter", descriptor, 1, 0, 0, 0, 0)


def new_root() -> str:
    """The root of a tree of one's own."""
    Path("/tmp/probe-root").mkdir(exist_ok=True)
    return done("pivot_root", b"/tmp/probe-root", b"/tmp/probe-root")


def mounted(kind: str, source: str) -> str:
    """A file system of a kind."""
    Path("/tmp/probe-mount").mkdir(exist_ok=True)
    return done("mount", source.encode(), b"/tmp/probe-mount", kind.encode(), 0, 0)


def bound(source: str) -> str:
    """What is there already, at another place and writable."""
    Path("/tmp/probe-mount").mkdir(exist_ok=True)
    return done("mount", source.encode(), b"/tmp/probe-mount", b"", 0x1000, 0)


def by_handle() -> str:
    """The file system's root by its inode, past every mount ("shocker")."""
    descriptor = os.open("/etc/hosts", os.O_RDONLY)  # comes from the host
    handle = struct.pack("<Ii", 8, 1) + struct.pack("<Q", 2)
    return done("open_by_handle_at", descriptor, handle, os.O_RDONLY)


def program() -> str:
    """An empty map, for a start."""
    return done("bpf", 0, struct.pack("<5I", 2, 4, 4, 1, 0) + bytes(100), 72)


def counters() -> str:
    """Of the whole machine."""
    attributes = struct.pack("<IIQ", 1, 112, 0) + bytes(96)
    return done("perf_event_open", attributes, -1, 0, -1, 0)


def all_capabilities() -> str:
    """Take back what was dropped."""
    return done("capset", struct.pack("<Ii", 0x20080522, 0), struct.pack("<6I", *(0x1FF, 0x1FF, 0) * 2))


def become_root() -> str:
    """From a user that is none."""
    if os.getuid() == 0:
        return "it is root, of a kind, already"
    os.setresuid(0, 0, 0)
    raise Reached("root")


def seen(name: str, *arguments: int) -> str:
    """A call that fills a buffer."""
    address, kept = buffer(4096)
    call(name, *arguments, address, 4096)
    raise Reached(shown(kept.raw.rstrip(b"\0")))


def clock() -> str:
    """Of the machine, set to what it shows."""
    now = time.time_ns()
    return done("clock_settime", 0, struct.pack("<qq", now // 10**9, now % 10**9))


def inside_another(pid: int) -> str:
    """Memory of a process outside."""
    address, kept = buffer(64)
    try:
        return done("process_vm_readv", pid, struct.pack("<QQ", address, 64), 1, struct.pack("<QQ", 0x400000, 64), 1, 0)
    finally:
        del kept


def descriptor_of(pid: int) -> str:
    """A descriptor of a process outside."""
    return done("pidfd_getfd", call("pidfd_open", pid, 0), 0, 0)


def signalled(pid: int) -> str:
    """Whether a process outside could be sent a signal (none is)."""
    os.kill(pid, 0)
    raise Reached("it can be sent a signal")


def ways(targets: Targets) -> Ways:
    """All of them."""
    for name, flag in NAMESPACES.items():
        yield Way(f"unshare-{name}", hex(flag), partial(done, "unshare", flag))
        if name != "time":
            flags = flag | 17
            yield Way(f"clone-{name}", hex(flag), partial(child, "clone", flags, 0, 0, 0, 0))
        yield Way("clone3", name, partial(clone3, flag))
    for pid in (1, os.getppid(), *targets.pids):
        for name in ("net", "mnt", "pid", "user", "ipc"):
            yield Way("setns", f"{pid} {name}", partial(enter, f"/proc/{pid}/ns/{name}"))
    yield Way("setns-by-process", "1", lambda: done("setns", call("pidfd_open", 1, 0), NAMESPACES["net"]))
    yield Way("io-uring-setup", "", ring)
    for descriptor in range(3, 8):
        yield Way("io-uring-enter", str(descriptor), partial(ring_left_from, descriptor))
    yield Way("io-uring-register", "", lambda: done("io_uring_register", -1, 0, 0, 0))
    for kind, source in (("tmpfs", "none"), ("proc", "none"), ("sysfs", "none"), ("cgroup", "none"),
                         ("cgroup2", "none"), ("overlay", "none"), ("ext4", "/dev/vda"), ("devtmpfs", "none"),
                         ("debugfs", "none"), ("bpf", "none"), ("nfs", "127.0.0.1:/")):  # fmt: skip
        yield Way("mount", kind, partial(mounted, kind, source))
    for source in ("/proc", "/sys", "/"):
        yield Way("mount-bind", source, partial(bound, source))
    yield Way("mount-again-writable", "/proc/sys", lambda: done("mount", b"", b"/proc/sys", b"", 0x20 | 0x1000, 0))
    yield Way("unmount", "/proc/sys", lambda: done("umount2", b"/proc/sys", 2))
    yield Way("open-tree", "/", lambda: done("open_tree", AT_HERE, b"/", 1))
    yield Way("filesystem-open", "tmpfs", lambda: done("fsopen", b"tmpfs", 0))
    yield Way("filesystem-pick", "/", lambda: done("fspick", AT_HERE, b"/", 0))
    yield Way("move-mount", "", lambda: done("move_mount", AT_HERE, b"/proc", AT_HERE, b"/tmp", 0))
    yield Way("mount-attributes", "/proc/sys", lambda: done("mount_setattr", AT_HERE, b"/proc/sys", 0, bytes(32), 32))
    yield Way("pivot-root", "", new_root)
    yield Way("change-root", "/", lambda: done("chroot", b"/"))
    yield Way("open-by-handle", "inode 2", by_handle)
    yield Way("fanotify", "", lambda: done("fanotify_init", 0x4, 0))
    yield Way("bpf", "", program)
    yield Way("performance-counters", "", counters)
    yield Way("user-faults", "", lambda: done("userfaultfd", 0))
    yield Way("keyring", "session", lambda: done("keyctl", 0, 0xFFFFFFFD, 0))
    yield Way("key-add", "", lambda: done("add_key", b"user", b"probe", b"x", 1, 0xFFFFFFFD))
    yield Way("key-request", "", lambda: done("request_key", b"user", b"probe", 0, 0))
    yield Way("kernel-module", "init", lambda: done("init_module", bytes(64), 64, b""))
    yield Way("kernel-module", "finit", lambda: done("finit_module", 0, b"", 0))
    yield Way("kernel-module", "delete", lambda: done("delete_module", b"no_such_module", 0))
    yield Way("kernel-replace", "kexec", lambda: done("kexec_load", 0, 0, 0, 0))
    yield Way("kernel-log", "", lambda: seen("syslog", 3))
    yield Way("capabilities", "all", all_capabilities)
    yield Way("become-root", "", become_root)
    yield Way("accounting", "off", lambda: done("acct", 0))
    yield Way("swap", "", lambda: done("swapon", b"/dev/null", 0))
    yield Way("quota", "", lambda: done("quotactl", 0x80000700, 0, 0, bytes(64)))
    yield Way("clock", "", clock)
    yield Way("host-name", "", lambda: done("sethostname", b"probe", 5))
    yield Way("domain-name", "", lambda: done("setdomainname", b"probe", 5))
    if X86:
        yield Way("ports-of-the-machine", "iopl", lambda: done("iopl", 3))
        yield Way("ports-of-the-machine", "ioperm", lambda: done("ioperm", 0x60, 1, 1))
    for pid in targets.pids:
        yield Way("memory-of-another", str(pid), partial(inside_another, pid))
        yield Way("descriptor-of-another", str(pid), partial(descriptor_of, pid))
        yield Way("trace-another", str(pid), partial(done, "ptrace", 0x4206, pid, 0, 0))
        yield Way("signal-another", str(pid), partial(signalled, pid))
        yield Way("compare-with-another", str(pid), partial(done, "kcmp", os.getpid(), pid, 0, 0, 0))
        yield Way("pages-of-another", str(pid), partial(done, "move_pages", pid, 0, 0, 0, 0, 0))
    yield Way("mounts-of-others", "", lambda: done("listmount", struct.pack("<IIQQQ", 24, 0, 2**64 - 1, 0, 0), 0, 0, 0))
    yield Way("priority-of-sockets", "", _priority)


def _priority() -> str:
    """A traffic class that only the administrator of a network gives."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, 33, 1)  # SO_RCVBUFFORCE
    raise Reached("buffers past the limit")
