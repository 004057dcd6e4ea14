"""meltbench attack --channel constraint: the perturbations that judges are attacked with, against constraint checks."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from harness.attack.findings import ConstraintAttack
    from harness.attack.ladders import Placed

FILE = "attack-constraint.json"


def attack_checks(what: list[str], *, run: Path | None, out: Path | None, jobs: int, json: bool, strict: bool) -> None:
    """Attack constraint checks, keep what came of it and print that; exit 1 if `strict` does not hold."""
    with ExitStack() as stack:
        placed, left_out, directory = _of_run(stack, run, what, out) if run else _of_tasks(stack, what, out)
        found = _attacked(placed, left_out, jobs)
        _show(found, directory, json=json)
    if strict and not found.holds:
        raise typer.Exit(1)


def _attacked(placed: "list[Placed]", left_out: list[str], jobs: int) -> "ConstraintAttack":
    from harness.attack.constraint import ChecksAttack
    from harness.cli.progress import Watch

    attack = ChecksAttack(placed)
    with Watch(len(attack.works)) as watch:
        for line in left_out:
            watch.say(line)

        def said(work: str) -> None:
            with watch.lock:
                watch.done += 1
                watch.show(work)

        found = attack.run(jobs, said)
    return found.model_copy(update={"notes": (*left_out, *found.notes)})


def _of_tasks(stack: ExitStack, what: list[str], out: Path | None) -> "tuple[list[Placed], list[str], Path]":
    """What is attacked of tasks, a sentence on each that is left out, and where it is kept."""
    from harness.attack.ladders import place_ladders
    from harness.cli.attack_place import DEFAULT, opened
    from harness.dataset import Dataset, tasks_root

    placed, left_out = _checkable(*place_ladders(Dataset(tasks_root()).select(what or DEFAULT)))
    return placed, left_out, opened(out, stack).root


def _of_run(stack: ExitStack, run: Path, what: list[str], out: Path | None) -> "tuple[list[Placed], list[str], Path]":
    """The same of the works of a run."""
    from harness.cli.attack_place import DIRECTORY, held, works_of

    store = held(run, out, stack)
    found, left_out, _ = works_of(store, what)
    return *_checkable(found, left_out), store.root / DIRECTORY


def _checkable(placed: "list[Placed]", left_out: list[str]) -> "tuple[list[Placed], list[str]]":
    """Those that have checks. Raises UserError where none has."""
    from harness.attack.constraint import checkable
    from sandboxes.errors import UserError

    fit, without = checkable(placed)
    if not fit:
        mend = "Name tasks of the families writing or everyday"
        raise UserError("no task here has constraint checks", where="--channel constraint", mend=mend)
    return fit, [*left_out, *without]


def _show(found: "ConstraintAttack", directory: Path, *, json: bool) -> None:
    from harness.cli.show import show
    from harness.reports.constraint_attack import print_constraint_attack
    from harness.store import write_atomic

    write_atomic(directory / FILE, found.model_dump_json(indent=2))
    show(found, print_constraint_attack, json=json)
    typer.echo(f"report: {directory / FILE}", err=json)
