"""Ladders as the trials of a run have played them: for diffs too, which need a container to come about."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from harness.attack.ladders import BAD, Ladder, Piece, Placed, assembled, chosen_artifacts
from harness.host import Host
from harness.judging import read_work
from harness.records import TrialRecord
from harness.score import scorable
from harness.store import RunStore
from harness.task import Task
from sandboxes.archive import Tree, scan
from scoring.apart import Unfinished, apart

ORACLE = "oracle"


def ladders_of_run(store: RunStore, host: Host, tasks: Mapping[str, Task]) -> tuple[list[Ladder], list[str]]:
    """The ladders of these tasks, from the works that judges read of a run's finished trials, and a sentence on each
    task that is left out."""
    placed, out = placed_of_run(store, host, tasks)
    return [one.ladder for one in placed], out


def placed_of_run(store: RunStore, host: Host, tasks: Mapping[str, Task]) -> tuple[list[Placed], list[str]]:
    """The same, with where their works lie: in the kept workspaces."""
    done = [record for record in scorable(store) if record.outcome == "completed"]
    placed: list[Placed] = []
    out: list[str] = []
    for name, task in tasks.items():
        if task.rubric is None:
            out.append(f"Left out: {name} has no rubric.")
            continue
        base = _base(host, task)
        found = dict(_pieces(store, task, base, [record for record in done if record.spec.task == name]))
        if missing := _missing(list(found)):
            play = f"`meltbench run {name} -a artifact:all`"
            out.append(f"Left out: {name}, of which the run has no {missing}; play its ladder: {play}.")
            continue
        trees = {piece.name: (tree,) for piece, tree in found.items()}
        placed.append(Placed(task, assembled(task, base, list(found)), trees, base.root))
    return placed, out


def _base(host: Host, task: Task) -> Tree:
    """The workspace as an agent finds it: of a written file's task that is a directory, and no engine is needed."""
    kept = task.directory / "environment" / "workspace"
    return scan(kept) if task.bench.judge.artifact != "diff" and kept.is_dir() else host.base_tree(task)


def _pieces(store: RunStore, task: Task, base: Tree, records: list[TrialRecord]) -> Iterator[tuple[Piece, Path]]:
    """Each artifact once, as its first attempt left it; the reference solution where no artifact has its text."""
    good: set[str] = set()
    rung = False
    for one in chosen_artifacts(task):
        agents = {f"artifact:{name}" for name in one.names}
        if found := _first(store, task, base, [record for record in records if record.spec.agent in agents]):
            text, tree = found
            good |= {text} if one.defects == 0 else set()
            rung |= (one.kind, one.defects) == ("defect", 0)
            yield Piece(one.name, one.defects, one.kind == "defect", text), tree
    solved = _first(store, task, base, [record for record in records if record.spec.agent == ORACLE])
    if solved and solved[0] not in good:
        yield Piece(ORACLE, 0, not rung, solved[0]), solved[1]


def _first(store: RunStore, task: Task, base: Tree, records: list[TrialRecord]) -> tuple[str, Path] | None:
    """The first of these works that holds a word, as judges read it, and its workspace."""
    for record in records:
        tree = store.trial_dir(record.spec) / "workspace"
        try:
            text = apart(read_work, base, scan(tree), task.bench.judge.artifact).text
        except Unfinished:
            continue
        if text:
            return text, tree
    return None


def _missing(pieces: list[Piece]) -> str:
    """What an attack lacks: a work without a defect, or one with three to five."""
    defects = {piece.defects for piece in pieces if piece.rung}
    lacks = ["finished work without a defect"] if 0 not in defects else []
    lacks += [f"finished work with {BAD[0]}, {BAD[1]} or {BAD[2]} defects"] if not defects & {*BAD} else []
    return " and no ".join(lacks)
