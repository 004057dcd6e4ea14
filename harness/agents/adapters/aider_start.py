"""Runs inside the sandbox, from the standard library alone: aider's command, and the files that it is to work on.

aider sees the files that it is given; of others it knows at best an outline, and outside of a repository nothing."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

MOST = 300_000
"""Bytes of all files together, so that a model can read them at once."""
SKIPPED = ("__pycache__", "node_modules")


def chosen(root: Path, instruction: str) -> list[str]:
    """The texts below `root` that the instruction names, and the smallest of the others, as many as can be read."""
    left, found = MOST, []
    for _, size, path in sorted((path.name not in instruction, size, path) for size, path in files(root)):
        if size <= left and readable(path):
            left -= size
            found.append(str(path))
    return sorted(found)


def files(root: Path) -> Iterator[tuple[int, Path]]:
    """Size and path of every file that is neither empty nor hidden."""
    for directory, names, inside in os.walk(root):
        names[:] = [name for name in names if not name.startswith(".") and name not in SKIPPED]
        for path in (Path(directory, name) for name in inside if not name.startswith(".")):
            if path.is_file() and not path.is_symlink() and (size := path.stat().st_size):
                yield size, path


def readable(path: Path) -> bool:
    """Whether it is a text."""
    try:
        return "\0" not in path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    told = Path(os.environ["MELTBENCH_INSTRUCTION"]).read_text(encoding="utf-8")
    os.execv(sys.argv[1], [*sys.argv[1:], *chosen(Path.cwd(), told)])  # noqa: S606 - no shell is wanted
