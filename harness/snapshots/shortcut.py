"""A snapshot without reading the whole workspace: the image's files, less what is hidden, and what was written above.

Files whose stamp is as it was are not read again. It is believed only for a sandbox in which it has once found the very
tree that the archive has, and that is tried again every so often; the archive is the truth."""

import time
from collections.abc import Mapping
from typing import Final

from harness.snapshots.draft import Draft
from sandboxes.archive import DEFAULT_LIMITS, Entry, Tree, tree_digest
from sandboxes.base import Sandbox
from sandboxes.overlay import Above, Found, Stamp

TRIED_AGAIN: Final = 20
"""Snapshots after which the archive is read again."""
INSTANT_NS: Final = 100_000_000
"""A file that was changed less than this before it was looked at may change again under the same stamp."""


class Shortcut:
    """For the snapshots of one sandbox, while it is held still."""

    def __init__(self, sandbox: Sandbox, workdir: str, base: Tree | None) -> None:
        """`base` is the workspace as it is in the image; without it there is no shortcut."""
        self._sandbox = sandbox
        self._workdir = workdir
        self._base = {entry.path: entry for entry in base.entries} if base else {}
        self._open = base is not None
        self._known: dict[str, tuple[Stamp, Entry]] = {}
        self._since = TRIED_AGAIN
        self._now_ns = 0

    def look(self) -> Above | None:
        """What was written; None where the archive has to be read, whatever it is."""
        if not self._open:
            return None
        self._now_ns = time.time_ns()
        above = self._sandbox.above(self._workdir)
        return above if above and _within_caps(above, self._base) else None

    @property
    def believed(self) -> bool:
        """Whether a look is enough this time."""
        return self._since < TRIED_AGAIN

    def fill(self, draft: Draft, above: Above) -> None:
        """Put the workspace into a draft. Raises OSError, KeyError where a file is not stored that should be."""
        since, self._since = self._since, TRIED_AGAIN  # unless all goes well
        for path, entry in self._base.items():
            if above.shows(path):
                draft.keep(entry)
        known = {}
        for path, found in above.files.items():
            before = self._known.get(path)
            if before and before[0] == found.stamp:
                draft.keep(before[1])
                known[path] = before
            else:
                entry = draft.add(path, found.size, found.executable, self._sandbox.read_above(self._workdir, path))
                self._remember(known, entry, found, above)
        self._known, self._since = known, since + 1

    def learn(self, entries: Mapping[str, Entry], above: Above | None) -> None:
        """Compare with what the archive had, and believe it or not from now on."""
        self._known = {}
        if above is None:
            self._since = TRIED_AGAIN  # not this time
            return
        composed = [entry for path, entry in self._base.items() if above.shows(path)]
        written = [entries[path] for path in above.files if path in entries]
        if tree_digest([*composed, *written]) != tree_digest(entries.values()):
            self._open = False
            return
        self._since = 0
        for entry in written:
            self._remember(self._known, entry, above.files[entry.path], above)

    def _remember(self, known: dict[str, tuple[Stamp, Entry]], entry: Entry, found: Found, above: Above) -> None:
        if above.stamped and found.stamp[-1] < self._now_ns - INSTANT_NS:
            known[entry.path] = (found.stamp, entry)


def _within_caps(above: Above, base: Mapping[str, Entry]) -> bool:
    """Whether no cap can be passed: what is over one is refused by the archive's reader."""
    sizes = [found.size for found in above.files.values()]
    total = sum(sizes) + sum(entry.size for entry in base.values())
    count = len(sizes) + len(base)
    limits = DEFAULT_LIMITS
    return count <= limits.files and total <= limits.total_bytes and max(sizes, default=0) <= limits.file_bytes
