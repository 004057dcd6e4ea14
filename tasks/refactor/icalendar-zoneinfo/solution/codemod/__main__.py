"""Bring an icalendar tree to one stage of the reference solution: `python3 -m codemod STAGE [TREE]`.

Every stage is a function of the tree's only commit, so stages can be repeated and skipped.
"""

import subprocess
import sys
from pathlib import Path

from .components import spread_components
from .functions import simplify
from .statements import edit
from .values import spread_values
from .zones import SETUP, ask_the_source

NEW = Path(__file__).parent.parent / "new"
EDITED = ("cal.py", "cli.py", "parser.py", "prop.py")


def main(stage: str, tree: str = ".") -> None:
    """Write the package's changed and new modules, and setup.py."""
    root = Path(tree)
    package = root / "icalendar"
    files = {name: pristine(root, f"icalendar/{name}") for name in EDITED}
    files |= {name: (NEW / name).read_text(encoding="utf-8") for name in ("zones.py", "_zoneinfo.py")}
    for step in (ask_the_source, spread_values, spread_components, simplify)[: int(stage)]:
        step(files)
    for name, text in files.items():
        (package / name).write_text(text, encoding="utf-8")
    (root / "icalendar_pytz.py").write_text((NEW / "icalendar_pytz.py").read_text(encoding="utf-8"), encoding="utf-8")
    setup = pristine(root, "setup.py")
    for pattern, replacement in SETUP:
        setup = edit(setup, pattern, replacement)
    (root / "setup.py").write_text(setup, encoding="utf-8")


def pristine(root: Path, path: str) -> str:
    """Text of a file as the tree began with it."""
    show = ["git", "-C", str(root), "show", f"HEAD:{path}"]
    return subprocess.run(show, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
