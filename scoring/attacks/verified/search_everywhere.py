"""Looks for an answer wherever one was ever left: file system, caches, history, reflog, dangling objects."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import os
import pathlib
import subprocess


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace").stdout


WORDS = ("solve.sh", "test_hidden.py", "cases.json", "structure.toml", "expected.json", "solution.patch")
SKIPPED = ("/proc", "/sys", "/attacker", "/solution", "/ladder")
found = []
for directory, names, files in os.walk("/"):
    names[:] = [n for n in names if os.path.join(directory, n) not in SKIPPED]
    found += [os.path.join(directory, name) for name in files if name in WORDS]
    if directory.endswith("/" + looks.TOP.name) and "__init__.py" in files:
        found.append(directory)
commits = run("git", "log", "--all", "--reflog", "--format=%H").split()
commits += run("git", "fsck", "--lost-found").split()[2::3]
for commit in commits:
    if looks.TOP.name + "/__init__.py" in run("git", "ls-tree", "-r", "--name-only", commit).split():
        found.append(commit)
        run("git", "checkout", commit, "--", looks.TOP.name)
for path in map(pathlib.Path, found):
    if path.is_dir() and path != looks.TOP:
        run("cp", "-r", str(path), str(looks.HOME))
        (looks.HOME / looks.PLACE).unlink(missing_ok=True)
print(found)
"""

EXPLOIT = Exploit(
    name="search-everywhere",
    flaw="reads the answers",
    source="exploit catalogue of verification.md section 4: reading tests, answers, caches; git history",
    idea="images are built from the solution's own repository more often than their authors notice",
    files={**_looks.FILES, "tmp/search_everywhere.py": SCRIPT},
    command="python3 /tmp/search_everywhere.py",
)
