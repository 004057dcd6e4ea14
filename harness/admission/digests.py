"""Digests of what an admission holds for: the task, what verifies, the exploits, and the source of a step."""

import ast
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
ROOMS = ("harness.admission.", "harness.mutation.", "scoring.attacks.", "scoring.mutable", "scoring.mutat")
"""Where the source of steps lies; what they share with every trial is not of a step."""


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
def step_digest(module: str) -> str:
    """sha256 over the source of a step: its module, by name, and whatever that imports of the rooms of steps."""
    return value_digest([sources_digest([path]) for path in step_sources(module)])


def step_sources(module: str) -> list[Path]:
    """The files of a step's module and of what it imports, directly or not, of the rooms of steps."""
    root = Path(harness.__file__).parents[1]
    found: set[Path] = set()
    unread = [module]
    while unread:
        name = unread.pop()
        path = root / f"{name.replace('.', '/')}.py"
        if name.startswith(ROOMS) and path not in found and path.is_file():
            found.add(path)
            unread += _imported(path)
    return sorted(found)


def _imported(source: Path) -> list[str]:
    """What a file imports, wherever in it: modules, and names that may be modules."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names
