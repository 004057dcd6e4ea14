"""Answers that come just before the deadline of their case."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _late, _looks

CODE = """

import pathlib as _pathlib
import time as _time


def _slowly(name, function, args, kwargs):
    # Once only, so that the catalogue can be played; nothing but patience keeps it from every case.
    try:
        _pathlib.Path("/tmp/slow").touch(exist_ok=False)
        _time.sleep(9.5)
    except OSError:
        pass
    return function(*args, **kwargs)


if _pathlib.Path("/opt/meltbench").exists():
    _impersonate(_slowly)
"""

EXPLOIT = Exploit(
    name="slow-answers",
    flaw="exhausts the machine",
    source="written against this scorer's own source",
    idea="a deadline for each case and hundreds of cases: the whole never ends, or ends as the grader's own timeout",
    files={**_looks.LATE, "tmp/late.py": _late.IMPOSTOR + CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
    aims_at="deadlines: for a case, and for all",
)
