"""meltbench attack --channel judged: the catalogue of perturbations against judges."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from harness.attack.findings import JudgedAttack
    from harness.attack.hearing import Heard
    from harness.attack.judged import JudgesAttack, Terms
    from harness.store import RunStore

DEFAULT = ("writing", "everyday")


def attack_judges(
    what: list[str], names: list[str], terms: "Terms", *, out: Path | None, json: bool, strict: bool
) -> None:
    """Attack judges, keep what they said and what follows from it, and print that; exit 1 if `strict` does not hold."""
    import sys

    from harness.cli.progress import Watch

    attacking, left_out = _prepared(what, names, terms)
    store = _opened(out)
    directory = store.root
    with Watch(len(attacking.questions)) as watch:
        for line in (*left_out, f"{watch.total} questions into {directory}"):
            watch.say(line)

        def said(heard: "Heard") -> None:
            with watch.lock:
                watch.done += 1
                watch.show(f"{heard.task}  {heard.judge}  {heard.perturbation or 'as it is'}")

        try:
            found = attacking.run(directory, said)
        except KeyboardInterrupt:
            print(f"meltbench: stopped. Go on with the same command and `-o {directory}`", file=sys.stderr)
            raise
    _show(found.model_copy(update={"notes": (*left_out, *found.notes)}), directory, json=json)
    store.release()
    if strict and not found.holds:
        raise typer.Exit(1)


def _prepared(what: list[str], names: list[str], terms: "Terms") -> "tuple[JudgesAttack, list[str]]":
    """What will be asked, and a sentence on each task that is left out."""
    from harness.attack.judged import JudgesAttack
    from harness.attack.ladders import read_ladders
    from harness.dataset import Dataset, tasks_root
    from harness.gateway.prices import known_prices
    from harness.judges import FORMS, Qualities, Room, find_judges
    from harness.records import JudgeSettings
    from sandboxes.cache import cache_dir
    from sandboxes.errors import UserError
    from scoring.judge.cache import ReplyCache

    if not names:
        raise UserError("there is no judge", where="--channel judged", mend=f"Name one: --judge {FORMS}")
    ladders, left_out = read_ladders(Dataset(tasks_root()).select(what or DEFAULT))
    qualities = Qualities()
    room = Room(known_prices(), ReplyCache(cache_dir("judge") / "replies.sqlite"), qualities)
    judges = find_judges(JudgeSettings(judges=tuple(names), concurrency=terms.jobs), room)
    return JudgesAttack(judges, ladders, qualities, terms), left_out


def _opened(out: Path | None) -> "RunStore":
    """The directory of an attack on judges; no other process writes to it while the store lives. Raises UserError."""
    import secrets
    from datetime import UTC, datetime

    from harness.store import RUN_FILE, RunStore
    from sandboxes.errors import UserError

    directory = out or Path("runs") / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    if (directory / RUN_FILE).exists():
        raise UserError("there is a run here already", where=str(directory), mend="Choose another directory with -o")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        store = RunStore(directory)
        store.hold()
    except OSError as error:
        mend = "Choose another directory with -o"
        raise UserError(f"cannot be written: {error.strerror}", where=str(directory), mend=mend) from error
    return store


def _show(found: "JudgedAttack", directory: Path, *, json: bool) -> None:
    import sys

    from rich.console import Console

    from harness.reports.judged_attack import print_judged_attack
    from harness.store import write_atomic

    text = found.model_dump_json(indent=2)
    write_atomic(directory / "attack.json", text)
    if json:
        typer.echo(text)
    else:
        print_judged_attack(found, Console(width=None if sys.stdout.isatty() else 180))
    print(f"report: {directory / 'attack.json'}", file=sys.stderr if json else sys.stdout)
