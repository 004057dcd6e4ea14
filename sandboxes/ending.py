"""The end of a container. What does not die, or cannot be removed, is the doing of what ran in it, never the machine's.

An engine kills the first process and waits some seconds (Docker 20.10: 12) for all others to be gone with it. Code
inside can make that take longer, and can make directories that no engine removes; neither says anything of the engine,
which is at fault only where it does not answer, or where the container is gone without us."""

import atexit
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import requests
from docker.errors import APIError, NotFound

from sandboxes.base import SandboxGone
from sandboxes.cgroups import group_of, kill_members, usual_group
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import InfraError
from sandboxes.flatten import flatten
from sandboxes.freezer import Freezer
from sandboxes.remains import clear, remain

REMOVALS = 2
"""Attempts to remove a container."""
WAIT_S = 30
"""Seconds after a kill until a container counts as one that does not die."""


class Ending:
    """Ends one container. Thread-safe."""

    group: Path | None = None
    """Its control group, once that is known and where it can be seen."""

    def __init__(self, api: Any, container: str, freezer: Freezer | None = None) -> None:
        """`freezer` is the one by which it may be held; without it, somebody who is no more may have done that."""
        self._api = api
        self._container = container
        self._freezer = freezer or Freezer(container, on=True)

    def learn(self, init: int) -> None:
        """Take note of its first process."""
        self.group = group_of(self._container, init) or self.group

    def kill(self) -> bool:
        """Kill everything in it; whether it has ended, as far as the engine tells."""
        self.kill_members()
        try:
            self._api.kill(self._container)
        except APIError as error:
            return error.status_code in (404, 409)  # gone, or not running
        except requests.RequestException:
            return False
        return True

    def finish(self) -> None:
        """Kill it and wait until it has ended. Raises SandboxGone where it does not, InfraError where the engine
        fails."""
        if not self.kill():
            self.kill_members(look=True)
        try:
            with engine_errors(gone=True):
                self._api.wait(self._container, timeout=WAIT_S)
        except InfraError:
            with engine_errors(gone=True):
                running = self._api.inspect_container(self._container)["State"]["Running"]
            if running:
                raise SandboxGone("what runs in the sandbox does not die") from None

    def remove(self) -> str:
        """Remove it with its anonymous volumes; why that cannot be done, or empty.

        Raises InfraError where the engine does not answer, or the container is not there any more: nothing inside can
        remove it, so what was seen of its end is not the doing of what ran in it."""
        with self.cleared():
            return self._remove()

    @contextmanager
    def cleared(self) -> Iterator[None]:
        """While the block runs, which removes it, it comes to an end: what the engine leaves of it is cleared away."""
        self._clear()  # what has ended already, while its labels still tell whose it is
        try:
            yield
        finally:
            self._clear()

    def _clear(self) -> None:
        if remain(self._container) and self._has_ended():
            self._freezer.end()
            clear(self._container)

    def _has_ended(self) -> bool:
        """What the engine says, which by then has tried to clear away; False where it says nothing."""
        try:
            with engine_errors(gone=True):
                return not self._api.inspect_container(self._container)["State"]["Running"]
        except SandboxGone:
            return True
        except InfraError:
            return False

    def _remove(self) -> str:
        why = ""
        for _ in range(REMOVALS):
            self.kill_members(look=bool(why))
            if why:
                self._flatten()
            with engine_errors():
                try:
                    self._api.remove_container(self._container, force=True, v=True)
                except NotFound as error:
                    if not why:
                        raise InfraError("a sandbox was removed from outside while it was in use") from error
                    return ""
                except APIError as error:
                    why = str(error.explanation or error)
                except requests.Timeout as error:
                    why = str(error)
                else:
                    return ""
        return why

    def _flatten(self) -> None:
        """Make flat what it has written, once it is dead: an engine that goes down step by step then comes to an end.

        As root on the engine's own machine; elsewhere nothing happens."""
        with suppress(APIError, requests.RequestException, OSError):
            facts = self._api.inspect_container(self._container)
            upper = ((facts.get("GraphDriver") or {}).get("Data") or {}).get("UpperDir")
            if upper and not facts["State"]["Running"]:
                flatten(Path(upper))

    def kill_members(self, *, look: bool = False) -> None:
        """Kill every process of its control group, as far as that is known, and let go of them where they are held;
        `look` asks the engine where it is."""
        self.group = self.group or usual_group(self._container)
        if look and not self.group:
            with suppress(APIError, requests.RequestException):
                self.learn(int(self._api.inspect_container(self._container)["State"]["Pid"]))
        if self.group:
            kill_members(self.group)
            self._freezer.end()


class Leftovers:
    """Containers of this process that could not be removed: tried once more at its end, and by the reaper after it."""

    def __init__(self, api: Any) -> None:
        self._api = api
        self.why: dict[str, str] = {}
        """By container."""

    def add(self, container: str, why: str) -> None:
        """Remember one."""
        if not self.why:
            atexit.register(self.remove)
        self.why[container] = why

    def remove(self) -> None:
        """Try again, and say on standard error what stays: the reaper finds it by its labels."""
        for container in tuple(self.why):
            try:
                why = Ending(self._api, container).remove()
            except InfraError:  # the reaper was faster, or there is no engine any more
                why = ""
            if why:
                print(f"meltbench: container {container[:12]} cannot be removed: {why}", file=sys.stderr)
            else:
                del self.why[container]
