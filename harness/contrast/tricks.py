"""Tricks on the works of a run: the catalogue of perturbations, put to its judges and to the constraint checks."""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf

from harness.attack.constraint import ChecksAttack, checkable
from harness.attack.from_run import placed_of_run
from harness.attack.judged import JudgesAttack, Terms
from harness.attack.ladders import Placed
from harness.contrast.evidence import TRICKS, Trick
from harness.contrast.gather import domain_of
from harness.host import Host
from harness.judges import Room, find_judges
from harness.store import RunStore, write_atomic
from harness.task import Task
from sandboxes import cache
from scoring.attacks.gains import Try
from scoring.contrast.sheet import Channel
from scoring.judge.cache import ReplyCache
from scoring.judge.hardening import DEFENCES, Defence

DIRECTORY = "attack"
Said = Callable[[str], None]


def try_tricks(
    store: RunStore, host: Host, tasks: Mapping[str, Task], said: Said, *, jobs: int, until: float = inf
) -> bool:
    """Try every trick that fits on the known-bad works of a run, and keep what came of it (`evidence.TRICKS`); then
    the same on judges without any defence, if twice the time that it took with all is left until the monotonic time
    `until`.

    Returns whether that was so. What judges have answered before is not asked again."""
    began = time.monotonic()
    ladders, _ = placed_of_run(store, host, tasks)
    lines = [*_on_judges(store, host, ladders, said, DEFENCES), *_on_checks(ladders, said, jobs)]
    _keep(store, lines)
    ended = time.monotonic()
    enough = ended + 2 * (ended - began) <= until
    if enough:
        _keep(store, [*lines, *_on_judges(store, host, ladders, said, frozenset())])
    return enough


def _keep(store: RunStore, lines: Sequence[Trick]) -> None:
    write_atomic(store.root / TRICKS, "".join(f"{line.model_dump_json()}\n" for line in lines))


def _on_judges(
    store: RunStore, host: Host, ladders: Sequence[Placed], said: Said, defences: frozenset[Defence]
) -> Iterator[Trick]:
    settings = store.settings.judging
    if not settings.judges or not ladders:
        return
    room = Room(host.prices, ReplyCache(cache.cache_dir("judge") / "replies.sqlite"), host.qualities)
    terms = Terms(jobs=settings.concurrency)
    attack = JudgesAttack(find_judges(settings, room), [one.ladder for one in ladders], host.qualities, terms)
    guarded = bool(defences)
    said(f"Tricks on judges {'with all' if guarded else 'without any'} defences: {len(attack.questions)} questions")
    domains = {one.ladder.task: domain_of(one.task) for one in ladders}
    for judge, by_attack in attack.tries(store.root / DIRECTORY, lambda _: None, defences).items():
        for name, tries in by_attack.items():
            for at, one in _numbered(tries):
                if one.succeeded is not None:
                    trick = _trick(domains[one.task], "judged", judge, at, name, one)
                    yield trick.model_copy(update={"guarded": guarded})


def _on_checks(ladders: Sequence[Placed], said: Said, jobs: int) -> Iterator[Trick]:
    """On the constraint checks of written files; hidden tests have a catalogue of their own."""
    fit, _ = checkable(ladders)
    said(f"Tricks on the checks of {len(fit)} tasks")
    domains = {one.ladder.task: domain_of(one.task) for one in fit}
    for name, tries in (ChecksAttack(fit).tries(jobs, lambda _: None) if fit else {}).items():
        for at, one in _numbered(tries):
            if one.succeeded is not None:
                yield _trick(domains[one.task], "checked", "checks", at, name, one)


def _numbered(tries: Sequence[Try]) -> Iterator[tuple[int, Try]]:
    """Each with its number among those on its task."""
    for _, group in itertools.groupby(tries, key=lambda one: one.task):
        yield from enumerate(group)


def _trick(domain: str, channel: Channel, rater: str, at: int, attack: str, one: Try) -> Trick:
    return Trick.model_validate(
        {
            "domain": domain,
            "channel": channel,
            "rater": rater,
            "task": one.task,
            "artifact": str(at),
            "attack": attack,
            "worked": one.succeeded,
            "defects": one.in_steps,
        }
    )
