"""Times the trivial trial of the harness against the bare sequence, interleaved in one run, at 1, 2 and 4 jobs.

A pair is one round of the bare sequence and one of the harness, each `jobs` at a time, in random order. The ratio
shown is the median of the paired ratios, with its exact 95 % interval."""

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from harness.agents.registry import find_agent
from harness.host import Host
from harness.plan import make_plan
from harness.run import new_run
from harness.task import load_task
from harness.trial import Trial, run_trial
from scoring.stats.intervals import median_interval
from tests.perf.bare import bare_trial

TASK = Path(__file__).parent.parent / "fixtures/tasks/trivial/three-tests"
TARGET = 1.1


def main() -> None:
    """Print one line for each number of jobs, then what the harness itself used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=60, help="interleaved pairs for each number of jobs")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2, 4])
    given = parser.parse_args()
    host = Host(print)
    task = load_task(TASK)
    host.base_tree(task)
    image = host.task_image(task).id
    order = random.Random(0)
    cpu = 0.0
    trials = 0
    for jobs in given.jobs:
        scratch = Path(tempfile.mkdtemp(prefix="meltbench-perf-"))
        plan = make_plan([task], ["oracle"], attempts=jobs * (given.pairs + 2), track=None)
        store = new_run(scratch / "run", plan, jobs=jobs, argv=[])
        specs = iter(plan.trials)

        def ours(store=store, specs=specs, jobs=jobs):  # type: ignore[no-untyped-def]
            batch = [next(specs) for _ in range(jobs)]
            return [lambda s=s: run_trial(Trial(s, task, find_agent("oracle"), store, host, seed=1)) for s in batch]

        def bare(jobs=jobs):  # type: ignore[no-untyped-def]
            return [lambda: bare_trial(host.client.api, image)] * jobs

        ratios = []
        with ThreadPoolExecutor(jobs) as pool:
            for pair in range(given.pairs + 2):
                sides: dict[str, Callable[[], list[Callable[[], object]]]] = {"bare": bare, "ours": ours}
                seconds = {}
                for name in order.sample(sorted(sides), 2):
                    before = _cpu()
                    seconds[name] = _round(pool, sides[name]())
                    if name == "ours":
                        cpu += _cpu() - before
                        trials += jobs
                if pair >= 2:  # the first two warm up
                    ratios.append(seconds["ours"] / seconds["bare"])
        values = [r.main.value for r in store.records() if r.main]
        assert values == [1.0] * len(values), "a trivial trial was not solved"
        shutil.rmtree(scratch)
        low, high = median_interval(ratios)
        verdict = "within" if high <= TARGET else "over"
        print(
            f"{jobs} jobs: {median(ratios):.3f}x the bare sequence [{low:.3f}, {high:.3f}], n = {len(ratios)} pairs"
            f" ({verdict} {TARGET}x)",
            flush=True,
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"harness: {1000 * cpu / trials:.0f} ms CPU per trial (n = {trials}), {memory:.0f} MB memory at most")


def _round(pool: ThreadPoolExecutor, work: list[Callable[[], object]]) -> float:
    started = time.perf_counter()
    for future in [pool.submit(item) for item in work]:
        future.result()
    return time.perf_counter() - started


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
