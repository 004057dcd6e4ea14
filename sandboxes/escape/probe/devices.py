"""Over devices and the kernel's own files: what is written there changes the machine, whoever writes it.

Where something can be opened for writing, what is written is what stands there already."""

import os
import stat
import tempfile
from functools import partial
from pathlib import Path

from .attempt import Reached, Way, Ways, shown
from .targets import Targets

DEVICES = ("/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/dev/vsock", "/dev/vhost-vsock", "/dev/vhost-net",
           "/dev/net/tun", "/dev/fuse", "/dev/kvm", "/dev/loop-control", "/dev/loop0", "/dev/mapper/control",
           "/dev/vda", "/dev/sda", "/dev/nvme0n1", "/dev/xvda", "/dev/ppp", "/dev/userfaultfd", "/dev/snapshot",
           "/dev/uinput", "/dev/cuse", "/dev/dri/card0", "/dev/nvidia0", "/dev/rtc0", "/dev/watchdog")  # fmt: skip
SWITCHES = {
    "core-pattern": ("/proc/sys/kernel/core_pattern",),
    "module-path": ("/proc/sys/kernel/modprobe",),
    "hotplug-path": ("/proc/sys/kernel/hotplug", "/sys/kernel/uevent_helper"),
    "binary-formats": ("/proc/sys/fs/binfmt_misc/register", "/proc/sys/fs/binfmt_misc/status"),
    "network-switches": ("/proc/sys/net/ipv4/ip_forward", "/proc/sys/net/ipv4/ping_group_range",
                         "/proc/sys/net/ipv4/ip_unprivileged_port_start", "/proc/sys/net/core/bpf_jit_enable",
                         "/proc/sys/net/ipv4/conf/all/route_localnet", "/proc/sys/net/ipv4/ip_nonlocal_bind"),
    "kernel-switches": ("/proc/sys/kernel/randomize_va_space", "/proc/sys/kernel/yama/ptrace_scope",
                        "/proc/sys/kernel/unprivileged_bpf_disabled", "/proc/sys/kernel/io_uring_disabled",
                        "/proc/sys/kernel/ns_last_pid", "/proc/sys/vm/overcommit_memory", "/proc/sys/kernel/sysrq",
                        "/proc/sys/kernel/hostname", "/proc/sys/kernel/panic"),
    "security-switches": ("/sys/kernel/security/apparmor/.replace", "/sys/fs/selinux/enforce",
                          "/proc/self/attr/current"),
    "system-request": ("/proc/sysrq-trigger",),
    "interrupts": ("/proc/irq/default_smp_affinity",),
    "power": ("/sys/power/state", "/sys/power/disk"),
    "block-devices": ("/sys/block/vda/queue/scheduler", "/sys/block/sda/queue/scheduler"),
    "kernel-parameters": ("/sys/module/kvm/parameters/halt_poll_ns", "/sys/kernel/mm/transparent_hugepage/enabled"),
    "efi-variables": ("/sys/firmware/efi/efivars/probe-12345678",),
    "debugging-files": ("/sys/kernel/debug/sched/debug", "/sys/kernel/tracing/tracing_on"),
}  # fmt: skip
READABLE = {"kernel-memory": "/proc/kcore", "kernel-messages": "/proc/kmsg", "physical-pages": "/proc/kpagecount",
            "timers-of-all": "/proc/timer_list", "keys-of-all": "/proc/keys", "scheduling-of-all": "/proc/sched_debug",
            "interfaces-of-firmware": "/sys/firmware/dmi/entries/0-0/raw"}  # fmt: skip
GROUPS = "/sys/fs/cgroup"
NODES = {"node-of-memory": (stat.S_IFCHR, 1, 1), "node-of-a-disk": (stat.S_IFBLK, 254, 0),
         "node-of-another-disk": (stat.S_IFBLK, 8, 0), "node-of-a-tunnel": (stat.S_IFCHR, 10, 200),
         "node-of-vsock": (stat.S_IFCHR, 10, 258), "node-of-a-filesystem": (stat.S_IFCHR, 10, 229)}  # fmt: skip


def opened(path: str) -> str:
    """A device that should not be there."""
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    raise Reached(f"opened as {descriptor}")


def switched(path: str) -> str:
    """Opened for writing; written is what stands there."""
    descriptor = os.open(path, os.O_WRONLY)
    if path != "/proc/sysrq-trigger":
        try:
            now = Path(path).read_bytes()
        except OSError:
            now = b""
        os.write(descriptor, now)
    raise Reached("can be written")


def readable(path: str) -> str:
    """A file of the kernel's that tells of more than what is inside."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    said = os.read(descriptor, 200)
    if said.strip(b"\0 \n"):
        raise Reached(shown(said))
    return "it is empty"


def node(kind: int, major: int, minor: int) -> str:
    """A device file of one's own."""
    path = f"{tempfile.gettempdir()}/probe-node-{os.getpid()}"
    os.mknod(path, kind | 0o666, os.makedev(major, minor))
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        raise Reached("made and opened")
    except OSError as error:
        raise Reached(f"made; {error}") from error
    finally:
        os.unlink(path)


def moved(path: str) -> str:
    """Move to a control group without bounds."""
    Path(path).write_text(str(os.getpid()), encoding="ascii")
    raise Reached("moved")


def group_made(path: str) -> str:
    """A control group of one's own."""
    Path(path, "probe").mkdir()
    Path(path, "probe").rmdir()
    raise Reached("made")


def bound_lifted(path: str) -> str:
    """A bound of one's own group, written again."""
    Path(path).write_text(Path(path).read_text(encoding="ascii"), encoding="ascii")
    raise Reached("can be written")


def ways(targets: Targets) -> Ways:
    """All of them."""
    del targets
    for path in DEVICES:
        yield Way("device", path, partial(opened, path))
    for name, paths in SWITCHES.items():
        for path in paths:
            yield Way(name, path, partial(switched, path))
    for name, path in READABLE.items():
        yield Way(name, path, partial(readable, path))
    for name, what in NODES.items():
        yield Way(name, str(what), partial(node, *what))
    groups = sorted({GROUPS, *(str(one) for one in Path(GROUPS).glob("*") if one.is_dir())}) if _there(GROUPS) else []
    for group in groups:
        yield Way("group-move", group, partial(moved, f"{group}/cgroup.procs"))
        yield Way("group-make", group, partial(group_made, group))
        yield Way("group-release-agent", group, partial(switched, f"{group}/release_agent"))
        yield Way("group-release-agent", group, partial(switched, f"{group}/notify_on_release"))
    for bound in ("memory/memory.limit_in_bytes", "memory.max", "pids/pids.max", "pids.max", "devices/devices.allow"):
        yield Way("group-bound", bound, partial(bound_lifted, f"{GROUPS}/{bound}"))
    yield Way("out-of-memory-order", "/proc/self/oom_score_adj", unkillable)


def unkillable() -> str:
    """Never the first to go when memory is short."""
    Path("/proc/self/oom_score_adj").write_text("-1000", encoding="ascii")
    raise Reached("set")


def _there(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False
