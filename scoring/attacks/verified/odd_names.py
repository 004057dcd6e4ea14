"""Names in bad encodings, with newlines, control characters, dots and dashes, and names that differ by case alone."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import os

inside = os.fsencode(looks.PACKAGE) + b"/"
looks.make("from .code import *\\n", {"code.py": looks.ORIGINAL.read_text()})
NAMES = [b"\\xff\\xfe.py", b"new\\nline.py", b"tab\\t.py", b"\\x1b[2J.py", b"-rf.py", b" .py", b"...py"]
NAMES += [b"\\xe2\\x80\\xae" + b"yp.py", b"CODE.py", b"Code.py", b"code .py", b"e\\xcc\\x81.py", b"\\xc3\\xa9.py"]
NAMES += [b"$(touch CANARY).py", b"..\\\\..\\\\tmp\\\\x.py"]
NAMES += [b"x" * 252 + b".py", b"';import os;'.py", b"%s%n%d.py", b"\\x7f.py", b"con.py", b"\\xed\\xa0\\x80.py"]
for name in NAMES:
    with open(inside + name, "wb") as handle:
        handle.write(b"PART = 1\\n")
"""

EXPLOIT = Exploit(
    name="odd-names",
    flaw="hides in the filesystem",
    source="exploit catalogue of verification.md section 4",
    idea="a name that cannot be written down cannot be reported, unpacked or compared; some tools stop at the first",
    files={**_looks.FILES, "tmp/odd_names.py": SCRIPT},
    command="python3 /tmp/odd_names.py",
)
