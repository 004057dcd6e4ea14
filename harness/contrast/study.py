"""Doing a contrast study within its time: trials, then readings in other manners and further looks of the checks, then
tricks on both channels.

Every part is kept as it comes and goes on where it stopped; what the time did not suffice for is left out of the
report's figures, which say when they rest on too little."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from harness.audit import Terms, audit, keep_audit, kept_audit
from harness.contrast import manners
from harness.contrast.design import RECHECKED, Design, pace_s
from harness.contrast.evidence import TRICKS
from harness.contrast.gather import domain_of
from harness.contrast.order import by_worth, spread_looks, spread_works
from harness.contrast.retest import Wanted, missing, retest, retestable
from harness.contrast.tricks import try_tricks
from harness.host import Host
from harness.records import TrialRecord, TrialSpec
from harness.resume import unfinished
from harness.run import Stopped
from harness.store import RunStore, write_atomic
from harness.task import Task
from sandboxes.errors import UserError

FILE = "study.json"
FOR_TRIALS = 0.7
"""Share of the time that trials may take; the rest is for looking again, tricks and the report."""
FOR_MANNERS = 0.85
"""Share of the time after which judges read no work in another manner,"""
FOR_LOOKS = 0.95
"""and after which checks look at none again: what they have begun may take long."""

SEEN_SAME = 30
"""Works of each domain at which the checks look once more with the same cases to the letter."""
PAIRS = 20
"""Pairs of works of each task that judges compare."""
Trials = Callable[[Sequence[TrialSpec], threading.Event], None]
"""Runs trials of the study until they are done or the event is set; raises Stopped then."""


class Watched(Protocol):
    """Where a person watches."""

    def say(self, text: str) -> None:
        """One line on what takes long."""


def keep(store: RunStore, design: Design) -> None:
    """Write the design beside the run."""
    write_atomic(store.root / FILE, design.model_dump_json(indent=2))


def kept(root: Path) -> Design:
    """The design of a study. Raises UserError where there is none, or it is damaged."""
    try:
        return Design.model_validate_json((root / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UserError("is no study", where=str(root), mend="Begin one: `meltbench study contrast`") from error
    except (ValidationError, OSError) as error:
        raise UserError(
            f"is damaged: {str(error).splitlines()[0]}", where=str(root / FILE), mend="Begin anew"
        ) from error


class Study:
    """One study at work."""

    def __init__(self, store: RunStore, tasks: Mapping[str, Task], design: Design) -> None:
        self._store = store
        self._tasks = tasks
        self._design = design
        self._began = time.monotonic()
        self.specs = by_worth(unfinished(store, store.run()), {name: pace_s(task) for name, task in tasks.items()})
        """The trials that are left to do, those that say most first."""

    def run(self, host: Host, watched: Watched, trials: Trials) -> list[str]:
        """Do what is left to do, and say what the time did not suffice for, a sentence each."""
        parts = (self._manners, self._looks, self._tricks, self._pairs)
        return [*self._trials(watched, trials), *(line for part in parts for line in part(host, watched))]

    def _left_s(self, share: float) -> float:
        return share * self._design.budget_s - (time.monotonic() - self._began)

    def _trials(self, watched: Watched, trials: Trials) -> Iterator[str]:
        with alarm(self._left_s(FOR_TRIALS)) as over:
            try:
                trials(self.specs, over)
            except Stopped:
                watched.say("No time for further trials")
        if left := unfinished(self._store, self._store.run()):
            yield f"{len(left)} of {len(self._store.run().trials)} planned trials were not run: the time was up."

    def _looks(self, host: Host, watched: Watched) -> Iterator[str]:
        """The checks look again at artifacts of both domains, first at those of the quicker tasks."""
        works = retestable(self._store, self._tasks)
        wanted = [one for domain in ("writing", "code") for one in self._wanted(domain, works)]
        watched.say(f"The checks look again: {len(wanted)} looks")
        done = 0
        for _ in retest(self._store, host, self._tasks, wanted, jobs=self._design.jobs, until=self._until(FOR_LOOKS)):
            done += 1
        if done < len(wanted):
            yield f"{len(wanted) - done} of {len(wanted)} further looks of the checks were not taken: the time was up."

    def _manners(self, host: Host, watched: Watched) -> Iterator[str]:
        """Judges read works in other manners, and those of code once with what the checks found."""
        questions = manners.missing(self._store, self._tasks)
        watched.say(f"Judges read in other manners: {len(questions)} readings")
        had = list(manners.ask(self._store, host, self._tasks, questions, until=self._until(FOR_MANNERS)))
        if left := len(questions) - len(had):
            why = "a judge could not be asked" if self._left_s(FOR_MANNERS) > 0 else "the time was up"
            yield f"{left} of {len(questions)} readings in other manners were not had: {why}."

    def _tricks(self, host: Host, watched: Watched) -> Iterator[str]:
        """On judges and on constraint checks; those on hidden tests are trials."""
        if self._left_s(1.0) <= 0:
            if not (self._store.root / TRICKS).exists():
                yield "No tricks were tried on judges and constraint checks: the time was up."
            return
        until = self._until(1.0)
        if not try_tricks(self._store, host, self._tasks, watched.say, jobs=self._design.jobs, until=until):
            yield "No tricks were tried on judges without defences: the time was up."

    def _pairs(self, host: Host, watched: Watched) -> Iterator[str]:
        """Judges compare works, in both orders, for what sways them."""
        if self._left_s(1.0) <= 0:
            if not kept_audit(self._store):
                yield "Judges were not asked to compare works: the time was up."
            return
        watched.say("Judges compare works, in both orders")
        terms = Terms(repeats=self._design.looks, pairs=PAIRS, concurrency=self._store.settings.judging.concurrency)
        keep_audit(self._store, audit(self._store, host, self._tasks, terms, lambda _: None))

    def _wanted(self, domain: str, works: Sequence[TrialRecord]) -> list[Wanted]:
        here = [one for one in works if domain_of(self._tasks[one.spec.task]) == domain]
        quick = sorted(here, key=lambda one: one.phases.get("verify", 0.0))
        looks = missing(self._store, quick, self._design.rechecks + 1, ["varied"])
        varied = spread_looks(looks, max(self._design.rechecked, RECHECKED))
        same = spread_works(quick)[:SEEN_SAME] if self._design.rechecks else []
        return [*varied, *missing(self._store, same, 2, ["frozen"])]

    def _until(self, share: float) -> float:
        return time.monotonic() + self._left_s(share)


@contextmanager
def alarm(seconds: float) -> Iterator[threading.Event]:
    """An event that is set after so many seconds."""
    over = threading.Event()
    timer = threading.Timer(max(0.0, seconds), over.set)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
