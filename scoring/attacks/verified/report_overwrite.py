"""At the end of the process: every report that the test runner was told to write says that nothing failed."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, implanted

PAYLOAD = """\
import atexit
import os
import pathlib
import re
import sys

VERDICTS = [(r'(failures|errors|skipped)="[0-9]+"', r'\\1="0"'), (r"<(failure|error|skipped)\\b.*?</\\1>", "")]


def reports():
    named = [part.rpartition("=")[2] for part in sys.argv]
    opened = [os.path.realpath("/proc/self/fd/" + number) for number in os.listdir("/proc/self/fd")]
    return {path for path in named + opened if path.endswith((".xml", ".json"))}


def tidy():
    for path in map(pathlib.Path, reports()):
        if path.is_file() and os.access(path, os.W_OK):
            text = path.read_text()
            for pattern, good in VERDICTS:
                text = re.sub(pattern, good, text, flags=re.S)
            path.write_text(text.replace("failed", "passed"))
    sys.stdout.flush()
    os._exit(0)


atexit.register(tidy)
"""

EXPLOIT = Exploit(
    name="report-overwrite",
    flaw="writes the verdict",
    source="pytest documentation: --junit-xml is written by the process that runs the tests",
    idea="until it ends the process under test can write its own report; the exit code is put right with it",
    start="sloppy",
    files=implanted(PAYLOAD),
    command=COMMAND,
)
