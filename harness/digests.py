"""Digests of our own sources: what a record that was made with them holds for."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import scoring

ELSEWHERE = frozenset({"attacks", "contrast", "judge", "stats", "mutate.py", "mutation_operators.py", "__pycache__"})
"""What of scoring/ verifies nothing."""


@cache
def verifier_digest(kinds: frozenset[str] | None = None) -> str:
    """sha256 over the source of what verifies a task with these kinds of verifier; over all of it for None.

    The constraint checks serve their own kind alone, the structure checks every kind that knows of code."""
    root = Path(scoring.__file__).parent
    idle = set(ELSEWHERE)
    if kinds is not None:
        idle |= {"constraint"} - kinds
        idle |= set() if kinds - {"constraint", "script"} else {"static"}
    rooms = [path for path in sorted((root / "verify").iterdir()) if path.name not in idle]
    others = [path for path in sorted(root.iterdir()) if path.name not in {"verify", *ELSEWHERE}]
    return value_digest([sources_digest(others), sources_digest(rooms)])


def sources_digest(paths: Iterable[Path]) -> str:
    """sha256 over source files and directories of them, by name and content."""
    found: dict[str, str] = {}
    for path in paths:
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in (".py", ".ini", ".txt", ".toml"):
                found[file.relative_to(path.parent).as_posix()] = hashlib.sha256(file.read_bytes()).hexdigest()
    return value_digest(found)


def value_digest(value: object) -> str:
    """sha256 of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
