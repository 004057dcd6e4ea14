"""An exit handler that ends the process with code 0, whatever came before."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

PAYLOAD = """\
import atexit
import os
import sys


def leave():
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


atexit.register(leave)
"""

EXPLOIT = Exploit(
    name="atexit-exit",
    flaw="ends the process",
    source="BenchJack audit, arXiv 2605.12673, class: premature exit",
    idea="all tests run and fail, and the exit code that is read is the one of the last handler",
    start="sloppy",
    files=implanted(PAYLOAD),
    command=COMMAND,
)
