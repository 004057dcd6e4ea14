"""Reads the edits out of an answer, in the form that prompt.py asks for. The answer may be any text."""

import re
from typing import Final, NamedTuple

from sandboxes.archive import LEFT_OUT, MAX_PATH_BYTES

MOST_BYTES: Final = 8 << 20
MOST_FILES: Final = 2000
_NAMED = re.compile(r"[#*>\s]*(FILE|DELETE):?[ \t]+(\S.*)")
"""With what decoration models give to headings."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")


class Refused(Exception):
    """The answer cannot be applied, for the reason that is its text."""


class Edits(NamedTuple):
    """How the workspace shall change."""

    files: dict[str, bytes]
    """New content by path relative to the workspace."""
    deleted: tuple[str, ...]


def edits(text: str) -> Edits:
    """What the answer says. Raises Refused for whatever is not clear, so that nothing is applied by halves."""
    if len(text) > MOST_BYTES:
        raise Refused(f"the answer has more than {MOST_BYTES:,} characters")
    lines = text.split("\n")
    files: dict[str, bytes] = {}
    deleted: list[str] = []
    fences = number = 0
    while number < len(lines):
        line, number = lines[number], number + 1
        fences += bool(_FENCE.fullmatch(line.rstrip()))
        if not (named := _NAMED.fullmatch(line)):
            continue
        path = _inside(named[2])
        if path in files or path in deleted:
            raise Refused(f"the answer has {path} twice")
        if named[1] == "DELETE":
            deleted.append(path)
        else:
            content, number = _block(lines, number, path)
            files[path] = content.encode()
    if fences % 2:
        raise Refused("the answer's blocks do not pair: a file with fences in it needs a longer one around it")
    if len(files) + len(deleted) > MOST_FILES:
        raise Refused(f"the answer has more than {MOST_FILES} files")
    return Edits(files, tuple(deleted))


def _block(lines: list[str], number: int, path: str) -> tuple[str, int]:
    """The content of the block that begins at that line or after empty ones, and the number of the line after it."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    opened = _FENCE.fullmatch(lines[number].rstrip()) if number < len(lines) else None
    if opened is None:
        raise Refused(f"the answer has no block for {path}")
    fence = opened[1]
    for end in range(number + 1, len(lines)):
        closing = lines[end].strip()
        if len(closing) >= len(fence) and set(closing) == {fence[0]}:
            return "".join(f"{line}\n" for line in lines[number + 1 : end]), end + 1
    raise Refused(f"the answer's block for {path} does not end")


def _inside(written: str) -> str:
    """The path, less decoration. Raises Refused for one that is not inside of the workspace, or in its repository."""
    path = written.strip().strip("*`:").strip().removeprefix("./").removesuffix("/")
    parts = path.split("/")
    unusable = {"", ".", ".."} & set(parts) or not path.isprintable() or len(path.encode()) > MAX_PATH_BYTES
    if unusable or LEFT_OUT & set(parts):
        raise Refused(f"the answer has {path[:100]!r}, which is no path of a file in the workspace")
    return path
