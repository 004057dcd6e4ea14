"""meltbench tasks check: is a task fit to be scored by?"""

import json as jsonlib
import math
import random
import time
from collections.abc import Sequence

import typer
from rich.console import Console
from rich.table import Table

from harness.admission.check import Admissions, recorded, standing_of
from harness.admission.digests import digests_of
from harness.admission.mutants import ENOUGH
from harness.admission.record import Admission, Step, kill_rate, record_path, write_record
from harness.admission.steps import STEPS, Known, chosen
from harness.admission.subject import Settings
from harness.cli.leaving import leave, listen
from harness.cli.progress import Watch
from harness.cli.show import screen
from harness.dataset import Dataset, tasks_root
from harness.host import Host
from harness.task import Task
from sandboxes import cache
from sandboxes.errors import UserError
from sandboxes.reaper import sweep

SHOWN_FAILURES = 8


def check(
    what: Sequence[str],
    *,
    only: list[str],
    settings: Settings,
    sample: float | None,
    minutes: float | None,
    fresh: bool,
    record: bool,
    json: bool,
) -> None:
    """Check tasks one after the other and print what came of it; exit 1 if one is not admitted, 130 on Ctrl-C. What a
    record admits as it is is not done again, unless it is asked for."""
    chosen_tasks = Dataset(tasks_root()).select(what)
    steps = chosen(only)
    found: dict[str, Admission] = {}
    if not (fresh or only or sample is not None):
        found = {task.name: one for task in chosen_tasks if (one := recorded(task, settings.mutants))}
    tasks = [task for task in chosen_tasks if task.name not in found]
    if sample is not None:
        tasks = _on_record(tasks)
        random.Random(settings.seed).shuffle(tasks)  # noqa: S311 - so that no task is always the last
    if tasks:
        end_s = time.monotonic() + 60 * minutes if minutes is not None else math.inf
        found |= _checked(tasks, steps, settings, sample, end_s, record=record)
    chosen_tasks = [task for task in chosen_tasks if task.name in found]
    tasks = [task for task in tasks if task.name in found]
    ordered = [found[task.name] for task in chosen_tasks]
    if json:
        rows = [{**one.model_dump(mode="json"), "admitted": one.admitted} for one in ordered]
        typer.echo(jsonlib.dumps(rows, indent=2))
    else:
        print_admissions([found[task.name] for task in tasks], screen(120))
        if not only and sample is None:
            print_summary(chosen_tasks, ordered, screen(120))
    if not all(one.admitted for one in ordered):
        raise typer.Exit(1)


def _on_record(tasks: Sequence[Task]) -> list[Task]:
    """Those that have a record to sample; the others are named. Raises UserError where none has."""
    there = [task for task in tasks if record_path(task).is_file()]
    without = ", ".join(task.name for task in tasks if task not in there)
    if not there:
        raise UserError("there is no record to sample", where=without, mend="Make one: `meltbench tasks check TASK`")
    if without:
        typer.echo(f"Not admitted yet, there is no record to sample: {without}", err=True)
    return there


def _checked(
    tasks: Sequence[Task],
    steps: Sequence[Known],
    settings: Settings,
    sample: float | None,
    end_s: float,
    *,
    record: bool,
) -> dict[str, Admission]:
    """By task; once the clock says `end_s` no task is begun any more."""
    found: dict[str, Admission] = {}
    listen()
    with _Steps(len(tasks) * len(steps)) as watch:
        host = Host(watch.say)
        admissions = Admissions(host, settings, watch.say)
        try:
            sweep(host.client, cache.installation_id())
            cache.sweep_scratch()
            for task in tasks:
                if found and time.monotonic() > end_s:
                    watch.say(f"The time is over: {len(tasks) - len(found)} of {len(tasks)} tasks are not looked at")
                    break
                if sample is None:
                    found[task.name] = admissions.check(task, steps, watch.finished)
                    if record and len(steps) == len(STEPS) and settings.mutants >= ENOUGH:
                        watch.say(f"{task.name}: recorded in {write_record(task, found[task.name]).name}")
                else:
                    found[task.name] = admissions.sample(task, sample, watch.finished, end_s=end_s)
        except KeyboardInterrupt:
            # Nothing can be finished any more, so what the torn sandboxes look like counts for nothing.
            admissions.seal()
            leave(host, "Go on with the same command")
    return found


def print_summary(tasks: Sequence[Task], found: Sequence[Admission], console: Console) -> None:
    """A line for each task: whether it is admitted, by what record, and what was measured."""
    table = Table("task", "", "mutants noticed", "verified in", "reference changes", "record", box=None)
    for task, one in zip(tasks, found, strict=True):
        other = standing_of(one, digests_of(task)).message
        table.add_row(
            one.task,
            "admitted" if one.admitted else "NOT ADMITTED",
            kill_rate(one) or "-",
            f"{one.facts.verify_s:.0f} s" if one.facts else "-",
            f"{one.facts.files} files, +{one.facts.added:,} -{one.facts.removed:,} lines" if one.facts else "-",
            f"{one.made[:10]}{f', {other}' if other else ''}",
        )
    console.print(table)


def print_admissions(found: Sequence[Admission], console: Console) -> None:
    """A table of the steps of each task, and below it what failed and why."""
    for one in found:
        table = Table("step", "", "items", "time", "why not", box=None, title=one.task, title_justify="left")
        for step in one.steps:
            passed = sum(item.passed for item in step.items)
            why = "; ".join(item.id for item in step.failures[:3])
            table.add_row(step.name, "pass" if step.passed else "FAIL", f"{passed}/{len(step.items)}", _took(step), why)
        console.print(table)
        for step in one.steps:
            for item in step.failures[:SHOWN_FAILURES]:
                console.print(f"  {step.name} {item.id}: {item.message}", markup=False, highlight=False, soft_wrap=True)
        whole = [step.name for step in one.steps] == [known.name for known in STEPS]
        passes = "is admitted" if whole else "passes every step that was done"
        verdict = passes if one.admitted else "is not admitted"
        console.print(f"{one.task} {verdict}\n", markup=False, highlight=False)


class _Steps(Watch):
    """Progress over the steps of all tasks."""

    def finished(self, step: Step) -> None:
        """A step is done."""
        failed = f", {len(step.failures)} failed" if step.failures else ""
        self.done += 1
        self.say(f"    {step.name}: {len(step.items)} items{failed} ({_took(step)})")


def _took(step: Step) -> str:
    return f"{step.seconds:.1f} s" if step.seconds else "kept"
