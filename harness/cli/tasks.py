"""meltbench tasks: what there is to run."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harness.task import Task

app = typer.Typer(help="List and show tasks.", no_args_is_help=True)


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
        kinds = dict.fromkeys(spec.kind for spec in task.bench.verify if spec.role in ("reward", "gate"))
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


def human_time(task: "Task") -> str:
    """Human time with its band, for people."""
    minutes = task.bench.human_minutes
    if minutes is None:
        return "-"
    unit, size = ("h", 60) if minutes.mid >= 120 else ("min", 1)
    figures = [f"{value / size:g}" for value in (minutes.mid, minutes.low, minutes.high)]
    return f"{figures[0]} {unit} ({figures[1]}-{figures[2]}), {minutes.source}"
