"""meltbench run: a matrix of tasks and agents, in containers, into a run directory."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from harness.cli.judge_options import Jobs, Judges, NoAnchors, OwnFamily, PerCall, Repeats

if TYPE_CHECKING:
    from harness.study import Study


def run(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="SUITE|TASK ...|STUDY.toml", help="Suites or tasks (`meltbench tasks list`), or a study."
        ),
    ],
    agent: Annotated[
        list[str] | None,
        typer.Option("--agent", "-a", help="NAME[==VERSION][@[PROVIDER/]MODEL]; repeat. See `meltbench agents list`."),
    ] = None,
    attempts: Annotated[
        int | None, typer.Option("--attempts", "-k", min=1, help="Attempts per task and agent; 1 if not given.")
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Trials at one time; 1 if not given.")] = None,
    track: Annotated[
        str | None, typer.Option(help="Track of the tasks (instructed, open); each task's first if not given.")
    ] = None,
    network: Annotated[
        Literal["gateway", "allowlist", "public"] | None,
        typer.Option(help="What agents that ask a model reach: it alone (if not given), some hosts, or the internet."),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A host of the allow-list; .example.org is all of a domain."),
    ] = None,
    budget_usd: Annotated[
        float | None, typer.Option(min=0, help="US dollars that one trial may spend on its model.")
    ] = None,
    budget_tokens: Annotated[
        int | None, typer.Option(min=0, help="Tokens that one trial may use, read and written.")
    ] = None,
    budget_requests: Annotated[
        int | None, typer.Option(min=0, help="Requests that one trial may make to its model.")
    ] = None,
    prices: Annotated[
        Path | None, typer.Option(help="A price table of your own (TOML, as harness/gateway/prices.toml).")
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="Answer from what models said in an earlier run; no key is needed."),
    ] = None,
    judge: Judges = None,
    judge_repeats: Repeats = None,
    judge_per_call: PerCall = None,
    judge_jobs: Jobs = None,
    own_family: OwnFamily = False,
    no_anchors: NoAnchors = False,
    snapshots: Annotated[
        float | None,
        typer.Option(min=5, metavar="SECONDS", help="Take a snapshot of each working agent's workspace so often."),
    ] = None,
    stall: Annotated[
        float | None,
        typer.Option(
            min=10, metavar="SECONDS", help="Report an agent that neither asked nor changed anything for so long."
        ),
    ] = None,
    end_stalled: Annotated[bool, typer.Option("--end-stalled", help="And end its work.")] = False,
    claim: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A claim to be put on record before the run begins; repeat."),
    ] = None,
    claim_stamp: Annotated[
        str,
        typer.Option(
            metavar="git:REV|FILE.tsr|TEXT",
            help="What proves when they were made: a commit with them, or a time stamp.",
        ),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Run directory to create; runs/<time> if not given.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be run and what it may cost; run nothing.")
    ] = False,
    html: Annotated[Path | None, typer.Option(help="Also write the report as one HTML file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary (or the dry run) as JSON.")] = False,
    strict: Annotated[bool, typer.Option(help="Exit 1 if any trial did not end as completed.")] = False,
) -> None:
    """Run agents on tasks and report what came of it.

    Examples: meltbench run refactor/bottle-split -a oracle -a nop -k 3 -j 2

    meltbench run smoke -a claude-code@claude-opus-5-5 -a codex==0.169.0@openai/gpt-6 --budget-usd 5

    meltbench run writing everyday -a artifact:ladder-0 -a artifact:ladder-3 --judge anthropic/claude-opus-5-5

    meltbench run study.toml --dry-run"""
    import os
    import sys

    from harness.claims.stamp import keep_token, on_record
    from harness.cli.session import Session
    from harness.dataset import Dataset, tasks_root
    from harness.gateway.budget import Budget
    from harness.gateway.prices import known_prices, with_own
    from harness.judges import check_judges, judge_settings
    from harness.plan import make_plan
    from harness.records import RunSettings
    from harness.run import new_run
    from harness.study import forecast, missing, requests_to_judges, unpriced
    from sandboxes.errors import UserError

    given: dict[str, object] = {"-a": agent, "-k": attempts, "--track": track, "--network": network, "--allow": allow}
    given |= {"--budget-usd": budget_usd, "--budget-tokens": budget_tokens, "--budget-requests": budget_requests}
    given |= {"--judge": judge, "--judge-repeats": judge_repeats, "--judge-per-call": judge_per_call}
    given |= {"--judge-jobs": judge_jobs, "--own-family": own_family or None}
    given |= {"--no-anchors": no_anchors or None}
    study = _study(what, [name for name, value in given.items() if value is not None])
    tasks = Dataset(tasks_root()).select(study.tasks if study else what)
    budget = Budget(usd=budget_usd, tokens=budget_tokens, requests=budget_requests)
    plan = make_plan(
        tasks,
        study.wishes if study else agent or [],
        attempts=study.attempts if study else attempts or 1,
        track=study.track if study else track,
        budget=study.budget if study else budget,
        network=study.network if study else network or "gateway",
        allow=study.allow if study else allow or (),
    )
    at_once = jobs or (study.jobs if study else 1)
    table = with_own(prices) if prices else known_prices()
    judging = (
        study.judging
        if study
        else judge_settings(
            judge, judge_repeats, judge_per_call, judge_jobs, own_family=own_family, anchors=not no_anchors
        )
    )
    if dry_run:
        from harness.cli.forecast import print_forecast

        expect = study.expect if study else None
        found = forecast(plan.trials, jobs=at_once, expect=expect, prices=table, environment=os.environ)
        rubrics = {task.name: task.rubric for task in tasks if task.rubric}
        asked = requests_to_judges(plan.trials, judging, rubrics)
        print_forecast(plan, found.model_copy(update={"judged": asked}), json)
        return
    lacking = "" if replay else next(missing({entry.provider for entry in plan.agents} - {""}, os.environ), "")
    if lacking := lacking or next(unpriced(plan.trials, table), ""):
        raise UserError(lacking)
    check_judges(judging, {entry.name for entry in plan.agents}, table, os.environ)
    settings = RunSettings(
        replay=_earlier(replay), snapshots_s=snapshots, stall_s=stall, end_stalled=end_stalled, judging=judging
    )
    told = on_record(claim or (), claim_stamp)
    store = new_run(out, plan, jobs=at_once, argv=sys.argv[1:], settings=settings, prices=prices, claims=told)
    keep_token(store, claim_stamp)
    session = Session(store, {task.name: task for task in tasks}, jobs=at_once)
    session.go(plan.trials)
    session.report(html=html, json=json, strict=strict)


def _study(what: list[str], given: list[str]) -> "Study | None":
    """The study that is named, if it is one. Raises UserError for options that it decides itself."""
    from harness.study import load_study
    from sandboxes.errors import UserError

    files = [name for name in what if name.endswith(".toml")]
    if not files:
        return None
    if len(what) > 1 or given:
        beside = given[0] if given else next(name for name in what if name != files[0])
        raise UserError(f"{beside} beside a study file", where=files[0], mend="Write it into the study file")
    return load_study(Path(files[0]))


def _earlier(replay: Path | None) -> str:
    """The directory of an earlier run. Raises UserError where there is none."""
    from harness.store import RunStore

    if replay:
        RunStore.open(replay).run()
    return str(replay.resolve()) if replay else ""
