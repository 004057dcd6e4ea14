"""Whether a command in a container still runs, when its output does not tell: what it leaves behind may hold that."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

ASKED_S: Final = 10.0
SEEN_S: Final = 60.0
"""The longest time between two questions to the engine, and where the process is seen from here; at first it is a tenth
of the time that the command has run."""
PATIENT_S: Final = 3.0
"""The longest wait for output."""


class Command:
    """One command, from its start."""

    def __init__(self, inspect: Callable[[], Mapping[str, Any]]) -> None:
        """`inspect` is what the engine says of it."""
        self._inspect = inspect
        self._began = self._ask_at = time.monotonic()
        self._process: Path | None = None

    @property
    def patience_s(self) -> float:
        """How long to wait for output before anything else is looked at: who wakes up for nothing costs the most."""
        return min(PATIENT_S, max(1.0, (time.monotonic() - self._began) / 20))

    def ended(self) -> bool:
        """Whether it has ended. The engine is asked seldom, and at once where its process is gone."""
        now = time.monotonic()
        gone = bool(self._process and not self._process.exists())
        if now < self._ask_at and not gone:
            return False
        found = self._inspect()
        if not found["Running"]:
            return True
        if not gone:  # else it is about to be known
            process = Path("/proc", str(found["Pid"]))
            self._process = process if process.exists() else None
        self._ask_at = now + min(SEEN_S if self._process else ASKED_S, (now - self._began) / 10)
        return False
