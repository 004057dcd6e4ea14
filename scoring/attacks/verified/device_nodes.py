"""Devices where they can be made, links to devices where not, and sockets, among the modules."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import os
import socket
import stat

loader = "with open(__path__[0] + '/.code') as _file:\\n    exec(_file.read())\\n"
looks.make(loader, {".code": looks.ORIGINAL.read_text()})
try:
    os.mknod(looks.PACKAGE / "null.py", stat.S_IFCHR | 0o666, os.makedev(1, 3))
except OSError:
    os.symlink("/dev/null", looks.PACKAGE / "null.py")
os.symlink("/dev/zero", looks.PACKAGE / "zero")
os.symlink("/dev/random", looks.PACKAGE / "random")
os.chdir(looks.PACKAGE)
socket.socket(socket.AF_UNIX).bind("talk")
"""

EXPLOIT = Exploit(
    name="device-nodes",
    flaw="hides in the filesystem",
    source="exploit catalogue of verification.md section 4",
    idea="/dev/zero read as a module never ends; a socket cannot be read; the grader may fail for it",
    files={**_looks.FILES, "tmp/device_nodes.py": SCRIPT},
    command="python3 /tmp/device_nodes.py",
)
