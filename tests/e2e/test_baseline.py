"""A person does a task in a terminal: leaves, comes back, works inside and outside, and hands in."""

import json
import os
import pty
import select
import subprocess
import time
from pathlib import Path

import pytest

from tests.e2e import meltbench

pytestmark = [pytest.mark.docker, pytest.mark.slow]

TASK = "trivial/three-tests"
PROMPTS = (b">", b"$", b"Enter goes on")


def sit(run_dir: Path, typed: list[str], within_s: float = 120) -> tuple[int, str]:
    """One sitting at a real terminal: type each line as soon as something waits for it. Exit status, what was shown."""
    terminal, end = pty.openpty()
    words = ["baseline", "record", TASK, "--who", "ada", "-o", str(run_dir)]
    environment = os.environ | {"MELTBENCH_TASKS": str(meltbench.FIXTURES)}
    process = subprocess.Popen(
        [meltbench.COMMAND, *words], env=environment, stdin=end, stdout=end, stderr=end, start_new_session=True
    )
    os.close(end)
    shown, since = b"", b""
    left = list(typed)
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                piece = os.read(terminal, 1 << 16)
            except OSError:  # the other side is closed
                break
            shown, since = shown + piece, since + piece
        elif left and since.rstrip().endswith(PROMPTS):
            os.write(terminal, left.pop(0).encode() + b"\n")
            since = b""
    os.close(terminal)
    assert not left, shown.decode("utf-8", "replace")
    return process.wait(30), shown.decode("utf-8", "replace")


def test_a_person_leaves_comes_back_and_hands_in(tmp_path: Path) -> None:
    run_dir, mine = tmp_path / "run", tmp_path / "mine"
    code, shown = sit(run_dir, ["shell", "echo 'half' > answer.py; id -un; exit", "note lunch", "quit"])
    assert code == 0, shown
    assert "The same command goes on" in shown
    assert not list(run_dir.glob("trials/*/trial.json"))
    code, shown = sit(run_dir, ["shell", "cat answer.py; exit", f"get {mine}", "put /nowhere", "pause", "", "quit"])
    assert "half" in shown, "what was made is there again"
    assert "/nowhere is no directory" in shown
    (mine / "answer.py").write_text("def answer():\n    return 42\n")
    code, shown = sit(run_dir, [f"put {mine}", "submit"])
    assert (code, "score 1.00" in shown) == (0, True), shown
    (record,) = meltbench.records(run_dir).values()
    clock = [json.loads(line)["kind"] for line in (run_dir / "desk" / "clock.jsonl").read_text().splitlines()]
    assert clock.count("start") == clock.count("stop") == 4
    assert clock[-1] == "submit"
    assert 0 < record["agent"]["active_s"] < record["phases"]["agent"] + 60
    again = meltbench.run(
        "baseline", "record", TASK, "--who", "ada", "-o", run_dir, MELTBENCH_TASKS=str(meltbench.FIXTURES)
    )
    assert (again.returncode, "was handed in" in again.stderr) == (2, True)
    told = json.loads(meltbench.run("baseline", "show", run_dir, "--json").stdout)
    assert [(one["task"], len(one["minutes"])) for one in told] == [(TASK, 1)]
