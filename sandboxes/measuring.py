"""What a container has written above its image: from the engine's own files where they are on this machine."""

import os
from typing import Any

from sandboxes.deleted import deleted_files
from sandboxes.ending import Ending
from sandboxes.spec import Limits
from sandboxes.watchdog import MIB, Usage, disk_usage

NOTICED = 64
"""Somebody has written to a file system where room for this part of a limit has gone."""


class Measuring:
    """Looks at one container, which it gets to know at the first look."""

    def __init__(self, api: Any, container: str, limits: Limits, ending: Ending) -> None:
        """`ending` is told of the first process."""
        self._api = api
        self._container = container
        self._limits = limits
        self._ending = ending
        self._upper: str | None = None
        self._init = 0
        self._free: tuple[int, int] | None = None

    def written_to(self) -> bool:
        """Whether its file system has noticeably less room than when it was looked at; false where that is not seen."""
        if self._free is None or not self._upper:
            return False
        now, then = _free(self._upper), self._free
        self._free = (max(now[0], then[0]), max(now[1], then[1]))  # others make room, too
        limits = self._limits
        return now[0] < then[0] - limits.disk_mb * MIB // NOTICED or now[1] < then[1] - limits.files // NOTICED

    def look(self) -> Usage:
        """What is written by now; more descriptors than can be looked at count as too many files."""
        if self._upper is None:
            facts = self._api.inspect_container(self._container)
            self._init = int(facts["State"]["Pid"])
            self._ending.learn(self._init)
            self._upper = str(((facts.get("GraphDriver") or {}).get("Data") or {}).get("UpperDir") or "")
        self._free = _free(self._upper) if self._upper else None
        return self._walked(self._upper) or self._told()

    def _walked(self, upper: str) -> Usage | None:
        """By walking over it; None where that is not possible this time, or never: a remote engine, or not root."""
        try:
            found = disk_usage(upper, max_files=self._limits.files) if upper else None
        except OSError:
            return None
        if not (found and self._ending.group):
            return found
        deleted = deleted_files(self._init, self._ending.group)
        files = self._limits.files + 1 if deleted.crowded else found.files
        return Usage(found.apparent_bytes, found.block_bytes + deleted.block_bytes, files)

    def _told(self) -> Usage:
        """What the engine counts: apparent sizes only."""
        url = self._api._url("/containers/{0}/json", self._container)  # noqa: SLF001 - no public call has `size`
        size = self._api._result(self._api._get(url, params={"size": 1}), True).get("SizeRw") or 0  # noqa: SLF001
        return Usage(int(size), int(size), 0)


def _free(directory: str) -> tuple[int, int]:
    """Bytes and files that its file system has room for, those counted that are still to be written out."""
    try:
        found = os.statvfs(directory)
    except OSError:
        return 0, 0
    return found.f_bfree * found.f_frsize, found.f_ffree
