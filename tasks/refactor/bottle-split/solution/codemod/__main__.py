"""Bring a bottle tree to one stage of the split: `python3 -m codemod STAGE [TREE]`.

The pristine module is read from the tree or, once an earlier stage has replaced it, from the tree's only commit: every
stage is a function of that text alone, so stages can be repeated and skipped.
"""

import re
import subprocess
import sys
from pathlib import Path

from .plan import PACKAGE, STAGES
from .split import Split

SETUP_EDITS = (
    (r"py_modules=\['bottle'\],", "packages=['bottle'],"),
    (r"\n *scripts=\['bottle\.py'\],", ""),
)
MANIFEST_EDITS = ((r"include bottle\.py\n", "recursive-include bottle *.py\n"),)


def main(stage: str, tree: str = ".") -> None:
    """Write the package, remove the module, adapt the packaging files."""
    root = Path(tree)
    files = Split(pristine(root), STAGES[int(stage)]).files()
    package = root / PACKAGE
    package.mkdir(exist_ok=True)
    for left_over in set(package.glob("*.py")) - {package / name for name in files}:
        left_over.unlink()
    for name, text in files.items():
        (package / name).write_text(text, encoding="utf-8")
    (root / f"{PACKAGE}.py").unlink(missing_ok=True)
    edit(root / "setup.py", SETUP_EDITS)
    edit(root / "MANIFEST.in", MANIFEST_EDITS)


def pristine(root: Path) -> str:
    """Text of the single module that the tree began with."""
    module = root / f"{PACKAGE}.py"
    if module.exists():
        return module.read_text(encoding="utf-8")
    show = ["git", "-C", str(root), "show", f"HEAD:{PACKAGE}.py"]
    return subprocess.run(show, check=True, capture_output=True, encoding="utf-8").stdout


def edit(path: Path, edits: tuple[tuple[str, str], ...]) -> None:
    """Replace patterns in a file; one that is edited already stays as it is."""
    text = path.read_text(encoding="utf-8")
    for pattern, new in edits:
        text = re.sub(pattern, new, text)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
