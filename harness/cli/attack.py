"""meltbench attack: the catalogue of exploits against our own verifiers, and beside it against a naive one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import threading

    from harness.attack.run import Findings
    from harness.cli.progress import Live
    from harness.host import Host
    from harness.reports.attack import AttackReport
    from harness.store import RunStore
    from harness.task import Task


def attack(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SUITE|TASK ...]", help="Suites or tasks; smoke and refactor if not given."),
    ] = None,
    exploit: Annotated[
        list[str] | None,
        typer.Option("--exploit", "-e", help="Only this exploit; repeat for several. See `meltbench agents list`."),
    ] = None,
    attempts: Annotated[int, typer.Option("--attempts", "-k", min=1, help="Tries per task and exploit.")] = 1,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Tries at one time.")] = 2,
    ablate: Annotated[
        bool,
        typer.Option("--ablate", help="Also judge each defence alone, on the smoke task."),
    ] = False,
    control: Annotated[bool, typer.Option(help="Also play every exploit against the naive control verifier.")] = True,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Run directory: a new one, or one of `attack` to go on with."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Where to write the page; attack.html in the run if not given.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Attack our own verifiers with every exploit of the catalogue, and say which succeed.

    An exploit succeeds where it gets a reward above the no-op's, provokes an infrastructure error, touches a canary on
    the host, changes another trial or sees a key. The control is hidden tests in the workspace and their exit code.
    Exit code 1 where one succeeds at trust static, black_box or differential.

    Example: meltbench attack smoke refactor -j 2"""
    import sys

    from harness.attack.run import Attack
    from harness.cli.session import Session
    from harness.reports.attack import attack_report

    named = what or (["smoke"] if ablate else ["smoke", "refactor"])
    agents = ["nop", *(f"cheat:{name}" for name in exploit or ["all"])]
    store, tasks = _opened(named, agents, out, attempts, jobs, sys.argv[1:])
    session = Session(store, tasks, jobs=jobs, resume="meltbench attack -o")
    attacking = Attack(store, tasks, jobs=jobs, control=control, ablate=ablate)

    def work(host: "Host", live: "Live", stop: "threading.Event") -> "Findings":
        return attacking.run(host, live, stop, lambda specs: session.trials(specs, host, live, stop))

    found = session.work(len(attacking.specs), work)
    _show(attack_report(store, tasks, found.cells, found.ablation), store, html=html, json=json)


def _opened(
    what: list[str], agents: list[str], out: Path | None, attempts: int, jobs: int, argv: list[str]
) -> "tuple[RunStore, dict[str, Task]]":
    """A new run of attacks, or the one that is there to go on with."""
    from harness.dataset import Dataset, tasks_root
    from harness.plan import make_plan
    from harness.resume import tasks_of, unchanged
    from harness.run import new_run
    from harness.store import RUN_FILE, RunStore

    if out and (out / RUN_FILE).exists():
        store = RunStore.open(out)
        tasks = tasks_of(store.run())
        unchanged(store.run(), tasks)
        store.hold()
        return store, tasks
    chosen = Dataset(tasks_root()).select(what)
    plan = make_plan(chosen, agents, attempts=attempts, track=None)
    return new_run(out, plan, jobs=jobs, argv=argv), {task.name: task for task in chosen}


def _show(report: "AttackReport", store: "RunStore", *, html: Path | None, json: bool) -> None:
    """Keep the report, print it, and exit 1 where something asked for does not hold."""
    import sys

    from rich.console import Console

    from harness.reports.attack_terminal import print_attack
    from harness.reports.html.attack_page import write_attack_page
    from harness.store import write_atomic

    text = report.model_dump_json(indent=2)
    write_atomic(store.root / "attack.json", text)
    page = html or store.root / "attack.html"
    write_attack_page(report, page)
    if json:
        typer.echo(text)
    else:
        print_attack(report, Console(width=None if sys.stdout.isatty() else 160))
    print(f"report: {page}", file=sys.stderr if json else sys.stdout)
    if not report.holds:
        raise typer.Exit(1)
