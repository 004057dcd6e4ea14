"""The run directory: atomic results, an append-only journal, and nothing lost when the process dies at any byte."""

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import IO, Any, TypeVar

from pydantic import ValidationError

from harness.journal import Journal
from harness.records import SCHEMA_VERSION, RunRecord, RunSettings, TrialRecord, TrialSpec
from sandboxes.errors import UserError

Model = TypeVar("Model", RunRecord, TrialRecord)

RUN_FILE = "run.json"
TRIAL_FILE = "trial.json"
JOURNAL = "events.jsonl"


def now() -> str:
    """The time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def write_atomic(path: Path, text: str) -> None:
    """Write a file so that it is there in full or not at all, whenever the process or the machine stops."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    with scratch.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    scratch.replace(path)


class Sealed(Exception):
    """A trial ended while its process was being torn down: it counts for nothing, and is run again on resume."""


class RunStore:
    """One run directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._journal = Journal(root / JOURNAL)
        self._lock = threading.Lock()
        self._held: IO[str] | None = None
        self._sealed = False

    @classmethod
    def create(cls, root: Path, record: RunRecord) -> "RunStore":
        """Start a run directory. Raises UserError where there is a run already, or nothing can be written."""
        store = cls(root)
        if (root / RUN_FILE).exists():
            raise UserError(
                "there is a run here already", where=str(root), mend=f"Go on with `meltbench resume {root}`"
            )
        try:
            root.mkdir(parents=True, exist_ok=True)
            store.hold()
            write_atomic(root / RUN_FILE, record.model_dump_json(indent=2))
        except OSError as error:
            mend = "Choose another directory with -o"
            raise UserError(f"cannot be written: {error.strerror}", where=str(root), mend=mend) from error
        return store

    @classmethod
    def open(cls, root: Path) -> "RunStore":
        """An existing run. Raises UserError where there is none."""
        if not (root / RUN_FILE).is_file():
            raise UserError(f"no run here (no {RUN_FILE})", where=str(root), mend="Give a directory under runs/")
        return cls(root)

    def hold(self) -> None:
        """Keep other processes from working on this run while this one lives. Raises UserError where one does."""
        handle = (self.root / ".lock").open("w", encoding="utf-8")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.close()
            mend = "Wait for it, or stop it"
            raise UserError("another process is working on this run", where=str(self.root), mend=mend) from error
        self._held = handle

    def release(self) -> None:
        """Let others work on this run."""
        if self._held:
            self._held.close()
            self._held = None

    def run(self) -> RunRecord:
        """run.json."""
        return self._read(self.root / RUN_FILE, RunRecord)

    @cached_property
    def settings(self) -> RunSettings:
        """How its trials are watched."""
        return self.run().settings

    def trial_dir(self, spec: TrialSpec) -> Path:
        """Where a trial keeps everything."""
        return self.root / "trials" / spec.directory

    def finished(self, spec: TrialSpec) -> TrialRecord | None:
        """The record of a trial that is done, else None."""
        path = self.trial_dir(spec) / TRIAL_FILE
        return self._read(path, TrialRecord) if path.exists() else None

    def records(self) -> list[TrialRecord]:
        """The records of all finished trials of the plan, in its order."""
        found = (self.finished(spec) for spec in self.run().trials)
        return [record for record in found if record]

    def begin_try(self, spec: TrialSpec) -> int:
        """An empty trial directory; what an earlier try left is kept in tries/N. Returns the number of this try."""
        directory = self.trial_dir(spec)
        directory.mkdir(parents=True, exist_ok=True)
        tries = directory / "tries"
        done = sum(1 for _ in tries.iterdir()) if tries.is_dir() else 0
        left = [p for p in directory.iterdir() if p.name != "tries"]
        if left:
            done += 1
            kept = tries / str(done)
            kept.mkdir(parents=True)
            for path in left:
                shutil.move(path, kept / path.name)
        return done + 1

    def seal(self) -> None:
        """Let this process finish no trial any more: it is about to be torn down."""
        with self._lock:
            self._sealed = True

    def note_host(self, facts: dict[str, Any]) -> None:
        """Write down the machine, once it is known."""
        record = self.run()
        if record.host != facts:
            write_atomic(self.root / RUN_FILE, record.model_copy(update={"host": facts}).model_dump_json(indent=2))

    def finish(self, record: TrialRecord) -> None:
        """Write trial.json: from now on the trial is done. Raises Sealed while the process is being torn down."""
        with self._lock:
            if self._sealed:
                raise Sealed
            write_atomic(self.trial_dir(record.spec) / TRIAL_FILE, record.model_dump_json(indent=2))

    def journal(self, event: str, **facts: Any) -> None:
        """Append one line to events.jsonl in one write."""
        self._journal.append(json.dumps({"at": now(), "event": event, **facts}))

    def events(self) -> Iterator[dict[str, Any]]:
        """The journal; lines that were cut off are left out."""
        return self._journal.read(json.loads)

    @staticmethod
    def _read(path: Path, model: type[Model]) -> Model:
        try:
            table = json.loads(path.read_text(encoding="utf-8"))
            version = table.get("schema_version")
            if version != SCHEMA_VERSION:
                mend = f"This meltbench reads version {SCHEMA_VERSION}"
                raise UserError(f"schema_version is {version}", where=str(path), mend=mend)
            return model.model_validate(table)
        except (ValueError, ValidationError, AttributeError) as error:
            mend = "Restore it, or start a new run"
            raise UserError(f"damaged: {str(error).splitlines()[0]}", where=str(path), mend=mend) from error


def distinct(stores: Iterable[RunStore]) -> list[RunStore]:
    """Each run once, however often it, or a copy of it, is named."""
    runs = ((store.run(), store) for store in stores)
    return list({(run.id, run.created): store for run, store in runs}.values())
