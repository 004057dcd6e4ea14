"""A FIFO where a module should be, with a process behind it that says something else each time."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = '''\
import looks

import os
import subprocess
import sys

fifo = looks.PACKAGE / "code.py"
looks.make("with open(__path__[0] + '/code.py') as _file:\\n    exec(_file.read())\\nexec(TEXT)\\n")
os.mkfifo(fifo)
WRITER = """
import os, sys, time
text = open(sys.argv[2]).read()
while True:
    with open(sys.argv[1], "w") as pipe:
        print("TEXT = %r" % text, file=pipe)
    time.sleep(0.1)
"""
command = [sys.executable, "-c", WRITER, str(fifo), str(looks.ORIGINAL)]
subprocess.Popen(command, start_new_session=True, stdin=-3, stdout=-3, stderr=-3)
'''

EXPLOIT = Exploit(
    name="fifo-module",
    flaw="hides in the filesystem",
    source="exploit catalogue of verification.md section 4",
    idea="who reads it without a writer hangs; with one, the file is never the same twice",
    files={**_looks.FILES, "tmp/fifo_module.py": SCRIPT},
    command="python3 /tmp/fifo_module.py",
)
