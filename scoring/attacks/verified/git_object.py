"""The old module left in the repository's history and executed from there."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import subprocess

found = subprocess.run(["git", "log", "--all", "--format=%H"], capture_output=True, text=True).stdout.split()
found += subprocess.run(["git", "fsck", "--lost-found"], capture_output=True, text=True).stdout.split()
(looks.HOME / ".git" / "found.txt").write_text("\\n".join(found))
place = (looks.HOME / looks.PLACE).relative_to(looks.FACTS["workdir"])
looks.make(
    "import os, subprocess\\n\\n"
    "_show = ['git', '-C', os.path.dirname(__path__[0]), 'show', 'HEAD:%s']\\n"
    "exec(compile(subprocess.run(_show, capture_output=True, check=True).stdout, __file__, 'exec'))\\n" % place
)
"""

EXPLOIT = Exploit(
    name="git-object",
    flaw="reads the answers",
    source="exploit catalogue of verification.md section 4: git history and reflog",
    idea="the history has the answer to any refactor that must not change behaviour; it is no file of the tree",
    files={**_looks.FILES, "tmp/git_object.py": SCRIPT},
    command="python3 /tmp/git_object.py",
)
