"""meltbench judge: how far judges are to be trusted."""

from pathlib import Path
from typing import Annotated

import typer

from harness.cli.show import show

app = typer.Typer(help="Measure judges: against known truth, against themselves, against people.", no_args_is_help=True)


@app.command("calibrate")
def calibrate(
    data: Annotated[
        Path,
        typer.Argument(
            help="A directory with labels.jsonl and verdicts.jsonl (docs/judges.md), or a run that people read."
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
) -> None:
    """Hold recorded verdicts against known truth: accuracy or agreement, position and length bias, panels.

    Pairs: accuracy by judge, way of asking and subset, what the first place is worth, agreement, effective votes.
    Scores: agreement with people, AUROC, reliability diagram, noise, means corrected by people's scores (PPI)."""
    from harness.cli.progress import Watch
    from harness.labelling import labelled_run
    from harness.reports.calibration import print_pairs, print_scores
    from harness.store import RUN_FILE, RunStore
    from scoring.judge.calibrate import calibrate_pairs, calibrate_scores
    from scoring.judge.labelled import PairData, read_labelled

    found = labelled_run(RunStore.open(data)) if (data / RUN_FILE).is_file() else read_labelled(data)
    cells = {(verdict.judge, verdict.strategy) for verdict in found.verdicts}
    with Watch(len(cells) + len({strategy for _, strategy in cells})) as watch:

        def said(line: str) -> None:
            watch.done += 1
            watch.say(line)

        if isinstance(found, PairData):
            pairs = calibrate_pairs(found, said)
        else:
            scores = calibrate_scores(found, said)
    if isinstance(found, PairData):
        show(pairs, print_pairs, json=json)
    else:
        show(scores, print_scores, json=json)


@app.command("audit")
def audit(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The directory of a finished run.")],
    judge: Annotated[
        list[str] | None,
        typer.Option(
            metavar="JUDGE", help="Whom to audit, as for `meltbench run --judge`; the run's own if not given."
        ),
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, help="Readings of each work by each judge, at least.")] = 3,
    pairs: Annotated[
        int, typer.Option(min=0, help="Pairs of works of each task that are compared in both orders, at most.")
    ] = 6,
    family: Annotated[
        list[str] | None,
        typer.Option(metavar="AGENT=FAMILY", help="Whose model an agent is, where its name does not tell; repeat."),
    ] = None,
    length_unit: Annotated[
        float | None,
        typer.Option(
            min=1, metavar="CHARACTERS", help="Unit of the length effect; the typical difference if not given."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the choice of pairs.")] = 0,
    judge_jobs: Annotated[int, typer.Option(min=1, help="Requests to judges at one time.")] = 8,
    json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
) -> None:
    """Ask the judges of RUN again, and about pairs in both orders: noise, agreement, and what sways them.

    Agents are not run again; what a judge said before is not asked again. All is kept in RUN/audit.

    Example: meltbench judge audit runs/first --repeats 5 --pairs 10"""
    from harness.audit import Terms, keep_audit
    from harness.audit import audit as audited
    from harness.cli.progress import Watch
    from harness.gateway.prices import known_prices, with_own
    from harness.host import Host
    from harness.reports.audit import print_audit
    from harness.resume import tasks_of
    from harness.run import PRICES
    from harness.store import RunStore

    store = RunStore.open(run)
    tasks = tasks_of(store.run())
    store.hold()
    own = store.root / PRICES
    terms = Terms(tuple(judge or ()), repeats, pairs, _families(family or []), length_unit, seed, judge_jobs)
    with Watch(len(tasks)) as watch:

        def said(line: str) -> None:
            watch.say(line)
            watch.done += 1

        host = Host(watch.say, with_own(own) if own.exists() else known_prices())
        found = audited(store, host, tasks, terms, said)
    keep_audit(store, found)
    show(found, print_audit, json=json)


@app.command("label")
def label(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The directory of a finished run.")],
    rater: Annotated[str, typer.Option(help="Who reads; each person's points are kept apart.")] = "human",
) -> None:
    """Read the works of RUN blind and give points by the rubric: a `human` channel beside the judges'.

    One work after the other, without the agent's name or anybody's score, in an order of your own. Stop at any time;
    the same command goes on. Afterwards `meltbench judge calibrate RUN` holds the judges against what people gave."""
    from harness.cli.label import label as read

    read(run, rater)


def _families(pairs: list[str]) -> dict[str, str]:
    from sandboxes.errors import UserError

    for pair in pairs:
        if not all(pair.rpartition("=")[::2]):
            raise UserError(f"{pair!r} names no family", where="--family", mend="Write --family AGENT=FAMILY")
    return {agent: family for agent, _, family in (pair.rpartition("=") for pair in pairs)}
