"""Close flaws of Werkzeug: `python3 put.py MILESTONE`, from the project's directory.

edits/MILESTONE.edits has a section for each edit: `@@ MODULE`, the lines that stand there (once) after `-`, and what
stands there afterwards after `+`. The module of new/ comes with the first milestone."""

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(milestone: str) -> None:
    """Make the edits of one milestone."""
    if milestone == "10":
        for new in (HERE / "new").glob("*.py"):
            shutil.copy(new, "werkzeug")
    text = (HERE / "edits" / f"{milestone}.edits").read_text(encoding="utf-8")
    for section in text.removeprefix("@@ ").split("\n@@ "):
        name, *lines = section.rstrip("\n").split("\n")
        edit(Path("werkzeug") / name, picked(lines, "-"), picked(lines, "+"))


def picked(lines: list[str], mark: str) -> str:
    """The lines with one mark, as they stand in a module."""
    return "".join(f"{line[1:]}\n" for line in lines if line.startswith(mark))


def edit(path: Path, old: str, new: str) -> None:
    """Replace what stands there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path}: {text.count(old)} of {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
