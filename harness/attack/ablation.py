"""Judges the defences of the verified channel one by one: each alone on top of the control, each alone taken away."""

import secrets
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from harness.attack.control_room import NOTHING, ControlRoom, Say, player_of
from harness.host import Host
from harness.records import TrialRecord
from harness.store import RunStore
from harness.task import Task
from harness.trial import Trial, scoring_of
from sandboxes.archive import scan
from sandboxes.cache import scratch
from sandboxes.spec import Frozen
from scoring.reward import compose
from scoring.verify.channel import verify
from scoring.verify.defences import ALL, Defence, narrowed
from scoring.verify.static.spec import StructureSpec

REMOVABLE = frozenset({Defence.FRESH_CASES, Defence.PACKAGE_ONLY, Defence.VALUES_APART}) | {
    d for d in Defence if d.kind
}
"""Those that a scorer can be built without; the others are what the verified channel consists of."""


class DefenceRow(Frozen):
    """What one defence is worth on one task."""

    defence: str
    stops: tuple[str, ...]
    """Exploits that succeed against the control and fail once this defence alone is added to it."""
    lets_through: tuple[str, ...] | None
    """Exploits that succeed once this defence alone is taken away; None where the channel cannot do without it."""

    @property
    def shown(self) -> bool:
        """Whether it makes a difference in either way."""
        return bool(self.stops or self.lets_through)


class Ablation(Frozen):
    """The whole list on one task."""

    task: str
    fell: int
    """Exploits that succeed against the bare control."""
    rows: tuple[DefenceRow, ...]


def ablate(
    room: ControlRoom, host: Host, store: RunStore, task: Task, names: Sequence[str], *, jobs: int, say: Say
) -> Ablation:
    """Judge every defence by the exploits named, on a task whose trials (`cheat:NAME`) are recorded in `store`.

    What is taken away is taken from the real scorer, on the workspace that the exploit left in its trial."""
    cells = room.judge_all(((task, name, NOTHING) for name in names), jobs=jobs, say=say)
    fallen = [cell.player for cell in cells if cell.passes]
    relevant = [d for d in Defence if not d.kind or d.kind in {c.kind for c in room.material(task).structure.check}]
    # One look at a structure gives every kind of check: asked first for one kind, the others are then known.
    kinds = sorted((d for d in relevant if d.kind), key=lambda d: d.value)
    order = [*(d for d in relevant if not d.kind), *kinds]
    wanted = [(task, name, frozenset({defence})) for defence in order for name in fallen]
    added = {(c.player, c.added): c.passes for c in room.judge_all(wanted, jobs=jobs, say=say)}
    taken = Removal(host, store, task, room.material(task).structure)
    through = taken.judge_all([d for d in relevant if d in REMOVABLE], store.records(), jobs=jobs, say=say)
    rows = tuple(
        DefenceRow(
            defence=defence.value,
            stops=tuple(name for name in fallen if added.get((name, (defence.value,))) is False),
            lets_through=tuple(through[defence]) if defence in through else None,
        )
        for defence in relevant
    )
    return Ablation(task=task.name, fell=len(fallen), rows=rows)


class Removal:
    """Scores kept workspaces with one defence less."""

    def __init__(self, host: Host, store: RunStore, task: Task, structure: StructureSpec) -> None:
        self._host = host
        self._store = store
        self._task = task
        self._structure = structure

    def judge_all(
        self, defences: Sequence[Defence], records: Sequence[TrialRecord], *, jobs: int, say: Say
    ) -> dict[Defence, list[str]]:
        """The exploits that get more than nothing once a defence is gone, by defence."""
        cheats = [r for r in records if r.spec.task == self._task.name and r.spec.agent.startswith("cheat:")]
        wanted = [(d, r) for d in defences for r in cheats if r.tree_digest and could_pass(r, self._structure, d)]
        lock, done = threading.Lock(), 0

        def one(item: tuple[Defence, TrialRecord]) -> float:
            nonlocal done
            value = self.value(item[1], ALL - {item[0]})
            with lock:
                done += 1
            say(f"without [{done}/{len(wanted)}] {value:.2f}  {item[0]}  {item[1].spec.agent}")
            return value

        with ThreadPoolExecutor(jobs, thread_name_prefix="without") as pool:
            values = list(pool.map(one, wanted))
        found: dict[Defence, list[str]] = {defence: [] for defence in defences}
        for (defence, record), value in zip(wanted, values, strict=True):
            if value > 0:
                found[defence].append(record.spec.agent.removeprefix("cheat:"))
        return found

    def value(self, record: TrialRecord, defences: frozenset[Defence]) -> float:
        """The main reward of a trial's workspace under a scorer with these defences."""
        player = player_of(record.spec.agent.removeprefix("cheat:"))
        trial = Trial(record.spec, self._task, player, self._store, self._host, seed=secrets.randbits(63))
        with scratch() as directory:
            scoring = scoring_of(trial, self._host.base_tree(self._task))
            main = tuple(spec for spec in scoring.specs if spec.role in ("reward", "gate"))
            weak = scoring._replace(specs=main, evidence=Path(directory), defences=defences)
            rewards = verify(scan(self._store.trial_dir(record.spec) / "workspace"), weak)
        return rewards[0].value or 0.0


def could_pass(record: TrialRecord, structure: StructureSpec, without: Defence) -> bool:
    """Whether the structure checks that are left could hold, by what the trial's record says of each: they do not
    depend on each other, so one that failed for a reason of its own fails again."""
    seen = {check.id: check for check in record.main.checks} if record.main else {}
    if any(check.id not in seen for check in structure.check):
        return False
    holds = compose(tuple(seen[check.id] for check in structure.check)) > 0
    if holds or not without.kind:  # behaviour decided, which no structure check changes
        return holds and not without.kind
    kept = narrowed(structure, ALL - {without}).check
    return all(seen[check.id].passed for check in kept if check.role == "gate")
