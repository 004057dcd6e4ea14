"""Admitting a task: each step done once and kept in the cache, the record made of them, and a sample of it tried again.

What is kept is found again by digests: of the task, of what verifies, of the exploits, and of the steps themselves. A
call that was interrupted goes on where it stopped; what was played for one step is there for the next."""

import json
import math
import platform
import random
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from harness import __version__
from harness.admission.digests import digests_of, step_digest
from harness.admission.facts import facts
from harness.admission.record import Admission, Digests, Item, Step, item, read_record, standing_record
from harness.admission.steps import STEPS, Known
from harness.admission.subject import Settings, Subject
from harness.digests import value_digest
from harness.host import Host
from harness.run import Stopped
from harness.store import now, write_atomic
from harness.task import Task
from sandboxes import cache
from sandboxes.errors import SourceError, UserError

Said = Callable[[str], None]
IMPOSSIBLE = "task"
"""The item that says why a step cannot be done at all."""


class Admissions:
    """Admits tasks one after the other; can be stopped at any point and asked again."""

    def __init__(self, host: Host, settings: Settings, said: Said) -> None:
        self._host = host
        self._settings = settings
        self._said = said
        self._stop = threading.Event()
        self._subjects: list[Subject] = []

    def check(self, task: Task, steps: Sequence[Known], finished: Callable[[Step], None]) -> Admission:
        """Do the given steps, or take them from the cache; `finished` hears of each. Raises Stopped once sealed."""
        subject = self._subject(task, _directory(task))
        try:
            done = []
            for step in steps:
                done.append(self._step(subject, step))
                finished(done[-1])
            whole = len(done) == len(STEPS) and all(step.passed for step in done)
            measured = facts(subject) if whole else None
            # Studies plan by what the steps of a record took, also by those that were kept.
            done = (
                [self._known(subject, step) or shown for step, shown in zip(steps, done, strict=True)]
                if whole
                else done
            )
        finally:
            subject.release()
        return self._admission(task, done).model_copy(update={"facts": measured})

    def sample(
        self, task: Task, share: float, finished: Callable[[Step], None], *, end_s: float = math.inf
    ) -> Admission:
        """Do a random share of the record's items again; an item passes where it comes out as the record says. Once
        the clock says `end_s` no further step is begun.

        Raises UserError where there is no record. A record of another state of the task fails at once; of one that was
        made with another verifier or catalogue this is said, and the sample is what holds it up."""
        record = read_record(task)
        standing = Step(
            name="record", items=(standing_of(record, digests_of(task)), item("admitted", _unadmitted(record)))
        )
        finished(standing)
        done = [standing]
        # Nothing kept is used: what was played for the record may be on this very machine.
        with cache.scratch() as room:
            subject = self._subject(task, room)
            try:
                for step, names in drawn(record, share, self._settings.seed):
                    if len(done) > 1 and time.monotonic() > end_s:
                        self._said(f"The time is over: {task.name} is not sampled from {step.name} on")
                        break
                    done.append(_compared(step, names, self._do(subject, step, names), record))
                    finished(done[-1])
            finally:
                subject.release()
        return self._admission(task, done)

    def seal(self) -> None:
        """Let nothing be finished any more: the process is about to be torn down."""
        self._stop.set()
        for subject in self._subjects:
            subject.seal()

    def _subject(self, task: Task, directory: Path) -> Subject:
        subject = Subject(task, self._host, directory, self._settings, self._stop, self._said)
        self._subjects.append(subject)
        return subject

    def _step(self, subject: Subject, step: Known) -> Step:
        known = self._known(subject, step)
        if known:
            return known.model_copy(update={"seconds": 0.0})
        key = self._key(subject.task, step)
        done = self._do(subject, step, None)
        if all(one.id != IMPOSSIBLE for one in done.items):
            write_atomic(_kept_at(subject, step), json.dumps({"key": key, "step": done.model_dump(mode="json")}))
        return done

    def _known(self, subject: Subject, step: Known) -> Step | None:
        """A step as it was when it was done, with what it took; None where that does not hold any more."""
        return _kept(_kept_at(subject, step), self._key(subject.task, step))

    def _do(self, subject: Subject, step: Known, only: frozenset[str] | None) -> Step:
        """Do a step now. What a task's own files make impossible is a failed item, not the end of the check."""
        if self._stop.is_set():
            raise Stopped
        self._said(f"{subject.task.name}: {step.name}")
        started = time.monotonic()
        items: list[Item] = []
        try:
            items += step.work(subject, only)
        except (UserError, SourceError) as error:
            items.append(item(IMPOSSIBLE, str(error)))
        return Step(name=step.name, items=tuple(items), seconds=max(0.01, round(time.monotonic() - started, 2)))

    def _key(self, task: Task, step: Known) -> str:
        digests, settings = digests_of(task), self._settings
        parts: list[object] = [digests.task, digests.verifier, step_digest(step.work.__module__)]
        parts += [digests.exploits] if step.exploits else []
        parts += [settings.seed, settings.mutants] if step.drawn else []
        return value_digest(parts)

    def _admission(self, task: Task, steps: Sequence[Step]) -> Admission:
        return Admission(
            task=task.name,
            digests=digests_of(task),
            meltbench=__version__,
            made=now(),
            host=self._host.facts() if any(step.seconds for step in steps) else {"python": platform.python_version()},
            seed=self._settings.seed,
            mutants=self._settings.mutants,
            steps=tuple(steps),
        )


def _kept_at(subject: Subject, step: Known) -> Path:
    return subject.directory / "steps" / f"{step.name}.json"


def _directory(task: Task) -> Path:
    """Where what is done for a task is kept, as long as neither it nor what verifies changes."""
    digests = digests_of(task)
    name = f"{task.name.replace('/', '-')}-{value_digest([digests.task, digests.verifier])[:12]}"
    return cache.cache_dir("admission", name)


def drawn(record: Admission, share: float, seed: int) -> list[tuple[Known, frozenset[str]]]:
    """A random share of a record's items, at least one, by step."""
    names = [(step.name, one.id) for step in record.steps for one in step.items]
    picked = random.Random(seed).sample(names, min(len(names), max(1, math.ceil(share * len(names)))))  # noqa: S311
    by_step = {known: frozenset(id_ for step, id_ in picked if step == known.name) for known in STEPS}
    return [(known, ids) for known, ids in by_step.items() if ids]


def _compared(step: Known, names: frozenset[str], again: Step, record: Admission) -> Step:
    """The items of a step that was done again, each beside what the record says of it."""
    before = {one.id: one for known in record.steps if known.name == step.name for one in known.items}
    today = {one.id: one for one in again.items}
    items = [_agreement(before[name], today.get(name)) for name in sorted(names)]
    items += [one for one in again.items if one.id == IMPOSSIBLE]
    return Step(name=step.name, items=tuple(items), seconds=again.seconds)


def _agreement(before: Item, today: Item | None) -> Item:
    if today is None:
        return item(before.id, "is in the record and was not found now")
    if today.passed == before.passed:
        return item(before.id, "", f"as recorded: {today.message}")
    word = {True: "passed", False: "failed"}
    return item(before.id, f"{word[before.passed]} in the record, {word[today.passed]} now: {today.message}")


def recorded(task: Task, mutants: int) -> Admission | None:
    """The record that admits a task as it is, by as many mutants at least; None where there is none. What verifies may
    have changed since: `standing_of` says so. Raises UserError for a record that cannot be read."""
    record = standing_record(task)
    if record is None or record.mutants < mutants or not record.admitted:
        return None
    return record if standing_of(record, digests_of(task)).passed else None


def standing_of(record: Admission, today: Digests) -> Item:
    """Whether the record speaks about the task as it is, and what else is not as it was."""
    other = [name for name, then in record.digests if then != getattr(today, name)]
    why = "the record is of another state of the task: make it again" if "task" in other else ""
    return item("digests", why, f"made with another {' and '.join(other)}" if other else "")


def _unadmitted(record: Admission) -> str:
    failed = [step.name for step in record.steps if not step.passed]
    return f"the record itself fails {', '.join(failed)}" if failed else ""


def _kept(path: Path, key: str) -> Step | None:
    """A step that was done before, where it is this very step."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return Step.model_validate(table["step"]) if table["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None
