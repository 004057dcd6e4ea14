"""Limits that a container engine cannot hold: disk (apparent size, blocks, files) and lifetime.

One thread looks at every open sandbox and kills what is over a limit; what a sandbox had written by then is recorded,
so that the overshoot is known. It looks twice a second while something is written to the disk, by the file system's own
count, which costs nothing to ask; otherwise as often as takes a ten-thousandth of a processor. What takes up neither
blocks nor files, which is a hole in a file, is thus seen up to a minute later in a sandbox of many files."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from sandboxes.spec import Limits

INTERVAL_S = 0.5
SHARE = 0.0001
"""Of a processor's time that looking at one quiet sandbox may take."""
SELDOM_S = 60.0
"""The longest time between two looks."""
MIB = 1 << 20
MAX_LEVELS = 100


class Usage(NamedTuple):
    """What lies under a directory."""

    apparent_bytes: int
    block_bytes: int
    files: int


def disk_usage(directory: str, *, max_files: int) -> Usage:
    """Sizes under a directory that its owner may be changing right now; stops once `max_files` is passed.

    Every step down is by descriptor and refuses links, so that a directory swapped for a link leads nowhere. It goes
    depth first, so that few descriptors are open at once; a tree of over 100 levels counts as too many files."""
    apparent = blocks = files = 0
    levels = [_open(directory)]
    try:
        while levels:
            entry = next(levels[-1].entries, None)
            if entry is None:
                _close(levels.pop())
                continue
            files += 1
            try:
                status = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    levels.append(_open(entry.name, levels[-1].descriptor))
            except OSError:
                continue
            apparent += status.st_size
            blocks += status.st_blocks * 512
            if len(levels) > MAX_LEVELS:
                files = max_files + 1
            if files > max_files:
                break
    finally:
        for level in levels:
            _close(level)
    return Usage(apparent, blocks, files)


class _Level(NamedTuple):
    """A directory that is being walked."""

    descriptor: int
    entries: "os._ScandirIterator[str]"


def _open(name: str, above: int | None = None) -> _Level:
    descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_NOATIME, dir_fd=above)
    try:
        return _Level(descriptor, os.scandir(descriptor))
    except OSError:  # it takes a descriptor more
        os.close(descriptor)
        raise


def _close(level: _Level) -> None:
    level.entries.close()
    os.close(level.descriptor)


def over_limit(usage: Usage, limits: Limits) -> str:
    """Which limit `usage` is over: `disk`, `files`, or empty."""
    if max(usage.apparent_bytes, usage.block_bytes) > limits.disk_mb * MIB:
        return "disk"
    return "files" if usage.files > limits.files else ""


@dataclass
class Watched:
    """A sandbox under watch."""

    limits: Limits
    measure: Callable[[], Usage | None]
    """What was written above the image so far; None where there is nothing to measure."""
    kill: Callable[[str], bool]
    """Kill the sandbox for the given reason; whether it has ended. May block, and is called again where it has not."""
    written_to: Callable[[], bool] = lambda: True
    """Whether its disk has been written to, by whomever, since it was measured."""
    due: float = 0.0
    """When it is to be measured although nothing is written (monotonic)."""
    started: float = field(default_factory=time.monotonic)
    last: Usage | None = None
    dying: bool = False
    """It is being killed."""


class Watchdog:
    """Looks at every watched sandbox in turn, in one daemon thread that starts with the first of them."""

    def __init__(self) -> None:
        self._watched: dict[str, Watched] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, key: str, sandbox: Watched) -> None:
        """Begin to watch."""
        with self._lock:
            self._watched[key] = sandbox
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="meltbench-watchdog", daemon=True)
                self._thread.start()

    def forget(self, key: str) -> Watched | None:
        """Stop watching; returns what was known."""
        with self._lock:
            return self._watched.pop(key, None)

    def _run(self) -> None:
        while True:
            self._wake.wait(INTERVAL_S)
            with self._lock:
                current = list(self._watched.items())
            for key, sandbox in current:
                reason = "" if sandbox.dying else self._look(sandbox)
                with self._lock:
                    closed = self._watched.get(key) is not sandbox  # meanwhile: its end is another's business
                if reason and not closed:
                    # An engine takes its time to say that something does not die, and the others are not to wait.
                    sandbox.dying = True
                    threading.Thread(target=self._end, args=(key, sandbox, reason), daemon=True).start()

    def _end(self, key: str, sandbox: Watched, reason: str) -> None:
        """Kill a sandbox; one that has not ended stays under watch."""
        if sandbox.kill(reason):
            self.forget(key)
        else:
            sandbox.dying = False

    @staticmethod
    def _look(sandbox: Watched) -> str:
        began = time.monotonic()
        age = began - sandbox.started
        if age > sandbox.limits.lifetime_s:
            return "lifetime"
        if age < INTERVAL_S or (began < sandbox.due and not sandbox.written_to()):
            return ""
        used = time.thread_time()
        try:
            sandbox.last = sandbox.measure()
        except OSError:
            return ""
        cost = time.thread_time() - used
        sandbox.due = began + min(SELDOM_S, max(INTERVAL_S, cost / SHARE))
        return over_limit(sandbox.last, sandbox.limits) if sandbox.last else ""
