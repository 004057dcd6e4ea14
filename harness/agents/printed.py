"""What an agent prints: kept on disk within bounds, and read line by line as it comes. All of it is hostile."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

PIECE: Final = 16 << 20
"""Bytes of one file."""
KEPT: Final = 4
"""Files of one stream: its first and its latest."""
LONGEST: Final = 8 << 20
"""Bytes of a line that is read; of a longer one the rest is passed over."""


class Kept:
    """One stream on disk: its end is in `NAME.txt`, its beginning in `NAME.1.txt` once there is too much for one file,
    and the latest before its end in those with the highest numbers."""

    def __init__(self, directory: Path, name: str) -> None:
        self._path = directory / f"{name}.txt"
        self._number = 0
        self._open()

    def _open(self) -> None:
        self._sink = self._path.open("wb", buffering=0)
        self._left = PIECE

    def add(self, data: bytes) -> None:
        """Append; where too much has come, what is neither beginning nor end is let go."""
        while data:
            if not self._left:
                self._rotate()
            self._sink.write(data[: self._left])
            data, self._left = data[self._left :], self._left - len(data[: self._left])

    def _rotate(self) -> None:
        self._sink.close()
        self._number += 1
        self._path.replace(self._path.with_suffix(f".{self._number}.txt"))
        if (old := self._number - KEPT + 2) > 1:
            self._path.with_suffix(f".{old}.txt").unlink(missing_ok=True)
        self._open()

    def close(self) -> None:
        """It is over."""
        self._sink.close()


class Printed:
    """Both streams of one command; a Listener for `Sandbox.exec`."""

    def __init__(self, directory: Path, line: Callable[[str], None], *, name: str = "output") -> None:
        """`line` is given each line of standard output, without its end."""
        directory.mkdir(parents=True, exist_ok=True)
        self._kept = {1: Kept(directory, name), 2: Kept(directory, f"{name}.errors")}
        self._line = line
        self._begun = bytearray()

    def __call__(self, stream: int, data: bytes) -> None:
        """A piece has come."""
        self._kept[2 if stream == 2 else 1].add(data)
        if stream != 2:
            self._read(data)

    def _read(self, data: bytes) -> None:
        *whole, rest = data.split(b"\n")
        for line in whole:
            self._begin(line)
            self._end()
        self._begin(rest)

    def _begin(self, data: bytes) -> None:
        self._begun += data[: max(0, LONGEST - len(self._begun))]

    def _end(self) -> None:
        line = self._begun.decode("utf-8", "replace")
        self._begun.clear()
        self._line(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._begun:
            self._end()
        for kept in self._kept.values():
            kept.close()
