"""Times the trivial trial of the harness against the bare sequence, interleaved in one run, at 1, 2 and 4 jobs.

A pair is one round of the bare sequence and one of the harness, each `jobs` at a time, in random order. The ratio
shown is the median of the paired ratios, with its exact 95 % interval."""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

from harness.agents.registry import find_agent
from harness.host import Host
from harness.plan import make_plan
from harness.records import TrialSpec
from harness.run import new_run
from harness.store import RunStore
from harness.task import Task, load_task
from harness.trial import Trial, run_trial
from scoring.stats.intervals import median_interval
from tests.perf.bare import bare_trial

TASK = Path(__file__).parent.parent / "fixtures/tasks/trivial/three-tests"
TARGET = 1.1
WARM_UP = 2
"""Pairs that are run and not counted."""


class Cost:
    """What the harness itself used, beside what containers did."""

    def __init__(self) -> None:
        self.cpu_s = 0.0
        self.trials = 0

    def line(self) -> str:
        """For people."""
        memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        each = 1000 * self.cpu_s / self.trials
        return f"harness: {each:.0f} ms CPU per trial (n = {self.trials}), {memory_mb:.0f} MB memory at most"


def main() -> None:
    """Print one line for each number of jobs, then what the harness itself used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=60, help="interleaved pairs for each number of jobs")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2, 4])
    given = parser.parse_args()
    host, task, cost = Host(print), load_task(TASK), Cost()
    host.base_tree(task)
    for jobs in given.jobs:
        ratios = paired_ratios(host, task, jobs, given.pairs, cost)
        low, high = median_interval(ratios)
        verdict = f"within {TARGET}x" if high <= TARGET else f"over {TARGET}x"
        figure = f"{median(ratios):.3f}x the bare sequence [{low:.3f}, {high:.3f}]"
        print(f"{jobs} jobs: {figure}, n = {len(ratios)} pairs ({verdict})", flush=True)
    print(cost.line())


def paired_ratios(host: Host, task: Task, jobs: int, pairs: int, cost: Cost) -> list[float]:
    """Seconds of the harness over seconds of the bare sequence, for each counted pair."""
    order = random.Random(jobs)
    image = host.task_image(task).id
    plan = make_plan([task], ["oracle"], attempts=jobs * (pairs + WARM_UP), track=None)
    ratios = []
    with tempfile.TemporaryDirectory(prefix="meltbench-perf-") as scratch, ThreadPoolExecutor(jobs) as pool:
        store = new_run(Path(scratch) / "run", plan, jobs=jobs, argv=[])
        specs = iter(plan.trials)
        for _ in range(pairs + WARM_UP):
            seconds = {}
            for side in order.sample(["bare", "ours"], 2):
                if side == "bare":
                    seconds[side] = timed(pool, [partial(bare_trial, host.client.api, image)] * jobs)
                else:
                    used = resource.getrusage(resource.RUSAGE_SELF)
                    seconds[side] = timed(pool, list(trials(host, task, store, specs, jobs)))
                    now = resource.getrusage(resource.RUSAGE_SELF)
                    cost.cpu_s += now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
                    cost.trials += jobs
            ratios.append(seconds["ours"] / seconds["bare"])
        solved = [record.main.value for record in store.records() if record.main]
        store.release()
    assert solved == [1.0] * len(plan.trials), "a trivial trial was not solved"
    return ratios[WARM_UP:]


def trials(
    host: Host, task: Task, store: RunStore, specs: Iterator[TrialSpec], jobs: int
) -> Iterator[Callable[[], object]]:
    """The next `jobs` trials of the plan."""
    for _ in range(jobs):
        yield partial(run_trial, Trial(next(specs), task, find_agent("oracle"), store, host, seed=1))


def timed(pool: ThreadPoolExecutor, work: list[Callable[[], object]]) -> float:
    """Seconds until all of `work`, begun together, is done."""
    started = time.perf_counter()
    for future in [pool.submit(item) for item in work]:
        future.result()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
