"""Takes a snapshot of the workspace every so many seconds. What works inside can neither see nor prevent it.

Nothing of ours runs in the sandbox: it is held still, its files leave through the engine, and it goes on. Whatever goes
wrong is counted, and is neither the agent's doing nor the trial's end."""

import threading
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from harness.snapshots.draft import Draft
from harness.snapshots.origin import origin_of
from harness.snapshots.repository import SnapshotRepository
from harness.snapshots.shortcut import Shortcut
from sandboxes.archive import Tree, TreeRefused
from sandboxes.base import Sandbox, SandboxGone
from sandboxes.errors import InfraError
from sandboxes.spec import Written

PROMPT_S = 2.0
"""How long `stop` waits for a snapshot that is being given up. It is harmless if it takes longer."""
REST = 19
"""The sandbox runs at least so many times as long as it was held, before it is held again: of a workspace that takes
long to read, fewer snapshots are taken."""
ONE_AT_A_TIME = threading.Lock()
"""Snapshots of several trials at once would only hold each sandbox for longer."""
TURN_S = 0.2
REASONS = 20
"""Failures of which the reason is kept."""
REASON_CHARS = 300


class SnapshotReport(Written):
    """What the snapshots of a trial were, and what they cost."""

    every_s: float
    """What was asked for."""
    taken: int = 0
    failed: int = 0
    reasons: tuple[str, ...] = ()
    """Why, of the first failures."""
    paused_s: float = 0.0
    """Seconds that the sandbox was held still, in all, failures included."""
    longest_pause_s: float = 0.0
    busy_s: float = 0.0
    """Wall seconds spent on snapshots, in all."""
    cpu_s: float = 0.0
    """Seconds of processor time spent on them by this process."""
    longest_late_s: float = 0.0
    """How long after its time one was begun, at most."""
    stored_bytes: int = 0
    """What they take up on disk."""


class _GivenUp(Exception):
    """The trial goes on without this snapshot."""


class Snapshots:
    """Takes snapshots of one sandbox, from `with` until its end, in a thread of its own."""

    def __init__(
        self, sandbox: Sandbox, workdir: str, repository: Path, every_s: float, base: Tree | None = None
    ) -> None:
        """Of the directory `workdir`, into the new bare git repository `repository`, every `every_s` seconds; `base` is
        what the sandbox's image has there."""
        self._sandbox = sandbox
        self._origin = origin_of(base) if base else None
        self._shortcut = Shortcut(sandbox, workdir, self._origin)
        self._workdir = workdir
        self._path = repository
        self._report = SnapshotReport(every_s=every_s)
        self._last_look: tuple[float, str] | None = None
        self._held_s = 0.0  # by the snapshot that is being taken, or was last
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="meltbench-snapshots", daemon=True)
        self._started = time.monotonic()

    @property
    def report(self) -> SnapshotReport:
        """What there is to say by now."""
        return self._report

    def last_look(self) -> tuple[float, str] | None:
        """When the workspace was last looked at (monotonic seconds), and the digest that it had; None before that."""
        return self._last_look

    def stop(self) -> None:
        """Take no more; one that is being taken is given up. Safe to repeat."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(PROMPT_S)

    def __enter__(self) -> Self:
        self._started = time.monotonic()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            repository = SnapshotRepository(self._path)
        except OSError as error:
            self._report = SnapshotReport(every_s=self._report.every_s, failed=1, reasons=(f"no repository: {error}",))
            return
        every_s = self._report.every_s
        due = rested = self._started + every_s
        while not self._over.wait(max(due, rested) - time.monotonic()):
            if not ONE_AT_A_TIME.acquire(timeout=TURN_S):
                continue
            try:
                self._take(repository, due)
            finally:
                ONE_AT_A_TIME.release()
            ended = time.monotonic()
            rested = ended + REST * self._held_s
            due += every_s * max(1, (ended - due) // every_s)
        repository.close()

    def _take(self, repository: SnapshotRepository, due: float) -> None:
        """Take a snapshot, or note why there is none."""
        began, cpu = time.monotonic(), time.thread_time()
        elapsed_s = began - self._started
        self._held_s = 0.0
        taken, failed = 0, ""
        try:
            if self._origin and not repository.begun:
                repository.begin(self._origin)
            with Draft(repository, self._go_on) as draft:
                self._read(draft)
                self._last_look = began, draft.store(elapsed_s, self._held_s).digest
            taken = 1
        except _GivenUp:
            pass
        except (TreeRefused, SandboxGone, InfraError, OSError, KeyError) as error:
            failed = f"at {elapsed_s:.0f} s: {error}"[:REASON_CHARS]
        so_far = self._report
        self._report = SnapshotReport(
            every_s=so_far.every_s,
            taken=so_far.taken + taken,
            failed=so_far.failed + bool(failed),
            reasons=(*so_far.reasons, failed)[:REASONS] if failed else so_far.reasons,
            paused_s=so_far.paused_s + self._held_s,
            longest_pause_s=max(so_far.longest_pause_s, self._held_s),
            busy_s=so_far.busy_s + time.monotonic() - began,
            cpu_s=so_far.cpu_s + time.thread_time() - cpu,
            longest_late_s=max(so_far.longest_late_s, began - due),
            stored_bytes=repository.stored_bytes,
        )

    def _read(self, draft: Draft) -> None:
        """Read the workspace while nothing can change it."""
        since = None
        try:
            with self._sandbox.held():
                since = time.monotonic()
                above = self._shortcut.look()
                if above and self._shortcut.believed:
                    self._shortcut.fill(draft, above)
                    return
                with closing(self._sandbox.read_tree(self._workdir)) as files:
                    for file in files:
                        draft.add(file.path, file.size, file.executable, file.content)
            self._shortcut.learn(draft.entries, above)
        finally:
            if since is not None:
                self._held_s = time.monotonic() - since

    def _go_on(self) -> None:
        if self._over.is_set():
            raise _GivenUp
