"""meltbench score: score a run again without running its agents again."""

from pathlib import Path
from typing import Annotated

import typer


def score(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Change nothing: recompute each verdict from the stored cases and compare.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Score every finished trial of RUN again with its task's tests as they are now, or check its verdicts."""
    import json as jsonlib

    from harness.cli.progress import Live
    from harness.host import Host
    from harness.resume import tasks_of
    from harness.score import repeat_verdicts, scorable, score_again
    from harness.store import RunStore

    store = RunStore.open(run)
    tasks = tasks_of(store.run())
    store.hold()
    with Live(len(scorable(store))) as live:
        host = Host(live.say)
        if not verify:
            scored = []
            for record in score_again(store, host, tasks):
                live.finished(record)
                scored.append(record)
            values = {r.spec.directory: r.main.value if r.main else None for r in scored}
            typer.echo(jsonlib.dumps(values, indent=2) if json else f"scored {len(scored)} trials again")
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
