"""Whatever goes wrong between an agent and its model ends in the outcome that it should, and in time."""

from pathlib import Path

import pytest

from harness.gateway.budget import Budget
from harness.host import Host
from tests.agents.acting import Acted
from tests.agents.playing import AGENTS, NATIVE, adapted, ending, play
from tests.e2e.meltbench import FIXTURES
from tests.model.script import Fault, Script, Shell, Step

pytestmark = pytest.mark.docker

EACH = [pytest.param(name, marks=pytest.mark.agents if name in NATIVE else pytest.mark.agents_full) for name in AGENTS]
LONG_S = 200.0
SOON_S = 100.0
"""On a busy machine, for an agent that takes half of it to start."""
SHORT_S = {"claude-code": 15.0, "codex": 15.0, "gemini-cli": 30.0, "mini-swe-agent": 45.0, "opencode": 60.0}
"""Deadlines that are reached, once the agent has started and asked and waited for some seconds."""
GRACE_S = 10.0
WORK = Shell("printf 'def answer():\\n    return 42\\n' > answer.py")
EVER = 600.0


class Room:
    """Where one trial is played."""

    def __init__(self, host: Host, directory: Path) -> None:
        self.host, self.directory = host, directory

    def play(
        self,
        agent: str,
        *faults: Fault,
        steps: list[Step] | None = None,
        timeout_s: float = LONG_S,
        pause_s: float = 0.0,
        budget: Budget | None = None,
    ) -> Acted:
        """The trivial task, with a model that does it unless other steps are given."""
        task = adapted(FIXTURES / "trivial" / "three-tests", self.directory / "tasks", timeout_s=timeout_s)
        script = Script(steps or [WORK, ending(agent)], list(faults), pause_s)
        runs = self.directory / "runs"
        runs.mkdir()
        played = play(self.host, runs, agent, task, script, budget=budget)
        assert played.record.phases["agent"] < timeout_s + GRACE_S
        return played


@pytest.fixture
def room(host: Host, tmp_path: Path) -> Room:
    """For one trial."""
    return Room(host, tmp_path)


def short_s(agent: str) -> float:
    """A deadline that is reached soon."""
    return SHORT_S.get(agent, 90.0)


def expect(played: Acted, outcome: str, message: str = "", *, asked_by_us: int = 0) -> None:
    """How it ended, and why. What was served in full has been counted, but for answers to the gateway's own question
    whether the server is there."""
    record, spent = played.record, played.record.agent.spent
    assert record.outcome == outcome, (record.message, record.agent, played.printed)
    assert message in record.message
    assert spent
    if not spent.usage.partial:
        assert spent.usage.total == played.served - asked_by_us * played.tokens


@pytest.mark.parametrize("agent", EACH)
def test_a_refused_key_ends_it_at_once(agent: str, room: Room) -> None:
    played = room.play(agent, Fault(status=401, dead=True))
    expect(played, "infra_error", "refuses the key")
    assert played.record.phases["agent"] < SOON_S


@pytest.mark.parametrize("agent", EACH)
def test_a_limited_rate_costs_time_only(agent: str, room: Room) -> None:
    played = room.play(agent, Fault(status=429, retry_after="0.5"))
    expect(played, "completed")
    assert played.record.agent.lost_s >= 0.5
    assert played.record.agent.resumed == 0


@pytest.mark.parametrize("agent", EACH)
def test_a_server_that_fails_for_ever(agent: str, room: Room) -> None:
    played = room.play(agent, Fault(status=500, dead=True))
    expect(played, "infra_error", "500")
    assert played.record.phases["agent"] < SOON_S


@pytest.mark.parametrize("agent", EACH)
def test_a_dead_server_is_no_fault_of_the_agents(agent: str, room: Room) -> None:
    played = room.play(agent, Fault(hang_s=EVER, dead=True), timeout_s=short_s(agent))
    expect(played, "infra_error", "silent at the deadline")


@pytest.mark.parametrize("agent", EACH)
def test_a_server_that_is_silent_to_the_agent_only(agent: str, room: Room) -> None:
    played = room.play(agent, *[Fault(hang_s=EVER)] * 50, timeout_s=short_s(agent))
    expect(played, "agent_timeout", asked_by_us=1)


@pytest.mark.parametrize("agent", EACH)
def test_an_answer_that_is_cut(agent: str, room: Room) -> None:
    played = room.play(agent, Fault(cut_after=0 if agent == "gemini-cli" else 2))
    expect(played, "completed")
    spent = played.record.agent.spent
    assert spent
    assert spent.usage.partial
    assert played.served <= spent.usage.total < played.served + played.tokens


@pytest.mark.parametrize(
    "budget", [Budget(requests=3), Budget(tokens=2000), Budget(usd=0.004)], ids=["requests", "tokens", "dollars"]
)
@pytest.mark.parametrize("agent", EACH)
def test_a_spent_budget(agent: str, budget: Budget, room: Room) -> None:
    played = room.play(agent, steps=[Shell(f"echo {number}") for number in range(50)], budget=budget)
    expect(played, "budget_exceeded", "is spent")
    assert played.model.completed <= 4
    assert played.record.phases["agent"] < SOON_S


@pytest.mark.parametrize("agent", EACH)
def test_a_deadline(agent: str, room: Room) -> None:
    steps: list[Step] = [Shell(f"sleep 1; echo {number}") for number in range(100)]
    played = room.play(agent, steps=steps, timeout_s=short_s(agent), pause_s=1.0)
    expect(played, "agent_timeout")
