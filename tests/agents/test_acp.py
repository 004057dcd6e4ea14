"""The Agent Client Protocol with real agents, whose model is scripted."""

from pathlib import Path

import pytest

from harness.dataset import Dataset, tasks_root
from harness.gateway.budget import Budget
from harness.host import Host
from harness.task import Task
from tests.agents.acting import act
from tests.agents.playing import split
from tests.model.script import Script, Shell, Step
from tests.model.server import COUNTS

pytestmark = [pytest.mark.docker, pytest.mark.agents]

AGENTS = {
    "acp@anthropic/claude-sonnet-4-5:opencode acp": COUNTS.total,
    "acp@google/gemini-2.5-pro:gemini-cli --acp": COUNTS.total - COUNTS.cache_write,
}
"""With the tokens of an answer, as its protocol can tell them."""


@pytest.fixture(scope="module")
def task() -> Task:
    """The split of a small module."""
    return Dataset(tasks_root()).task("smoke/split-package")


@pytest.mark.parametrize("agent", AGENTS)
def test_an_agent_that_splits_the_package(agent: str, host: Host, task: Task, tmp_path: Path) -> None:
    acted = act(host, tmp_path / "run", task, agent, Script(split(task)))
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


def test_an_agent_that_does_nothing(host: Host, task: Task, tmp_path: Path) -> None:
    acted = act(host, tmp_path / "run", task, list(AGENTS)[1], Script())
    assert (acted.record.outcome, acted.record.agent.error) == ("agent_did_nothing", "")
    assert acted.record.agent.spent
    assert acted.record.agent.spent.responses == 1


def test_an_agent_whose_model_is_asked_too_often(host: Host, task: Task, tmp_path: Path) -> None:
    steps: list[Step] = [Shell("true")] * 5
    acted = act(host, tmp_path / "run", task, list(AGENTS)[1], Script(steps), budget=Budget(requests=2))
    assert (acted.record.outcome, acted.record.message) == ("budget_exceeded", "the budget of 2 requests is spent")
