"""A newcomer's first runs: what is printed, what is kept, and that verdicts repeat."""

import json
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from scoring.attacks.exploit import catalogue
from tests.e2e import meltbench

pytestmark = pytest.mark.docker

TENTH = sorted(random.sample(sorted(catalogue()), len(catalogue()) // 10))
"""Another tenth of the catalogue every time; `make attack` plays all of it."""


@pytest.fixture(scope="module")
def smoke(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the smoke task by reference and floor, twice each."""
    run_dir = tmp_path_factory.mktemp("smoke") / "run"
    page = run_dir / "report.html"
    arguments = ("-a", "oracle", "-a", "nop", "-k", 2, "-j", 2, "--json", "--html", page)
    result = meltbench.run("run", "smoke/split-package", *arguments, "-o", run_dir)
    assert result.returncode == 0, result.stderr
    passes = {row["agent"]: (row["passes"]["k"], row["passes"]["n"]) for row in json.loads(result.stdout)["rows"]}
    assert passes == {"oracle": (2, 2), "nop": (0, 2)}
    return run_dir


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[float]]:
    """The smoke task's values under a tenth of the exploits and every planted defect, by agent."""
    run_dir = tmp_path_factory.mktemp("attacked") / "run"
    cheats = [word for exploit in TENTH for word in ("-a", f"cheat:{exploit}")]
    result = meltbench.run(
        "run", "smoke/split-package", *cheats, "-a", "artifact:all", "-j", 2, "-o", run_dir, "--json"
    )
    assert result.returncode == 0, result.stderr
    return values(run_dir)


def values(run_dir: Path) -> dict[str, list[float]]:
    """Main reward values by agent."""
    found: dict[str, list[float]] = {}
    for record in meltbench.records(run_dir).values():
        main = next(r for r in record["rewards"] if r["role"] == "reward" and r["channel"] == "verified")
        found.setdefault(record["spec"]["agent"], []).append(main["value"])
    return found


def test_reference_scores_one_and_doing_nothing_zero(smoke: Path) -> None:
    scores = values(smoke)
    assert scores["oracle"] == [1.0, 1.0]
    assert scores["nop"] == [0.0, 0.0]


@pytest.mark.slow
@pytest.mark.parametrize("exploit", TENTH)
def test_no_exploit_beats_doing_nothing(attacked: dict[str, list[float]], exploit: str) -> None:
    assert attacked[f"cheat:{exploit}"] == [0.0]


@pytest.mark.slow
def test_planted_defects_are_seen(attacked: dict[str, list[float]]) -> None:
    assert [attacked[f"artifact:k{defects}"] for defects in range(6)] == [[1.0]] + [[0.0]] * 5


def test_outcomes_are_told_apart(smoke: Path) -> None:
    outcomes = {r["spec"]["agent"]: r["outcome"] for r in meltbench.records(smoke).values()}
    assert outcomes["oracle"] == "completed"
    assert outcomes["nop"] == "agent_did_nothing"


def test_seeds_are_fresh_and_cases_kept(smoke: Path) -> None:
    rewards = [(name, r) for name, record in meltbench.records(smoke).items() for r in record["rewards"]]
    drawn = [(name, r["provenance"]) for name, r in rewards if r["provenance"]["cases_sha256"]]
    assert len({(name, p["seed"]) for name, p in drawn}) == len({p["seed"] for _, p in drawn}) > 2
    assert all(list((smoke / "trials" / name / "verified").glob("*.json.gz")) for name, _ in drawn)


@pytest.mark.slow
def test_verdicts_repeat_exactly(smoke: Path) -> None:
    result = meltbench.run("score", smoke, "--verify", "--json")
    repeated = json.loads(result.stdout)
    assert result.returncode == 0, repeated
    assert len(repeated) == len(meltbench.records(smoke))


def test_a_changed_workspace_is_noticed(smoke: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(smoke, tmp_path / "run")
    for trial in list((copy / "trials").iterdir())[1:]:
        shutil.rmtree(trial)
    next(copy.glob("trials/*/workspace/*.*")).write_text("edited afterwards\n")
    result = meltbench.run("score", copy, "--verify")
    assert result.returncode == 1
    assert "the kept workspace was changed since" in result.stderr


def test_page_stands_alone(smoke: Path) -> None:
    page = (smoke / "report.html").read_text()
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
