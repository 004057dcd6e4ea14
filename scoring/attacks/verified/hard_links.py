"""One small file under as many module names as were asked for, and the old code under a hidden one."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import os

text = looks.make("with open(__path__[0] + '/.code') as _file:\\n    exec(_file.read())\\n")
(looks.PACKAGE / ".code").write_text(text)
(looks.PACKAGE / "aaa.py").write_text("from %s import *\\n" % looks.NAME)
for path in looks.PACKAGE.glob("pad*.py"):
    path.unlink()
    os.link(looks.PACKAGE / "aaa.py", path)
outside = looks.pathlib.Path("/home/agent/second-name")
outside.write_text(text)
os.link(outside, looks.PACKAGE / ".second")
"""

EXPLOIT = Exploit(
    name="hard-links",
    flaw="hides in the filesystem",
    source="exploit catalogue of verification.md section 4",
    idea="names are counted, not files; an archive holds the content once and then only links to it",
    files={**_looks.FILES, "tmp/hard_links.py": SCRIPT},
    command="python3 /tmp/hard_links.py",
)
