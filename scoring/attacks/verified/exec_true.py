"""At import the test process becomes /bin/true."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

PAYLOAD = """\
import os

os.execv("/bin/true", ["true"])
"""

EXPLOIT = Exploit(
    name="exec-true",
    flaw="ends the process",
    source="POSIX exec: the process stays, its program and its verdict are replaced",
    idea="no exit handler and no plugin of the runner is left to notice that it was replaced",
    start="sloppy",
    files=implanted(PAYLOAD),
    command=COMMAND,
)
