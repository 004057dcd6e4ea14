"""meltbench run: a matrix of tasks and agents, in containers, into a run directory."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    what: Annotated[
        list[str], typer.Argument(metavar="SUITE|TASK ...", help="Suites or tasks; see `meltbench tasks list`.")
    ],
    agent: Annotated[
        list[str], typer.Option("--agent", "-a", help="An agent; repeat for several. See `meltbench agents list`.")
    ],
    attempts: Annotated[int, typer.Option("--attempts", "-k", min=1, help="Attempts per task and agent.")] = 1,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Trials at one time.")] = 1,
    track: Annotated[
        str | None, typer.Option(help="Track of the tasks (instructed, open); each task's first if not given.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Run directory to create; runs/<time> if not given.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    strict: Annotated[bool, typer.Option(help="Exit 1 if any trial did not end as completed.")] = False,
) -> None:
    """Run agents on tasks and report what came of it.

    Example: meltbench run refactor/bottle-split -a oracle -a nop -k 3 -j 2"""
    import sys

    from harness.cli.session import Session
    from harness.dataset import Dataset, tasks_root
    from harness.plan import make_plan
    from harness.run import new_run

    tasks = Dataset(tasks_root()).select(what)
    plan = make_plan(tasks, agent, attempts=attempts, track=track)
    store = new_run(out, plan, jobs=jobs, argv=sys.argv[1:])
    session = Session(store, {task.name: task for task in tasks}, jobs=jobs)
    session.go(plan.trials)
    session.report(html=html, json=json, strict=strict)
