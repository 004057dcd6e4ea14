"""Hostile workspaces, from an agent's command to the verdict: each ends clearly, within bounds, and in its place."""

import os
import resource
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sandboxes.archive import TreeRefused
from sandboxes.base import SandboxProvider
from sandboxes.spec import Limits, SandboxSpec
from tests.e2e import meltbench

SOLVED = "printf 'def answer():\\n    return 42\\n' > answer.py\n"
ODD = r"""
import os, socket
def attempt(action, *given):
    try:
        action(*given)
    except OSError as error:
        print(action.__name__, type(error).__name__)
    else:
        print(action.__name__, "done")

os.symlink("answer.py", "near"); os.symlink("/etc/passwd", "away"); os.symlink("../../../../../../tmp", "up")
os.symlink("loop", "loop"); os.symlink("b", "a"); os.symlink("a", "b"); os.symlink("/app", "self")
attempt(os.link, "/etc/passwd", "linked-passwd")
os.link("answer.py", "zz-twin")
os.mkfifo("fifo")
socket.socket(socket.AF_UNIX).bind("socket")
attempt(os.mknod, "device", 0o666 | 0o020000, os.makedev(1, 3))
attempt(os.mknod, "disk", 0o666 | 0o060000, os.makedev(8, 0))
for name in (b"new\nline", b"\xff\xfe\xfd", "right\u202eleft".encode(), b"bell\x07", b"back\\slash", b"-rf", b" ", b"*",
             b"l" * 255, "\u00e4".encode() * 127):
    open(name, "w").write("x")
os.makedirs("closed/inner"); open("closed/inner/file", "w").write("x"); os.chmod("closed", 0)
open("secret", "w").write("x"); os.chmod("secret", 0)
os.mkdir("fixed"); open("fixed/file", "w").write("x"); os.chmod("fixed/file", 0o444); os.chmod("fixed", 0o555)
open("setuid", "w").write("x"); os.chmod("setuid", 0o6777)
here = os.getcwd()
for i in range(60):
    os.mkdir("deep"); os.chdir("deep")
open("bottom", "w").write("x")
os.chdir(here)
"""
MILLION = """
import os
os.mkdir("/var/tmp/many"); os.chdir("/var/tmp/many")
for i in range(100):
    open(str(i), "w").close()
    for j in range(10_000):
        os.link(str(i), f"{i}-{j}")
"""
A_MILLION = """
import os
for i in range(1000):
    os.makedirs(f"/var/tmp/many/{i}"); os.chdir(f"/var/tmp/many/{i}")
    for j in range(1000):
        os.close(os.open(str(j), os.O_CREAT))
print(sum(len(files) for _, _, files in os.walk("/var/tmp/many")))
"""
AGENTS = {
    "odd": f"{SOLVED}python3 - <<'END'\n{ODD}END\n",
    "50 GB sparse": f"{SOLVED}truncate -s 50G big",
    "2 GB real": f"{SOLVED}fallocate -l 2G big",
    "closed workspace": f"{SOLVED}chmod 000 .",
    "left running": f"{SOLVED}(setsid sleep 300 > /dev/null 2>&1 &)",
}
MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""Runs a command, and prints its peak memory. To the kernel a process begins with the memory of the one that started
it, which should not be this one, with all tests in it."""
LIMIT_S = 120.0
MAX_RSS_KB = 400 << 10


class Played(NamedTuple):
    """One run with every hostile agent in it."""

    code: int
    errors: str
    seconds: float
    peak_kb: int
    """Peak resident memory of the harness."""
    trials: dict[str, tuple[dict[str, Any], Path]]
    """Record and directory by the agent's short name."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, base_image: str) -> Played:
    """Run them all on the trivial task, whose disk is made large enough for 50 GB of nothing."""
    room = tmp_path_factory.mktemp("hostile")
    shutil.copytree(meltbench.FIXTURES / "trivial", room / "tasks" / "trivial")
    settings = room / "tasks" / "trivial" / "three-tests" / "task.toml"
    settings.write_text(settings.read_text().replace("storage_mb = 256", "storage_mb = 61440"))
    agents = [word for command in AGENTS.values() for word in ("-a", f"command:{command}")]
    argv = [meltbench.COMMAND, "run", "trivial/three-tests", *agents, "-j", "2", "-o", room / "run"]
    started = time.monotonic()
    with (room / "errors").open("w+") as errors:
        environment = os.environ | {"MELTBENCH_TASKS": str(room / "tasks")}
        command = [sys.executable, "-c", MEASURED, *argv]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=errors)
        errors.seek(0)
        said = errors.read()
    names = {f"command:{command}".strip(): name for name, command in AGENTS.items()}
    trials = {}
    for directory, record in meltbench.records(room / "run").items():
        trials[names[record["spec"]["agent"].strip()]] = (record, room / "run" / "trials" / directory)
    return Played(done.returncode, said, time.monotonic() - started, int(done.stdout.split()[-1]), trials)


def test_every_trial_ends_with_a_verdict_within_bounds(played: Played) -> None:
    assert played.code == 0, played.errors
    assert set(played.trials) == set(AGENTS)
    assert "Traceback" not in played.errors
    assert {record["outcome"] for record, _ in played.trials.values()} <= {"completed", "agent_error"}
    assert played.seconds < LIMIT_S
    assert played.peak_kb < MAX_RSS_KB


@pytest.mark.parametrize("name", sorted(AGENTS))
def test_what_is_kept_is_plain_files_alone(played: Played, name: str) -> None:
    workspace = played.trials[name][1] / "workspace"
    for path in [workspace, *workspace.rglob("*")] if workspace.exists() else []:
        mode = path.lstat().st_mode
        assert stat.S_ISDIR(mode) or stat.S_ISREG(mode), path
        assert not mode & 0o7022, path
        assert path.lstat().st_nlink == 1 or stat.S_ISDIR(mode), path


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("50 GB sparse", "workspace was refused: app/big has 53,687,091,200 bytes"),
        ("2 GB real", "workspace was refused: app/big has 2,147,483,648 bytes"),
    ],
)
def test_too_much_is_the_agents_error(played: Played, name: str, message: str) -> None:
    record, directory = played.trials[name]
    assert record["outcome"] == "agent_error"
    assert message in record["message"]
    assert [reward["value"] for reward in record["rewards"] if reward["channel"] == "verified"] == [0.0]
    assert sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) < 64 << 20


def test_odd_entries_are_dropped_and_listed_and_the_work_counts(played: Played) -> None:
    record, directory = played.trials["odd"]
    assert (record["outcome"], record["message"]) == ("completed", "")
    assert record["rewards"][0]["value"] == 1.0
    kept = {path.relative_to(directory / "workspace").as_posix() for path in (directory / "workspace").rglob("*")}
    assert {"answer.py", "-rf", " ", "*", "l" * 255, "ä" * 127, "secret", "closed/inner/file", "fixed/file"} <= kept
    assert not kept & {"near", "away", "up", "loop", "self", "fifo", "socket", "device", "disk", "zz-twin", "deep"}
    flags = {flag["kind"]: flag["evidence"] for flag in record["integrity"]["flags"]}
    for name in ("near", "away", "up", "loop", "self", "fifo", "new", "bell"):
        assert name in flags["special_files"]
    printed = (directory / "agent" / "output.txt").read_text()
    assert printed.count("mknod PermissionError") == 2


def test_a_closed_workspace_is_read_all_the_same(played: Played) -> None:
    record, _ = played.trials["closed workspace"]
    assert (record["outcome"], record["rewards"][0]["value"]) == ("completed", 1.0)


def test_what_is_left_running_is_stopped_and_told_and_costs_nothing(played: Played) -> None:
    record, _ = played.trials["left running"]
    assert (record["outcome"], record["rewards"][0]["value"]) == ("completed", 1.0)
    assert record["observed"]["outlived"] == ["sleep"]
    assert record["integrity"]["verdict"] == "suspect"
    assert [flag["kind"] for flag in record["integrity"]["flags"]] == ["processes_left"]
    assert all(
        other["observed"]["outlived"] == [] for name, (other, _) in played.trials.items() if name != "left running"
    )


def test_on_the_way_to_a_million_names_the_watch_steps_in_and_the_rest_can_be_put_away(
    provider: SandboxProvider, base_image: str, tmp_path: Path
) -> None:
    with provider.open(SandboxSpec(image=base_image, limits=Limits(files=5_000))) as box:
        result = box.exec(["python3", "-c", MILLION], timeout_s=60)
        assert (result.killed, result.timed_out) == ("files", False)
        box.freeze()
        try:
            tree = box.get_tree("/var/tmp/many", tmp_path / "tree")
        except TreeRefused as refused:
            assert "entries" in str(refused)
        else:
            assert len(tree.entries) <= 100
            assert len(tree.dropped) <= 100


@pytest.mark.slow
def test_a_million_empty_files_are_made_and_refused_within_bounds(
    provider: SandboxProvider, base_image: str, tmp_path: Path
) -> None:
    with provider.open(SandboxSpec(image=base_image, limits=Limits(files=2_000_000))) as box:
        result = box.exec(["python3", "-c", A_MILLION], timeout_s=400)
        assert (result.exit_code, result.output.strip()) == (0, "1000000")
        box.freeze()
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        with pytest.raises(TreeRefused, match="more than 50,000 files"):
            box.get_tree("/var/tmp/many", tmp_path / "tree")
        assert time.monotonic() - started < LIMIT_S
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MAX_RSS_KB
