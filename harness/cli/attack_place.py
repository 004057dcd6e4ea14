"""Where attacks on judges and checks get their works from, and where they keep what comes of them."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness.attack.ladders import Placed
    from harness.host import Host
    from harness.store import RunStore
    from harness.task import Task

DEFAULT = ("writing", "everyday")
DIRECTORY = "attack"
"""In the run whose works are attacked."""


def opened(out: Path | None, stack: ExitStack) -> "RunStore":
    """The directory of an attack without a run; no other process writes to it while the stack stands. Raises
    UserError."""
    import secrets
    from datetime import UTC, datetime

    from harness.store import RUN_FILE, RunStore
    from sandboxes.errors import UserError

    directory = out or Path("runs") / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    if (directory / RUN_FILE).exists():
        mend = "Choose another directory with -o, or attack its works with --run"
        raise UserError("there is a run here already", where=str(directory), mend=mend)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        store = RunStore(directory)
        store.hold()
        stack.callback(store.release)
    except OSError as error:
        mend = "Choose another directory with -o"
        raise UserError(f"cannot be written: {error.strerror}", where=str(directory), mend=mend) from error
    return store


def held(run: Path, out: Path | None, stack: ExitStack) -> "RunStore":
    """The run whose works are attacked, kept from other processes while the stack stands. Raises UserError."""
    from harness.store import RunStore
    from sandboxes.errors import UserError

    if out:
        raise UserError("beside --run", where="-o", mend=f"Leave it out: all is kept in {run / DIRECTORY}")
    store = RunStore.open(run)
    store.hold()
    stack.callback(store.release)
    return store


def works_of(store: "RunStore", what: list[str]) -> "tuple[list[Placed], list[str], Host]":
    """The ladders that a run has played of the tasks that are named (of all if none are), a sentence on each that is
    left out, and this machine. Raises UserError where none is left."""
    from harness.attack.from_run import placed_of_run
    from harness.cli.progress import Watch
    from harness.gateway.prices import known_prices, with_own
    from harness.host import Host
    from harness.resume import tasks_of, unchanged
    from harness.run import PRICES
    from sandboxes.errors import UserError

    record, own = store.run(), store.root / PRICES
    tasks = tasks_of(record)
    unchanged(record, tasks)
    with Watch(len(tasks)) as watch:
        host = Host(watch.say, with_own(own) if own.exists() else known_prices())
        placed, out = placed_of_run(store, host, _named(tasks, what))
    if not placed:
        mend = "Run their ladders (`meltbench run TASK -a artifact:all`), and give that run"
        raise UserError(f"nothing to attack: {out[0].rstrip('.')}", where=str(store.root), mend=mend)
    return placed, out, host


def _named(tasks: "dict[str, Task]", what: list[str]) -> "dict[str, Task]":
    """Those that are named, by themselves or by their family. Raises UserError for a name that is none."""
    from sandboxes.errors import UserError

    for name in what:
        if not any(name in (task, task.partition("/")[0]) for task in tasks):
            raise UserError("is no task of this run", where=name, mend=f"There are: {', '.join(tasks)}")
    return {name: task for name, task in tasks.items() if not what or {name, name.partition("/")[0]} & set(what)}
