"""meltbench attack: the catalogue of exploits against our own verifiers, or the one of perturbations against judges and
constraint checks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

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
        typer.Argument(
            metavar="[SUITE|TASK ...]",
            help="Suites or tasks; if not given, smoke and refactor, or writing and everyday for judges and checks; "
            "with --run, of its tasks.",
        ),
    ] = None,
    channel: Annotated[
        Literal["verified", "judged", "constraint"],
        typer.Option(help="What is attacked: our verifiers, judges (with --judge), or the checks of written files."),
    ] = "verified",
    exploit: Annotated[
        list[str] | None,
        typer.Option("--exploit", "-e", help="Only this exploit; repeat for several. See `meltbench agents list`."),
    ] = None,
    attempts: Annotated[
        int | None, typer.Option("--attempts", "-k", min=1, help="Tries per task and exploit; 1 if not given.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="At one time: tries or works, 2 if not given; requests to judges, 8."),
    ] = None,
    ablate: Annotated[
        bool,
        typer.Option("--ablate", help="Also judge each defence alone: on the smoke task; of judges, on every task."),
    ] = False,
    control: Annotated[
        bool | None,
        typer.Option(
            "--control/--no-control", help="Also play every exploit against the naive control verifier, as by default."
        ),
    ] = None,
    judge: Annotated[
        list[str] | None,
        typer.Option(metavar="JUDGE", help="judged: whom to attack, as for `meltbench run --judge`; repeat."),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option(
            metavar="RUN",
            help="judged, constraint: attack the works of this run, in which `-a artifact:all` played ladders; changes "
            "of code too. All is kept in RUN/attack.",
        ),
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="judged: also put each perturbed work beside its original, in both orders.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="judged, constraint: exit 1 where an attack works beyond noise.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Run directory: a new one, or one of `attack` to go on with."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Where to write the page; attack.html in the run if not given.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Attack our own verifiers, or judges, or checks, with all attacks that are known, and say which succeed.

    An exploit succeeds where it gets a reward above the no-op's, provokes an infrastructure error, touches a canary on
    the host, changes another trial or sees a key. The control is hidden tests in the workspace and their exit code.
    Exit code 1 where one succeeds at trust static, black_box or differential.

    Judges are shown artifacts of known quality, perturbed so that they get no better, and what they give for that is
    counted in defects. No container is needed, but for the run whose changes of code are attacked with --run; what a
    judge has said is kept and is not asked again. Constraint checks are given the same texts.

    Examples: meltbench attack smoke refactor -j 2

    meltbench attack --channel judged --judge scripted:gullible --judge scripted:robust --ablate

    meltbench attack --channel judged --run runs/ladders --judge openai/gpt-6

    meltbench attack writing everyday --channel constraint"""
    given = {"--exploit": exploit, "--attempts": attempts, "--control": control, "--html": html, "--judge": judge}
    switches = {"--ablate": ablate, "--pairs": pairs, "--strict": strict}
    _check(channel, {**given, "--run": run, **{name: on or None for name, on in switches.items()}})
    if channel == "judged":
        from harness.attack.judged import Terms
        from harness.cli.attack_judged import attack_judges

        terms = Terms(ablate=ablate, pairs=pairs, jobs=jobs or 8)
        attack_judges(what or [], judge or [], terms, run=run, out=out, json=json, strict=strict)
    elif channel == "constraint":
        from harness.cli.attack_constraint import attack_checks

        attack_checks(what or [], run=run, out=out, jobs=jobs or 2, json=json, strict=strict)
    else:
        _attack_verifiers(what, exploit, attempts or 1, jobs or 2, ablate, control is not False, out, html, json)


OPTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("--exploit", "--attempts", "--control", "--html"), ("verified",)),
    "--ablate": ("verified", "judged"),
    **dict.fromkeys(("--judge", "--pairs"), ("judged",)),
    **dict.fromkeys(("--run", "--strict"), ("judged", "constraint")),
}
"""The channels that each option is for; the others are for all."""


def _check(channel: str, given: dict[str, object]) -> None:
    """Raises UserError for an option of another channel."""
    from sandboxes.errors import UserError

    for option, value in given.items():
        if value is not None and channel not in OPTIONS[option]:
            what = f"is an option of {' and '.join(f'the {one} channel' for one in OPTIONS[option])}"
            raise UserError(what, where=option, mend=f"Leave it out, or say --channel {OPTIONS[option][0]}")


def _attack_verifiers(
    what: list[str] | None,
    exploit: list[str] | None,
    attempts: int,
    jobs: int,
    ablate: bool,
    control: bool,
    out: Path | None,
    html: Path | None,
    json: bool,
) -> None:
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
    from harness.cli.show import keep_page, show
    from harness.reports.attack_terminal import print_attack
    from harness.reports.html.attack_page import render_attack
    from harness.store import write_atomic

    write_atomic(store.root / "attack.json", report.model_dump_json(indent=2))
    show(report, print_attack, json=json)
    keep_page(render_attack(report), html or store.root / "attack.html", json=json)
    if not report.holds:
        raise typer.Exit(1)
