"""meltbench report: what a run came to."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harness.records import RunRecord
    from scoring.spec import LadderSpec

app = typer.Typer(help="Report on a run.", no_args_is_help=True)


class Cheats(StrEnum):
    """The treatments of `harness.reports.model.Treatment`, as choices on the command line."""

    AS_SCORED = "as-scored"
    FAILURE = "failure"
    LEFT_OUT = "left-out"
    SUCCESS = "success"


@app.callback()
def root() -> None:
    """Reports on a finished or unfinished run; nothing is run or scored."""


@app.command()
def summary(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    cheats: Annotated[
        Cheats, typer.Option(help="What trials flagged as cheating count as, wherever scores are shown.")
    ] = Cheats.AS_SCORED,
) -> None:
    """Scores by task and agent with their intervals, beside baselines and judges; what failed, and what was left out.

    Example: meltbench report summary runs/2026-03-01T10-00-00 --html report.html"""
    import json as jsonlib
    import sys

    from rich.console import Console

    from harness.anchors import read_drift
    from harness.reports.output import agent_outputs
    from harness.reports.summary import summarise
    from harness.reports.terminal import print_summary
    from harness.store import RunStore

    store = RunStore.open(run)
    record, records = store.run(), store.records()
    found = summarise(record, records, _ladders(record), cheats.value, read_drift(store))
    if json:
        typer.echo(jsonlib.dumps(found.model_dump(mode="json"), indent=2))
    else:
        print_summary(found, Console(width=None if sys.stdout.isatty() else 120))
    if html:
        from harness.reports.html.page import write_html

        write_html(found, records, record, html, outputs=agent_outputs(store, records))
        typer.echo(f"report: {html}", err=json)


def _ladders(run: "RunRecord") -> "dict[str, LadderSpec]":
    """The ladders of the run's tasks. A task that is gone costs the report its ladder, not the run its report."""
    from harness.task import load_task
    from sandboxes.errors import UserError

    ladders = {}
    for entry in run.tasks:
        try:
            ladders[entry.name] = load_task(Path(entry.directory), entry.name).ladder
        except UserError as error:
            typer.echo(f"meltbench: no ladder for {entry.name}: {error}", err=True)
    return ladders
