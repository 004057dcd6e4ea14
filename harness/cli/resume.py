"""meltbench resume: go on with a run that was stopped or killed."""

from pathlib import Path
from typing import Annotated

import typer


def resume(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")],
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Trials at one time; as before if not given.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    strict: Annotated[bool, typer.Option(help="Exit 1 if any trial did not end as completed.")] = False,
) -> None:
    """Run the trials of RUN that have no record yet or that the machine failed. Finished ones are left alone."""
    from harness.cli.session import Session
    from harness.resume import tasks_of, unchanged, unfinished
    from harness.store import RunStore

    store = RunStore.open(run)
    record = store.run()
    tasks = tasks_of(record)
    unchanged(record, tasks)
    store.hold()
    session = Session(store, tasks, jobs=jobs or record.jobs)
    session.go(unfinished(store, record))
    session.report(html=html, json=json, strict=strict)
