"""A snapshot without reading the whole workspace: the image's files, less what is hidden, and what was written above.

Files whose stamp is as it was are not read again. It is believed only for images in a sandbox of which it has found the
very tree that the archive has, and that is tried again now and then, nobody knows when; the archive is the truth."""

import random
import time
from collections.abc import Callable, Mapping
from typing import Final

from harness.snapshots.draft import Draft
from harness.snapshots.origin import Origin
from sandboxes.archive import DEFAULT_LIMITS, Entry, tree_digest
from sandboxes.base import Sandbox
from sandboxes.overlay import Above, Found, Stamp

TRIED_AGAIN: Final = 40
"""One in so many snapshots is read from the archive all the same."""
DRAW: Final = random.SystemRandom().randrange
INSTANT_NS: Final = 100_000_000
"""A file that was changed less than this before it was looked at may change again under the same stamp."""


class Shortcut:
    """For the snapshots of one sandbox, while it is held still."""

    def __init__(
        self, sandbox: Sandbox, workdir: str, origin: Origin | None, draw: Callable[[int], int] = DRAW
    ) -> None:
        """`origin` is the workspace as it is in the image; without it there is no shortcut. `draw` brings a number
        below another."""
        self._sandbox = sandbox
        self._workdir = workdir
        self._origin = origin
        self._known: dict[str, tuple[Stamp, Entry]] = {}
        self._doubted = False
        self._draw = draw
        self._now_ns = 0

    def look(self) -> Above | None:
        """What was written; None where the archive has to be read, whatever it is."""
        if self._origin is None:
            return None
        self._now_ns = time.time_ns()
        above = self._sandbox.above(self._workdir)
        return above if above and _within_caps(above, self._origin.files) else None

    @property
    def believed(self) -> bool:
        """Whether a look is enough this time."""
        proven = self._origin is not None and self._origin.proven and not self._doubted
        return proven and self._draw(TRIED_AGAIN) > 0

    def fill(self, draft: Draft, above: Above) -> None:
        """Put the workspace into a draft. Raises OSError, KeyError where a file is not stored that should be."""
        assert self._origin
        self._doubted = True  # unless all goes well
        draft.keep(above.shown(self._origin.files))
        known, fresh = {}, dict[str, tuple[Stamp, Entry]]()
        for path, found in above.files.items():
            before = self._known.get(path)
            if before and before[0] == found.stamp:
                known[path] = before
            else:
                entry = draft.add(path, found.size, found.executable, self._sandbox.read_above(self._workdir, path))
                self._remember(fresh, entry, found, above)
        draft.keep(entry for _, entry in known.values())
        self._known, self._doubted = known | fresh, False

    def learn(self, entries: Mapping[str, Entry], above: Above | None) -> None:
        """Compare with what the archive had, and believe it or not from now on."""
        self._known = {}
        if above is None or self._origin is None:
            return
        written = [entries[path] for path in above.files if path in entries]
        if tree_digest([*above.shown(self._origin.files), *written]) != tree_digest(entries.values()):
            self._origin.proven, self._origin = False, None
            return
        self._origin.proven, self._doubted = True, False
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
