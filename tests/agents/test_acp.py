"""The Agent Client Protocol with real agents, whose model is scripted."""

import base64
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from harness.dataset import Dataset, tasks_root
from harness.gateway.budget import Budget
from harness.gateway.server import Gateway
from harness.host import Host
from harness.task import Task
from tests.agents.acting import act
from tests.model.script import Script, Shell, Step
from tests.model.server import COUNTS

pytestmark = [pytest.mark.docker, pytest.mark.agents]

AGENTS = {
    "acp@anthropic/claude-sonnet-4-5:opencode acp": COUNTS.total,
    "acp@google/gemini-2.5-pro:gemini-cli --acp": COUNTS.total - COUNTS.cache_write,
}
"""With the tokens of an answer, as its protocol can tell them."""


@pytest.fixture(scope="module")
def machine(engine: docker.DockerClient) -> Iterator[Host]:
    """This one."""
    host = Host(lambda line: None)
    with Gateway() as gateway:
        host.gateway = gateway
        yield host
    host.client.close()


@pytest.fixture(scope="module")
def task() -> Task:
    """The split of a small module."""
    return Dataset(tasks_root()).task("smoke/split-package")


def split(task: Task) -> list[Step]:
    """The reference solution, brought along in commands."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        tar.add(task.directory / "solution", arcname="solution")
    text = base64.b64encode(packed.getvalue()).decode()
    return [
        Shell(f"mkdir -p /tmp/k && cd /tmp/k && echo {text} | base64 -d | tar xz"),
        Shell("grep -rl /solution /tmp/k/solution | xargs sed -i 's#/solution#/tmp/k/solution#g'"),
        Shell(f"cd {task.config.environment.workdir} && sh /tmp/k/solution/solve.sh"),
    ]


@pytest.mark.parametrize("agent", AGENTS)
def test_an_agent_that_splits_the_package(agent: str, machine: Host, task: Task, tmp_path: Path) -> None:
    acted = act(machine, tmp_path / "run", task, agent, Script(split(task)))
    record = acted.record
    assert (record.outcome, record.message) == ("completed", "")
    assert record.main
    assert record.main.value == 1.0
    assert record.agent.spent
    assert record.agent.spent.usage.total == acted.model.completed * AGENTS[agent]
    assert record.agent.claims
    assert record.agent.claims.ended == "end_turn"
    assert record.agent.claims.input_tokens
    assert record.observed.outlived == ()


def test_an_agent_that_does_nothing(machine: Host, task: Task, tmp_path: Path) -> None:
    acted = act(machine, tmp_path / "run", task, list(AGENTS)[1], Script())
    assert (acted.record.outcome, acted.record.agent.error) == ("agent_did_nothing", "")
    assert acted.record.agent.spent
    assert acted.record.agent.spent.responses == 1


def test_an_agent_whose_model_is_asked_too_often(machine: Host, task: Task, tmp_path: Path) -> None:
    steps: list[Step] = [Shell("true")] * 5
    acted = act(machine, tmp_path / "run", task, list(AGENTS)[1], Script(steps), budget=Budget(requests=2))
    assert (acted.record.outcome, acted.record.message) == ("budget_exceeded", "the budget of 2 requests is spent")
