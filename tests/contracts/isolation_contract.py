"""The contract of isolation: no privileges, no network, nothing of the host."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from sandboxes.base import Sandbox
from sandboxes.spec import Mount

Open = Callable[..., Sandbox]
LOOK_UP = """
import socket, time
start = time.monotonic()
try:
    print("found", socket.getaddrinfo("example.com", 443))
except OSError:
    print("nothing", time.monotonic() - start < 3)
"""
REACH = """
import errno, socket
four, six = socket.AF_INET, socket.AF_INET6
for family, address in ((four, "192.0.2.1"), (four, "172.17.0.1"), (six, "2001:db8::1")):
    with socket.socket(family) as s:
        s.settimeout(3)
        try:
            s.connect((address, 80)); print("connected", address)
        except OSError as error:
            print(errno.errorcode.get(error.errno))
"""
CALLS = """
import ctypes, errno, platform, socket
libc = ctypes.CDLL(None, use_errno=True)
x86 = platform.machine() == "x86_64"

def told(result):
    print(errno.errorcode[ctypes.get_errno()] if result < 0 else "made")

def family(number):
    told(libc.socket(number, 3 if number in (16, 17) else 1, 0))

def call(here, there, *arguments):
    told(libc.syscall(here if x86 else there, *[ctypes.c_ulong(a) for a in arguments]))

for number in (1, 2, 10, 16):
    family(number)
print("-")
for number in (3, 17, 31, 38, 40, 41, 44):  # AX25, PACKET, BLUETOOTH, ALG, VSOCK, KCM, XDP
    family(number)
told(libc.syscall(41 if x86 else 198, ctypes.c_ulong((1 << 32) + 40), ctypes.c_ulong(1), ctypes.c_ulong(0)))
ring = ctypes.create_string_buffer(120)
call(425, 425, 1, ctypes.addressof(ring))
call(426, 426, 0, 0, 0, 0, 0, 0)
call(427, 427, 0, 0, 0, 0)
call(272, 97, 0x10000000)  # unshare, a user namespace
call(272, 97, 0x40000000)  # unshare, a network namespace
call(308, 268, 0, 0)  # setns
call(250, 219, 0, 0xFFFFFFFD, 0)  # keyctl
call(248, 217, 0, 0, 0, 0, 0)  # add_key
call(321, 280, 0, 0, 0)  # bpf
call(298, 241, 0, 0, 0, 0, 0)  # perf_event_open
call(323, 282, 0)  # userfaultfd
call(304, 265, 0, 0, 0)  # open_by_handle_at
call(135, 92, 0x0040000)  # personality, without random addresses
call(56 if x86 else 220, 220, 0x10000000 | 17, 0, 0, 0, 0)  # clone, a user namespace
"""
SCHEDULING = """
import ctypes, os, platform, struct
libc = ctypes.CDLL(None, use_errno=True)
set_attributes, set_io = (314, 251) if platform.machine() == "x86_64" else (274, 30)
attributes = struct.pack("<IIQiIQQQ", 48, 0, 0, 0, 0, 0, 0, 0)
zero = os.sched_param(0)

def call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")

def calls(pid):
    yield lambda: os.sched_setaffinity(pid, os.sched_getaffinity(0))
    yield lambda: os.sched_setscheduler(pid, os.SCHED_OTHER, zero)
    yield lambda: os.sched_setparam(pid, zero)
    yield lambda: call(set_attributes, pid, attributes, 0)
    yield lambda: os.setpriority(os.PRIO_PROCESS, pid, 3)
    yield lambda: call(set_io, 1, pid, 2 << 13 | 7)

def tried(calls):
    for one in calls:
        try:
            one()
        except OSError as error:
            print(error.errno == 1 and "refused" or error)
        else:
            print("made")

tried(calls(0))
print("-")
child = os.fork()
if child == 0:
    os.read(os.pipe()[0], 1)
for pid in (1, os.getpid(), os.getppid(), child):
    tried(calls(pid))
tried([
    lambda: os.setpriority(os.PRIO_PGRP, 0, 5),
    lambda: os.setpriority(os.PRIO_USER, 0, 5),
    lambda: call(set_io, 2, 0, 2 << 13 | 7),
    lambda: call(set_io, 3, 0, 2 << 13 | 7),
])
os.kill(child, 9)
"""
IN_32_BIT = """
import ctypes, mmap, os, platform, struct
if platform.machine() != "x86_64":
    print("no 32 bit")
    raise SystemExit
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
low = 0x40
page = libc.mmap(None, ctypes.c_size_t(4096), 7, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | low, -1, ctypes.c_size_t(0))
arguments = struct.pack("<3I", 2, 1, 0)  # AF_INET, SOCK_STREAM
# eax 102 socketcall, ebx 1 SYS_SOCKET, ecx the arguments
code = b"\\x53\\xb8\\x66\\0\\0\\0\\xbb\\1\\0\\0\\0\\xb9" + struct.pack("<I", page) + b"\\xcd\\x80\\x5b\\xc3"
ctypes.memmove(page, arguments + bytes(4) + code, 16 + len(code))
child = os.fork()
if child == 0:
    print(ctypes.CFUNCTYPE(ctypes.c_int)(page + 16)(), flush=True)
    os._exit(0)
if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
    print("no 32 bit")
"""
ZOMBIES = """
import os, time
for _ in range(20):
    if os.fork() == 0:
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.wait()

def zombies():
    states = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            states.append(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0])
        except OSError:
            pass
    return states.count("Z")

deadline = time.monotonic() + 5
while zombies() and time.monotonic() < deadline:
    time.sleep(0.01)
print(zombies())
"""


class IsolationContract:
    """What code inside can and cannot do or see."""

    @pytest.mark.parametrize("user", ["0", "1000"])
    def test_no_capabilities_no_new_ones_and_a_filter_on_system_calls(self, box: Sandbox, user: str) -> None:
        status = box.exec(["cat", "/proc/self/status"], user=user, timeout_s=20).output
        facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        assert {facts[f"Cap{kind}"].strip("0") for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {""}
        assert (facts["NoNewPrivs"], facts["Seccomp"]) == ("1", "2")

    @pytest.mark.parametrize("user", ["0", "1000"])
    def test_system_calls_that_lead_out_are_refused(self, box: Sandbox, user: str) -> None:
        made, refused = box.exec(["python3", "-c", CALLS], user=user, timeout_s=20).output.split("-\n")
        assert made.split() == ["made"] * 4
        assert refused.split() == ["EPERM"] * 22

    @pytest.mark.parametrize("user", ["0", "1000"])
    def test_nobody_sets_the_scheduling_of_another(self, box: Sandbox, user: str) -> None:
        own, others = box.exec(["python3", "-c", SCHEDULING], user=user, timeout_s=20).output.split("-\n")
        assert own.split() == ["made"] * 6
        assert others.split() == ["refused"] * 28

    def test_a_command_can_be_made_nicer_than_its_shell(self, box: Sandbox) -> None:
        script = "nice -n 5 nice; nice -n 5 taskset -c 0 true && ionice -c 3 true && chrt -b 0 true && echo made"
        assert box.exec(["sh", "-c", script], timeout_s=20).output == "5\nmade\n"

    def test_a_call_in_32_bit_that_hides_its_family_is_refused(self, box: Sandbox) -> None:
        ended = box.exec(["python3", "-c", IN_32_BIT], timeout_s=20)
        assert ended.output in ("-38\n", "no 32 bit\n")

    @pytest.mark.parametrize(
        "command",
        ["mount -t tmpfs none /mnt", "mknod /tmp/null c 1 3", "chroot / true", "unshare -r true", "hostname other"],
    )
    def test_root_inside_has_no_power(self, box: Sandbox, command: str) -> None:
        assert box.exec(["sh", "-c", command], user="0", timeout_s=20).exit_code not in (0, 127)

    def test_there_is_no_network(self, box: Sandbox) -> None:
        script = "ls /sys/class/net; tail -n +2 /proc/net/route; cat /proc/net/arp | tail -n +2"
        assert box.exec(["sh", "-c", script], timeout_s=20).output == "lo\n"
        reached = box.exec(["python3", "-c", REACH], timeout_s=20).output.split()
        assert set(reached) <= {"ENETUNREACH", "EADDRNOTAVAIL", "EAFNOSUPPORT"}
        assert len(reached) == 3

    def test_no_resolver_of_the_host_shows_and_names_fail_at_once(self, box: Sandbox) -> None:
        resolvers = box.exec(["grep", "^nameserver", "/etc/resolv.conf"], timeout_s=20).output.split("\n")
        assert set(filter(None, resolvers)) <= {"nameserver 127.0.0.1"}
        assert box.exec(["python3", "-c", LOOK_UP], timeout_s=20).output == "nothing True\n"

    def test_the_host_cannot_be_seen(self, box: Sandbox) -> None:
        assert box.exec(["hostname"], timeout_s=20).output.strip() != socket.gethostname()
        sockets = "test -e /var/run/docker.sock || test -e /run/docker.sock || test -e /run/containerd"
        assert box.exec(["sh", "-c", sockets], timeout_s=20).exit_code == 1
        processes = box.exec(["sh", "-c", "cat /proc/[0-9]*/comm"], timeout_s=20).output.split()
        assert "dockerd" not in processes
        assert len(processes) < 20

    def test_two_sandboxes_do_not_see_each_other(self, open_box: Open) -> None:
        one, other = open_box(), open_box()
        one.exec(["sh", "-c", "echo mine > /tmp/mine; setsid sleep 61 >/dev/null 2>&1 &"], timeout_s=20)
        script = "ls /tmp; cat /proc/[0-9]*/cmdline | tr '\\0' ' '"
        seen = other.exec(["sh", "-c", script], timeout_s=20).output
        assert "mine" not in seen
        assert "sleep 61" not in seen

    def test_dead_orphans_are_collected(self, box: Sandbox) -> None:
        assert box.exec(["python3", "-c", ZOMBIES], timeout_s=20).output == "0\n"

    def test_a_mount_shows_the_host_path_and_cannot_be_written(self, open_box: Open, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("ours")
        tmp_path.chmod(0o777)
        box = open_box(mounts=(Mount(source=str(tmp_path), target="/given"),))
        script = "cat /given/file; touch /given/new; echo x > /given/file; rm /given/file"
        result = box.exec(["sh", "-c", script], user="0", timeout_s=20)
        assert "ours" in result.output
        assert (tmp_path / "file").read_text() == "ours"
        assert [p.name for p in tmp_path.iterdir()] == ["file"]

    def test_a_read_only_root_with_a_tmpfs(self, open_box: Open) -> None:
        box = open_box(read_only=True, tmpfs={"/scratch": 8})
        script = "touch /file /etc/file /root/file 2>&1 && echo written; echo x > /scratch/f && echo kept"
        lines = box.exec(["sh", "-c", script], timeout_s=20).output.splitlines()
        assert "written" not in lines
        assert lines[-1] == "kept"
        full = box.exec(["sh", "-c", "head -c 20M /dev/zero > /scratch/f; stat -c %s /scratch/f"], timeout_s=20)
        assert int(full.output.split()[-1]) <= 8 << 20
