"""Bad requests and unable machines: one line that says what, where and how to mend it, and the right exit code."""

import shutil
from pathlib import Path

import pytest

from tests.e2e import meltbench


def one_line(result: meltbench.subprocess.CompletedProcess[str]) -> str:
    """Standard error, which must be a single line and no traceback."""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("meltbench: ")
    assert "Traceback" not in result.stderr
    return lines[0]


def test_unknown_task(tmp_path: Path) -> None:
    result = meltbench.run("run", "no/such/task", "-a", "nop", "-o", tmp_path / "run")
    assert result.returncode == 2
    assert "no/such/task: no such task or suite. See `meltbench tasks list`" in one_line(result)


def test_near_miss_is_named(tmp_path: Path) -> None:
    result = meltbench.run("run", "smoke/split-pakage", "-a", "nop", "-o", tmp_path / "run")
    assert result.returncode == 2
    assert "Did you mean smoke/split-package?" in one_line(result)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("timeout_sec = 60.0", 'timeout_sec = "soon"', "key agent.timeout_sec"),
        ('family = "smoke"', 'family = "tiny"', "key meltbench.family"),
        ('domain = "code"', 'domian = "code"', "key meltbench.domain"),
        ("[meltbench]", "[meltbench", "not valid TOML"),
    ],
)
def test_bad_task_file(tmp_path: Path, old: str, new: str, said: str) -> None:
    tasks = shutil.copytree(meltbench.FIXTURES, tmp_path / "tasks")
    path = tasks / "trivial/three-tests/task.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    result = meltbench.run("run", "trivial/three-tests", "-a", "nop", "-o", tmp_path / "run", tasks=tasks)
    assert result.returncode == 2
    line = one_line(result)
    assert str(path) in line
    assert said in line
    assert "Correct" in line


def test_unknown_agent(tmp_path: Path) -> None:
    result = meltbench.run("run", "trivial/three-tests", "-a", "oracel", "-o", tmp_path / "r", tasks=meltbench.FIXTURES)
    assert result.returncode == 2
    assert "-a oracel: no such agent. There are: oracle, nop" in one_line(result)


def test_unwritable_output(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = meltbench.run(
        "run", "trivial/three-tests", "-a", "nop", "-o", tmp_path / "file" / "run", tasks=meltbench.FIXTURES
    )
    assert result.returncode == 2
    assert "Choose another directory with -o" in one_line(result)


def test_no_engine(tmp_path: Path) -> None:
    result = meltbench.run(
        "run",
        "trivial/three-tests",
        "-a",
        "nop",
        "-o",
        tmp_path / "run",
        tasks=meltbench.FIXTURES,
        DOCKER_HOST=f"unix://{tmp_path}/no.sock",
        MELTBENCH_ENGINE="external",
    )
    assert result.returncode == 3
    assert "engine" in result.stderr.strip().splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_resume_of_nothing(tmp_path: Path) -> None:
    result = meltbench.run("resume", tmp_path)
    assert result.returncode == 2
    assert "no run here" in one_line(result)


def test_run_directory_in_use(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    result = meltbench.run("run", "trivial/three-tests", "-a", "nop", "-o", tmp_path, tasks=meltbench.FIXTURES)
    assert result.returncode == 2
    assert "meltbench resume" in one_line(result)


@pytest.mark.docker
def test_a_task_that_cannot_be_scored_does_not_take_other_trials_with_it(tmp_path: Path) -> None:
    tasks = tmp_path / "tasks"
    for name in ("broken", "sound"):
        shutil.copytree(meltbench.FIXTURES / "trivial/three-tests", tasks / "trivial" / name)
    shutil.rmtree(tasks / "trivial/broken/tests/hidden/suite")
    argv = ["run", "trivial/broken", "trivial/sound", "-a", "oracle", "-j", 1, "-o", tmp_path / "run"]
    result = meltbench.run(*argv, tasks=tasks)
    assert result.returncode == 2
    assert "no such test directory" in result.stderr.strip().splitlines()[-1]
    assert "Traceback" not in result.stderr
    assert [r["spec"]["task"] for r in meltbench.records(tmp_path / "run").values()] == ["trivial/sound"]


@pytest.mark.docker
@pytest.mark.slow
def test_a_task_whose_download_is_gone_does_not_stop_the_others(tmp_path: Path) -> None:
    """What is gone is asked for again at each of three tries."""
    tasks = shutil.copytree(meltbench.FIXTURES, tmp_path / "tasks")
    gone = shutil.copytree(tasks / "trivial/three-tests", tasks / "trivial/gone")
    pin = {"project": "attrs", "version": "0.0", "file": "attrs-0.0.tar.gz", "sha256": "0" * 64, "license": "MIT"}
    table = "\n".join(f'{key} = "{value}"' for key, value in pin.items())
    with (gone / "task.toml").open("a") as config:
        config.write(f"\n[[meltbench.source]]\n{table}\n")
    words = ("trivial/gone", "trivial/three-tests", "-a", "nop", "-o", tmp_path / "run")
    result = meltbench.run("run", *words, tasks=tasks)
    assert result.returncode == 0, result.stderr
    assert "trivial/gone cannot be run: attrs-0.0.tar.gz (attrs 0.0) is gone" in result.stdout + result.stderr
    outcomes = {one["spec"]["task"]: one["outcome"] for one in meltbench.records(tmp_path / "run").values()}
    assert outcomes == {"trivial/gone": "infra_error", "trivial/three-tests": "agent_did_nothing"}
