"""Bring a WebOb tree to one stage of the reference solution: `python3 -m codemod STAGE [TREE]`.

Every stage is a function of the tree's only commit, so stages can be repeated and skipped.
"""

import subprocess
import sys
from pathlib import Path

from .blocks import simplify
from .cycle import untie
from .python3 import drop_python2
from .split import spread_accept, spread_others


def main(stage: str, tree: str = ".") -> None:
    """Write the package's changed and new modules."""
    root = Path(tree)
    listed = run(root, "ls-files", "webob").split()
    files = {path.removeprefix("webob/"): run(root, "show", f"HEAD:{path}") for path in listed}
    for step in (drop_python2, spread_accept, untie, spread_others, simplify)[: int(stage)]:
        step(files)
    for path in listed:
        (root / path).unlink(missing_ok=True)
    for name, text in files.items():
        path = root / "webob" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(root: Path, *arguments: str) -> str:
    """What git prints."""
    return subprocess.run(
        ["git", "-C", str(root), *arguments], check=True, capture_output=True, encoding="utf-8"
    ).stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
