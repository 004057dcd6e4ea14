"""Bring a tabulate tree to one stage of the split: `python3 -m codemod STAGE [TREE]`.

The pristine module is read from the tree's only commit or, outside of a repository, from `pristine.py` beside the tree:
every stage is a function of that text alone, so stages can be repeated and skipped.
"""

import subprocess
import sys
from pathlib import Path

from .plan import PACKAGE, STAGES
from .split import Split

PACKAGING = ('packages = ["tabulate"]', 'packages = ["tabulate", "tabulate.formats"]')


def main(stage: str, tree: str = ".") -> None:
    """Write the package, adapt the packaging."""
    root = Path(tree)
    show = ["git", "-C", str(root), "show", f"HEAD:{PACKAGE}/__init__.py"]
    source = subprocess.run(show, check=True, capture_output=True, encoding="utf-8").stdout
    files = Split(source, STAGES[int(stage)]).files()
    package = root / PACKAGE
    for left_over in [path for path in package.rglob("*.py") if path.name != "version.py"]:
        left_over.unlink()
    for name, text in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text, encoding="utf-8")
    project = root / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace(*PACKAGING), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
