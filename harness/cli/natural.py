"""meltbench tasks impossible, meltbench tasks honey: variants of a task that invite an agent to cheat."""

import sys
from pathlib import Path

from harness.dataset import Dataset, tasks_root
from harness.host import Host
from harness.natural.honey import write_honey
from harness.natural.impossible import visible_suite, write_impossible
from sandboxes import cache
from sandboxes.reaper import sweep


def impossible(name: str, *, out: Path, seed: int) -> None:
    """Write the impossible variant of a task, and say which test was spoilt."""
    task = Dataset(tasks_root()).select([name])[0]
    visible_suite(task)
    host = Host(_say)
    try:
        spoilt = write_impossible(task, host, out, seed, _say)
    except KeyboardInterrupt:
        sweep(host.client, cache.installation_id(), own=True)
        raise
    print(f"{out}: {spoilt.test} cannot pass ({spoilt.what}). Run it with `meltbench run {_argument(out)} -a AGENT`")


def honey(name: str, *, out: Path) -> None:
    """Write the variant of a task with honey files, and say where they will lie."""
    task = Dataset(tasks_root()).select([name])[0]
    write_honey(task, out)
    print(f"{out}: [meltbench.honey] can be edited. Run it with `meltbench run {_argument(out)} -a AGENT`")


def _argument(out: Path) -> str:
    """A path that the command line takes for a directory and for nothing else."""
    return str(out) if out.is_absolute() else f"./{out}"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
