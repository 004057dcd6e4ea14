"""A run of which only verdicts are wanted: what counts is verified, once for trials that left the same tree."""

import shutil

from harness.records import TrialRecord, TrialSpec
from harness.store import RunStore
from sandboxes.archive import Tree
from scoring.reward import Reward


def verdict_of_equal(store: RunStore, spec: TrialSpec, tree: Tree) -> tuple[Reward, ...]:
    """What a finished trial of the same task that left this very tree was given, with a copy of its evidence; empty
    where there is none.

    A verdict rests on the tree and on nothing else of a trial: the agent's sandbox has ended, and the boxes are new."""
    for record in store.records():
        if record.spec.task == spec.task and record.tree_digest == tree.digest and (found := _verified(record)):
            kept = store.trial_dir(record.spec) / "verified"
            if kept.is_dir():
                shutil.copytree(kept, store.trial_dir(spec) / "verified", dirs_exist_ok=True)
            return found
    return ()


def _verified(record: TrialRecord) -> tuple[Reward, ...]:
    """The rewards of the hidden tests; none for an agent that broke a limit, whose tree they never saw."""
    found = tuple(reward for reward in record.rewards if reward.channel in ("verified", "constraint"))
    return () if any(check.id == "sandbox" for reward in found for check in reward.checks) else found
