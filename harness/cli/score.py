"""meltbench score: score a run again without running its agents again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.judge_options import Jobs, Judges, NoAnchors, OwnFamily, PerCall, Repeats

if TYPE_CHECKING:
    from harness.gateway.prices import Prices
    from harness.records import TrialRecord
    from harness.store import RunStore
    from harness.task import Task


def score(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Change nothing: recompute each verdict from the stored cases and compare.")
    ] = False,
    snapshots: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Change nothing: score up to N snapshots of each trial as well, for `meltbench report progress`.",
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Snapshots scored at one time.")] = 1,
    judge: Judges = None,
    judge_repeats: Repeats = None,
    judge_per_call: PerCall = None,
    judge_jobs: Jobs = None,
    own_family: OwnFamily = False,
    no_anchors: NoAnchors = False,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Score every finished trial of RUN again with its task's tests as they are now, or check its verdicts, or have it
    judged: agents are not run again.

    The judges named take the place of former ones, whose opinions are kept in each trial's scored/. One that was asked
    before is not asked again: its replies are cached.

    Example: meltbench score runs/first --judge anthropic/claude-opus-5-5 --judge openai/gpt-6 --judge-repeats 3"""
    import json as jsonlib
    import os

    from harness.anchors import watch_drift
    from harness.cli.progress import Live
    from harness.gateway.prices import known_prices, with_own
    from harness.host import Host
    from harness.judges import check_judges, judge_settings
    from harness.resume import tasks_of
    from harness.run import PRICES
    from harness.score import judge_again, repeat_verdicts, scorable, score_again
    from harness.store import RunStore
    from sandboxes.errors import UserError

    judging = judge_settings(
        judge, judge_repeats, judge_per_call, judge_jobs, own_family=own_family, anchors=not no_anchors
    )
    if sum([verify, bool(judging.judges), snapshots is not None]) > 1:
        what = "more than one of --judge, --verify and --snapshots"
        raise UserError(what, where="meltbench score", mend="Do one after the other")
    store = RunStore.open(run)
    own = store.root / PRICES
    prices = with_own(own) if own.exists() else known_prices()
    check_judges(judging, {entry.name for entry in store.run().agents}, prices, os.environ)
    tasks = tasks_of(store.run())
    store.hold()
    if snapshots is not None:
        _score_snapshots(store, tasks, prices, snapshots, jobs, json=json)
        return
    with Live(len(scorable(store))) as live:
        host = Host(live.say, prices)
        if not verify:
            scored = []
            watch_drift(store, host, judging, live.say)
            again = judge_again(store, host, tasks, judging) if judging.judges else score_again(store, host, tasks)
            for record in again:
                live.finished(record)
                scored.append(record)
            values = {r.spec.directory: _value(r, judged=bool(judging.judges)) for r in scored}
            what = f"judged {len(scored)} trials; see `meltbench report summary {run}`"
            said = what if judging.judges else f"scored {len(scored)} trials again"
            typer.echo(jsonlib.dumps(values, indent=2) if json else said)
            return
        repeated = []
        for one in repeat_verdicts(store, host, tasks):
            skipped = f"  (not repeated: {', '.join(one.skipped)})" if one.skipped else ""
            live.say(f"{'same' if one.agrees else 'DIFFERS'}  {one.trial}  {one.why}{skipped}")
            repeated.append(one)
    differing = [one for one in repeated if not one.agrees]
    if json:
        typer.echo(jsonlib.dumps([one._asdict() for one in repeated], indent=2))
    else:
        typer.echo(f"{len(repeated) - len(differing)} of {len(repeated)} verdicts repeated exactly")
    if differing:
        raise typer.Exit(1)


def _score_snapshots(
    store: "RunStore", tasks: "dict[str, Task]", prices: "Prices", most: int, jobs: int, *, json: bool
) -> None:
    import json as jsonlib

    from harness.cli.progress import Watch
    from harness.host import Host
    from harness.progress import score_snapshots, wanted, watched
    from sandboxes.errors import UserError

    trials = watched(store, tasks)
    if not trials:
        mend = "Run with `--snapshots 60`, which takes one a minute"
        raise UserError("no finished trial with snapshots", where=str(store.root), mend=mend)
    with Watch(0) as watch:
        host = Host(watch.say, prices)
        asked = wanted(store, host, tasks, most)
        watch.total = len(asked)
        for reading in score_snapshots(store, host, tasks, asked, jobs=jobs):
            watch.done += 1
            watch.show(reading.task)
    if json:
        typer.echo(jsonlib.dumps({"scored": len(asked), "trials": len(trials)}))
    else:
        again = f"see `meltbench report progress {store.root}`"
        typer.echo(f"scored {len(asked)} works of {len(trials)} trials; {again}")


def _value(record: "TrialRecord", *, judged: bool) -> object:
    if judged:
        return {reward.name: reward.value for reward in record.rewards if reward.channel == "judged"}
    return record.main.value if record.main else None
