"""Openings of the files of a directory, by the kernel's own notices (inotify), in any container on this machine.

Counts are lower bounds: openings of one file in a row may arrive as one notice. Linux only."""

import secrets
import threading
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.inotify import InotifyObserver

SETTLED_S = 5.0
"""Wall seconds that the notice of an opening may take."""


class Openings(FileSystemEventHandler):
    """The openings of files in one directory, from its `with` on. Raises OSError where no more can be watched."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._observer = InotifyObserver()
        self._marks: dict[str, threading.Event] = {}
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._observer.schedule(self, str(self._directory), event_filter=[FileOpenedEvent])
        self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def on_opened(self, event: FileSystemEvent) -> None:
        """Called in the observer's thread."""
        name = Path(str(event.src_path)).name
        if name in self._marks:
            self._marks[name].set()
        else:
            with self._lock:
                self._counts[name] += 1

    def take(self) -> dict[str, int]:
        """File name -> openings since the last call. Raises TimeoutError where notices do not come.

        Notices come in order: once that of a file opened here has come, all earlier ones have."""
        mark = self._directory / f".{secrets.token_hex(8)}"
        seen = self._marks[mark.name] = threading.Event()
        mark.touch()
        came = seen.wait(SETTLED_S)
        mark.unlink()
        if not came:
            raise TimeoutError("the kernel's notices do not come")
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return dict(taken)
