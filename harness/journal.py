"""A journal: one JSON object a line, each appended in one write, by a process that may die at any byte of it."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

Line = TypeVar("Line")


class Journal:
    """An append-only file of lines. Thread-safe; one process writes at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def append(self, line: str) -> None:
        """Add a line. What a dead process left half written stays a line of its own."""
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b", buffering=0) as handle:
                mended = b"" if _ends_whole(handle.fileno()) else b"\n"
                handle.write(mended + line.encode() + b"\n")

    def read(self, parse: Callable[[str], Line]) -> Iterator[Line]:
        """What `parse` makes of each line; one that was cut off, or that it refuses (ValueError), is left out."""
        if not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8", errors="replace").split("\n"):
            try:
                yield parse(line)
            except ValueError:
                continue


def _ends_whole(descriptor: int) -> bool:
    """Whether a file is empty or its last line has an end."""
    size = os.fstat(descriptor).st_size
    return size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"
