"""The command `meltbench`: one file per command, and one place that turns an error into a line and an exit code."""

import sys
from typing import Annotated

import typer

from harness.cli import (
    agents,
    attack,
    baseline,
    claim,
    clean,
    doctor,
    judge,
    report,
    resume,
    run,
    schema,
    score,
    study,
    tasks,
)
from sandboxes.errors import MeltbenchError

app = typer.Typer(
    name="meltbench",
    help="Run coding agents in containers on long-horizon tasks, and measure what a verified reward is worth.",
    epilog="Begin with `meltbench doctor`, then `meltbench run smoke -a oracle -a nop`.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("run")(run.run)
app.command("resume")(resume.resume)
app.command("score")(score.score)
app.command("attack")(attack.attack)
app.add_typer(report.app, name="report")
app.add_typer(tasks.app, name="tasks")
app.add_typer(judge.app, name="judge")
app.add_typer(study.app, name="study")
app.add_typer(baseline.app, name="baseline")
app.add_typer(claim.app, name="claim")
app.add_typer(agents.app, name="agents")
app.command("doctor")(doctor.doctor)
app.command("clean")(clean.clean)
app.command("schema")(schema.schema)


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """Exit codes: 0 done; 1 something did not hold; 2 bad request; 3 the machine is not able; 130 interrupted."""
    if version:
        from harness import __version__

        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """Entry point: runs a command; an error of ours becomes one line on standard error and its exit code."""
    try:
        app()
    except MeltbenchError as error:
        print(f"meltbench: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("meltbench: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
