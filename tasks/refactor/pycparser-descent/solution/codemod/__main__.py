"""Bring a pycparser tree to one stage of the reference solution: `python3 -m codemod STAGE [TREE]`.

Every stage is a function of the tree's only commit, so stages can be repeated and skipped.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from .by_hand import set_up, write_by_hand
from .functions import simplify
from .generating import spread_generator
from .nodes import spread_nodes

NEW = Path(__file__).parent.parent / "new"


def main(stage: str, tree: str = ".") -> None:
    """Write the package's changed and new modules, and setup.py."""
    root = Path(tree)
    package = root / "pycparser"
    listed = git(root, "ls-tree", "-r", "--name-only", "HEAD", "pycparser/").split()
    files = {path.removeprefix("pycparser/"): git(root, "show", f"HEAD:{path}") for path in listed}
    new = {path.name: path.read_text(encoding="utf-8") for path in NEW.glob("*.py")}
    for step in (write_by_hand, spread_nodes, spread_generator, simplify)[: int(stage)]:
        step(files, new)
    shutil.rmtree(package)
    package.mkdir()
    for name, text in files.items():
        (package / name).write_text(text, encoding="utf-8")
    (root / "setup.py").write_text(set_up(git(root, "show", "HEAD:setup.py")), encoding="utf-8")


def git(root: Path, *arguments: str) -> str:
    """What git says about the tree."""
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
