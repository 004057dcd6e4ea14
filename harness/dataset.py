"""Where tasks are found, and the named lists of them."""

import os
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from harness.task import Task, load_task
from sandboxes.errors import UserError
from scoring.tables import read_toml


def tasks_root() -> Path:
    """The tasks directory: $MELTBENCH_TASKS, else the checkout's `tasks/`, else that of the installed package."""
    given = os.environ.get("MELTBENCH_TASKS")
    here = Path(__file__).resolve().parent
    candidates = [Path(given)] if given else [here.parent / "tasks", here / "data" / "tasks"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise UserError("no tasks directory", where=str(candidates[0]), mend="Set MELTBENCH_TASKS to one")


class Dataset:
    """A directory of tasks (`family/task/task.toml`) with its suites (suites.toml)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self) -> list[str]:
        """Every task, as `family/task`."""
        return sorted(p.parent.relative_to(self.root).as_posix() for p in self.root.glob("*/*/task.toml"))

    def suites(self) -> dict[str, list[str]]:
        """Suite name -> task names: those of suites.toml, which may name whole families, and each family."""
        path = self.root / "suites.toml"
        families: dict[str, list[str]] = {}
        for name in self.names():
            families.setdefault(name.partition("/")[0], []).append(name)
        named = read_toml(path).items() if path.exists() else ()
        return families | {
            suite: [name for word in table["tasks"] for name in families.get(word, [word])] for suite, table in named
        }

    def task(self, name: str) -> Task:
        """One task by name. Raises UserError where there is none, with the nearest name."""
        if name not in self.names():
            known = [*self.names(), *self.suites()]
            near = get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else "See `meltbench tasks list`"
            raise UserError("no such task or suite", where=name, mend=hint)
        return load_task(self.root / name, name)

    def select(self, wanted: Sequence[str]) -> list[Task]:
        """Tasks for the words of a command line: suite names, task names or paths to task directories; no doubles."""
        tasks: dict[str, Task] = {}
        for task in self._resolve(wanted):
            tasks.setdefault(task.name, task)
        return list(tasks.values())

    def _resolve(self, wanted: Sequence[str]) -> Iterable[Task]:
        suites = self.suites()
        for word in wanted:
            if word in suites:
                yield from (self.task(name) for name in suites[word])
            elif word.startswith((".", "/")) or Path(word, "task.toml").is_file():
                yield load_task(Path(word))
            else:
                yield self.task(word)
