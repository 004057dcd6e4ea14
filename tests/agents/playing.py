"""One trial of a real agent with a scripted model, in this process."""

import re
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from harness.agents.registry import find_agent
from harness.dataset import Dataset
from harness.gateway.budget import Budget
from harness.gateway.upstream import VENDORS, vendor
from harness.host import Host
from harness.plan import make_plan
from harness.records import TrialRecord
from harness.run import new_run
from harness.task import Task
from harness.trial import Trial, run_trial
from tests.model.script import Say, Script, Shell, Step
from tests.model.server import COUNTS, Model, serving

AGENTS = {
    "claude-code": "claude-code@anthropic/claude-sonnet-4-5",
    "codex": "codex@openai/gpt-5.1-codex",
    "openclaw": "openclaw@anthropic/claude-sonnet-4-5",
    "opencode": "opencode@anthropic/claude-sonnet-4-5",
    "gemini-cli": "gemini-cli@google/gemini-2.5-pro",
    "mini-swe-agent": "mini-swe-agent@openai/gpt-5",
}
"""What is asked for on the command line, by agent."""
NATIVE = ("claude-code", "codex")
"""Those that start in a second."""
OTHER = "other"
"""A provider that is none of ours, and so compatible with OpenAI's chat completions."""
MEMORY_MB = 2048
"""As tasks have it that do not say otherwise."""


class Played(NamedTuple):
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


def play(host: Host, runs: Path, agent: str, task: Task, script: Script, *, budget: Budget | None = None) -> Played:
    """Run the trial to its end."""
    plan = make_plan([task], [AGENTS.get(agent, agent)], attempts=1, track=None, budget=budget or Budget())
    store = new_run(runs / f"run-{len(list(runs.iterdir()))}", plan, jobs=1, argv=[])
    (spec,) = plan.trials
    with ExitStack() as room:
        room.callback(store.release)
        model = room.enter_context(serving(script))
        environment = room.enter_context(pytest.MonkeyPatch.context())
        for name in (*VENDORS, OTHER):
            environment.setenv(vendor(name).key_variable, "sk-not-for-agents")
            environment.setenv(vendor(name).url_variable, model.url + ("/v1" if name in ("openai", OTHER) else ""))
        record = run_trial(Trial(spec, task, find_agent(spec.agent), store, host, seed=1))
    return Played(record, model, store.trial_dir(spec))


def adapted(source: Path, directory: Path, *, timeout_s: float | None = None) -> Task:
    """A copy of a task, with memory that is enough for every agent, and perhaps another deadline."""
    path = shutil.copytree(source, directory / "family" / source.name) / "task.toml"
    text = re.sub(r"(?m)^memory_mb = .*$", f"memory_mb = {MEMORY_MB}", path.read_text())
    if timeout_s is not None:
        text = re.sub(r"(?m)^timeout_sec = .*$", f"timeout_sec = {timeout_s}", text, count=1)
    path.write_text(text)
    return Dataset(directory).task(f"family/{source.name}")


def ending(agent: str) -> Step:
    """How a model tells this agent that it is done."""
    return Shell("echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT") if agent == "mini-swe-agent" else Say("Done.")
