"""Work on what a candidate wrote, outside of this process: in a worker that a deadline and a memory cap can end.

Content chosen with care makes an honest parser run for minutes, and one that never lets go of the interpreter's lock
stands still every thread beside it. So no such content is parsed where trials are led. A worker is a fresh interpreter
(a process with threads cannot be forked safely) that runs functions of ours only. It is started when it is first
needed and used again; there are as many as threads ask for at one time. What it says is trusted as this process is:
it keeps content from taking time and memory, and is no sandbox for code."""

import atexit
import fcntl
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeVar, TypeVarTuple

from sandboxes.errors import InfraError

DEADLINE_S: Final = 10.0
PATIENCE: Final = 10
"""Seconds by the clock for each second of processor time: so far may a busy machine slow a worker down."""
MEMORY_BYTES: Final = 1 << 30
"""Address space of a worker; the densest 256 KiB of Python, parsed twice, take 0.4 GB."""
START_S: Final = 120.0
"""By the clock, for an interpreter to come up and import what it is to run: none of that is a candidate's."""
STARTS, DEATHS = 3, 2
ENVIRONMENT: Final = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")
"""What a worker is told of ours: no key of a model or a registry."""

_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from scoring.apart import serve; serve(int(sys.argv[1]))"

R = TypeVar("R")
Ts = TypeVarTuple("Ts")


class Unfinished(Exception):
    """The work ran into its deadline or its memory cap, or was the end of its worker: one line that says which.

    What is run are functions of ours that end soon on honest content: it is the doing of whoever wrote the content."""


class _Reply(NamedTuple):
    kind: Literal["returned", "raised", "exhausted"]
    value: Any


class _Ended(Exception):
    """A worker is no more: whether it had `begun` the work, and its exit `code` (negative: a signal)."""

    def __init__(self, *, begun: bool, code: int) -> None:
        super().__init__(f"exit code {code}" if code >= 0 else signal.strsignal(-code))
        self.begun, self.code = begun, code


def apart(function: Callable[[*Ts], R], *args: *Ts, deadline_s: float = DEADLINE_S) -> R:
    """What `function(*args)` returns or raises, run in a worker; function, arguments and result must be picklable.

    `deadline_s` is processor time, so that a busy machine makes nobody late; ten times that is the most by the clock.
    Raises Unfinished past it, for want of memory or stack, and where the work ends two workers by a signal; InfraError
    where no worker can be had. Whatever else is raised is a fault of ours; ChildProcessError where one just leaves."""
    request = pickle.dumps((Path.cwd(), deadline_s, function, args))
    starts = deaths = 0
    while True:
        try:
            reply = _ask(request, deadline_s)
            break
        except _Ended as ended:
            if ended.begun and ended.code == -signal.SIGPROF:
                raise Unfinished(f"took more than {deadline_s:g} s of processor time") from None
            starts, deaths = starts + (not ended.begun), deaths + ended.begun
            # One death may be an operator's doing, or the kernel's for want of memory elsewhere; content does it again.
            if deaths == DEATHS and ended.code < 0:
                raise Unfinished(f"ended its process ({ended})") from None
            if ended.begun and ended.code >= 0:
                raise ChildProcessError(f"a worker left in the middle of its work: {ended}") from ended
            if starts == STARTS:
                raise InfraError(f"no worker for content comes up: {ended}") from ended
        except TimeoutError:
            raise Unfinished(f"took more than {PATIENCE * deadline_s:g} s") from None
    if reply.kind == "exhausted":
        raise Unfinished(f"ran into {reply.value}")
    if reply.kind == "raised":
        raise reply.value
    result: R = reply.value
    return result


class _Worker:
    """One interpreter of its own, and the connection to it."""

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        path = [entry or str(Path.cwd()) for entry in sys.path]
        # Its standard input is a pipe that nothing is written to: it ends when this process does, however it does.
        # A session of its own keeps Ctrl-C from it.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, str(theirs.fileno()), *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            start_new_session=True,
        )
        theirs.close()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def ask(self, request: bytes, deadline_s: float) -> _Reply:
        """Its reply. Raises _Ended where it died, TimeoutError where it had begun and has not replied in time."""
        begun = late = False
        reply: _Reply | None = None
        try:
            self._pipe.send_bytes(request)
            if not self._pipe.poll(START_S):
                self._process.kill()
            reply = self._pipe.recv()
            if reply is None:  # it knows what to do, and begins
                begun = True
                late = not self._pipe.poll(PATIENCE * deadline_s)
                reply = None if late else self._pipe.recv()
        except (EOFError, OSError):
            raise _Ended(begun=begun, code=self.end()) from None
        if reply is None:
            raise TimeoutError
        return reply

    def end(self) -> int:
        """Its exit code; it is killed if it does not leave by itself at once."""
        self._pipe.close()
        try:
            return self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            assert self._process.stdin is not None
            self._process.stdin.close()


_lock = threading.Lock()
_idle: list[_Worker] = []


def _ask(request: bytes, deadline_s: float) -> _Reply:
    worker = _take()
    try:
        reply = worker.ask(request, deadline_s)
    except BaseException:
        worker.end()
        raise
    # One that ran out of memory may hold on to it.
    if reply.kind == "exhausted":
        worker.end()
    else:
        with _lock:
            _idle.append(worker)
    return reply


def _take() -> _Worker:
    while True:
        with _lock:
            worker = _idle.pop() if _idle else None
        if worker is None:
            try:
                return _Worker()
            except OSError as error:
                raise InfraError(f"no worker for content can be started: {error}") from error
        if worker.alive:
            return worker
        worker.end()


@atexit.register
def _dismiss() -> None:
    with _lock:
        while _idle:
            _idle.pop().end()


def serve(descriptor: int) -> None:
    """A worker's life: one request after the other, until the harness is gone."""
    _fence()
    pipe = Connection(descriptor)
    while True:
        try:
            pipe.send_bytes(_answer(pipe.recv_bytes(), pipe))
        except (EOFError, ConnectionError):
            return


def _fence() -> None:
    """Cap this process, and make sure that it dies of its deadline and of its harness' end, whatever it is doing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # until here an error was ours to see
    soft, hard = MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The kernel itself ends us by these two: a handler of Python's would wait for the very call that is stuck.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([0], [], [], 0)[0]:  # it had ended before we asked to be told
        sys.exit()


def _answer(request: bytes, pipe: Connection) -> bytes:
    try:
        directory, deadline_s, function, args = pickle.loads(request)  # noqa: S301 (of the harness' own making)
        os.chdir(directory)
        pipe.send(None)
        signal.setitimer(signal.ITIMER_PROF, deadline_s)
        reply = pickle.dumps(_Reply("returned", function(*args)))
    except (MemoryError, RecursionError) as error:
        reply = pickle.dumps(_Reply("exhausted", type(error).__name__))
    except Exception as error:  # noqa: BLE001 (it is raised again where the work was asked for)
        reply = _raised(error)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return reply


def _raised(error: Exception) -> bytes:
    """An exception as a reply, with where it came from; as a RuntimeError where it does not survive the journey."""
    told = "".join(traceback.format_exception(error))
    try:
        error.add_note(f"In a worker:\n{told}")
        pickle.loads(made := pickle.dumps(_Reply("raised", error)))  # noqa: S301 (ours)
    except Exception:  # noqa: BLE001 (an exception's own pickling may raise anything)
        return pickle.dumps(_Reply("raised", RuntimeError(told)))
    return made
