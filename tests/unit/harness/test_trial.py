"""What becomes of a trial whose sandbox does not let itself be stopped."""

from types import SimpleNamespace
from typing import Any

import pytest

from harness.records import AgentResult
from harness.trial import collect, outcome_of
from sandboxes.base import SandboxGone


class Restless:
    """A sandbox in which something goes on."""

    def pause(self) -> None:
        raise SandboxGone("cannot be paused")

    def freeze(self) -> None:
        raise SandboxGone("does not die")


@pytest.mark.parametrize("script", [None, "tests/test.sh"])
def test_a_sandbox_that_cannot_be_stopped_is_the_agents_error(script: str | None) -> None:
    trial: Any = SimpleNamespace(task=SimpleNamespace(script=script))
    sandbox: Any = Restless()
    tree, refused = collect(trial, sandbox)
    assert (tree, refused) == (None, "the sandbox could not be stopped: does not die")
    assert outcome_of(AgentResult(), refused, unchanged=False) == "agent_error"
