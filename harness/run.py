"""Doing a run: its trials side by side, infrastructure failures tried again, and a clean stop on Ctrl-C."""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path

from harness import __version__
from harness.agents.registry import find_agent
from harness.host import Host
from harness.plan import Plan
from harness.records import ClaimEntry, RunRecord, RunSettings, TrialRecord, TrialSpec
from harness.store import RunStore, now, write_atomic
from harness.task import Task
from harness.trial import Trial, run_trial
from sandboxes.errors import InfraError

TRIES = 3
BACKOFF_S = 2.0

PRICES = "prices.toml"
"""The operator's own price table, in the run directory."""

Finished = Callable[[TrialRecord], None]


def new_run(
    root: Path | None,
    plan: Plan,
    *,
    jobs: int,
    argv: Sequence[str],
    settings: RunSettings = RunSettings(),  # noqa: B008 - immutable
    prices: Path | None = None,
    claims: tuple[ClaimEntry, ...] = (),
) -> RunStore:
    """A run directory for a plan: `root`, or one named after the time under runs/. `prices` is a table of the
    operator's, of which a copy is kept."""
    chosen = root or Path("runs") / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    record = RunRecord(
        id=chosen.name,
        created=now(),
        meltbench=__version__,
        argv=tuple(argv),
        jobs=jobs,
        tasks=plan.tasks,
        agents=plan.agents,
        trials=plan.trials,
        settings=settings,
        claims=claims,
        left_out=plan.left_out,
    )
    store = RunStore.create(chosen, record)
    if prices:
        write_atomic(chosen / PRICES, prices.read_text(encoding="utf-8"))
    return store


class Stopped(Exception):
    """The run was asked to stop; what is unfinished can be resumed."""


def run_trials(
    store: RunStore,
    host: Host,
    tasks: dict[str, Task],
    specs: Sequence[TrialSpec],
    *,
    jobs: int,
    stop: threading.Event,
    finished: Finished,
) -> list[TrialRecord]:
    """Run what is not finished yet, `jobs` at a time. Raises Stopped once `stop` is set and the threads are idle.

    A trial that raises does not take the others with it: what it raised is raised at the end."""
    records = []
    failed: list[Exception] = []
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="trial")
    waiting: list[Future[TrialRecord | None]] = [
        pool.submit(_run_one, store, host, tasks[spec.task], spec, stop) for spec in specs
    ]
    try:
        for future in as_completed(waiting):
            try:
                record = future.result()
            except Exception as error:  # noqa: BLE001 - raised at the end
                failed.append(error)
                continue
            if record:
                records.append(record)
                finished(record)
    except BaseException:
        # Not waited for: an agent may have hours left. Its sandbox is torn down by whoever interrupts.
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    if failed:
        raise failed[0]
    if stop.is_set():
        raise Stopped
    return records


def _run_one(store: RunStore, host: Host, task: Task, spec: TrialSpec, stop: threading.Event) -> TrialRecord | None:
    """One trial with its retries; None where the run stops first."""
    for attempt in range(1, TRIES + 1):
        if stop.is_set():
            return None
        trial = Trial(spec, task, find_agent(spec.agent), store, host, seed=secrets.randbits(63))
        started = now()
        try:
            record = run_trial(trial)
        except InfraError as error:
            store.journal("infra_error", trial=spec.directory, attempt=attempt, message=str(error))
            if attempt == TRIES:
                return _give_up(store, spec, str(error), started)
            time.sleep(BACKOFF_S * attempt)
        else:
            store.journal("finished", trial=spec.directory, outcome=record.outcome)
            return record
    return None


def _give_up(store: RunStore, spec: TrialSpec, message: str, started: str) -> TrialRecord:
    """Record that the machine, not the agent, failed: left out of every mean, and shown as left out."""
    record = TrialRecord(
        key=spec.key,
        spec=spec,
        outcome="infra_error",
        message=message,
        started=started,
        finished=now(),
        tries=store.begin_try(spec),
    )
    store.finish(record)
    return record
