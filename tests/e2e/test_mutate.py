"""Mutation testing of the smoke task: its cases notice broken references, and a stopped measurement goes on."""

import json
import shutil
import threading
from pathlib import Path

import pytest

from harness.dataset import Dataset, tasks_root
from harness.host import Host
from harness.mutation.measure import measure
from harness.mutation.report import judged_before
from harness.run import Stopped
from harness.task import Task, load_task
from tests.e2e import meltbench

pytestmark = pytest.mark.docker

NAME = "smoke/split-package"


@pytest.fixture(scope="module")
def host() -> Host:
    return Host(lambda line: None)


@pytest.fixture(scope="module")
def smoke() -> Task:
    return Dataset(tasks_root()).task(NAME)


def forgetful(smoke: Task, directory: Path) -> Task:
    """The task with one frozen case instead of all, and no fresh ones."""
    copy = shutil.copytree(smoke.directory, directory / "smoke" / "forgetful")
    with (copy / "tests" / "hidden" / "cases.py").open("a", encoding="utf-8") as file:
        file.write("\n\nwhole = corpus\n\n\ndef corpus():\n    return whole()[:1]\n")
        file.write("\n\ndef generate(seed, count):\n    return []\n")
    return load_task(copy)


@pytest.mark.slow
def test_a_measurement_that_is_stopped_goes_on_from_its_journal(smoke: Task, host: Host, tmp_path: Path) -> None:
    record, stop = tmp_path / "mutants.jsonl", threading.Event()
    with pytest.raises(Stopped):
        measure(
            smoke,
            host,
            count=4,
            seed=1,
            jobs=1,
            record=record,
            said=lambda line: None,
            stop=stop,
            judged=lambda line: stop.set(),
        )
    kept = {line.id: line.seconds for line in judged_before(record)}
    assert 1 <= len(kept) < 4
    record.write_bytes(record.read_bytes() + b'{"key": "cut o\n')

    result = meltbench.run("tasks", "mutate", NAME, "--count", 4, "-o", record, "--json")
    assert f"{len(kept)} judged before" in result.stderr
    report = json.loads(result.stdout)
    lines = judged_before(record)
    assert report["n"] == len(lines) == 4
    assert {line.id: line.seconds for line in lines if line.id in kept} == kept
    assert report["killed"] == sum(bool(line.layer) for line in lines) >= 3
    assert max(report["checks"].values()) > 0
    assert report["layers"][0]["asked"] == 4
    assert result.returncode == 1  # of four, even all have a lower bound below the floor


def test_cases_that_look_at_little_let_mutants_live(smoke: Task, host: Host, tmp_path: Path) -> None:
    record = tmp_path / "mutants.jsonl"
    weak = measure(forgetful(smoke, tmp_path), host, count=3, seed=1, jobs=2, record=record, said=lambda line: None)
    assert weak.survived >= 2
    assert {survivor.file for survivor in weak.survivors} <= set(weak.files)
    assert weak.low <= weak.rate < weak.high
    assert not weak.admits(0.8, 0.75)
