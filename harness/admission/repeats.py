"""Step `repeats`: the same tree gets the same verdict, whatever does not belong to it.

Five verifications of the reference, and of the untouched workspace, each with fresh cases; between them the hash seed
of the interpreter and the order of tests change, and the last runs beside a box that burns processor time. The first is
as every verification is, and the original's answers are kept from it: what depends on the hash seed shows against them.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from random import Random
from typing import NamedTuple

from harness.admission.record import Item, item, listed
from harness.admission.subject import Checked, Subject
from sandboxes.archive import Tree
from sandboxes.base import Sandbox, SandboxGone
from sandboxes.errors import InfraError
from sandboxes.spec import Limits, SandboxSpec
from scoring.verify.suite import ORDER

REPEATS = 5
BURN = "import os; [os.fork() for _ in range(2)]\nwhile True: pass"
BURN_S = 900.0


class Condition(NamedTuple):
    """What differs from one verification to the next."""

    name: str
    seed: int
    """Of the fresh cases."""
    environment: dict[str, str]
    loaded: bool = False
    """Whether a box beside it burns processor time."""


def conditions(seed: int) -> list[Condition]:
    """The five: as ever, hash seeds 1 and 2 and a random one, tests in other orders, and under load."""
    drawn = Random(seed)  # noqa: S311 - it has to repeat
    seeds = [drawn.getrandbits(62) for _ in range(REPEATS)]
    return [
        Condition("as ever", seeds[0], {}),
        Condition("hash seed 1", seeds[1], {"PYTHONHASHSEED": "1", ORDER: "1"}),
        Condition("hash seed 2", seeds[2], {"PYTHONHASHSEED": "2", ORDER: "2"}),
        Condition("random hash seed", seeds[3], {"PYTHONHASHSEED": "random", ORDER: "3"}),
        Condition("under load", seeds[4], {}, loaded=True),
    ]


def repeats(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """One item for each check and tree. Of a sample only the first and one other condition are tried."""
    tried = conditions(subject.settings.seed)
    if only is not None:
        tried = [tried[0], Random(subject.settings.seed).choice(tried[1:])]  # noqa: S311
    trees = {"reference": subject.reference, "untouched": subject.base}
    for label, tree in trees.items():
        if tree is None:
            yield item(label, "there is no reference tree to verify")
        elif only is None or any(name.startswith(f"{label}/") for name in only):
            yield from _agreement(subject, label, tree, tried)


def _agreement(subject: Subject, label: str, tree: Tree, tried: list[Condition]) -> Iterator[Item]:
    """Whether each check says the same under every condition."""
    said: dict[str, dict[str, Checked]] = defaultdict(dict)
    for condition, checks in _verified(subject, label, tree, tried):
        for checked in checks:
            said[checked.id][condition.name] = checked
    for name, by_condition in said.items():
        yield item(f"{label}/{name}", difference(by_condition, tried), f"{len(tried)} of {len(tried)} agree")


def _verified(
    subject: Subject, label: str, tree: Tree, tried: list[Condition]
) -> Iterator[tuple[Condition, list[Checked]]]:
    """The first alone, then those without load side by side, then the one under load."""
    quiet = [condition for condition in tried[1:] if not condition.loaded]
    yield tried[0], _once(subject, label, tree, tried[0])
    with ThreadPoolExecutor(subject.settings.jobs, thread_name_prefix="repeat") as pool:
        yield from zip(quiet, pool.map(lambda c: _once(subject, label, tree, c), quiet), strict=True)
    for condition in tried[1:]:
        if condition.loaded:
            with load(subject):
                yield condition, _once(subject, label, tree, condition)


def _once(subject: Subject, label: str, tree: Tree, condition: Condition) -> list[Checked]:
    evidence = subject.directory / "repeats" / f"{label}-{condition.name.replace(' ', '-')}"
    return subject.every_check(
        tree, evidence, seed=condition.seed, environment=condition.environment, specs=subject.task.bench.verify
    )


def difference(said: dict[str, Checked], tried: list[Condition]) -> str:
    """Which conditions a check says something else under, and of which cases; empty where it never does."""
    if missing := [c.name for c in tried if c.name not in said]:
        return f"not there under {listed(missing)}"
    first = said[tried[0].name].result
    for condition in tried[1:]:
        result = said[condition.name].result
        if (result.passed, result.score) != (first.passed, first.score):
            cases = result.evidence.get("differ") or result.evidence.get("wrong") or ()
            named = listed(map(str, cases)) if isinstance(cases, list) else ""
            return f"{first.score:g} as ever, {result.score:g} with {condition.name}" + (f": {named}" if named else "")
    return ""


@contextmanager
def load(subject: Subject) -> Iterator[None]:
    """Two cores' worth of work in a box of its own, stopped at the end or after a quarter of an hour."""
    spec = SandboxSpec(
        image=subject.host.task_image(subject.task).id,
        limits=Limits(cpus=2.0, memory_mb=128, pids=16, lifetime_s=BURN_S),
        labels={"role": "admission"},
    )
    with subject.host.provider.open(spec) as box:
        burning = threading.Thread(target=_burn, args=(box,), name="load", daemon=True)
        burning.start()
        try:
            yield
        finally:
            with suppress(SandboxGone):  # it burns its own time, and is put away in any case
                box.freeze()
            burning.join(30)


def _burn(box: Sandbox) -> None:
    with suppress(SandboxGone, InfraError):  # ended by whoever opened it
        box.exec(["python3", "-c", BURN], timeout_s=BURN_S)
