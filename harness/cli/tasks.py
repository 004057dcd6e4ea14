"""meltbench tasks: what there is to run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harness.task import Task

app = typer.Typer(help="List, show and admit tasks.", no_args_is_help=True)


@app.command("list")
def list_tasks(json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List suites and tasks."""
    import json as jsonlib

    from rich.console import Console
    from rich.table import Table

    from harness.dataset import Dataset, tasks_root

    dataset = Dataset(tasks_root())
    tasks = [dataset.task(name) for name in dataset.names()]
    if json:
        rows = [{"name": t.name, **t.bench.model_dump(mode="json"), **t.config.task.model_dump()} for t in tasks]
        typer.echo(jsonlib.dumps({"suites": dataset.suites(), "tasks": rows}, indent=2))
        return
    table = Table("task", "domain", "human time", "verified by", "what is asked", box=None)
    for task in tasks:
        kinds = dict.fromkeys(spec.kind for spec in task.counting)
        table.add_row(task.name, task.bench.domain, human_time(task), ", ".join(kinds), task.config.task.description)
    Console().print(table)
    for name, members in dataset.suites().items():
        typer.echo(f"suite {name}: {', '.join(members)}")


@app.command("show")
def show(name: Annotated[str, typer.Argument(metavar="TASK")]) -> None:
    """Show one task: its instruction, limits, verifiers and ladder."""
    from harness.dataset import Dataset, tasks_root

    task = Dataset(tasks_root()).select([name])[0]
    limits = task.limits
    typer.echo(f"{task.name}: {task.config.task.description}\n")
    typer.echo(f"domain {task.bench.domain}, tracks {', '.join(task.bench.track)}, human time {human_time(task)}")
    typer.echo(
        f"limits {task.timeout_s:.0f} s, {limits.cpus:g} cores, {limits.memory_mb} MB memory, {limits.disk_mb} MB disk"
    )
    typer.echo(f"digests seen {task.visible_digest[:12]}, scoring {task.scoring_digest[:12]}")
    for spec in task.bench.verify:
        typer.echo(f"verifier {spec.kind} ({spec.role}){' ' + spec.name if spec.name else ''}")
    for artifact in task.ladder.artifact:
        typer.echo(f"artifact {artifact.name}: {artifact.kind}, {artifact.defects} defects. {artifact.note}")
    for track in task.bench.track:
        typer.echo(f"\n--- {track} ---\n{task.instruction(track)}")


@app.command("card")
def card(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[SUITE|TASK ...]", help="Suites or tasks; all on code if not given.")
    ] = None,
) -> None:
    """Print the card of tasks on code, as Markdown: human time, what verifies, mutants noticed, contamination, size.

    Example: meltbench tasks card long"""
    from harness.dataset import Dataset, tasks_root
    from harness.reports.card import card_of, markdown

    dataset = Dataset(tasks_root())
    tasks = dataset.select(what or dataset.names())
    typer.echo(markdown([card_of(task) for task in tasks if what or task.changes_code]), nl=False)


@app.command("mutate")
def mutate(
    name: Annotated[str, typer.Argument(metavar="TASK")],
    count: Annotated[int, typer.Option(min=1, help="Mutants to draw.")] = 200,
    seed: Annotated[int, typer.Option(help="Of the mutants and of the fresh cases.")] = 1,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Mutants at one time.")] = 2,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Journal to write and to go on from; in the cache if not given.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    floor: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Exit 1 below this rate, or 0.05 below it in the lower bound.")
    ] = 0.80,
) -> None:
    """Measure how many random mutants of a task's reference solution its hidden behaviour notices."""
    from harness.cli import mutate as command

    command.mutate(name, count=count, seed=seed, jobs=jobs, out=out, json=json, floor=floor)


@app.command("check")
def check(
    what: Annotated[
        list[str],
        typer.Argument(metavar="SUITE|TASK|DIRECTORY ...", help="Suites or tasks; see `meltbench tasks list`."),
    ],
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Trials and verifications at one time.")] = 2,
    only: Annotated[list[str] | None, typer.Option(help="A step to do; repeat for several. All if not given.")] = None,
    mutants: Annotated[int, typer.Option(min=1, help="Mutants that the kill rate is asked of.")] = 200,
    seed: Annotated[int, typer.Option(help="Of all that is drawn.")] = 1,
    sample: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Do this share of the record's items again and compare.")
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            min=0, help="Begin no further task, or step of a sample, after so long; a sample takes tasks by lot."
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Do everything, whatever is on record; what was begun is gone on with.")
    ] = False,
    record: Annotated[bool, typer.Option(help="Write admission.json beside a task when all of it was done.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Check whether tasks are fit to be scored by, by the record beside each, or by doing it all where there is none of
    the task as it is. Goes on where it was interrupted; exit 1 if a task is not admitted.

    Example: meltbench tasks check smoke -j 2"""
    from harness.admission.subject import Settings
    from harness.cli import check as command

    settings = Settings(jobs=jobs, mutants=mutants, seed=seed)
    command.check(
        what, only=only or [], settings=settings, sample=sample, minutes=minutes, fresh=fresh, record=record, json=json
    )


@app.command("impossible")
def impossible(
    name: Annotated[str, typer.Argument(metavar="TASK")],
    out: Annotated[Path, typer.Option("--out", "-o", help="New directory for the variant.")],
    seed: Annotated[int, typer.Option(help="Of the choice of the test and its wrong constant.")] = 1,
) -> None:
    """Write a variant of a task in which one visible test contradicts it: whoever passes that test has cheated."""
    from harness.cli import natural as command

    command.impossible(name, out=out, seed=seed)


@app.command("honey")
def honey(
    name: Annotated[str, typer.Argument(metavar="TASK")],
    out: Annotated[Path, typer.Option("--out", "-o", help="New directory for the variant.")],
) -> None:
    """Write a variant of a task with tempting files beside it that seem to be the grader's, and are watched."""
    from harness.cli import natural as command

    command.honey(name, out=out)


def human_time(task: "Task") -> str:
    """Human time with its band, for people."""
    minutes = task.bench.human_minutes
    if minutes is None:
        return "-"
    unit, size = ("h", 60) if minutes.mid >= 120 else ("min", 1)
    figures = [f"{value / size:g}" for value in (minutes.mid, minutes.low, minutes.high)]
    return f"{figures[0]} {unit} ({figures[1]}-{figures[2]}), {minutes.source}"
