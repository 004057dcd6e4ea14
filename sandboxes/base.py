"""What every sandbox backend offers: the protocols, and the results they speak in."""

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from sandboxes.archive import Incoming, Tree
from sandboxes.overlay import Above
from sandboxes.spec import SandboxSpec
from sandboxes.watchdog import Usage


class ExecResult(NamedTuple):
    """How one command inside a sandbox ended. Output is bounded: the tail is kept."""

    exit_code: int
    """Exit status; 128 + signal where a signal ended it."""
    output: str
    """Standard output and error as they arrive (the order between the two is not certain), at most 256 KiB from the
    end; undecodable bytes replaced."""
    duration_s: float
    timed_out: bool = False
    """The deadline passed (never inferred from the exit code alone)."""
    oom_killed: bool = False
    """The command failed, and the kernel killed a process of this sandbox for memory while it ran."""
    truncated: bool = False
    """More was printed than `output` holds."""
    killed: str = ""
    """Why the sandbox was killed meanwhile (`disk`, `files`, `output`, `lifetime`, `deadline`), or empty."""
    abandoned: bool = False
    """It was not waited for any more, and goes on until the sandbox is frozen."""


Listener = Callable[[int, bytes], None]
"""Is given each piece of output as it comes: 1 (standard output) or 2 (standard error), and the bytes."""


class Channel(Protocol):
    """The standard streams of a sandbox's main process."""

    def send(self, data: bytes) -> None:
        """Write all of `data` to standard input. Raises SandboxGone where the process has ended."""

    def receive(self, deadline_s: float) -> bytes:
        """The next chunk of standard output, b"" at its end. Raises TimeoutError after `deadline_s` seconds."""

    def close_input(self) -> None:
        """Close standard input."""


class SandboxGone(Exception):
    """The sandbox ended (killed, out of memory, crashed) while it was spoken to: the doing of what ran inside."""


class Sandbox(Protocol):
    """One running sandbox. Every call is safe to repeat; a call after `close` raises SandboxGone."""

    @property
    def killed(self) -> str:
        """Why it was killed (`disk`, `files`, `output`, `lifetime`, `deadline`), or empty."""

    @property
    def written(self) -> Usage | None:
        """What it had written above its image when that was last looked at; None before that."""

    @property
    def left_running(self) -> tuple[str, ...]:
        """Command names of what still ran when it was first paused or frozen, its own idle processes excepted."""

    def exec(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        cwd: str | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        timeout_s: float,
        listener: Listener | None = None,
        abandon: threading.Event | None = None,
    ) -> ExecResult:
        """Run `argv` under a deadline kept inside and outside; once `abandon` is set it is not waited for any more.

        Raises InfraError where the engine fails."""

    def attach(self, argv: Sequence[str], *, cwd: str, env: Mapping[str, str], user: str) -> int:
        """Let a person's terminal, which is standard input and output, belong to a command inside until it ends; its
        exit status. Raises InfraError where the engine fails."""

    def cut_off(self) -> str:
        """Why a door of it leads nowhere any more, or empty: nothing inside can bring that about."""

    def start(self) -> Channel:
        """The channel to the main process (`SandboxSpec.command`), which starts to run now."""

    def put_tree(self, files: Mapping[str, bytes] | Path, dest: str, *, owner: tuple[int, int] = (0, 0)) -> None:
        """Copy a mapping of relative paths to contents, or a host directory, to `dest`, owned by `owner` (uid, gid)."""

    def get_tree(self, path: str, dest: Path) -> Tree:
        """Copy the directory `path` out of the paused or frozen sandbox into the new directory `dest`, sanitised."""

    def read_tree(self, path: str) -> Generator[Incoming, None, None]:
        """The files of the directory `path` of the stopped sandbox, sanitised, as they come. What came is no tree if
        it ends in an error: TreeRefused for what the code inside has made of it, or InfraError. Close it where it is
        not read to its end: the sandbox may not go on before."""

    def above(self, path: str) -> Above | None:
        """What was written below the directory `path` of the paused or frozen sandbox; None where that is not known, or
        cannot be told from what the image has."""

    def read_above(self, path: str, name: str) -> Iterator[bytes]:
        """The content of one of the files that `above` has told of. Raises OSError."""

    def pause(self) -> None:
        """Stop every process until `resume`; the filesystem stays readable. Raises SandboxGone where what runs inside
        has ended, or cannot be stopped so."""

    def resume(self) -> None:
        """Let a paused sandbox go on."""

    def held(self) -> AbstractContextManager[None]:
        """Every process is stopped while the block runs; who else uses the sandbox sees only that commands take longer
        to start. What was paused or frozen meanwhile stays so after it. Raises SandboxGone as `pause` does."""

    def freeze(self) -> None:
        """Stop every process at once and for good; the filesystem stays readable. Raises SandboxGone where what runs
        inside does not die."""

    def close(self) -> None:
        """Destroy the sandbox and all that belongs to it. What cannot be destroyed is remembered, and no error."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class SandboxProvider(Protocol):
    """Opens sandboxes on one backend."""

    def open(self, spec: SandboxSpec) -> Sandbox:
        """Create and start a sandbox (with a `command`: create it; it runs from `Sandbox.start` on).

        Raises InfraError where the engine fails or the image is gone from it."""
