"""Things of this machine that nobody inside a sandbox may read or change: a file, shared memory, a message queue."""

import ctypes
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from sandboxes.escape.probe.calls import LIBC, call, made

CREATE: Final = 0o1000
REMOVE: Final = 0


class Shared(NamedTuple):
    """Where they are."""

    file: Path
    memory: int
    """Key of a segment of System V."""
    queue: str
    secrets: dict[str, str]
    """What each holds, by its name."""

    def touched(self) -> list[str]:
        """What is otherwise than it was laid out."""
        there = sorted(path.name for path in self.file.parent.iterdir())
        found = [] if there == [self.file.name] else [f"file: its directory holds {there}"]
        text = self.file.read_text(encoding="utf-8", errors="replace") if self.file.exists() else ""
        return found + ([] if text == self.secrets["file"] else [f"file: it holds {text[:80]!r}"])


@contextmanager
def laid_out(directory: Path) -> Iterator[tuple[Shared, list[str]]]:
    """In an empty directory, which anybody may write to; and what could not be, and why. All are taken away again."""
    told = {name: secrets.token_hex(16) for name in ("file", "shared memory")}
    directory.chmod(0o777)
    file = directory / "host-file"
    file.write_text(told["file"], encoding="utf-8")
    file.chmod(0o666)
    shared = Shared(file, secrets.randbelow(1 << 30) + 1, f"escape-{secrets.token_hex(4)}", told)
    unwatched: list[str] = []
    segment = descriptor = -1
    try:
        segment = _segment(shared.memory, told["shared memory"].encode())
        descriptor = made("mq_open", shared.queue.encode(), os.O_CREAT | os.O_RDWR, 0o666, 0)
    except OSError as error:
        unwatched.append(f"shared memory and queues: {error}")
    try:
        yield shared, unwatched
    finally:
        if segment >= 0:
            call("shmctl", segment, REMOVE, 0)
        if descriptor >= 0:
            os.close(descriptor)
            with suppress(OSError):
                made("mq_unlink", shared.queue.encode())


def _segment(key: int, content: bytes) -> int:
    segment = call("shmget", key, 4096, CREATE | 0o666)
    LIBC.shmat.restype = ctypes.c_void_p
    where = LIBC.shmat(segment, None, 0)
    ctypes.memmove(where, content, len(content))
    LIBC.shmdt(ctypes.c_void_p(where))
    return segment
