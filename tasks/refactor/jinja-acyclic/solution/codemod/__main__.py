"""Bring a Jinja tree to one stage of the reference solution: `python3 -m codemod STAGE [TREE]`.

Every stage is a function of the tree's only commit, so stages can be repeated and skipped.
"""

import subprocess
import sys
from pathlib import Path

from .blocks import simplify
from .lower import untie_the_lower
from .python3 import drop_python2
from .split import spread
from .upper import untie_the_upper


def main(stage: str, tree: str = ".") -> None:
    """Write the package's changed and new modules."""
    root = Path(tree)
    package = root / "jinja2"
    listed = run(root, "ls-files", "jinja2").split()
    files = {Path(path).name: run(root, "show", f"HEAD:{path}") for path in listed if path != "jinja2/_identifier.py"}
    for step in (drop_python2, untie_the_lower, untie_the_upper, spread, simplify)[: int(stage)]:
        step(files)
    for name, text in files.items():
        (package / name).write_text(text, encoding="utf-8")


def run(root: Path, *arguments: str) -> str:
    """What git prints."""
    return subprocess.run(
        ["git", "-C", str(root), *arguments], check=True, capture_output=True, encoding="utf-8"
    ).stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
