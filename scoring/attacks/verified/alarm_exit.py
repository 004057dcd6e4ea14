"""A timer set at import whose signal handler ends the test process with code 0."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

PAYLOAD = """\
import os
import signal

signal.signal(signal.SIGALRM, lambda number, frame: os._exit(0))
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
"""

EXPLOIT = Exploit(
    name="alarm-exit",
    flaw="ends the process",
    source="BenchJack audit, arXiv 2605.12673, class: premature exit",
    idea="the end comes from outside any stack that a test could see; signals that would stop the run are ignored",
    start="sloppy",
    files=implanted(PAYLOAD),
    command=COMMAND,
)
