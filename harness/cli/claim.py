"""meltbench claim: claims as code."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.show import screen

if TYPE_CHECKING:
    from harness.store import RunStore

app = typer.Typer(help="Hold claims against runs: supported, refuted or undetermined.", no_args_is_help=True)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="CLAIM ... [RUN ...]", help="Claim files, or names of shipped claims; then runs."),
]
Survey = Annotated[Path | None, typer.Option(metavar="FILE", help="Answers to a survey, as CSV.")]


@app.command("check")
def check(
    what: Files,
    survey: Survey = None,
    json: Annotated[bool, typer.Option("--json", help="Print the verdicts as JSON.")] = False,
) -> None:
    """Say of each claim whether these runs support it, refute it, or leave it open, with the interval and what it rests
    on. Exit 0 if all are supported, else 1.

    Put a claim on record before the run that is to decide it (`meltbench run --claim FILE`): one that was changed or
    made afterwards is shown as that.

    Example: meltbench claim check an-hour-of-restructuring mine.toml runs/long"""
    import json as jsonlib

    from harness.claims.check import check as checked
    from harness.reports.claims import print_claims

    files, stores = _told(what)
    found = [checked(file, stores, survey) for file in files]
    if json:
        typer.echo(jsonlib.dumps([one.model_dump(mode="json") for one in found], indent=2))
    else:
        print_claims(found, screen(140))
    if any(one.verdict != "supported" for one in found):
        raise typer.Exit(1)


@app.command("plan")
def plan(
    what: Files,
    expect: Annotated[
        float | None, typer.Option(help="What the quantity is taken to be; what the runs show if not given.")
    ] = None,
    spread: Annotated[
        float,
        typer.Option(min=0, max=0.5, help="Without a run: how much tasks differ, a standard deviation of chances."),
    ] = 0.3,
    usd_per_attempt: Annotated[float | None, typer.Option(min=0, help="What an attempt costs.")] = None,
    minutes_per_attempt: Annotated[float | None, typer.Option(min=0, help="How long an attempt takes.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the plans as JSON.")] = False,
) -> None:
    """Say how many tasks, and attempts at each, would decide a claim with 80 % power, and what that costs: by what a
    pilot has shown, or by assumptions, which are printed.

    Examples: meltbench claim plan days-of-work-melted --expect 1500 --usd-per-attempt 3

    meltbench claim plan days-of-work-melted runs/pilot --expect 1500"""
    import json as jsonlib

    from harness.claims.check import evidence_of
    from harness.claims.claim import load_claim
    from harness.claims.noise import Assumed
    from harness.claims.plan import Named, named_by
    from harness.claims.plan import plan as planned
    from harness.claims.quantities import found
    from harness.reports.claims import print_plan

    files, stores = _told(what)
    by = Assumed(spread=spread, usd=usd_per_attempt, minutes=minutes_per_attempt)
    plans = {}
    for file in files:
        claim = load_claim(file)
        evidence = evidence_of(claim, stores)
        pilot = (found(claim, evidence), evidence) if stores else None
        named = Named() if pilot else named_by(claim)
        plans[file.stem] = claim, planned(claim, pilot, expect=expect, named=named, by=by)
    if json:
        typer.echo(jsonlib.dumps({name: one.model_dump(mode="json") for name, (_, one) in plans.items()}, indent=2))
        return
    for name, (claim, one) in plans.items():
        print_plan(name, claim, one, screen(140))


@app.command("digest")
def digest(
    what: Annotated[list[Path], typer.Argument(metavar="CLAIM ...", help="Claim files, or names of shipped claims.")],
) -> None:
    """Print the sha256 of what claims say, however they are laid out: what a time stamp has to be of.

    Example: meltbench claim digest mine.toml"""
    from harness.claims.claim import load_claim

    for file in _told(what)[0]:
        typer.echo(f"{load_claim(file).digest}  {file}")


def _told(what: list[Path]) -> "tuple[list[Path], list[RunStore]]":
    """Claim files, and runs."""
    from harness.claims.claim import claim_file, shipped
    from harness.store import RunStore
    from sandboxes.errors import UserError

    named = [claim_file(path) for path in what]
    files = [path for path in named if path.suffix == ".toml"]
    if not files:
        mend = f"Name a .toml file (docs/claims.md), or one of {', '.join(shipped())}"
        raise UserError("no claim", where="meltbench claim", mend=mend)
    return files, [RunStore.open(path) for path in named if path.suffix != ".toml"]
