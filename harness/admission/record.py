"""What an admission says: items in steps, and the record that is kept beside the task as `admission.json`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from harness.store import write_atomic
from harness.task import Task
from sandboxes.errors import UserError
from sandboxes.spec import Frozen

SCHEMA_VERSION = 1
FILE = "admission.json"


class Item(Frozen):
    """One thing that was looked at."""

    id: str
    """Stable, unique within its step."""
    passed: bool
    message: str = ""
    """One line: what was found, and where it failed, what was wanted."""


class Step(Frozen):
    """One step of an admission."""

    name: str
    items: tuple[Item, ...]
    seconds: float = 0.0
    """Wall seconds when it was done; 0 where nothing had to be."""

    @property
    def passed(self) -> bool:
        """Whether every item passed."""
        return all(item.passed for item in self.items)

    @property
    def failures(self) -> tuple[Item, ...]:
        """What did not pass."""
        return tuple(item for item in self.items if not item.passed)


class Digests(Frozen):
    """What an admission holds for: a change of any of these calls for a new one."""

    task: str
    """Everything in the task's directory but README.md and the record itself."""
    verifier: str
    """The source of what verifies."""
    exploits: str
    """The catalogue of exploits and how they are played."""


class Facts(Frozen):
    """What was measured beside it; nothing is admitted by these."""

    verify_s: float
    """Wall seconds of verifying the reference once with nothing beside it, on the machine of the record."""
    image_mb: float
    """What the task's image has above the one that all are built upon, in 10^6 bytes."""
    base_mb: float | None = None
    """The one that all are built upon; records made before this was measured lack it."""
    files: int
    """That the reference changes, adds or removes."""
    added: int
    """Lines, as a diff counts them: one that is moved is added here and removed there."""
    removed: int


class Admission(Frozen):
    """admission.json: every step of a task's admission, and what it holds for."""

    schema_version: int = SCHEMA_VERSION
    task: str
    digests: Digests
    meltbench: str
    """Version of the harness."""
    made: str
    """ISO 8601, UTC."""
    host: dict[str, Any]
    """The machine: engine, cores, base image with the digests of its layers, Python."""
    seed: int
    mutants: int
    """How many mutants the kill rate was asked of."""
    steps: tuple[Step, ...]
    facts: Facts | None = None

    @property
    def admitted(self) -> bool:
        """Whether every step passed."""
        return all(step.passed for step in self.steps)


def record_path(task: Task) -> Path:
    """Where a task's record lies."""
    return task.directory / FILE


def read_record(task: Task) -> Admission:
    """The record beside a task. Raises UserError where there is none that can be read."""
    path = record_path(task)
    mend = f"Make one: `meltbench tasks check {task.name}`"
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        table.pop("admitted", None)
        record = Admission.model_validate(table)
    except FileNotFoundError as error:
        raise UserError("there is no record to sample", where=str(path), mend=mend) from error
    except (OSError, ValueError, TypeError, AttributeError, ValidationError) as error:
        raise UserError(f"damaged: {str(error).splitlines()[0]}", where=str(path), mend=mend) from error
    if record.schema_version != SCHEMA_VERSION:
        raise UserError(f"schema_version is {record.schema_version}", where=str(path), mend=mend)
    return record


def standing_record(task: Task) -> Admission | None:
    """The record beside a task; None where there is none. Raises UserError for one that cannot be read."""
    return read_record(task) if record_path(task).exists() else None


def write_record(task: Task, record: Admission) -> Path:
    """Write the record beside its task. Raises UserError where that cannot be."""
    path = record_path(task)
    table = {**record.model_dump(mode="json"), "admitted": record.admitted}
    try:
        write_atomic(path, json.dumps(table, indent=1) + "\n")
    except OSError as error:
        raise UserError(f"cannot be written: {error.strerror}", where=str(path), mend="Use --no-record") from error
    return path


def kill_rate(record: Admission) -> str:
    """How many mutants of the reference were noticed, with its interval; empty where none were asked."""
    return next((one.message for step in record.steps for one in step.items if one.id == "kill-rate"), "")


def item(name: str, problem: str, fine: str = "") -> Item:
    """An item that passed where there is no `problem`; it then says what is `fine`."""
    return Item(id=name, passed=not problem, message=problem or fine)


def listed(names: Iterable[str], most: int = 4) -> str:
    """The first few of several names, for a message."""
    known = list(names)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + more
