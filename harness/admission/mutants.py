"""Step `mutants`: the gates that run the code notice most random mutants of the reference."""

from collections import Counter
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from harness.admission.record import Item, item
from harness.admission.subject import Subject, Tenths
from harness.mutation.measure import measure
from harness.mutation.report import judged_before
from scoring.verify.behaviour import is_behaviour

RATE = 0.80
LOW = 0.75
"""Least lower 95 % bound of the rate."""
ENOUGH = 200
"""Mutants from which on the lower bound is asked for, and a record can be made (verification.md section 3)."""
SAMPLED = 10


def mutants(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """The kill rate. Of a sample, that fewer mutants, drawn anew, do not contradict it."""
    if not any(map(is_behaviour, subject.task.bench.verify)):
        return
    wanted, seed = subject.settings.mutants, subject.settings.seed
    if only is not None:
        wanted = max(SAMPLED, ceil(wanted / 10))
    tenths = Tenths(subject.said, wanted, "mutants")
    measured = measure(
        subject.task,
        subject.host,
        count=wanted,
        seed=seed,
        jobs=subject.settings.jobs,
        record=journal_path(subject),
        said=subject.said,
        stop=subject.stopping(),
        judged=lambda _: tenths.one(),
    )
    floor = f"at least {RATE:.2f}" + (f", lower bound at least {LOW:.2f}" if wanted >= ENOUGH else "")
    figures = (
        f"{measured.killed} of {measured.n} noticed: {measured.rate:.2f} ({measured.low:.2f} to {measured.high:.2f})"
    )
    passed = measured.high >= RATE if only is not None else measured.admits(RATE, LOW if wanted >= ENOUGH else 0.0)
    survivors = "; ".join(f"{s.file}:{s.line} {s.operator}" for s in measured.survivors[:3])
    yield item("kill-rate", "" if passed else f"{figures}, wanted {floor}; not noticed: {survivors}", figures)


def journal_path(subject: Subject) -> Path:
    """Where the verdicts on mutants are kept."""
    return subject.directory / "mutants.jsonl"


def checks_failed(subject: Subject) -> Counter[str]:
    """How many mutants failed each check, as far as the journal goes."""
    return Counter(check for line in judged_before(journal_path(subject)) for check in line.checks)
