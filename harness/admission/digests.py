"""Digests of what an admission holds for: the task, what verifies, and the exploits."""

from functools import cache
from pathlib import Path

import harness
import scoring
from harness.admission.record import FILE, Digests
from harness.digests import sources_digest, value_digest, verifier_digest
from harness.task import Task
from sandboxes.archive import scan, tree_digest
from scoring.attacks.exploit import catalogue

UNSEEN = frozenset({FILE, "README.md", "card.toml"})
"""Files of a task's directory that nothing is played, seen or scored by."""
PLAYED_BY = ("cheat.py", "builtin.py", "base.py")
OTHERS = ("known_bad.py", "spoilt_packages.py", "perturbation.py", "gains.py")
"""Files of the attacks' room that no exploit is played with."""
STEPS = ("attacks/known_bad.py", "attacks/spoilt_packages.py", "mutate.py", "mutation_operators.py")


def digests_of(task: Task) -> Digests:
    """What an admission of this task, made now, holds for."""
    kinds = frozenset(spec.kind for spec in task.bench.verify)
    return Digests(task=task_digest(task), verifier=verifier_digest(kinds), exploits=exploits_digest())


def task_digest(task: Task) -> str:
    """sha256 over the task's directory, the record and the README apart."""
    return tree_digest(entry for entry in scan(task.directory).entries if entry.path not in UNSEEN)


@cache
def exploits_digest() -> str:
    """sha256 over the catalogue and the agent that plays it."""
    texts = [exploit.model_dump(mode="json") for _, exploit in sorted(catalogue().items())]
    agents, attacks = Path(harness.__file__).parent / "agents", Path(scoring.__file__).parent / "attacks"
    shared = [path for path in sorted(attacks.glob("*.py")) if path.name not in OTHERS]
    return value_digest([texts, sources_digest([*(agents / name for name in PLAYED_BY), *shared])])


@cache
def steps_digest() -> str:
    """sha256 over the source of the steps themselves."""
    floor, below = Path(harness.__file__).parent, Path(scoring.__file__).parent
    return sources_digest([floor / "admission", floor / "mutation", *(below / name for name in STEPS)])
