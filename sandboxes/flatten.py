"""Directories so deep that whoever removes them step by step runs out of descriptors: made flat beforehand."""

import os
from itertools import count
from pathlib import Path

MOVED = ".meltbench-flat-{}"


def flatten(top: Path) -> int:
    """Move every directory below `top` to its top level, files with it; how many were moved.

    For a tree that nobody works on any more. Takes two descriptors, whatever its depth, and follows no link. Raises
    OSError where it is not ours to change."""
    numbers = count()
    moved = 0
    root = os.open(top, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        waiting = _directories(root)
        while waiting:
            inside = os.open(waiting.pop(), os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=root)
            try:
                for name in _directories(inside):
                    new = MOVED.format(next(numbers))
                    os.rename(name, new, src_dir_fd=inside, dst_dir_fd=root)
                    waiting.append(new)
                    moved += 1
            finally:
                os.close(inside)
    finally:
        os.close(root)
    return moved


def _directories(descriptor: int) -> list[str]:
    with os.scandir(descriptor) as entries:
        return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
