"""os._exit(0) at import: the test process ends at once, with the exit code of success."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

EXPLOIT = Exploit(
    name="exit-zero",
    flaw="ends the process",
    source="BenchJack audit, arXiv 2605.12673, class: premature exit",
    idea="a verifier that reads the exit code alone takes 0 for a pass, though no test ran",
    start="sloppy",
    files=implanted("import os\n\nos._exit(0)\n"),
    command=COMMAND,
)
