"""Every agent does the smoke task when its model does, by shell commands; and nothing when that does nothing."""

from pathlib import Path
from typing import Any

import pytest

from harness.dataset import tasks_root
from harness.host import Host
from harness.task import Task
from tests.agents.acting import Acted
from tests.agents.playing import AGENTS, NATIVE, OTHER, adapted, ending, play, split
from tests.e2e.meltbench import FIXTURES
from tests.model.script import Script, Shell

pytestmark = pytest.mark.docker

SPOKEN = (
    *(f"openclaw@{model}" for model in ("openai/gpt-4.1", f"{OTHER}/m")),
    *(f"opencode@{model}" for model in ("openai/gpt-4.1", f"{OTHER}/m")),
    "mini-swe-agent@anthropic/claude-sonnet-4-5",
)
"""Agents in the protocols that they are not asked to speak elsewhere."""
EACH = [pytest.param(name, marks=() if name in NATIVE else pytest.mark.agents) for name in AGENTS]


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Task:
    """The split of a small module."""
    return adapted(tasks_root() / "smoke" / "split-package", tmp_path_factory.mktemp("tasks"))


def verified(played: Acted) -> float | None:
    """Its main reward."""
    assert played.record.main, played.printed
    return played.record.main.value


def counted(played: Acted) -> Any:
    """Tokens by the gateway's count."""
    assert played.record.agent.spent
    assert not played.record.agent.spent.usage.partial
    return played.record.agent.spent.usage.total


@pytest.mark.parametrize("agent", EACH)
def test_an_agent_that_splits_the_package(agent: str, task: Task, host: Host, runs: Path) -> None:
    steps = split(task)
    played = play(host, runs, agent, task, Script([*steps, ending(agent)]))
    assert (played.record.outcome, played.record.message) == ("completed", ""), played.printed
    assert verified(played) == 1.0
    assert counted(played) == played.served
    claims = played.record.agent.claims
    assert claims
    assert claims.error == ""
    assert claims.turns in (None, 1, len(steps) + 1)
    work = sum(bool(asked.body.get("tools")) for asked in played.model.asked)
    assert claims.input_tokens == work * played.tokens - claims.output_tokens


@pytest.mark.parametrize("agent", EACH)
def test_an_agent_that_does_nothing(agent: str, task: Task, host: Host, runs: Path) -> None:
    played = play(host, runs, agent, task, Script([ending(agent)]))
    assert (played.record.outcome, played.record.agent.error) == ("agent_did_nothing", ""), played.printed
    assert verified(played) == 0.0
    assert counted(played) == played.served > 0


@pytest.mark.agents_full
@pytest.mark.parametrize("agent", SPOKEN)
def test_every_protocol_that_an_agent_speaks(agent: str, host: Host, runs: Path, tmp_path: Path) -> None:
    task = adapted(FIXTURES / "trivial" / "three-tests", tmp_path, timeout_s=200)
    steps = [Shell("sh -c 'printf \"def answer():\\n    return 42\\n\" > answer.py'"), ending(agent.partition("@")[0])]
    played = play(host, runs, agent, task, Script(steps))
    assert (played.record.outcome, played.record.message) == ("completed", ""), played.printed
    assert verified(played) == 1.0
    assert counted(played) == played.served
