"""`meltbench tasks check`: a sound task is admitted, a planted fault is caught by the step and item that name it."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import meltbench
from tests.e2e.faults import SOUND, derive

pytestmark = [pytest.mark.docker, pytest.mark.slow]

CAUGHT = {
    # fault -> steps asked, and the (step, item) pairs that must fail, and no others
    "weak-test": (["mutants"], {("mutants", "kill-rate")}),
    "leaked-answer": (["sealed"], {("sealed", "files")}),
    "flaky-case": (
        ["reference", "repeats"],
        {("repeats", "reference/differential/reading"), ("repeats", "untouched/differential/reading")},
    ),
    "wrong-oracle": (["reference"], {("reference", "oracle:oracle")}),
    "unpinned-download": (["stated", "pinned"], {("pinned", "Dockerfile")}),
}
NAMED = {
    "weak-test": "not noticed: shelf/",
    "leaked-answer": "/app/drafts/notes.txt is ",
    "flaky-case": "reading/names",
    "wrong-oracle": "oracle/pantry",
    "unpinned-download": "attrs",
}
"""What the message must say beside the item's name."""
CHEAP = ["stated", "pinned"]


def check(task: Path, *arguments: object, steps: list[str], code: int) -> dict[str, Any]:
    """One task's admission as JSON."""
    only = [word for step in steps for word in ("--only", step)]
    result = meltbench.run("tasks", "check", task, *only, "--mutants", 20, "--json", *arguments)
    assert result.returncode == code, result.stdout + result.stderr
    (admission,) = json.loads(result.stdout)
    return dict(admission)


def failures(admission: dict[str, Any]) -> dict[tuple[str, str], str]:
    """(step, item) -> message, of what did not pass."""
    return {(s["name"], i["id"]): i["message"] for s in admission["steps"] for i in s["items"] if not i["passed"]}


def test_a_sound_task_is_admitted(tmp_path: Path) -> None:
    task = derive("none", tmp_path)
    steps = ["stated", "sealed", "nop", "reference", "partial", "ladder", "repeats", "mutants", "known-bad"]
    admission = check(task, steps=steps, code=0)
    assert admission["admitted"], failures(admission)
    assert [step["name"] for step in admission["steps"]] == steps
    assert all(step["items"] for step in admission["steps"])
    assert not (task / "admission.json").exists(), "a part of the steps, and few mutants, make no record"


@pytest.mark.parametrize("fault", CAUGHT)
def test_a_planted_fault_is_caught_by_name(fault: str, tmp_path: Path) -> None:
    steps, wanted = CAUGHT[fault]
    found = failures(check(derive(fault, tmp_path), steps=steps, code=1))
    assert set(found) == wanted
    assert all(NAMED[fault] in message for message in found.values()), found


def test_what_was_done_is_kept_and_a_changed_task_is_looked_at_again(tmp_path: Path) -> None:
    task = derive("unpinned-download", tmp_path)
    check(task, steps=CHEAP, code=1)
    assert all(step["seconds"] == 0 for step in check(task, steps=CHEAP, code=1)["steps"])
    dockerfile = task / "environment/Dockerfile"
    dockerfile.write_text(dockerfile.read_text().replace("RUN python3 -m pip install attrs || true\n", ""))
    assert all(step["seconds"] > 0 for step in check(task, steps=CHEAP, code=0)["steps"])


def test_a_sample_of_the_record_is_done_again(tmp_path: Path) -> None:
    task = derive("wrong-oracle", tmp_path)
    record = check(task, steps=CHEAP, code=0)
    path = task / "admission.json"
    path.write_text(json.dumps(record))
    again = check(task, "--sample", 1, steps=[], code=0)
    assert [len(step["items"]) for step in again["steps"]] == [2, *(len(step["items"]) for step in record["steps"])]
    ended = check(task, "--sample", 1, "--minutes", 0, steps=[], code=0)
    assert [step["name"] for step in ended["steps"]] == ["record", "stated"], "no further step is begun"

    record["steps"][0]["items"][0]["passed"] = False
    path.write_text(json.dumps(record))
    found = failures(check(task, "--sample", 1, steps=[], code=1))
    assert set(found) == {("record", "admitted"), ("stated", "human-time")}
    assert found["stated", "human-time"].startswith("failed in the record, passed now")

    (task / "instruction.md").write_text((task / "instruction.md").read_text() + "\nOne thing more.\n")
    assert ("record", "digests") in failures(check(task, "--sample", 0.1, steps=[], code=1))


def test_a_task_that_cannot_be_scored_fails_every_step_that_tries(tmp_path: Path) -> None:
    task = derive("wrong-oracle", tmp_path)
    (task / "tests/hidden/structure.toml").write_text('package = "shelf"\n')
    found = failures(check(task, steps=["stated", "pinned", "nop", "reference"], code=1))
    assert set(found) == {("stated", "task"), ("nop", "task"), ("reference", "task")}
    assert all("structure.toml" in message for message in found.values())


def test_an_interrupted_check_goes_on(tmp_path: Path) -> None:
    task = derive("wrong-oracle", tmp_path)
    process = meltbench.start("tasks", "check", task, "--only", "stated", "--only", "nop")
    assert process.stderr
    while "nop" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Go on with the same command" in said
    assert "Traceback" not in said
    stated, nop = check(task, steps=["stated", "nop"], code=0)["steps"]
    assert stated["seconds"] == 0 < nop["seconds"]


def test_a_wrong_request_is_one_line(tmp_path: Path) -> None:
    result = meltbench.run("tasks", "check", SOUND, "--only", "everything")
    assert result.returncode == 2
    assert "no step 'everything'" in result.stderr
    result = meltbench.run("tasks", "check", derive("weak-test", tmp_path), "--sample", 0.1)
    assert result.returncode == 2
    assert "there is no record to sample" in result.stderr
