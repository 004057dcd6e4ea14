"""Mutation testing of a task: how many random mutants of its reference solution do its behaviour layers notice?

One line of a journal (JSONL) per mutant, so that a measurement goes on where it stopped. The figure speaks about the
gates that run the code: structure, oracle and visible tests are left out (a check that hashes the tree would kill every
mutant and prove nothing)."""

import hashlib
import json
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

import scoring.verify
from harness.agents.builtin import Oracle
from harness.host import Host
from harness.plan import make_plan
from harness.run import Stopped, new_run
from harness.task import Task
from harness.trial import Trial, collect, open_sandbox, run_agent
from sandboxes import cache
from sandboxes.archive import Tree, scan
from sandboxes.errors import InfraError, UserError
from sandboxes.spec import Frozen
from scoring.mutate import Mutant, mutants
from scoring.stats.intervals import wilson
from scoring.verify.behaviour import Layer, is_behaviour, judge, prepare
from scoring.verify.channel import Scoring
from scoring.verify.static.spec import load_structure

SCHEMA_VERSION = 1
TRIES = 3
IGNORED = shutil.ignore_patterns("__pycache__", ".git")


class Judged(Frozen):
    """One line of the journal: a mutant and what became of it."""

    key: str
    """sha256 over everything that the verdict follows from: task, reference, verifier, seed, mutant."""
    id: str
    file: str
    line: int
    operator: str
    before: str
    after: str
    layer: str = ""
    """The first layer that noticed it; empty where it survived."""
    checks: tuple[str, ...] = ()
    """Ids of that layer's checks that failed, as far as they were asked."""
    seconds: float = 0.0


class LayerFigures(Frozen):
    """What one layer did."""

    name: str
    seconds: float
    """What the reference needs for it, alone on the machine."""
    asked: int
    """Mutants that reached it."""
    killed: int
    """Of these, those that it noticed."""


class MutationReport(Frozen):
    """A measurement."""

    schema_version: int = SCHEMA_VERSION
    task: str
    visible_digest: str
    scoring_digest: str
    reference_digest: str
    """Of the tree that solution/solve.sh makes."""
    verifier_digest: str
    seed: int
    n: int
    killed: int
    survived: int
    rate: float
    """killed / n."""
    low: float
    """Bounds of the rate at 95 %, Wilson."""
    high: float
    layers: tuple[LayerFigures, ...]
    """In the order asked, cheapest first."""
    checks: dict[str, int]
    """Check id -> mutants that failed it; 0 where none did. A mutant is asked only until it is noticed, so that these
    are lower bounds."""
    files: dict[str, tuple[int, int]]
    """File -> (mutants, survivors)."""
    survivors: tuple[Judged, ...]
    seconds: float
    """Sum over the mutants."""

    def admits(self, rate: float, low: float) -> bool:
        """Whether the task is above a floor."""
        return self.rate >= rate and self.low >= low


class _Measurement(NamedTuple):
    """What the mutants of one measurement share."""

    task: Task
    host: Host
    reference: Tree
    scoring: Scoring
    layers: tuple[Layer, ...]
    prefix: str
    """Digest of everything but the mutant."""


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
        drawn = mutants(sources(task, reference), seed, count)
        if not drawn:
            raise UserError("nothing to mutate", where=task.name, mend="Its reference tree has no Python code")
        measurement = _begin(task, host, reference, room, seed, said)
        known = {line.key: line for line in journal(record)}
        said(f"{len(drawn)} mutants; {sum(_key(measurement, m) in known for m in drawn)} judged before")
        lines = _all(measurement, drawn, known, jobs, record, stop, judged)
        _still_sound(measurement)
        return report(task, measurement, seed, lines)


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
        result = run_agent(trial, sandbox)
        tree, refused = collect(trial, sandbox)
    trial.store.release()
    if tree is None or result.error:
        raise UserError(refused or result.error, where=f"{task.name}: solution/solve.sh", mend="Correct the solution")
    yield tree


def sources(task: Task, tree: Tree) -> dict[str, str]:
    """The files that mutants are made of: the package that structure.toml names, or else all Python but tests."""
    specs = [spec for spec in task.bench.verify if spec.kind == "static"]
    package = load_structure(task.hidden / (specs[0].path or "structure.toml")).package if specs else ""
    python = [Path(entry.path) for entry in tree.entries if entry.path.endswith(".py")]
    chosen = [path for path in python if package in (*path.parts[:-1], path.stem) or not package]
    return {path.as_posix(): read(tree.root / path) for path in chosen if not _is_test(path)}


def read(path: Path) -> str:
    """A text with its line ends as they are."""
    return path.read_bytes().decode()


def _is_test(path: Path) -> bool:
    return any(p in ("test", "tests") for p in path.parts[:-1]) or path.name.startswith(("test_", "conftest"))


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
    )
    try:
        layers = prepare(scoring_, reference, said)
    except ValueError as error:
        raise UserError(str(error), where=task.name, mend="Correct the cases: the reference must pass") from error
    parts = [task.visible_digest, task.scoring_digest, reference.digest, verifier_digest(), str(seed)]
    return _Measurement(task, host, reference, scoring_, layers, "\n".join(parts))


def verifier_digest() -> str:
    """sha256 over the sources of everything that verifies."""
    root = Path(next(iter(scoring.verify.__path__)))
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix in (".py", ".ini")):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def journal(record: Path) -> Iterator[Judged]:
    """The lines of a journal; one that was cut off, or that another version wrote, is left out."""
    for line in record.read_text(encoding="utf-8").splitlines() if record.exists() else ():
        try:
            yield Judged.model_validate_json(line)
        except ValidationError:
            continue


def _key(measurement: _Measurement, mutant: Mutant) -> str:
    return hashlib.sha256(f"{measurement.prefix}\n{mutant.id}".encode()).hexdigest()


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
    record.parent.mkdir(parents=True, exist_ok=True)
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="mutant")
    waiting = [pool.submit(_one, measurement, m, stop) for m in drawn if m.id not in lines]
    try:
        with record.open("ab", buffering=0) as handle:
            for future in as_completed(waiting):
                line = future.result()
                handle.write((line.model_dump_json() + "\n").encode())
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


def report(task: Task, measurement: _Measurement, seed: int, lines: Sequence[Judged]) -> MutationReport:
    """The figures of a measurement."""
    survivors = tuple(line for line in lines if not line.layer)
    interval = wilson(len(lines) - len(survivors), len(lines))
    failed = Counter(check for line in lines for check in line.checks)
    return MutationReport(
        task=task.name,
        visible_digest=task.visible_digest,
        scoring_digest=task.scoring_digest,
        reference_digest=measurement.reference.digest,
        verifier_digest=verifier_digest(),
        seed=seed,
        n=len(lines),
        killed=len(lines) - len(survivors),
        survived=len(survivors),
        rate=(len(lines) - len(survivors)) / len(lines),
        low=interval.low,
        high=interval.high,
        layers=_layer_figures(measurement.layers, lines),
        checks={check: failed[check] for layer in measurement.layers for check in layer.checks},
        files=_by_file(lines),
        survivors=survivors,
        seconds=round(sum(line.seconds for line in lines), 1),
    )


def _layer_figures(layers: Sequence[Layer], lines: Sequence[Judged]) -> tuple[LayerFigures, ...]:
    figures, left = [], len(lines)
    for layer in layers:
        killed = sum(line.layer == layer.name for line in lines)
        figures.append(LayerFigures(name=layer.name, seconds=round(layer.seconds, 2), asked=left, killed=killed))
        left -= killed
    return tuple(figures)


def _by_file(lines: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    found, survived = Counter(line.file for line in lines), Counter(line.file for line in lines if not line.layer)
    return {file: (found[file], survived[file]) for file in sorted(found)}


def load_report(path: Path) -> MutationReport:
    """Read a report. Raises UserError where it is another version's or damaged."""
    try:
        return MutationReport.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, ValidationError) as error:
        raise UserError(
            f"damaged: {error}", where=str(path), mend="Measure again with `meltbench tasks mutate`"
        ) from error
