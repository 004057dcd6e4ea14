"""meltbench report: what a run came to."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.cheats import Cheats
from harness.cli.segments import segments
from harness.cli.show import keep_page, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.records import RunRecord
    from harness.store import RunStore
    from scoring.spec import LadderSpec

app = typer.Typer(help="Report on a run.", no_args_is_help=True)
app.command()(segments)


class TaskWeights(StrEnum):
    """`scoring.stats.horizon_draws.Weights`, as choices on the command line."""

    INVSQRT = "invsqrt"
    EQUAL = "equal"


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
    from harness.anchors import read_drift
    from harness.reports.output import agent_outputs
    from harness.reports.summary import summarise
    from harness.reports.terminal import print_summary
    from harness.store import RunStore

    store = RunStore.open(run)
    record, records = store.run(), store.records()
    found = summarise(record, records, _ladders(record), cheats.value, read_drift(store))
    show(found, print_summary, json=json, width=120)
    if html:
        from harness.reports.html.page import render

        keep_page(render(found, records, record, outputs=agent_outputs(store, records)), html, json=json)


@app.command()
def contrast(
    runs: Annotated[list[Path] | None, typer.Argument(metavar="[RUN ...]", help="Run directories.")] = None,
    recorded: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Also answer the questions for recorded verdicts on pairs of texts, of which the better one is known, "
            "in a section of their own: DIR as for `judge calibrate`. RUN may be left out.",
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """What a judged reward is worth beside a verified one: eight questions, each answered for code and for writing, by
    checks and by judges of the same works, with intervals.

    Example: meltbench report contrast runs/study --html contrast.html"""
    from harness.store import RunStore
    from sandboxes.errors import UserError

    if not runs and not recorded:
        raise UserError("there is nothing to report on", where="report contrast", mend="Name a RUN, or --recorded DIR")
    show_contrast([RunStore.open(run) for run in runs or ()], html, [], recorded, json=json)


def show_contrast(
    stores: "Sequence[RunStore]",
    html: Path | None,
    notes: "Sequence[str]",
    recorded: Path | None = None,
    *,
    json: bool,
) -> None:
    """Find, print and write the contrast report of some runs, of recorded verdicts, or of both."""
    from harness.cli.progress import Watch
    from harness.reports.contrast import contrast_report, recorded_report
    from harness.reports.contrast_recorded import on_record
    from harness.reports.contrast_terminal import print_contrast

    with Watch(0) as watch:
        told = on_record(recorded, watch.show) if recorded else None
        if stores or told is None:
            found = contrast_report(stores, notes, watch.show).model_copy(update={"recorded": told})
        else:
            found = recorded_report(told)
    show(found, print_contrast, json=json)
    if html:
        from harness.reports.html.contrast_page import render_contrast

        keep_page(render_contrast(found), html, json=json)


@app.command()
def melt(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN ...", help="Run directories.")],
    agent: Annotated[
        list[str] | None,
        typer.Option(
            "--agent", metavar="AGENT", help="Only this one, as in the run; repeatable. Else all but controls."
        ),
    ] = None,
    hourly_rate: Annotated[
        float | None,
        typer.Option(metavar="USD", help="What an hour of the people's work costs: gives human cost over agent cost."),
    ] = None,
    weights: Annotated[
        TaskWeights,
        typer.Option(help="Weight of a task in the curve: one over the root of its package's tasks, or all the same."),
    ] = TaskWeights.INVSQRT,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """How long tasks may be that agents solve, and what an hour or a dollar of theirs does of people's work: time
    horizons and melt factors with intervals, under three treatments of cheats.

    Example: meltbench report melt runs/first runs/second --hourly-rate 80 --html melt.html"""
    from harness.reports.melt_finding import melt_report
    from harness.reports.melt_terminal import print_melt
    from harness.store import RunStore

    found = melt_report([RunStore.open(run) for run in runs], agent or (), hourly_rate, weights.value)
    show(found, print_melt, json=json)
    if html:
        from harness.reports.html.melt_page import render_melt

        keep_page(render_melt(found), html, json=json)


@app.command()
def progress(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN ...", help="Run directories.")],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """What the work was worth while it was done, from scored snapshots: curves, the time until a reward was reached,
    what was lost on the way, and what the last quarter of the time brought, with intervals.

    Example: meltbench report progress runs/long --html progress.html"""
    from harness.reports.progress import progress_report
    from harness.reports.progress_terminal import print_progress
    from harness.store import RunStore

    found = progress_report([RunStore.open(run) for run in runs])
    show(found, print_progress, json=json)
    if html:
        from harness.reports.html.progress_page import render_progress

        keep_page(render_progress(found), html, json=json)


@app.command()
def compare(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN ...", help="Run directories.")],
    agents: Annotated[
        list[str] | None,
        typer.Option("--agent", "-a", metavar="AGENT", help="Only this agent, a control too; may be given again."),
    ] = None,
    baseline: Annotated[
        str, typer.Option(metavar="AGENT", help="Pair every agent with this one only, not all with each other.")
    ] = "",
    cheats: Annotated[Cheats, typer.Option(help="What trials flagged as cheating count as.")] = Cheats.AS_SCORED,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Which agent is ahead: scores, pass@k, cost and time of each; every pair over the tasks that both have, corrected
    for their number, and what it takes to decide.

    Example: meltbench report compare runs/first runs/second --baseline codex --html compare.html"""
    from harness.attempts import attempts_of
    from harness.reports.compare import compare_report
    from harness.reports.compare_terminal import print_compare
    from harness.store import RunStore

    found = compare_report(attempts_of([RunStore.open(run) for run in runs]), agents or (), baseline, cheats.value)
    show(found, print_compare, json=json)
    if html:
        from harness.reports.html.compare_page import render_compare

        keep_page(render_compare(found), html, json=json)


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
