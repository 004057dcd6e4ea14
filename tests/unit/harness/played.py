"""A run on disk in which artifacts of ladders were played, and a small task whose judges read a diff."""

import shutil
from pathlib import Path

from harness.host import Host
from harness.plan import make_plan
from harness.records import JudgeSettings, RunSettings, TrialRecord, TrialSpec
from harness.run import new_run
from harness.store import RunStore
from harness.task import Task, load_task
from sandboxes.archive import Tree, scan
from sandboxes.images.task import TaskImage

CHECKED = """
[deliverable]
path = "letter.md"
min_words = 5
min_distinct = 3
[[check]]
id = "doors"
kind = "contains"
weight = 70
phrases = [{phrases}]
[[check]]
id = "standing"
kind = "contains"
weight = 30
phrases = [["external auditors"]]
"""
"""Checks of a tiny letter: that each door is red, and one that anybody can hold by a line at the end."""


class OnDisk(Host):
    """A machine that needs no container to see a workspace as it was: it takes it from the task's own directory."""

    def base_tree(self, task: Task) -> Tree:
        return scan(task.directory / "environment" / "workspace")

    def task_image(self, task: Task) -> TaskImage:
        return TaskImage(task.name, task.visible_digest, "/app", "", (), built=False)


def host() -> OnDisk:
    return OnDisk(lambda _: None)


def tasks_in(root: Path) -> dict[str, Task]:
    found = [load_task(path.parent) for path in sorted(root.glob("*/*/task.toml"))]
    return {task.name: task for task in found}


def with_checks(root: Path) -> Path:
    """Let tiny letters have constraint checks, by which each green door costs as much as the others."""
    for path in root.glob("writing/*/task.toml"):
        number = path.parent.name.rpartition("-")[2]
        doors = ", ".join(f'["door {at} of house {number} is red"]' for at in range(5))
        hidden = path.parent / "tests" / "hidden"
        hidden.mkdir(parents=True)
        (hidden / "checks.toml").write_text(CHECKED.format(phrases=doors))
        path.write_text(path.read_text() + '[[meltbench.verify]]\nkind = "constraint"\nrole = "reward"\n')
    return root


def pump(root: Path) -> Path:
    """A code task whose ladder is made of files: its rungs change one module, add another and drop a third."""
    directory = root / "smoke" / "pump"
    base = directory / "environment" / "workspace"
    base.mkdir(parents=True)
    (base.parent / "Dockerfile").write_text("FROM base\n")
    (base / "pump.py").write_text("".join(f"def f{at}(): return {at}\n" for at in range(20)))
    (base / "old.py").write_text("import pump\n")
    (directory / "instruction.md").write_text("Split the pump.\n")
    (directory / "task.toml").write_text('[meltbench]\nfamily = "smoke"\ndomain = "code"\n')
    (directory / "solution").mkdir()
    (directory / "solution" / "solve.sh").write_text("true\n")
    rungs = [(f"k{n}", n) for n in range(6)]
    for name, defects in rungs:
        files = directory / "ladder" / name
        files.mkdir(parents=True)
        kept = [f"def f{at}(): return {at}\n" for at in range(15)]
        (files / "pump.py").write_text("".join(kept[defects:]))
        (files / "valve.py").write_text("".join(f"def g{at}(): return {at}\n" for at in range(5 - defects)))
    table = "".join(f"[[artifact]]\nname='{a}'\ndefects={n}\nfiles='{a}'\n" for a, n in rungs)
    (directory / "ladder" / "ladder.toml").write_text(table)
    return root


def play(run: Path, tasks: dict[str, Task], *agents: str, attempts: int = 1, judges: tuple[str, ...] = ()) -> RunStore:
    """A finished run of such agents, as if each had worked in a box: its workspaces are laid out from the ladders."""
    plan = make_plan(list(tasks.values()), list(agents), attempts=attempts, track=None)
    settings = RunSettings(judging=JudgeSettings(judges=judges))
    store = new_run(run, plan, jobs=1, argv=(), settings=settings)
    for spec in plan.trials:
        finish(store, tasks[spec.task], spec)
    store.release()
    return store


def finish(store: RunStore, task: Task, spec: TrialSpec, outcome: str = "completed") -> None:
    """Write down one trial, and what it left."""
    workspace = store.trial_dir(spec) / "workspace"
    shutil.copytree(task.directory / "environment" / "workspace", workspace)
    name = spec.agent.partition(":")[2] or "k0"
    artifact = next(one for one in task.ladder.artifact if name in one.names)
    shutil.copytree(task.directory / "ladder" / artifact.files, workspace, dirs_exist_ok=True)
    told = {"key": spec.key, "spec": spec, "outcome": outcome, "started": "a", "finished": "b"}
    store.finish(TrialRecord.model_validate({**told, "tree_digest": scan(workspace).digest}))
