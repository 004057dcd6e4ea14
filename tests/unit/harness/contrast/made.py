"""A finished run on disk, made without containers: real tasks, plausible records, opinions of a scripted judge."""

from collections.abc import Mapping
from pathlib import Path

from harness.contrast.retest import READINGS, Reading
from harness.journal import Journal
from harness.judging import OPINIONS, Kept
from harness.records import RunRecord, TaskEntry, TrialRecord, TrialSpec
from harness.store import RunStore
from harness.task import Task, load_task
from sandboxes.spec import Limits
from scoring.judge.judge import Asking, Opinion
from scoring.judge.verdict import Verdict
from scoring.reward import CheckResult, Reward

TASKS = Path(__file__).parents[4] / "tasks"
CODE, TEXT = "smoke/split-package", "writing/short-story"


def task(name: str) -> Task:
    """A real one."""
    return load_task(TASKS / name, name)


def spec(name: str, agent: str, attempt: int = 1) -> TrialSpec:
    """A trial's identity."""
    return TrialSpec(
        task=name,
        task_digest=task(name).visible_digest,
        track="instructed",
        agent=agent,
        attempt=attempt,
        timeout_s=60,
        limits=Limits(),
    )


def record(trial: TrialSpec, value: float, oracle: float | None = None) -> TrialRecord:
    """A trial that was scored."""
    channel = "verified" if trial.task == CODE else "constraint"
    rewards = [Reward(channel=channel, name=channel, value=value, duration_s=2.0)]
    if oracle is not None:
        check = CheckResult(id="oracle", passed=oracle == 1, score=oracle)
        rewards.append(
            Reward(channel="verified", name="oracle", role="oracle", value=float(oracle == 1), checks=(check,))
        )
    rewards.append(Reward(channel="baseline", name="length", value=0.5))
    return TrialRecord(
        key=trial.key,
        spec=trial,
        outcome="completed",
        started="a",
        finished="b",
        rewards=tuple(rewards),
        tree_digest="t" * 64,
        scoring_digest="s" * 64,
    )


def finished(root: Path, records: list[TrialRecord]) -> RunStore:
    """A run of these records."""
    names = dict.fromkeys(one.spec.task for one in records)
    entries = [
        TaskEntry(name=n, directory=str(TASKS / n), visible_digest=task(n).visible_digest, scoring_digest="s" * 64)
        for n in names
    ]
    run = RunRecord(
        id=root.name,
        created="now",
        meltbench="0",
        argv=(),
        jobs=1,
        tasks=tuple(entries),
        trials=tuple(one.spec for one in records),
    )
    store = RunStore.create(root, run)
    for one in records:
        store.begin_try(one.spec)
        store.finish(one)
    store.release()
    return store


def judged(store: RunStore, one: TrialRecord, points: Mapping[str, list[int | None]]) -> None:
    """Let judges have given every criterion so many points at each look."""
    rubric = task(one.spec.task).rubric
    assert rubric
    lines = [
        Kept(
            judge=judge,
            artifact="a" * 64,
            chars=10,
            opinion=Opinion(
                verdicts=tuple(Verdict(criterion=c.id, score=score, rationale="why") for c in rubric.criteria),
                repeat=at,
                asking=Asking(cost_usd=0.01, duration_s=1.5),
            ),
        )
        for judge, scores in points.items()
        for at, score in enumerate(scores)
    ]
    directory = store.trial_dir(one.spec) / "judged"
    directory.mkdir(parents=True, exist_ok=True)
    text = "".join(line.model_dump_json(exclude={"opinion": {"replies"}}) + "\n" for line in lines)
    (directory / OPINIONS).write_text(text, encoding="utf-8")


def looked_again(store: RunStore, one: TrialRecord, values: list[float], regime: str = "varied") -> None:
    """Let the checks have looked again."""
    for at, value in enumerate(values, start=1):
        line = {"trial": one.key, "tree": one.tree_digest, "scoring": one.scoring_digest, "regime": regime}
        reading = Reading.model_validate({**line, "repeat": at, "value": value, "seconds": 3.0})
        Journal(store.root / READINGS).append(reading.model_dump_json())
