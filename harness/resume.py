"""Going on with a run that was stopped or killed: its plan, its tasks as they were, and what is left to do."""

from collections.abc import Sequence
from pathlib import Path

from harness.records import RunRecord, TrialSpec
from harness.store import RunStore
from harness.task import Task, load_task
from sandboxes.errors import UserError


def tasks_of(run: RunRecord) -> dict[str, Task]:
    """The tasks of a run by name. Raises UserError where one is gone."""
    tasks = {}
    for entry in run.tasks:
        if not Path(entry.directory).is_dir():
            raise UserError("the task is gone", where=entry.directory, mend="Put it back where the run found it")
        tasks[entry.name] = load_task(Path(entry.directory), entry.name)
    return tasks


def unchanged(run: RunRecord, tasks: dict[str, Task]) -> None:
    """Raise UserError where what agents see of a task is not what it was when the run began."""
    for entry in run.tasks:
        if tasks[entry.name].visible_digest != entry.visible_digest:
            mend = "Restore it, or start a new run: trials of one run must have seen the same task"
            raise UserError("the task has changed since the run began", where=entry.directory, mend=mend)


def unfinished(store: RunStore, run: RunRecord) -> Sequence[TrialSpec]:
    """What is left to do: trials without a record, and those that the machine failed."""
    left = []
    for spec in run.trials:
        record = store.finished(spec)
        if record is None or record.outcome == "infra_error":
            left.append(spec)
    return left
