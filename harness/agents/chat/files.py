"""Which files of a workspace a prompt holds: text only, and no more than fits."""

import re
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from sandboxes.archive import Entry, Tree

ROOM: Final = 400_000
"""Bytes of all files together, with their names."""
HEADING: Final = 20
"""Bytes that a file takes beside its name and content."""


class Shown(NamedTuple):
    """A workspace as far as it is shown."""

    files: dict[str, str]
    """Text by path, sorted."""
    left_out: dict[str, str]
    """Why, by path, sorted."""


def shown(tree: Tree, instruction: str) -> Shown:
    """The files that the instruction names, by path or by name, then the smallest ones, as long as there is room."""
    words = {word.strip(".") for word in re.findall(r"[\w./-]+", instruction)}

    def named(entry: Entry) -> bool:
        return bool({entry.path, PurePosixPath(entry.path).name} & words)

    files, left_out, room = {}, {}, ROOM
    for entry in sorted(tree.entries, key=lambda entry: (not named(entry), entry.size, entry.path)):
        cost = entry.size + len(entry.path.encode()) + HEADING
        if cost > room:
            left_out[entry.path] = f"no room for its {entry.size} bytes"
        elif (text := _text((tree.root / entry.path).read_bytes())) is None:
            left_out[entry.path] = "no text"
        else:
            files[entry.path] = text
            room -= cost
    return Shown(dict(sorted(files.items())), dict(sorted(left_out.items())))


def _text(content: bytes) -> str | None:
    """UTF-8 without a zero byte; None otherwise."""
    try:
        return None if b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return None
