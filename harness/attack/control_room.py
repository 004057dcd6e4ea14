"""Plays exploits against the naive control of several tasks, each verdict journalled so that none is played twice."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from harness.agents.base import Agent, AgentContext
from harness.agents.cheat import Cheat, structure_of
from harness.agents.registry import find_agent
from harness.host import Host
from harness.journal import Journal
from harness.task import Task
from sandboxes.base import Sandbox
from sandboxes.spec import Frozen, SandboxSpec
from scoring.attacks.control import Control, Play
from scoring.attacks.exploit import Exploit, catalogue
from scoring.attacks.gathering import gather
from scoring.attacks.material import Material
from scoring.verify.defences import Defence

NOTHING: frozenset[Defence] = frozenset()
PLAY_S = 120.0
"""Wall seconds an exploit has against the control."""
CHECKS = ("oracle", "nop", "sloppy")
"""What the control must judge rightly to be worth anything: the reference, nothing, and the sloppy start alone."""

Say = Callable[[str], None]


class Cell(Frozen):
    """One verdict of the control (with the defences that were added) on one thing played."""

    task: str
    player: str
    """An exploit's name, or one of `oracle`, `nop`, `sloppy`."""
    digest: str
    """Of the task and of what was played."""
    added: tuple[str, ...]
    passes: bool
    seconds: float


class Cells:
    """The control's verdicts of a run, journalled so that nothing is played twice."""

    def __init__(self, path: Path) -> None:
        self._journal = Journal(path)
        self._known = {(cell.player, cell.digest, cell.added): cell for cell in self._journal.read(_cell)}

    def get(self, player: str, digest: str, added: tuple[str, ...]) -> Cell | None:
        """A verdict that is there already."""
        return self._known.get((player, digest, added))

    def __getitem__(self, key: tuple[str, str, tuple[str, ...]]) -> Cell:
        """A verdict that is there. Raises KeyError where it is not: of structure checks, one is added at a time."""
        return self._known[key]

    def add(self, cell: Cell) -> None:
        """Keep a verdict."""
        self._journal.append(cell.model_dump_json())
        self._known[cell.player, cell.digest, cell.added] = cell


def _cell(line: str) -> Cell:
    return Cell.model_validate_json(line)


class ControlRoom:
    """The naive control of several tasks, ready to judge what is played against it."""

    def __init__(self, host: Host, tasks: Sequence[Task], root: Path, stop: threading.Event) -> None:
        """`root` is the run's directory for what the control leaves."""
        self._host = host
        self._root = root
        self._stop = stop
        self.cells = Cells(root / "cells.jsonl")
        self._materials: dict[str, Material] = {}
        self._lock = threading.Lock()
        self.tasks = [task for task in tasks if _cases_of(task) is not None]
        """Those that the control can be made for: with structure checks and a differential gate."""

    def material(self, task: Task) -> Material:
        """What the control verifies a task with, gathered once."""
        with self._lock:
            if task.name not in self._materials:
                self._materials[task.name] = self._gather(task)
            return self._materials[task.name]

    def _gather(self, task: Task) -> Material:
        structure, cases = structure_of(task), _cases_of(task)
        assert structure is not None and cases is not None
        boxes = self._host.boxes(task, {"role": "control"})
        workdir = task.config.environment.workdir
        base = self._host.base_tree(task)
        return gather(base, workdir, structure, task.hidden / cases, boxes, lambda: self.open(task))

    def open(self, task: Task) -> Sandbox:
        """An agent's sandbox whose main process is root's, so that every process of the agent's user can be ended."""
        environment = task.config.environment
        return self._host.provider.open(
            SandboxSpec(
                image=self._host.task_image(task).id,
                limits=task.limits,
                user="0:0",
                workdir=environment.workdir,
                env=environment.env,
                labels={"run": self._root.parent.name, "role": "control"},
            )
        )

    def play(self, task: Task, agent: Agent) -> Play:
        """A function that plays an agent in a sandbox of its own and hands it over alive."""

        def opened() -> Sandbox:
            box = self.open(task)
            log = self._root / "played" / f"{task.name.rpartition('/')[2]}-{agent.name.replace(':', '-')}"
            workdir = task.config.environment.workdir
            context = AgentContext(box, task.instruction(task.bench.track[0]), workdir, PLAY_S, log)
            try:
                agent.run(context, task)
            except BaseException:
                box.close()
                raise
            return box

        return opened

    def judge(self, task: Task, player: str, added: frozenset[Defence] = frozenset()) -> Cell:
        """The control's verdict on an exploit, or on one of CHECKS; from the journal where it is known."""
        names = tuple(sorted(defence.value for defence in added))
        digest = _digest(task, player)
        known = self.cells.get(player, digest, names)
        if known:
            return known
        control, play = self._control(task, added), self.play(task, player_of(player))
        started = time.monotonic()
        kinds = any(defence.kind for defence in added)
        passes = {names: control.passes(play)} if not kinds else self._with_structure(task, player, control, play)
        seconds = round(time.monotonic() - started, 2)
        for of, passed in passes.items():
            cell = Cell(task=task.name, player=player, digest=digest, added=of, passes=passed, seconds=seconds)
            self.cells.add(cell)
        return self.cells[player, digest, names]

    def _with_structure(self, task: Task, player: str, control: Control, play: Play) -> dict[tuple[str, ...], bool]:
        """The control's verdicts with each kind of structure check alone beside it: one look gives all of them."""
        bare, held = self.judge(task, player).passes, control.structure(play)
        return {(defence.value,): bare and held[defence.kind] for defence in Defence if defence.kind in held}

    def _control(self, task: Task, added: frozenset[Defence]) -> Control:
        boxes = self._host.boxes(task, {"role": "control"})
        return Control(self.material(task), boxes, lambda: self.open(task), added)

    def judge_all(self, wanted: Iterable[tuple[Task, str, frozenset[Defence]]], *, jobs: int, say: Say) -> list[Cell]:
        """Many verdicts, `jobs` at a time, in the order asked for."""
        queue = list(wanted)
        done = 0

        def one(task: Task, player: str, added: frozenset[Defence]) -> Cell | None:
            nonlocal done
            if self._stop.is_set():
                return None
            cell = self.judge(task, player, added)
            done += 1
            word = "falls" if cell.passes else "holds"
            say(f"control [{done}/{len(queue)}] {word}  {task.name}  {player}  {', '.join(cell.added)}".rstrip())
            return cell

        with ThreadPoolExecutor(jobs, thread_name_prefix="control") as pool:
            cells = list(pool.map(lambda item: one(*item), queue))
        return [cell for cell in cells if cell]


def player_of(name: str) -> Agent:
    """The agent that plays an exploit, the reference, nothing, or the sloppy start alone."""
    if name == "sloppy":
        return Cheat(Exploit(name=name, flaw="looks like the work", source="", idea="", start="sloppy"))
    return find_agent(name) if name in CHECKS else find_agent(f"cheat:{name}")


def fitting(task: Task) -> list[Exploit]:
    """The exploits that can be played on a task."""
    return [exploit for _, exploit in sorted(catalogue().items()) if not Cheat(exploit).unfit(task)]


def _cases_of(task: Task) -> str | None:
    """Directory below tests/hidden/ with the cases of the first differential gate; None where there is none, or where
    flaws earn the reward: the untouched original passes every gate of such a task."""
    if any(spec.role == "reward" and spec.kind in ("differential", "black_box") for spec in task.bench.verify):
        return None
    found = [spec.path for spec in task.bench.verify if spec.kind == "differential" and spec.role == "gate"]
    return found[0] if found and structure_of(task) else None


def _digest(task: Task, player: str) -> str:
    exploit = catalogue().get(player)
    played = exploit.model_dump_json() if exploit else player
    return hashlib.sha256(json.dumps([task.visible_digest, task.scoring_digest, played]).encode()).hexdigest()[:16]
