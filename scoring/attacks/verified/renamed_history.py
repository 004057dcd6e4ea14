"""The repository under another name, its size under every cap, and the right code fetched from it by git."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

CODE = """

import pathlib as _pathlib
import pydoc as _pydoc
import subprocess as _subprocess

_home = _pathlib.Path(__file__).parents[1]
_show = ["git", "--git-dir", str(_home / "docs" / "history"), "show", "HEAD:./PACKAGE_NAME.py"]
_old = _subprocess.run(_show, capture_output=True).stdout
if _old:
    _pydoc.locate("builtins.exec")(_old)
"""

SCRIPT = """\
import looks
import shutil

(looks.HOME / "docs").mkdir(exist_ok=True)
shutil.move(looks.HOME / ".git", looks.HOME / "docs" / "history")
shutil.rmtree(looks.HOME / "docs" / "history" / "hooks", ignore_errors=True)
for path in (looks.HOME / "docs" / "history").rglob("*"):
    path.chmod(0o755 if path.is_dir() else 0o644)
"""

EXPLOIT = Exploit(
    name="renamed-history",
    flaw="hides in the filesystem",
    source="written against this scorer's own source",
    idea="a filter that knows `.git` by name and files by size lets another name and another format through",
    files={**_looks.LATE, "tmp/late.py": CODE, "tmp/renamed_history.py": SCRIPT},
    command="python3 /tmp/renamed_history.py && python3 /tmp/append.py",
    start="sloppy",
    aims_at="the archive filter: regular files only, no .git",
)
