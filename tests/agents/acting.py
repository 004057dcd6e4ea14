"""One trial of an agent that a scripted model answers, in this process."""

from pathlib import Path
from typing import NamedTuple

import pytest

from harness.agents.registry import find_agent
from harness.gateway.budget import Budget
from harness.gateway.upstream import VENDORS
from harness.host import Host
from harness.plan import make_plan
from harness.records import TrialRecord
from harness.run import new_run
from harness.task import Task
from harness.trial import Trial, run_trial
from tests.model.script import Script
from tests.model.server import COUNTS, Model, serving

KEY = "sk-not-for-agents"


class Acted(NamedTuple):
    """What became of it."""

    record: TrialRecord
    model: Model
    directory: Path
    """Of the trial."""

    @property
    def tokens(self) -> int:
        """Of one answer, as its protocol can tell them."""
        return COUNTS.total - (COUNTS.cache_write if "google" in self.record.spec.agent else 0)

    @property
    def served(self) -> int:
        """Tokens of the answers that were served to their end."""
        return self.model.completed * self.tokens

    @property
    def printed(self) -> str:
        """All that the agent printed, for failures to be understood."""
        return "\n".join(path.read_text()[-3000:] for path in sorted(self.directory.glob("agent/output*.txt")))


def settings(url: str) -> dict[str, str]:
    """The variables that lead every known provider, and one more called `other`, to the model."""
    variables = {"OTHER_BASE_URL": f"{url}/v1", "OTHER_API_KEY": KEY}
    for name, vendor in VENDORS.items():
        variables[vendor.url_variable] = url + ("/v1" if name == "openai" else "")
        variables[vendor.key_variable] = KEY
    return variables


def act(
    host: Host,
    root: Path,
    task: Task,
    agent: str,
    script: Script,
    *,
    budget: Budget | None = None,
    timeout_s: float | None = None,
) -> Acted:
    """Run the trial to its end; `root` is the run's directory."""
    plan = make_plan([task], [agent], attempts=1, track=None, budget=budget or Budget())
    store = new_run(root, plan, jobs=1, argv=[])
    spec = plan.trials[0].model_copy(update={"timeout_s": timeout_s} if timeout_s else {})
    with serving(script) as model, pytest.MonkeyPatch.context() as environment:
        for name, value in settings(model.url).items():
            environment.setenv(name, value)
        record = run_trial(Trial(spec, task, find_agent(spec.agent), store, host, seed=1))
    store.release()
    return Acted(record, model, store.trial_dir(spec))
