"""Offices with lockers, and a way to give commands."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import parcels
import pytest

ROOT = Path(parcels.__file__).parents[1]
Command = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs a command in a directory of its own: `command("amy", "pack", ...)` with amy's locker."""

    def run(office: str, *words: str) -> subprocess.CompletedProcess:
        argv = [sys.executable, "-m", "parcels", "--locker", office, *words]
        environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        return subprocess.run(argv, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def offices(tmp_path: Path, command: Command) -> Path:
    """Amy and Bob, who share a key, and a folder to pack; their directory."""
    (tmp_path / "shared.key").write_text("5f" * 32)
    for office, partner in (("amy", "bob"), ("bob", "amy")):
        assert command(office, "init", office).returncode == 0
        assert command(office, "key", "add", partner, "shared.key").returncode == 0
    (tmp_path / "plans" / "old").mkdir(parents=True)
    (tmp_path / "plans" / "hall.txt").write_text("The hall\n")
    (tmp_path / "plans" / "old" / "shed.txt").write_text("The shed\n")
    (tmp_path / "plans" / "latest").symlink_to("hall.txt")
    return tmp_path
