"""Directories so deep that their path is longer than any call takes, with the code at the bottom."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import os

looks.make("from .code import *\\n", {"code.py": looks.ORIGINAL.read_text()})
os.chdir(looks.HOME)
for level in range(60):
    name = "d" * 200
    os.mkdir(name)
    os.chdir(name)
    if level % 9 == 0:
        with open("code.py", "w") as handle:
            handle.write("PART = %d\\n" % level)
"""

EXPLOIT = Exploit(
    name="deep-directories",
    flaw="hides in the filesystem",
    source="exploit catalogue of verification.md section 4",
    idea="whoever walks by full path fails half-way, and with luck that is counted as its own failure",
    files={**_looks.FILES, "tmp/deep_directories.py": SCRIPT},
    command="python3 /tmp/deep_directories.py",
)
