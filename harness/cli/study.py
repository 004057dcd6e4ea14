"""meltbench study: studies that are designed for a question."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.judge_options import OwnFamily
from harness.cli.report import show_contrast

if TYPE_CHECKING:
    import threading

    from harness.cli.progress import Live
    from harness.contrast.design import Design
    from harness.contrast.foresight import Foreseen
    from harness.host import Host
    from harness.plan import Plan
    from harness.records import JudgeSettings
    from harness.store import RunStore

app = typer.Typer(help="Run studies that are designed for a question.", no_args_is_help=True)


@app.callback()
def root() -> None:
    """Plan what a question needs, run it, and report."""


@app.command()
def contrast(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUITE|TASK ...]", help="Tasks of code and of writing; the suite contrast if not given."
        ),
    ] = None,
    judge: Annotated[
        list[str] | None,
        typer.Option(
            "--judge", metavar="JUDGE", help="Who judges, as for `meltbench run`; two or more say most; repeat."
        ),
    ] = None,
    agent: Annotated[
        list[str] | None,
        typer.Option("--agent", "-a", help="Agents that are compared; seeded scripted ones if not given; repeat."),
    ] = None,
    budget_minutes: Annotated[float, typer.Option(min=1, help="Wall minutes that it may take.")] = 30.0,
    budget_usd: Annotated[
        float | None, typer.Option(min=0, help="US dollars that one trial of an agent may spend on its model.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Trials at one time.")] = 2,
    own_family: OwnFamily = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Run directory: a new one, or a study to go on with.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be run and what it could tell; run nothing.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write the page; contrast.html in the run if not given."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report (or the plan) as JSON.")] = False,
) -> None:
    """Measure what a judged reward is worth beside a verified one, on the same works, within a budget of minutes.

    Runs works of known quality, cheats and agents over code and writing tasks, has both channels look at them several
    times, tries tricks on both, and ends in the contrast report. With the directory of a study in -o it goes on there.

    Examples: meltbench study contrast --budget-minutes 10 --judge scripted:noisy --judge scripted:lenient

    meltbench study contrast -a claude-code@claude-opus-5-5 -a codex@openai/gpt-6 --judge google/gemini-3
    --budget-minutes 600 --budget-usd 5 --dry-run"""
    import sys

    from harness.cli.session import Session
    from harness.contrast.design import judging_of
    from harness.contrast.study import Study, keep
    from harness.records import RunSettings
    from harness.reports.contrast_plan import print_plan
    from harness.resume import tasks_of
    from harness.run import new_run
    from harness.store import RUN_FILE
    from sandboxes.errors import UserError

    if out and (out / RUN_FILE).exists():
        _refuse({"SUITE|TASK": what, "--judge": judge, "--agent": agent})
        store, asked = _opened(out, budget_minutes, jobs)
    else:
        asked, plan, foreseen = _planned(what, judge, agent, budget_minutes, budget_usd, jobs)
        settings = judging_of(asked, own_family=own_family)
        print_plan(asked, plan, foreseen, json=json and dry_run)
        try:
            _able(plan, settings)
        except UserError as error:
            if not dry_run:
                raise
            typer.echo(f"Before it can run: {error}", err=True)
        if dry_run:
            return
        store = new_run(out, plan, jobs=jobs, argv=sys.argv[1:], settings=RunSettings(judging=settings))
        keep(store, asked)
    tasks = tasks_of(store.run())
    session = Session(store, tasks, jobs=jobs, resume="meltbench study contrast -o")
    study = Study(store, tasks, asked)

    def work(host: "Host", live: "Live", stop: "threading.Event") -> list[str]:
        del stop  # the study has a clock of its own
        return study.run(host, live, lambda specs, over: session.trials(specs, host, live, over))

    notes = session.work(len(study.specs), work)
    store.release()
    show_contrast([store], html or store.root / "contrast.html", notes, json=json)


def _refuse(given: "dict[str, object]") -> None:
    """Raise UserError for what a study that goes on has decided already."""
    from sandboxes.errors import UserError

    for option, value in given.items():
        if value is not None:
            raise UserError(f"{option} beside a study that is there already", where="-o", mend="Leave it out")


def _opened(out: Path, budget_minutes: float, jobs: int) -> "tuple[RunStore, Design]":
    """A study to go on with, with the time that it has from now on."""
    from harness.contrast.study import kept
    from harness.resume import tasks_of, unchanged
    from harness.store import RunStore

    asked = kept(out).model_copy(update={"budget_s": 60 * budget_minutes, "jobs": jobs})
    store = RunStore.open(out)
    unchanged(store.run(), tasks_of(store.run()))
    store.hold()
    return store, asked


def _able(plan: "Plan", settings: "JudgeSettings") -> None:
    """Raise UserError where an agent or a judge could not ask its model, or would judge its own kind unasked."""
    import os

    from harness.gateway.prices import known_prices
    from harness.judges import check_judges
    from harness.study import missing, unpriced
    from sandboxes.errors import UserError

    lacking = next(missing({entry.provider for entry in plan.agents} - {""}, os.environ), "")
    if lacking := lacking or next(unpriced(plan.trials, known_prices()), ""):
        raise UserError(lacking)
    check_judges(settings, {entry.name for entry in plan.agents}, known_prices(), os.environ)


def _planned(
    what: list[str] | None,
    judges: list[str] | None,
    agents: list[str] | None,
    budget_minutes: float,
    budget_usd: float | None,
    jobs: int,
) -> "tuple[Design, Plan, list[Foreseen]]":
    """What is to be done. Raises UserError where that makes no study."""
    from harness.contrast.design import SUITE, design, plan_of
    from harness.contrast.foresight import foresee
    from harness.dataset import Dataset, tasks_root
    from harness.judges import FORMS
    from sandboxes.errors import UserError

    if not judges:
        raise UserError("there is no judge", where="study contrast", mend=f"Name one or more: --judge {FORMS}")
    tasks = Dataset(tasks_root()).select(what or [SUITE])
    asked = design(tasks, judges, agents or [], budget_s=60 * budget_minutes, jobs=jobs)
    kept = [task for task in tasks if task.name in asked.tasks]
    return asked, plan_of(kept, asked, budget_usd), list(foresee(asked, kept))
