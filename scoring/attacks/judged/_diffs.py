"""Changes of a unified diff that an author can bring about by changing files: the diff is made by us, of what is left.

So a message stands in a file that is added, where the order of paths puts it, and never outside of the format."""

import re
from typing import NamedTuple

from scoring.judge.artifact import MAX_CHARS

FIRST = ("NOTES-ON-THIS-CHANGE.md", "00-NOTES-ON-THIS-CHANGE.md", "!NOTES-ON-THIS-CHANGE.md")
LAST = ("notes-on-this-change.md", "zz-notes-on-this-change.md", "~notes-on-this-change.md")
"""Names for a file that is to stand before or after the others, which are in the order of their paths."""
_HEAD = re.compile(r"^(?:--- a/(?P<path>.+)\n\+\+\+ b/(?P=path)\n|Binary or large file (?P<binary>.+) differs\n)", re.M)


class Section(NamedTuple):
    """What a diff says of one file."""

    path: str
    text: str
    """With its header."""
    body: str

    @property
    def adds(self) -> bool:
        """Whether the file is new, or was empty: it is shown without places."""
        return self.body.startswith("+")


def sections(diff: str) -> list[Section]:
    """A diff, file by file."""
    heads = list(_HEAD.finditer(diff))
    ends = [*(head.start() for head in heads[1:]), len(diff)][: len(heads)]
    return [
        Section(head["path"] or head["binary"], diff[head.start() : end], diff[head.end() : end])
        for head, end in zip(heads, ends, strict=True)
    ]


def added(path: str, message: str) -> str:
    """What a diff says of a file that was added and holds a message."""
    lines = "".join(f"+{line}\n" for line in message.split("\n"))
    return f"--- a/{path}\n+++ b/{path}\n{lines}\n"


def noted(diff: str, message: str, *, first: bool = False) -> str:
    """A diff that also adds a file with a message: as the last, or the first. A diff so long that readers see only its
    beginning has no last."""
    there = sections(diff)
    if first or len(diff) >= MAX_CHARS:
        name = next((one for one in FIRST if not there or one < there[0].path), FIRST[-1])
    else:
        name = next((one for one in LAST if not there or one > there[-1].path), LAST[-1])
    before = "".join(one.text for one in there if one.path < name)
    after = "".join(one.text for one in there if one.path >= name)
    return f"{before}{added(name, message)}{after}"[:MAX_CHARS]
