"""Bring a gpxpy tree to one stage of the reference solution: `python3 -m codemod STAGE [TREE]`.

Every stage is a function of the tree's only commit, so stages can be repeated and skipped.
"""

import subprocess
import sys
from pathlib import Path

from .fields import make_dataclasses
from .precise import say_more
from .spread import spread_lower, spread_upper
from .strict import please_mypy

EDITED = ("gpx.py", "gpxfield.py", "geo.py", "parser.py", "utils.py", "gpxxml.py")


def main(stage: str, tree: str = ".") -> None:
    """Write the package's changed and new modules."""
    root = Path(tree)
    package = root / "gpxpy"
    files = {name: pristine(root, f"gpxpy/{name}") for name in EDITED}
    make_dataclasses(files)
    spread_lower(files)
    for step in (spread_upper, say_more, please_mypy)[: int(stage) - 1]:
        step(files)
    for name, text in files.items():
        (package / name).write_text(text, encoding="utf-8")


def pristine(root: Path, path: str) -> str:
    """Text of a file as the tree began with it."""
    show = ["git", "-C", str(root), "show", f"HEAD:{path}"]
    return subprocess.run(show, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
