"""meltbench report segments: one set of trials as different users experience it."""

from pathlib import Path
from typing import Annotated

import typer

from harness.cli.cheats import Cheats
from harness.cli.show import keep_page, show


def segments(
    runs: Annotated[list[Path] | None, typer.Argument(metavar="RUN ...", help="Run directories.")] = None,
    weights: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Weights of your own (TOML, as --print-weights prints them).")
    ] = None,
    agents: Annotated[
        list[str] | None,
        typer.Option(
            "--agent", "-a", metavar="AGENT", help="Only this agent, a control too; may be given again. "
            "Else all but controls.",
        ),
    ] = None,
    cheats: Annotated[Cheats, typer.Option(help="What trials flagged as cheating count as.")] = Cheats.AS_SCORED,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    print_weights: Annotated[
        bool, typer.Option("--print-weights", help="Print the weights that come with meltbench, and stop.")
    ] = False,
) -> None:  # fmt: skip
    """What the same trials are worth to different users: totals weighted by what they do, by messages or tokens, and
    by the tiers that they have; and the jagged frontier, kind by kind and from older to newer models.

    Example: meltbench report segments runs/study --weights mine.toml --html segments.html"""
    from harness.attempts import attempts_of
    from harness.reports.segments import segments_report
    from harness.reports.segments_file import DEFAULT, read_weights
    from harness.reports.segments_terminal import print_segments
    from harness.store import RunStore
    from sandboxes.errors import UserError

    if print_weights:
        typer.echo(DEFAULT.read_text(encoding="utf-8"), nl=False)
        return
    if not runs:
        raise UserError("there is nothing to report on", where="report segments", mend="Name a RUN")
    used = read_weights(weights)
    found = segments_report(attempts_of([RunStore.open(run) for run in runs]), used, agents or (), cheats.value)
    show(found, print_segments, json=json)
    if html:
        from harness.reports.html.segments_page import render_segments

        keep_page(render_segments(found), html, json=json)
