"""A Harbor script in the agent's own container: what it says, what it cannot break, and what is kept of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandboxes.base import SandboxGone, SandboxProvider
from sandboxes.spec import Limits, SandboxSpec
from scoring.spec import VerifySpec
from scoring.verify.script import ScriptVerdict, run_script
from tests.e2e import meltbench

TASK = "kinds/harbor-script"
Judge = Callable[..., ScriptVerdict]


@pytest.fixture
def judge(provider: SandboxProvider, base_image: str, tmp_path: Path) -> Judge:
    """Lets a script judge a container in which something ran before, as `user`."""

    def judged(script: str, *, before: str = "true", user: str = "agent", timeout_s: float = 30) -> ScriptVerdict:
        tests = tmp_path / "tests"
        tests.mkdir()
        (tests / "test.sh").write_text(script)
        (tests / "data").write_text("data\n")
        limits = Limits(disk_mb=50, pids=40)
        with provider.open(SandboxSpec(image=base_image, user=user, workdir="/app", limits=limits)) as box:
            box.exec(["/bin/sh", "-c", before], timeout_s=20)
            try:
                box.pause()
            except SandboxGone:
                box.freeze()
            spec = VerifySpec(kind="script", timeout_s=timeout_s)
            return run_script(box, tests, spec, workdir="/app", logs=tmp_path / "logs", env={"GIVEN": "given"})

    return judged


def reward(value: object) -> str:
    """A script that gives a reward."""
    return f"#!/bin/sh\necho '{value}' > /logs/verifier/reward.txt\n"


def test_it_is_run_as_harbor_runs_it(judge: Judge, tmp_path: Path) -> None:
    says = "echo $0 $PWD $GIVEN $(id -u) $(cat /tests/data) >&2"
    script = f"#!/bin/bash\n{says}\necho 0.25 > /logs/verifier/reward.txt\nexit 7\n"
    assert judge(script) == ScriptVerdict(value=0.25, message="reward.txt says 0.25")
    assert (tmp_path / "logs" / "test-stdout.txt").read_text() == "/tests/test.sh /app given 0 data\n"


def test_what_the_agent_left_running_still_runs(judge: Judge) -> None:
    server = "python3 -m http.server 8000 >/dev/null 2>&1 &"
    asks = 'import urllib.request as u; print(int(u.urlopen("http://127.0.0.1:8000/").status == 200))'
    script = (
        "#!/bin/sh\nuntil python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", 8000))'; do :; done\n"
    )
    assert judge(script + f"python3 -c '{asks}' > /logs/verifier/reward.txt\n", before=server).value == 1.0


@pytest.mark.parametrize("user", ["agent", "root"])
def test_a_reward_that_lies_there_already_does_not_count(judge: Judge, user: str) -> None:
    before = "mkdir -p /logs/verifier /tests; cd /logs/verifier; echo 1 > reward.txt; echo '{\"a\": 1}' > reward.json"
    assert judge("true\n", before=before, user=user) == ScriptVerdict(value=0.0, message="the script wrote no reward")


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("echo > /tests; echo > /logs", "/tests cannot be put in place"),
        ("mkdir /logs; ln -s /logs /logs/verifier; ln -s /etc /tests", "the script wrote no reward"),
        ("rm -f /usr/bin/timeout", "/tests cannot be put in place"),
        ("rm -f /bin/sh /usr/bin/sh", "/tests cannot be put in place"),
        ("mkdir -p /logs/verifier; mkfifo /tests /logs/verifier/test-stdout.txt", "no end within 2 s"),
        ("kill -9 -1", "the container ended"),
        ("head -c 70000000 /dev/zero > /app/big", "reward.txt says 1"),
    ],
    ids=["files", "links", "no timeout", "no shell", "fifos", "suicide", "full disk"],
)
def test_an_agent_that_was_root_can_only_make_it_fail(judge: Judge, before: str, message: str) -> None:
    assert message in judge(reward(1), before=before, user="root", timeout_s=2 if "fifo" in before else 30).message


def test_a_crowd_that_cannot_be_paused_is_no_failure_of_the_engine(judge: Judge) -> None:
    crowd = "python3 -c 'import os\nwhile True:\n try: os.fork()\n except OSError: pass' >/dev/null 2>&1 &"
    assert judge(reward(1), before=crowd, timeout_s=5).message


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("sleep 60\n", "the script was stopped: no end within 1 s"),
        ("head -c 99999999 /dev/zero > /tmp/big; sleep 60\n", "the script was stopped"),
        ("cd /logs/verifier; ln -s /etc/passwd reward.txt\n", "the script wrote no reward"),
        (
            "head -c 70000 /dev/zero | tr '\\0' 1 > /logs/verifier/reward.txt\n",
            "reward.txt is larger than 65,536 bytes",
        ),
        ("rm -rf /logs/verifier\n", "/logs/verifier was refused"),
    ],
    ids=["endless", "full disk", "link", "large", "gone"],
)
def test_a_script_that_goes_wrong_is_worth_nothing_and_says_why(judge: Judge, script: str, message: str) -> None:
    verdict = judge(f"#!/bin/sh\n{script}", timeout_s=1 if "60" in script else 30)
    assert verdict.value == 0.0
    assert message in verdict.message


@pytest.fixture(scope="module")
def run_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the fixture task, solved, half solved and untouched."""
    directory = tmp_path_factory.mktemp("script") / "run"
    agents = ("-a", "oracle", "-a", "nop", "-a", "partial:0.5", "-j", 2)
    result = meltbench.run("run", TASK, *agents, "-o", directory, tasks=meltbench.FIXTURES)
    assert result.returncode == 0, result.stderr
    assert "trust shared" in result.stdout
    return directory


def main_rewards(run_dir: Path) -> dict[str, dict[str, Any]]:
    """The main reward by agent."""
    return {record["spec"]["agent"]: record["rewards"][0] for record in meltbench.records(run_dir).values()}


def test_the_fixture_task_is_worth_what_its_script_says(run_dir: Path) -> None:
    rewards = main_rewards(run_dir)
    assert {agent: found["value"] for agent, found in rewards.items()} == {
        "oracle": 1.0,
        "nop": 0.0,
        "partial:0.5": 0.5,
    }
    assert {found["trust"] for found in rewards.values()} == {"shared"}
    assert rewards["partial:0.5"]["checks"][0]["message"] == "reward.json says primes 1, squares 0"


def test_the_workspace_is_kept_as_the_agent_left_it(run_dir: Path) -> None:
    kept = {path.parent.parent.name.split("-")[2]: path.name for path in run_dir.glob("trials/*/workspace/*")}
    assert not list(run_dir.glob("trials/*/workspace/left-by-the-script"))
    assert kept.keys() == {"oracle", "partial"}
    logs = [path.read_text() for path in run_dir.glob("trials/*/verified/script/test-stdout.txt")]
    assert logs == ["looked at by root in /app\n"] * 3


def test_a_shared_verdict_is_kept_and_not_repeated(run_dir: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(run_dir, tmp_path / "run")
    verified = meltbench.run("score", copy, "--verify", "--json", tasks=meltbench.FIXTURES)
    assert [(row["agrees"], row["skipped"]) for row in json.loads(verified.stdout)] == [(True, ["script"])] * 3
    scored = meltbench.run("score", copy, tasks=meltbench.FIXTURES)
    assert scored.returncode == 0, scored.stderr
    half = main_rewards(copy)["partial:0.5"]
    assert half["value"] == 0.5
    assert half["checks"][0]["message"].endswith("(kept: the container it ran in is gone)")
