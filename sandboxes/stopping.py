"""Who has stopped the processes of a container: until they are resumed, for good, or for as long as its files are read.

The last may happen at any time, from a thread of its own, and nobody else is to notice: commands wait to be started,
and what was paused or frozen meanwhile stays so."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sandboxes.base import SandboxGone
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import InfraError
from sandboxes.freezer import Freezer

PAUSES = 3
"""Attempts to pause a sandbox."""
START_S = 20
"""How long a command may take to start before a hold is given up."""
POLL_S = 0.01
RELEASES = 3
"""Attempts to let one go on."""


class Stopping:
    """Stops one container. Thread-safe."""

    closed = False
    """It is being removed, or has been."""

    def __init__(self, api: Any, container: str, freezer: Freezer) -> None:
        self._api = api
        self._container = container
        self._freezer = freezer
        self._turn = threading.Condition()
        self._paused = False
        self._frozen = False
        self._held = False
        self._starting = 0
        self._unknown: set[str] = set()
        self._stuck = ""

    @property
    def stopped(self) -> bool:
        """Whether nothing runs in it, by our own doing."""
        return self._paused or self._frozen or self._held

    @property
    def for_good(self) -> bool:
        """Whether nothing will run in it again."""
        return self._frozen

    def pause(self) -> None:
        """Stop every process until `resume`. What cannot be stopped, as a crowd that forks all the time, is gone."""
        with self._turn:
            self._still_there()
            if not (self._paused or self._held):
                self._stop(PAUSES)
            self._paused = True

    def resume(self) -> None:
        """Let every process go on."""
        with self._turn:
            self._still_there()
            if self._paused and not self._held:
                if self._freezer.on:
                    self._thaw()
                else:
                    with engine_errors(gone=True):
                        self._api.unpause(self._container)
            self._paused = False

    def freeze(self, finish: Callable[[], None]) -> None:
        """Stop every process, then kill them all by `finish`, once. Raises SandboxGone where it is closed."""
        with self._turn:
            if self.closed:
                raise SandboxGone("the sandbox is closed")
            if not self._frozen:
                if not self._held:
                    with suppress(SandboxGone, InfraError):  # whatever keeps a command from starting, the end comes now
                        self._wait_for_commands()
                if not self._freezer.on:
                    with suppress(SandboxGone):  # already dead, or not to be paused: killed all the same
                        self._stop(1)
                finish()
                self._frozen = True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Every process is stopped while the block runs, and goes on after it unless it was stopped otherwise by then.

        Raises SandboxGone where it has ended or cannot be stopped, InfraError where the engine does not let it go."""
        with self._turn:
            self._wait_for_commands()
            if not self._paused:
                self._hold()
            self._held = True
        try:
            yield
        finally:
            with self._turn:
                self._held = False
                try:
                    self._let_go()
                finally:
                    self._turn.notify_all()

    @contextmanager
    def starting(self) -> Iterator[None]:
        """While the block runs, which starts a command, nobody holds what the command is started in."""
        with self._turn:
            self._turn.wait_for(lambda: not self._held)
            self.check()
            self._starting += 1
        try:
            yield
        finally:
            with self._turn:
                self._starting -= 1
                self._turn.notify_all()

    def started(self, execution: str) -> None:
        """The engine was told to start this command; whether it has, only `held` needs to know."""
        with self._turn:
            self._unknown.add(execution)

    def ended(self, execution: str) -> None:
        """The command has ended."""
        with self._turn:
            self._unknown.discard(execution)

    def check(self) -> None:
        """Raise InfraError where it is stopped for no other reason than that the engine did not let it go."""
        if self._stuck:
            raise InfraError(self._stuck)

    def _wait_for_commands(self) -> None:
        """Wait until no command is being started: paused halfway, it would never start, and the engine never let go."""
        deadline = time.monotonic() + START_S
        while True:
            self._still_there()
            if not (self._held or self._starting or self._any_unknown()):
                return
            if time.monotonic() > deadline:
                raise InfraError("a command takes too long to start")
            self._turn.wait(POLL_S)

    def _any_unknown(self) -> bool:
        for execution in tuple(self._unknown):
            with engine_errors(gone=True):
                facts = self._api.exec_inspect(execution)
            if facts["Pid"] or facts["ExitCode"] is not None:
                self._unknown.discard(execution)
        return bool(self._unknown)

    def _still_there(self) -> None:
        if self.closed or self._frozen:
            raise SandboxGone("the sandbox has ended")

    def _stop(self, attempts: int) -> None:
        for left in reversed(range(attempts)):
            try:
                with engine_errors():
                    self._api.pause(self._container)
                return
            except InfraError as error:
                if not left:
                    raise SandboxGone(str(error)) from error

    def _hold(self) -> None:
        with self._thawing():
            if self._freezer.freeze():
                return
        try:
            self._stop(PAUSES)
        except SandboxGone:
            self._let_go()  # the engine may have done it, and failed to say so
            raise

    def _thaw(self) -> None:
        with self._thawing():
            self._freezer.thaw()

    @contextmanager
    def _thawing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._stuck = f"a sandbox stays frozen: {error}"
            raise InfraError(self._stuck) from error

    def _let_go(self) -> None:
        if self._freezer.on and not self._paused:
            self._thaw()  # also of one that is being removed: what was sent a signal takes it
            return
        if self._paused or self._frozen or self.closed:
            return
        for left in reversed(range(RELEASES)):
            try:
                with engine_errors():
                    self._api.unpause(self._container)
                return
            except InfraError as error:
                if not self._is_paused():  # it has ended
                    return
                if not left:
                    self._stuck = f"a sandbox stays paused: {error}"
                    raise InfraError(self._stuck) from error

    def _is_paused(self) -> bool:
        """What the engine says; True where it says nothing."""
        try:
            with engine_errors(gone=True):
                return bool(self._api.inspect_container(self._container)["State"]["Paused"])
        except SandboxGone:
            return False
        except InfraError:
            return True
