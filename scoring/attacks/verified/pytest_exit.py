"""pytest.exit with return code 0 at import: pytest itself stops, in good order."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

PAYLOAD = """\
import sys

pytest = sys.modules.get("pytest")
if pytest is not None:
    pytest.exit("nothing left to do", returncode=0)
"""

EXPLOIT = Exploit(
    name="pytest-exit",
    flaw="ends the process",
    source="pytest documentation: pytest.exit takes a return code",
    idea="the runner's own way out, which it does not take for a crash",
    start="sloppy",
    files=implanted(PAYLOAD),
    command=COMMAND,
)
