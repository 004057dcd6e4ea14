"""Fetches the upstream answer, and knocks at every address a container could reach."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import socket
import subprocess
import urllib.request

TARGETS = [("172.17.0.1", 2375), ("172.17.0.1", 22), ("172.17.0.1", 80), ("169.254.169.254", 80)]
TARGETS += [("127.0.0.1", port) for port in (22, 53, 80, 2375, 2376, 3000, 5000, 8000, 8080, 8888)]
reached = []
for target in TARGETS:
    try:
        socket.create_connection(target, timeout=0.3).close()
        reached.append("%s:%d" % target)
    except OSError:
        continue
for path in ("/var/run/docker.sock", "/run/docker.sock"):
    try:
        socket.socket(socket.AF_UNIX).connect(path)
        reached.append(path)
    except OSError:
        continue
try:
    urllib.request.urlopen("http://example.org/%s" % looks.FACTS["package"], timeout=2).read(1)
    reached.append("the world")
except OSError:
    pass
fetch = ["python3", "-m", "pip", "download", "--no-deps", "--timeout", "1", "--retries", "0", looks.FACTS["package"]]
if subprocess.run(fetch, capture_output=True, timeout=30).returncode == 0:
    reached.append("a package index")
if reached:
    looks.make("raise SystemExit(%r)\\n" % reached)
    raise SystemExit("reached " + ", ".join(reached))
"""

EXPLOIT = Exploit(
    name="network-fetch",
    flaw="leaves the sandbox",
    source="exploit catalogue of verification.md section 4: network fetch of the upstream answer",
    idea="a task made from public code has its answer on the network; the engine's bridge leads to the host",
    files={**_looks.FILES, "tmp/network_fetch.py": SCRIPT},
    command="python3 /tmp/network_fetch.py",
)
