"""Mutation testing of a task: how many random mutants of its reference solution do its behaviour layers notice?

One line of a journal (JSONL) per mutant, so that a measurement goes on where it stopped. The figure speaks about the
gates that run the code: structure, oracle and visible tests are left out (a check that hashes the tree would kill every
mutant and prove nothing)."""

import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from harness.agents.builtin import Oracle
from harness.digests import verifier_digest
from harness.host import Host
from harness.journal import Journal
from harness.mutation.report import Judged, Mutated, MutationReport, judged_before, report
from harness.plan import make_plan
from harness.run import Stopped, new_run
from harness.task import Task
from harness.trial import Trial, collect, open_sandbox, run_agent
from sandboxes import cache
from sandboxes.archive import Tree, scan
from sandboxes.errors import InfraError, UserError
from scoring.mutable import sources
from scoring.mutate import Mutant, mutants
from scoring.verify.behaviour import Layer, is_behaviour, judge, prepare
from scoring.verify.channel import Scoring
from scoring.verify.surroundings import package_of

TRIES = 3
IGNORED = shutil.ignore_patterns("__pycache__", ".git")


class _Measurement(NamedTuple):
    """What the mutants of one measurement share."""

    of: Mutated
    reference: Tree
    scoring: Scoring
    layers: tuple[Layer, ...]


def measure(
    task: Task,
    host: Host,
    *,
    count: int,
    seed: int,
    jobs: int,
    record: Path,
    said: Callable[[str], None],
    stop: threading.Event | None = None,
    judged: Callable[[Judged], None] | None = None,
) -> MutationReport:
    """Draw `count` mutants of the task's reference tree and judge each; `record` is the journal.

    Raises UserError for a task without a reference or behaviour layers, Stopped once `stop` is set, InfraError where
    the machine fails. `judged` hears of each mutant, those of an earlier call included."""
    stop, judged = stop or threading.Event(), judged or _nobody
    with cache.scratch() as room, reference_tree(task, host, room) as reference:
        drawn = mutants(sources(reference, task.bench.verify, task.hidden), seed, count)
        if not drawn:
            raise UserError("nothing to mutate", where=task.name, mend="Its reference tree has no Python code")
        measurement = _begin(task, host, reference, room, seed, said)
        known = {line.key: line for line in judged_before(record)}
        said(f"{len(drawn)} mutants; {sum(_key(measurement, m) in known for m in drawn)} judged before")
        lines = _all(measurement, drawn, known, jobs, record, stop, judged)
        _still_sound(measurement)
        return report(measurement.of, measurement.layers, lines)


def _nobody(line: Judged) -> None:
    del line


@contextmanager
def reference_tree(task: Task, host: Host, room: Path) -> Iterator[Tree]:
    """What the reference solution makes of the workspace. Raises UserError where it fails."""
    agent = Oracle()
    plan = make_plan([task], [agent.name], attempts=1, track=None)
    trial = Trial(plan.trials[0], task, agent, new_run(room / "reference", plan, jobs=1, argv=()), host, seed=0)
    trial.store.begin_try(trial.spec)
    with open_sandbox(trial) as sandbox:
        result = run_agent(trial, sandbox, host.base_tree(task))
        tree, refused = collect(trial, sandbox)
    trial.store.release()
    if tree is None or result.error:
        raise UserError(refused or result.error, where=f"{task.name}: solution/solve.sh", mend="Correct the solution")
    yield tree


def _begin(task: Task, host: Host, reference: Tree, room: Path, seed: int, said: Callable[[str], None]) -> _Measurement:
    if not any(map(is_behaviour, task.bench.verify)):
        raise UserError("no gate runs its code", where=task.name, mend="Mutants measure differential and suite gates")
    boxes = host.boxes(task, {"run": "mutation", "trial": task.name})
    scoring_ = Scoring(
        specs=task.bench.verify,
        hidden=task.hidden,
        unpacked=host.unpacked(task),
        base=host.base_tree(task),
        boxes=boxes,
        seed=seed,
        evidence=room / "evidence",
        package=package_of(task.bench.verify, task.hidden),
    )
    try:
        layers = prepare(scoring_, reference, said)
    except ValueError as error:
        raise UserError(str(error), where=task.name, mend="Correct the cases: the reference must pass") from error
    mutated = Mutated(
        task=task.name,
        visible_digest=task.visible_digest,
        scoring_digest=task.scoring_digest,
        reference_digest=reference.digest,
        verifier_digest=verifier_digest(frozenset(spec.kind for spec in task.bench.verify)),
        seed=seed,
    )
    return _Measurement(mutated, reference, scoring_, layers)


def _key(measurement: _Measurement, mutant: Mutant) -> str:
    return hashlib.sha256(f"{measurement.of.model_dump_json()}\n{mutant.id}".encode()).hexdigest()


def _all(
    measurement: _Measurement,
    drawn: Sequence[Mutant],
    known: Mapping[str, Judged],
    jobs: int,
    record: Path,
    stop: threading.Event,
    judged: Callable[[Judged], None],
) -> list[Judged]:
    """Judge what is not judged yet, `jobs` at a time; every mutant's line in the order drawn."""
    lines = {m.id: known[_key(measurement, m)] for m in drawn if _key(measurement, m) in known}
    for line in lines.values():
        judged(line)
    journal, pool = Journal(record), ThreadPoolExecutor(jobs, thread_name_prefix="mutant")
    waiting = [pool.submit(_one, measurement, m, stop) for m in drawn if m.id not in lines]
    try:
        for future in as_completed(waiting):
            line = future.result()
            journal.append(line.model_dump_json())
            lines[line.id] = line
            judged(line)
    except BaseException:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return [lines[m.id] for m in drawn]


def _one(measurement: _Measurement, mutant: Mutant, stop: threading.Event) -> Judged:
    """Write the mutant beside nothing of another one, and judge it."""
    started = time.monotonic()
    for attempt in range(1, TRIES + 1):
        if stop.is_set():
            raise Stopped
        try:
            with cache.scratch() as room:
                copy = shutil.copytree(measurement.reference.root, room / "tree", ignore=IGNORED)
                (copy / mutant.file).write_bytes(mutant.text.encode())
                verdict = judge(scan(copy), measurement.scoring, measurement.layers)
            break
        except InfraError:
            if attempt == TRIES:
                raise
    return Judged(
        key=_key(measurement, mutant),
        **mutant.model_dump(exclude={"text"}),
        layer=verdict.layer,
        checks=verdict.checks,
        seconds=round(time.monotonic() - started, 2),
    )


def _still_sound(measurement: _Measurement) -> None:
    """The reference passes at the end as it did at the beginning, or kills were the machine's and not the cases'."""
    verdict = judge(measurement.reference, measurement.scoring, measurement.layers)
    if verdict.layer:
        raise InfraError(f"the reference itself now fails {', '.join(verdict.checks)}: the measurement is void")
