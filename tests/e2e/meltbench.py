"""Driving the real command in end-to-end tests."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("meltbench")
FIXTURES = Path(__file__).parent.parent / "fixtures" / "tasks"


def start(*arguments: object, tasks: Path | None = None, **settings: str) -> subprocess.Popen[str]:
    """Start `meltbench ARGUMENTS`, on the given tasks directory where one is given."""
    environment = os.environ | ({"MELTBENCH_TASKS": str(tasks)} if tasks else {}) | settings
    return subprocess.Popen(
        [COMMAND, *map(str, arguments)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*arguments: object, tasks: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `meltbench ARGUMENTS` to its end (at most ten minutes)."""
    process = start(*arguments, tasks=tasks, **settings)
    out, err = process.communicate(timeout=600)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def records(run_dir: Path) -> dict[str, dict[str, Any]]:
    """The trial records of a run by directory name."""
    return {p.parent.name: json.loads(p.read_text()) for p in sorted((run_dir / "trials").glob("*/trial.json"))}


def events(run_dir: Path) -> list[dict[str, Any]]:
    """The journal, complete lines only."""
    path = run_dir / "events.jsonl"
    lines = path.read_text().split("\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]
