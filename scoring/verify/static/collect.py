"""The tools box's entry point: one JSON request on standard input, one JSON reply with facts on standard output.

Request: {"trees": {"candidate": path, "original": path}, "checks": [{"id", "kind", "params"}]}. Reply: for each tree
{check id: facts}. The work is done in child processes: a tree that takes one down costs its check and no other."""

import importlib
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from .source import Unreadable, printable

KINDS = (
    "budgets",
    "clones",
    "complexity",
    "containment",
    "facade",
    "file_caps",
    "forbidden_calls",
    "forbidden_imports",
    "hidden_edges",
    "import_cycles",
    "lint",
    "min_modules",
    "module_lines",
    "public_api",
    "same_syntax",
    "types",
    "undefined_names",
)
"""Every kind of check; each is a module of this package."""

RECURSION = 4_000
CHILD_MEMORY_BYTES = 4 << 30
"""Address space, not memory in use: the box's own limit bounds that."""

Facts = dict[str, Any]
Check = dict[str, Any]


def main() -> None:
    """Read the request, write the reply."""
    request = json.load(sys.stdin)
    # What tools print belongs to nobody.
    sink = os.dup(1)
    os.dup2(2, 1)
    sys.setrecursionlimit(RECURSION)
    reply = {name: collect_apart(Path(path), request["checks"]) for name, path in request["trees"].items()}
    with os.fdopen(sink, "w", encoding="ascii") as out:
        json.dump(reply, out)


def collect_apart(tree: Path, checks: list[Check]) -> dict[str, Facts]:
    """Facts of every check, from children: one works through the checks, and where it dies another goes on."""
    facts: dict[str, Facts] = {}
    while len(facts) < len(checks):
        rest = checks[len(facts) :]
        lines = _child(tree, rest)
        facts |= dict(zip((check["id"] for check in rest), lines, strict=False))
        if len(lines) < len(rest):
            facts[rest[len(lines)]["id"]] = {"error": "the tool that reads the tree crashed on it"}
    return facts


def _child(tree: Path, checks: list[Check]) -> list[Facts]:
    """The facts that a forked child reported before it ended."""
    source, sink = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(source)
            resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            with os.fdopen(sink, "w", encoding="ascii") as out:
                for check in checks:
                    print(json.dumps(collect_one(tree, check)), file=out, flush=True)
            status = 0
        finally:
            os._exit(status)
    os.close(sink)
    with os.fdopen(source, encoding="ascii") as reports:
        lines = [json.loads(line) for line in reports if line.endswith("\n")]
    os.waitpid(pid, 0)
    return lines


def collect_one(tree: Path, check: Check) -> Facts:
    """Facts of one check on one tree; `{"error": ...}` for whatever the tree makes of it."""
    kind = importlib.import_module(f".{check['kind']}", __package__)
    try:
        facts: Facts = kind.collect(tree, check["params"])
    except Unreadable as error:
        return {"error": str(error)}
    except Exception as error:  # noqa: BLE001 - a hostile tree chooses what the tools raise
        return {"error": printable(f"{check['kind']} failed on this tree: {type(error).__name__}: {error}")}
    return facts
