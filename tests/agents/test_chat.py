"""A chat window as an agent: one prompt, one answer, put into the sandbox."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.agents.base import USER, AgentContext
from harness.agents.chat.answer import Edits
from harness.agents.chat.applying import apply
from harness.dataset import Dataset
from harness.gateway.budget import Budget
from harness.host import Host
from harness.task import Task
from sandboxes.base import Sandbox, SandboxProvider
from sandboxes.spec import SandboxSpec
from tests.agents.acting import KEY, act
from tests.model.script import Say, Script

pytestmark = [pytest.mark.docker, pytest.mark.agents]

TASKS = Path(__file__).parents[1] / "fixtures" / "tasks"
RIGHT = "I write it.\n\nFILE answer.py\n```python\ndef answer():\n    return 42\n```\n\nDELETE README.md\n"
MODELS = ("anthropic/claude-sonnet-4-5", "openai/gpt-5.1", "google/gemini-2.5-pro", "other/some-model:8b")


@pytest.fixture(scope="module")
def task() -> Task:
    """Write one file."""
    return Dataset(TASKS).task("trivial/three-tests")


@pytest.mark.parametrize("model", MODELS)
def test_an_answer_becomes_the_workspace(model: str, host: Host, task: Task, tmp_path: Path) -> None:
    acted = act(host, tmp_path / "run", task, f"chat@{model}", Script(side=Say(RIGHT)))
    record = acted.record
    assert (record.outcome, record.message) == ("completed", "")
    assert record.main
    assert record.main.value == 1.0
    assert record.changed == (1, 0, 1)
    assert record.agent.spent
    assert (record.agent.spent.requests, record.agent.spent.responses, acted.model.completed) == (1, 1, 1)
    (asked,) = acted.model.asked
    prompt = json.dumps(asked.body)
    assert "returns 42" in prompt
    assert "FILE README.md" in prompt
    assert "tools" not in asked.body
    assert KEY in str(asked.headers)
    assert (acted.directory / "agent" / "output.txt").read_text() == RIGHT
    assert record.observed.outlived == ()


def test_an_answer_without_edits_does_nothing(host: Host, task: Task, tmp_path: Path) -> None:
    acted = act(host, tmp_path / "run", task, f"chat@{MODELS[0]}", Script(side=Say("I would rather not.")))
    assert (acted.record.outcome, acted.record.message) == ("agent_did_nothing", "")


def test_an_answer_that_leaves_the_workspace_is_the_agents_error(host: Host, task: Task, tmp_path: Path) -> None:
    text = RIGHT + "\nFILE ../home/agent/.bashrc\n```\necho\n```\n"
    acted = act(host, tmp_path / "run", task, f"chat@{MODELS[0]}", Script(side=Say(text)))
    assert acted.record.outcome == "agent_error"
    assert "'../home/agent/.bashrc'" in acted.record.message
    assert acted.record.changed == (0, 0, 0)


def test_no_budget_no_question(host: Host, task: Task, tmp_path: Path) -> None:
    script = Script(side=Say(RIGHT))
    acted = act(host, tmp_path / "run", task, f"chat@{MODELS[0]}", script, budget=Budget(requests=0))
    assert acted.record.outcome == "budget_exceeded"
    assert acted.model.asked == []


def test_a_model_that_thinks_too_long(host: Host, task: Task, tmp_path: Path) -> None:
    script = Script(side=Say(RIGHT), pause_s=4)
    acted = act(host, tmp_path / "run", task, f"chat@{MODELS[0]}", script, timeout_s=1)
    assert acted.record.outcome == "agent_timeout"


@pytest.fixture
def box(provider: SandboxProvider, base_image: str) -> Iterator[Sandbox]:
    """A workspace with a script, a link to another place, and a directory."""
    with provider.open(SandboxSpec(image=base_image)) as box:
        box.put_tree({"run.sh": b"echo old\n", "old/a.txt": b"a\n"}, "/app", owner=USER)
        box.exec(["/bin/sh", "-c", "cd /app && ln -s /tmp out && ln -s run.sh link"], user="1000:1000", timeout_s=20)
        yield box


def applied(box: Sandbox, log: Path, files: dict[str, bytes], *deleted: str) -> str:
    """The error of applying edits."""
    context = AgentContext(sandbox=box, instruction="", workdir="/app", timeout_s=20, log=log)
    return apply(context, Edits(files, deleted), 20).error


def shell(box: Sandbox, command: str) -> str:
    """What it prints in the workspace."""
    return box.exec(["/bin/sh", "-c", command], cwd="/app", timeout_s=20).output


def test_edits_are_the_agents_users(box: Sandbox, tmp_path: Path) -> None:
    files = {"run.sh": b"echo new\n", "deep/er/it's new.txt": b"", "old": b"a file now\n"}
    assert applied(box, tmp_path, files, "old") == ""
    assert shell(box, "./run.sh; cat old; stat -c %u run.sh old deep deep/er/*") == "new\na file now\n" + "1000\n" * 4


@pytest.mark.parametrize(
    ("files", "deleted", "error"),
    [
        ({"run.sh": b"", "out/a": b""}, (), "out/a, where a link leads elsewhere"),
        ({"run.sh": b"", "link": b""}, (), "link, where a link leads elsewhere"),
        ({"run.sh": b""}, ("out",), "out, where a link leads elsewhere"),
        ({"run.sh": b""}, ("absent",), "absent, which is not there to be deleted"),
        ({"old": b""}, (), "cannot overwrite directory"),
    ],
)
def test_what_cannot_be_applied_changes_nothing(
    files: dict[str, bytes], deleted: tuple[str, ...], error: str, box: Sandbox, tmp_path: Path
) -> None:
    assert error in applied(box, tmp_path, files, *deleted)
    assert shell(box, "cat run.sh; ls -d out link old; ls /tmp") == "echo old\nlink\nold\nout\n"
