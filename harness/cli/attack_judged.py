"""meltbench attack --channel judged: the catalogue of perturbations against judges."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

if TYPE_CHECKING:
    from harness.attack.findings import JudgedAttack
    from harness.attack.hearing import Heard
    from harness.attack.judged import JudgesAttack, Terms
    from harness.records import JudgeSettings


class Prepared(NamedTuple):
    """An attack, where its answers are kept, and a sentence on each task that is left out."""

    attack: "JudgesAttack"
    directory: Path
    left_out: list[str]
    go_on: str
    """What to add to the command to go on with it, where it is stopped."""


def attack_judges(
    what: list[str],
    names: list[str],
    terms: "Terms",
    *,
    run: Path | None,
    out: Path | None,
    json: bool,
    strict: bool,
) -> None:
    """Attack judges, keep what they said and what follows from it, and print that; exit 1 if `strict` does not hold."""
    with ExitStack() as stack:
        prepared = _of_run(stack, run, what, names, terms, out) if run else _of_tasks(stack, what, names, terms, out)
        found = _asked(prepared)
        _show(found, prepared.directory, json=json)
    if strict and not found.holds:
        raise typer.Exit(1)


def _asked(prepared: Prepared) -> "JudgedAttack":
    import sys

    from harness.cli.progress import Watch

    with Watch(len(prepared.attack.questions)) as watch:
        for line in (*prepared.left_out, f"{watch.total} questions into {prepared.directory}"):
            watch.say(line)

        def said(heard: "Heard") -> None:
            with watch.lock:
                watch.done += 1
                watch.show(f"{heard.task}  {heard.judge}  {heard.perturbation or 'as it is'}")

        try:
            found = prepared.attack.run(prepared.directory, said)
        except KeyboardInterrupt:
            print(f"meltbench: stopped. Go on with the same command{prepared.go_on}", file=sys.stderr)
            raise
    return found.model_copy(update={"notes": (*prepared.left_out, *found.notes)})


def _of_tasks(stack: ExitStack, what: list[str], names: list[str], terms: "Terms", out: Path | None) -> Prepared:
    """An attack with the ladders of tasks, as their own files have them; its directory is held by the stack."""
    from harness.attack.judged import JudgesAttack
    from harness.attack.ladders import read_ladders
    from harness.cli.attack_place import DEFAULT, opened
    from harness.dataset import Dataset, tasks_root
    from harness.gateway.prices import known_prices
    from harness.judges import Qualities, Room, find_judges
    from harness.records import JudgeSettings
    from sandboxes.cache import cache_dir
    from scoring.judge.cache import ReplyCache

    settings = _settings(JudgeSettings(), names, terms)
    ladders, left_out = read_ladders(Dataset(tasks_root()).select(what or DEFAULT))
    room = Room(known_prices(), ReplyCache(cache_dir("judge") / "replies.sqlite"), Qualities())
    attack = JudgesAttack(find_judges(settings, room), ladders, room.qualities, terms)
    directory = opened(out, stack).root
    return Prepared(attack, directory, left_out, f" and `-o {directory}`")


def _of_run(
    stack: ExitStack, run: Path, what: list[str], names: list[str], terms: "Terms", out: Path | None
) -> Prepared:
    """An attack with the works of a run, on its own judges if none are named; asked as they were in it."""
    from harness.attack.judged import JudgesAttack
    from harness.cli.attack_place import DIRECTORY, held, works_of
    from harness.judges import Room, find_judges
    from sandboxes.cache import cache_dir
    from scoring.judge.cache import ReplyCache

    store = held(run, out, stack)
    settings = _settings(store.settings.judging, names, terms)
    placed, left_out, host = works_of(store, what)
    room = Room(host.prices, ReplyCache(cache_dir("judge") / "replies.sqlite"), host.qualities)
    ladders = [one.ladder for one in placed]
    attack = JudgesAttack(find_judges(settings, room), ladders, room.qualities, terms)
    return Prepared(attack, store.root / DIRECTORY, left_out, "")


def _settings(usual: "JudgeSettings", names: list[str], terms: "Terms") -> "JudgeSettings":
    """How judges are asked. Raises UserError where there is none."""
    from harness.judges import FORMS
    from sandboxes.errors import UserError

    judges = tuple(names) or usual.judges
    if not judges:
        raise UserError("there is no judge", where="--channel judged", mend=f"Name one: --judge {FORMS}")
    return usual.model_copy(update={"judges": judges, "concurrency": terms.jobs})


def _show(found: "JudgedAttack", directory: Path, *, json: bool) -> None:
    from harness.cli.show import show
    from harness.reports.judged_attack import print_judged_attack
    from harness.store import write_atomic

    write_atomic(directory / "attack.json", found.model_dump_json(indent=2))
    show(found, print_judged_attack, json=json, width=180)
    typer.echo(f"report: {directory / 'attack.json'}", err=json)
