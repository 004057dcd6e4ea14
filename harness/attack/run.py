"""One run of attacks from start to finish: canaries out, trials, control, defences one by one, canaries looked at."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from harness.attack.ablation import Ablation, ablate
from harness.attack.canaries import LAID_OUT, LOOKED_AT, Canaries, laid_out
from harness.attack.control_room import CHECKS, NOTHING, Cell, ControlRoom, fitting
from harness.host import Host
from harness.records import TrialSpec
from harness.resume import unfinished
from harness.store import RunStore
from harness.task import Task


class Watched(Protocol):
    """Where a person watches."""

    def say(self, text: str) -> None:
        """One line on what takes long."""


class Findings(NamedTuple):
    """What came of it, beside the trials' own records."""

    cells: Sequence[Cell]
    """The bare control's verdicts."""
    ablation: Ablation | None


RunTrials = Callable[[Sequence[TrialSpec]], None]


class Attack:
    """A run of attacks: its trials play `nop` and every exploit of the catalogue that fits."""

    def __init__(self, store: RunStore, tasks: Mapping[str, Task], *, jobs: int, control: bool, ablate: bool) -> None:
        self._store = store
        self._tasks = tasks
        self._jobs = jobs
        self._control = control
        self._ablate = ablate
        self.specs = unfinished(store, store.run())
        """The trials that are left to do."""

    def run(self, host: Host, watched: Watched, stop: threading.Event, trials: RunTrials) -> Findings:
        """Do what is left to do. `trials` runs trials of the store."""
        first = next(iter(self._tasks.values()))
        with laid_out(host, self._store, host.task_image(first).id) as canaries:
            self._store.journal(LAID_OUT)
            try:
                trials(self.specs)
                room = ControlRoom(host, list(self._tasks.values()), self._store.root / "attack", stop)
                cells = self._against_control(room, watched)
                ablation = self._one_by_one(room, host, watched)
            finally:  # interrupted or not: what was played by then may have touched something
                self._store.journal(LOOKED_AT, touched=self._look(canaries))
        return Findings(cells, ablation)

    def _against_control(self, room: ControlRoom, watched: Watched) -> list[Cell]:
        if not self._control:
            return []
        names = {task.name: [*CHECKS, *self._played(task)] for task in room.tasks}
        wanted = [(task, name, NOTHING) for task in room.tasks for name in names[task.name]]
        return room.judge_all(wanted, jobs=self._jobs, say=watched.say)

    def _played(self, task: Task) -> list[str]:
        """The exploits that this run plays on a task."""
        agents = {spec.agent for spec in self._store.run().trials if spec.task == task.name}
        return [exploit.name for exploit in fitting(task) if f"cheat:{exploit.name}" in agents]

    def _one_by_one(self, room: ControlRoom, host: Host, watched: Watched) -> Ablation | None:
        """Judge the defences on the smallest task: one of the smoke family, where there is one."""
        chosen = sorted(room.tasks, key=lambda task: task.bench.family != "smoke")
        if not self._ablate or not chosen:
            return None
        names = self._played(chosen[0])
        return ablate(room, host, self._store, chosen[0], names, jobs=self._jobs, say=watched.say)

    def _look(self, canaries: Canaries) -> list[str]:
        touched = canaries.touched()
        specs = self._store.run().trials
        leaks = [
            f"{spec.directory}/{path} holds the key"
            for spec in specs
            for path in canaries.leaked(self._store.trial_dir(spec))
        ]
        return [
            *(f"host: {line}" for line in touched.host),
            *(f"neighbour: {line}" for line in touched.neighbour),
            *leaks,
        ]
