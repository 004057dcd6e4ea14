"""The anchor works: a few of the ladders' artifacts, scored by every judge at every run, so that a model that changed
behind its name is found out."""

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

from harness.dataset import Dataset, tasks_root
from harness.host import Host
from harness.judges import material_of
from harness.records import JudgeSettings
from harness.store import RunStore, write_atomic
from sandboxes.archive import scan
from sandboxes.errors import UserError
from scoring.judge.artifact import read_artifact
from scoring.judge.backend import JudgeUnavailable
from scoring.judge.drift import Drift, drift
from scoring.judge.judge import Judge, Work
from scoring.judge.prompt import Material
from scoring.judge.verdict import task_score
from scoring.spec import RubricSpec

TASKS = ("everyday/car-wash", "writing/incident-postmortem")
RUNGS = ("k0", "k3")
FILE = "drift.json"


class Anchor(NamedTuple):
    """A work that never changes, and what it is judged by."""

    name: str
    work: Work
    material: Material
    rubric: RubricSpec


def anchors() -> list[Anchor]:
    """Two good works and two bad ones; those whose task is not here are left out."""
    dataset, found = Dataset(tasks_root()), []
    for name in TASKS:
        if name not in dataset.names():
            continue
        task = dataset.task(name)
        assert task.rubric, "anchors have a rubric"
        material = material_of(task, scan(task.directory / "environment" / "workspace"))
        for rung in RUNGS:
            work = Work(read_artifact(task.directory / "ladder" / rung / task.bench.judge.artifact))
            found.append(Anchor(f"{name} {rung}", work, material, task.rubric))
    return found


def watch_drift(store: RunStore, host: Host, settings: JudgeSettings, said: Callable[[str], None]) -> Sequence[Drift]:
    """Let the run's judges score the anchors anew, and compare with what they gave before; kept in drift.json.

    Only judges whose replies are kept are worth it: others are scripted, or a record. One that cannot be asked is left
    out, as it will say so itself."""
    judges = [judge for judge in host.panel(settings).judges if judge.cache] if settings.anchors else []
    found = []
    for judge in judges:
        said(f"Anchors for {judge.name}")
        try:
            found.append(_score(judge))
        except JudgeUnavailable as why:
            said(f"{judge.name} cannot be asked about its anchors: {why}")
    if found:
        text = json.dumps([one.model_dump(mode="json") for one in found], indent=1)
        write_atomic(store.root / FILE, text + "\n")
    for one in found:
        if one.changed:
            store.journal("drift", judge=one.judge, difference=one.difference.value)
    return found


def _score(judge: Judge) -> Drift:
    """One judge's scores of all anchors, asked afresh and added to what is known."""
    cache, today, history = judge.cache, {}, {}
    assert cache, "only judges with a cache are asked"
    identity = judge.backend.identity
    for anchor in anchors():
        sha, version = anchor.work.sha256, anchor.rubric.version
        opinion = judge._replace(cache=None).score(anchor.work, anchor.material, anchor.rubric)
        score = task_score(opinion.verdicts, opinion.faults, anchor.rubric)
        history[anchor.name] = cache.anchors(identity, sha, version)
        if score is not None:
            today[anchor.name] = score
            cache.keep_anchor(identity, sha, version, score)
    return drift(judge.name, today, history)


def read_drift(store: RunStore) -> list[Drift]:
    """What the last look at a run's judges found. Raises UserError for a damaged file."""
    path = store.root / FILE
    if not path.exists():
        return []
    try:
        return [Drift.model_validate(one) for one in json.loads(path.read_text(encoding="utf-8"))]
    except ValueError as error:
        raise UserError(f"is damaged: {str(error).splitlines()[0]}", where=str(path), mend="Delete it") from error
