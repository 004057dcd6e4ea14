"""Scoring finished trials again: the agent is not run again, its kept workspace is."""

import json
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from harness.agents.registry import find_agent
from harness.host import Host
from harness.judging import judge_trial
from harness.records import JudgeSettings, TrialRecord
from harness.store import RunStore, now, write_atomic
from harness.task import Task
from harness.trial import Trial, assess_integrity, score_judged, scoring_of
from sandboxes.archive import Tree, scan
from sandboxes.errors import UserError
from scoring.reward import Reward
from scoring.verify.channel import Scoring, verify
from scoring.verify.script import ScriptVerdict, former_verdict


class Repeated(NamedTuple):
    """A verdict computed again from the kept evidence."""

    trial: str
    agrees: bool
    why: str
    """What differs; empty where nothing does."""
    skipped: tuple[str, ...] = ()
    """Verifiers by name that cannot be repeated: a script ran in the agent's own container."""


def repeat_verdicts(store: RunStore, host: Host, tasks: dict[str, Task]) -> Iterator[Repeated]:
    """Recompute every verdict of a run from its kept workspace and stored cases, and compare."""
    for record in scorable(store):
        trial, base, tree = reopened(store, host, tasks, record)
        if tree.digest != record.tree_digest:
            yield Repeated(record.spec.directory, agrees=False, why="the kept workspace was changed since")
            continue
        evidence = store.trial_dir(record.spec) / "verified"
        scratch = evidence.with_name("verified-again")
        script = _former_script(trial.task, record)
        scoring = scoring_of(trial, base)._replace(evidence=scratch, replay=evidence, script=script)
        again = verify(tree, scoring)
        why = _difference(record.rewards, again)
        skipped = (trial.task.script.name or trial.task.script.kind,) if trial.task.script else ()
        yield Repeated(record.spec.directory, agrees=not why, why=why, skipped=skipped)
        for path in scratch.glob("*"):
            path.unlink()
        if scratch.is_dir():
            scratch.rmdir()


def score_again(store: RunStore, host: Host, tasks: dict[str, Task]) -> Iterator[TrialRecord]:
    """Score every trial with the tasks as they are now and fresh cases; the former record is kept in scored/N.json."""
    for record in scorable(store):
        trial, base, tree = reopened(store, host, tasks, record)
        script = _former_script(trial.task, record)
        scoring = scoring_of(trial, base)._replace(script=script and script.kept())
        _keep_former(store.trial_dir(record.spec), record)
        rewards = verify(tree, scoring) + score_judged(trial, base, tree)
        update = {
            "rewards": rewards,
            "integrity": assess_integrity(trial, base, tree, rewards, record.observed),
            "scoring_digest": trial.task.scoring_digest,
            "finished": now(),
        }
        scored = record.model_copy(update=update)
        store.finish(scored)
        yield scored


def judge_again(store: RunStore, host: Host, tasks: dict[str, Task], settings: JudgeSettings) -> Iterator[TrialRecord]:
    """Let these judges take the place of those of a run; everything else of its trials stays as it is.

    The former record and opinions are kept in scored/. A judge that was asked before is answered from its cache."""
    for record in scorable(store):
        trial, base, tree = reopened(store, host, tasks, record)
        directory = store.trial_dir(record.spec)
        _keep_former(directory, record)
        judged = judge_trial(host, settings, trial.task, record.spec, base, tree, directory / "judged")
        others = tuple(reward for reward in record.rewards if reward.channel != "judged")
        scored = record.model_copy(update={"rewards": others + judged})
        store.finish(scored)
        yield scored


def scorable(store: RunStore) -> list[TrialRecord]:
    """Finished trials that left a workspace behind."""
    return [
        r for r in store.records() if r.tree_digest and not any(c.id == "sandbox" for x in r.rewards for c in x.checks)
    ]


def reopened(store: RunStore, host: Host, tasks: Mapping[str, Task], record: TrialRecord) -> tuple[Trial, Tree, Tree]:
    """A finished trial, its base tree and its kept workspace. Raises UserError where its task has changed."""
    task = tasks[record.spec.task]
    if task.visible_digest != record.spec.task_digest:
        raise UserError(
            "what the agent saw has changed since the run",
            where=task.name,
            mend="Score with the task as it was, or run it again",
        )
    trial = Trial(record.spec, task, find_agent(record.spec.agent), store, host, seed=secrets.randbits(63))
    return trial, host.base_tree(task), scan(store.trial_dir(record.spec) / "workspace")


def main_reward(task: Task, tree: Tree, scoring: Scoring) -> Reward:
    """What counts of a tree, and no more: side rewards, such as the second suite, are no part of a further look."""
    (reward,) = verify(tree, scoring._replace(specs=task.counting))
    return reward


def _former_script(task: Task, record: TrialRecord) -> ScriptVerdict | None:
    """What the task's script said in the trial: without the agent's container it cannot be asked again."""
    if task.script is None:
        return None
    found = former_verdict(task.script, tuple(check for reward in record.rewards for check in reward.checks))
    if found is None:
        raise UserError(
            "the task's script never ran in this trial", where=record.spec.directory, mend="Run the task again"
        )
    return found


def _keep_former(directory: Path, record: TrialRecord) -> None:
    kept = directory / "scored"
    number = 1 + sum(1 for _ in kept.glob("*.json"))
    write_atomic(kept / f"{number}.json", record.model_dump_json(indent=2))
    if (directory / "judged").is_dir():
        shutil.copytree(directory / "judged", kept / f"{number}-judged")


def _difference(before: tuple[Reward, ...], again: tuple[Reward, ...]) -> str:
    """The first thing in which two verifications differ; durations and messages aside."""
    former = {(r.name, r.role): r for r in before if r.channel in ("verified", "constraint")}
    for reward in again:
        old = former.pop((reward.name, reward.role), None)
        if old is None:
            return f"{reward.name}: not in the record"
        if old.value != reward.value:
            return f"{reward.name}: {old.value} then, {reward.value} now"
        then = json.dumps([c.model_dump(mode="json") for c in old.checks], sort_keys=True)
        today = json.dumps([c.model_dump(mode="json") for c in reward.checks], sort_keys=True)
        if then != today:
            return f"{reward.name}: its checks say something else"
    return f"{next(iter(former))[0]}: not computed again" if former else ""
