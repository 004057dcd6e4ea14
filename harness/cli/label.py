"""meltbench judge label: a person reads works blind, in the terminal, and gives points by the rubric."""

import time
from pathlib import Path

import typer
from rich.console import Console

from harness.cli.progress import Watch
from harness.host import Host
from harness.labelling import Label, Unread, keep_label, record_labels, unread
from harness.resume import tasks_of
from harness.store import RunStore
from scoring.judge.verdict import TOP
from scoring.judge.visible import make_visible
from scoring.spec import Criterion, Penalty

HELP = f"0 to {TOP}; - where you cannot say; t: the text again, s: what the author had, i: the assignment, q: stop here"


class Stop(Exception):
    """The person wants to stop; what is finished is kept."""


def label(run: Path, rater: str) -> None:
    """Show what is unread, one work after the other, and keep each as it is finished."""
    store = RunStore.open(run)
    tasks = tasks_of(store.run())
    store.hold()
    with Watch(1) as watch:
        host = Host(watch.say)
        left = unread(store, host, tasks, rater)
    console = Console(highlight=False)
    done = 0
    try:
        for number, one in enumerate(left, start=1):
            keep_label(store, _read(one, rater, f"{number} of {len(left)}", console))
            done += 1
    except (Stop, typer.Abort, EOFError, KeyboardInterrupt):
        console.print(f"\nStopped; go on with the same command. {len(left) - done} works are left.")
    trials = record_labels(store, host, tasks)
    console.print(f"{done} works labelled by {rater}; {trials} trials have people's points now.")
    if done == len(left):
        console.print(f"Hold judges against them: meltbench judge calibrate {run}", soft_wrap=True)


def _read(one: Unread, rater: str, place: str, console: Console) -> Label:
    task, work = one
    rubric = task.rubric
    assert rubric, "works without a rubric are not shown"
    began = time.monotonic()
    console.rule(f"Work {place}: {task.name}")
    _show(one, "t", console)
    console.print(HELP, markup=False)
    scores = {c.id: _points(c, one, console) for c in rubric.criteria}
    faults = {penalty.id: _instances(penalty, one, console) for penalty in rubric.penalties}
    return Label(
        rater=rater,
        task=task.name,
        artifact=work.sha256,
        rubric=rubric.version,
        scores=scores,
        faults={name: count for name, count in faults.items() if count},
        note=_asked("A note for yourself (empty for none)", empty=True),
        seconds=round(time.monotonic() - began, 1),
    )


def _points(criterion: Criterion, one: Unread, console: Console) -> int | None:
    console.print(f"\n{criterion.question}", style="bold", markup=False)
    for anchor in sorted(criterion.anchors, key=lambda anchor: anchor.score):
        console.print(f"  {anchor.score}  {anchor.text}", markup=False)
    while True:
        said = _asked("points")
        if said == "-":
            return None
        if said.isdigit() and int(said) <= TOP:
            return int(said)
        _show(one, said, console)


def _instances(penalty: Penalty, one: Unread, console: Console) -> int:
    console.print(f"\nHow many of these: {penalty.question}", style="bold", markup=False)
    while True:
        said = _asked("how many")
        if said.isdigit():
            return int(said)
        _show(one, said, console)


def _asked(what: str, *, empty: bool = False) -> str:
    said = typer.prompt(what, default="" if empty else None, show_default=False)
    text = str(said).strip()
    if text.lower() == "q":
        raise Stop
    return text


def _show(one: Unread, what: str, console: Console) -> None:
    """The text, the sources or the assignment; anything else is answered by what can be said."""
    task, work = one
    diff = task.bench.judge.artifact == "diff"
    if what == "t":
        # What a terminal would hide from its reader, or obey, is shown as a judge sees it.
        console.print(make_visible(work.text, markup=not diff).text, markup=False, soft_wrap=True)
    elif what == "s":
        console.print(f"The author's material lies in {task.directory / 'environment' / 'workspace'}", soft_wrap=True)
    elif what == "i":
        console.print(task.instruction(task.bench.track[0]), markup=False, soft_wrap=True)
    else:
        console.print(HELP, markup=False)
