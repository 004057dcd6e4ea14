"""A ladder of code as a run has played it: the base comes out of the task's own image."""

import shutil
from pathlib import Path

from harness.attack.from_run import ladders_of_run
from harness.host import Host
from harness.plan import make_plan
from harness.records import TrialRecord
from harness.run import new_run
from harness.task import load_task
from sandboxes.archive import scan

SMOKE = Path(__file__).parents[3] / "tasks" / "smoke" / "split-package"


def test_the_works_are_diffs_against_the_image(tmp_path: Path) -> None:
    task, host = load_task(SMOKE), Host(lambda _: None)
    base = host.base_tree(task)
    plan = make_plan([task], ["artifact:k0", "artifact:k4", "nop"], attempts=1, track=None)
    store = new_run(tmp_path / "run", plan, jobs=1, argv=())
    store.release()
    for spec in plan.trials:
        workspace = Path(shutil.copytree(base.root, store.trial_dir(spec) / "workspace"))
        if spec.agent != "nop":
            (workspace / "added.py").write_text(f"# What {spec.agent} adds.\n")
        told = {"key": spec.key, "spec": spec, "outcome": "completed", "started": "a", "finished": "b"}
        store.finish(TrialRecord.model_validate({**told, "tree_digest": scan(workspace).digest}))
    (ladder,), left_out = ladders_of_run(store, host, {task.name: task})
    assert left_out == []
    assert [(piece.name, piece.defects, piece.text) for piece in ladder.pieces] == [
        (name, defects, f"--- a/added.py\n+++ b/added.py\n+# What artifact:{name} adds.\n\n")
        for name, defects in (("k0", 0), ("k4", 4))
    ]
