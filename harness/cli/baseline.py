"""meltbench baseline: how long people take for a task."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from harness.records import TrialRecord
    from harness.store import RunStore
    from harness.task import Task

app = typer.Typer(help="Time people doing tasks, so that estimates can give way to measurements.", no_args_is_help=True)

LONGEST_S = 90 * 24 * 3600.0
"""A sitting may last as long as it likes."""


@app.command("record")
def record(
    task: Annotated[str, typer.Argument(metavar="TASK", help="The task, as for `meltbench run`.")],
    who: Annotated[str, typer.Option(metavar="NAME", help="Who works: letters, digits and _.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="RUN", help="Where it is kept; runs/baseline-TASK-NAME if not given."),
    ] = None,
    track: Annotated[str | None, typer.Option(help="The task's track; its first if not given.")] = None,
) -> None:
    """Do a task yourself, against the clock: in the sandbox that agents get, scored by the same hidden tests.

    The clock runs while the prompt shows it. Pause and quit whenever you like: the same command goes on, in a fresh
    sandbox with the same files. Beside the shell inside you can `get` the workspace, work on it with your own editor,
    and `put` it back.

    Example: meltbench baseline record smoke/split-package --who ada"""
    from rich.console import Console

    from harness.agents.person.agent import LeftOff
    from harness.store import RunStore

    where = out or Path("runs") / f"baseline-{task.replace('/', '-')}-{who}"
    console = Console(highlight=False)
    there = (where / "run.json").is_file()
    store, chosen = _gone_on(RunStore.open(where), task, who) if there else _begun(where, task, who, track)
    try:
        ended = _sit(store, chosen, who, console)
    except LeftOff:
        console.print(f"Stopped. The same command goes on: {where}", soft_wrap=True)
        return
    main = ended.main
    value = f"{main.value:.2f}" if main and main.value is not None else "none"
    minutes = (ended.agent.active_s or 0.0) / 60
    console.print(f"Handed in after {minutes:.1f} min; score {value}. {ended.message}".rstrip())
    console.print(f"See `meltbench baseline show {where}` and `meltbench report summary {where}`.", soft_wrap=True)


@app.command("show")
def show(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN ...", help="Runs that people recorded.")],
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """What people took for each task, and the line for its task.toml: the geometric mean of those who solved it.

    Example: meltbench baseline show runs/baseline-*"""
    import json as jsonlib

    from rich.console import Console

    from harness.attempts import attempts_of
    from harness.reports.baselines import baselines, print_baselines
    from harness.store import RunStore

    found = baselines(attempts_of([RunStore.open(run) for run in runs]))
    if json:
        typer.echo(jsonlib.dumps([one.model_dump(mode="json") for one in found], indent=2))
    else:
        print_baselines(found, Console(highlight=False))


def _begun(where: Path, name: str, who: str, track: str | None) -> "tuple[RunStore, Task]":
    import sys

    from harness.agents.person.agent import PREFIX
    from harness.dataset import Dataset, tasks_root
    from harness.plan import attended
    from harness.run import new_run
    from sandboxes.errors import UserError

    chosen = Dataset(tasks_root()).select([name])
    if len(chosen) != 1:
        raise UserError(f"{len(chosen)} tasks", where=name, mend="Name one: `meltbench tasks list`")
    plan = attended(chosen[0], f"{PREFIX}{who}", track, LONGEST_S)
    return new_run(where, plan, jobs=1, argv=sys.argv[1:]), chosen[0]


def _gone_on(store: "RunStore", name: str, who: str) -> "tuple[RunStore, Task]":
    from harness.agents.person.agent import PREFIX
    from harness.resume import tasks_of, unchanged, unfinished
    from sandboxes.errors import UserError

    run = store.run()
    where = str(store.root)
    if [spec.agent for spec in run.trials] != [f"{PREFIX}{who}"] or run.tasks[0].name != name:
        raise UserError(f"is not {who} on {name}", where=where, mend="Choose another directory with -o")
    if not unfinished(store, run):
        raise UserError("was handed in", where=where, mend="Choose another directory with -o for another try")
    tasks = tasks_of(run)
    unchanged(run, tasks)
    store.hold()
    return store, tasks[name]


def _sit(store: "RunStore", task: "Task", who: str, console: "Console") -> "TrialRecord":
    """One sitting. Raises LeftOff where it ends before the work is handed in."""
    import secrets

    from harness.agents.person.agent import Desk, Person
    from harness.cli.progress import Watch
    from harness.host import Host
    from harness.trial import Trial, run_trial
    from sandboxes import cache
    from sandboxes.reaper import sweep

    with Watch(0) as watch:
        host = Host(watch.say)
        sweep(host.client, cache.installation_id())
        host.base_tree(task)
        store.note_host(host.facts())
    (spec,) = store.run().trials
    desk = Desk(_Terminal(console), store.root / "desk")
    return run_trial(Trial(spec, task, Person(who, desk), store, host, seed=secrets.randbits(63)))


class _Terminal:
    """The person's."""

    def __init__(self, console: "Console") -> None:
        self._console = console

    def say(self, text: str) -> None:
        """A line, or several."""
        self._console.print(text, markup=False, soft_wrap=True)

    def ask(self, prompt: str) -> str:
        """What they type."""
        return input(prompt)
