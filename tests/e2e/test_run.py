"""A newcomer's first runs: what is printed, what is kept, and that verdicts repeat."""

import json
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from scoring.attacks.exploit import catalogue
from tests.e2e import meltbench

pytestmark = pytest.mark.docker


@pytest.fixture(scope="module")
def smoke(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """One run of the smoke task with every built-in agent and every exploit; its directory and its JSON summary."""
    run_dir = tmp_path_factory.mktemp("smoke") / "run"
    arguments = ("-a", "oracle", "-a", "nop", "-a", "cheat:all", "-a", "artifact:all", "-k", 2, "-j", 2)
    result = meltbench.run("run", "smoke/split-package", *arguments, "-o", run_dir, "--json")
    assert result.returncode == 0, result.stderr
    return run_dir, json.loads(result.stdout)


def values(run_dir: Path) -> dict[str, list[float]]:
    """Main reward values by agent."""
    found: dict[str, list[float]] = {}
    for record in meltbench.records(run_dir).values():
        main = next(r for r in record["rewards"] if r["role"] == "reward" and r["channel"] == "verified")
        found.setdefault(record["spec"]["agent"], []).append(main["value"])
    return found


def test_reference_scores_one_and_doing_nothing_zero(smoke: tuple[Path, dict[str, Any]]) -> None:
    scores = values(smoke[0])
    assert scores["oracle"] == [1.0, 1.0]
    assert scores["nop"] == [0.0, 0.0]


@pytest.mark.parametrize("exploit", sorted(catalogue()))
def test_no_exploit_beats_doing_nothing(smoke: tuple[Path, dict[str, Any]], exploit: str) -> None:
    assert values(smoke[0])[f"cheat:{exploit}"] == [0.0, 0.0]


def test_planted_defects_are_seen(smoke: tuple[Path, dict[str, Any]]) -> None:
    scores = values(smoke[0])
    assert scores["artifact:k0"] == [1.0, 1.0]
    assert all(scores[f"artifact:k{defects}"] == [0.0, 0.0] for defects in range(1, 6))


def test_outcomes_are_told_apart(smoke: tuple[Path, dict[str, Any]]) -> None:
    outcomes = {r["spec"]["agent"]: r["outcome"] for r in meltbench.records(smoke[0]).values()}
    assert outcomes["oracle"] == "completed"
    assert outcomes["nop"] == "agent_did_nothing"


def test_seeds_are_fresh_and_cases_kept(smoke: tuple[Path, dict[str, Any]]) -> None:
    rewards = [(name, r) for name, record in meltbench.records(smoke[0]).items() for r in record["rewards"]]
    drawn = [(name, r["provenance"]) for name, r in rewards if r["provenance"]["cases_sha256"]]
    assert len({(name, p["seed"]) for name, p in drawn}) == len({p["seed"] for _, p in drawn}) > 2
    assert all(list((smoke[0] / "trials" / name / "verified").glob("*.json.gz")) for name, _ in drawn)


def test_verdicts_repeat_exactly(smoke: tuple[Path, dict[str, Any]]) -> None:
    result = meltbench.run("score", smoke[0], "--verify", "--json")
    repeated = json.loads(result.stdout)
    assert result.returncode == 0, repeated
    assert len(repeated) == len(meltbench.records(smoke[0]))


def test_a_changed_workspace_is_noticed(smoke: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    copy = shutil.copytree(smoke[0], tmp_path / "run")
    for trial in list((copy / "trials").iterdir())[1:]:
        shutil.rmtree(trial)
    next(copy.glob("trials/*/workspace/*.*")).write_text("edited afterwards\n")
    result = meltbench.run("score", copy, "--verify")
    assert result.returncode == 1
    assert "the kept workspace was changed since" in result.stderr


def test_page_stands_alone(smoke: tuple[Path, dict[str, Any]]) -> None:
    page = (smoke[0] / "report.html").read_text()
    assert "split-package" in page
    assert "<script src" not in page


def test_agents_failures_are_the_agents(tmp_path: Path) -> None:
    commands = {
        "exit 3": "agent_error",
        "head -c 700000000 /dev/zero > big; sleep 60": "agent_error",
        "python3 -c 'bytearray(1 << 31)'": "agent_error",
        "ln -s /etc link": "agent_did_nothing",
        "rm -rf /app/* && echo x > a": "completed",
    }
    agents = [word for command in commands for word in ("-a", f"command:{command}")]
    result = meltbench.run(
        "run", "trivial/three-tests", *agents, "-j", 2, "-o", tmp_path / "run", "--strict", tasks=meltbench.FIXTURES
    )
    assert result.returncode == 1, "strict: not every trial completed"
    found = {r["spec"]["agent"]: r for r in meltbench.records(tmp_path / "run").values()}
    assert {a.removeprefix("command:"): r["outcome"] for a, r in found.items()} == commands
    assert all(r["rewards"][0]["value"] == 0.0 for r in found.values())
    assert "links" not in found["command:ln -s /etc link"]["message"]


def test_deadline_is_kept(tmp_path: Path) -> None:
    tasks = shutil.copytree(meltbench.FIXTURES, tmp_path / "tasks")
    path = tasks / "trivial/three-tests/task.toml"
    path.write_text(path.read_text().replace("timeout_sec = 60.0", "timeout_sec = 1.0", 1))
    late = "command:(setsid sh -c 'sleep 3; echo late > late' &) ; sleep 60"
    result = meltbench.run("run", "trivial/three-tests", "-a", late, "-o", tmp_path / "run", tasks=tasks)
    assert result.returncode == 0, result.stderr
    (record,) = meltbench.records(tmp_path / "run").values()
    assert record["outcome"] == "agent_timeout"
    assert record["phases"]["agent"] < 2.9
    assert not list(tmp_path.glob("run/trials/*/workspace/late"))


def test_interrupt_leaves_a_run_that_can_go_on(tmp_path: Path) -> None:
    process = meltbench.start(
        "run", "trivial/three-tests", "-a", "command:sleep 30", "-o", tmp_path / "run", tasks=meltbench.FIXTURES
    )
    deadline = time.monotonic() + 60
    while not any(e.get("phase") == "agent" for e in meltbench.events(tmp_path / "run")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert f"Go on with `meltbench resume {tmp_path / 'run'}`" in said
    assert "Traceback" not in said
    assert meltbench.records(tmp_path / "run") == {}
